#include "selling/card.h"

#include "selling/criteria.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

process::Map gated_map() {
  auto map = process::plain_map({"a", "b"});
  map.goals[0].stages[0].expected_days = 5;
  map.goals[0].stages[0].exit = {{.id = "told", .text = "the prospect told what hurts"}};
  return map;
}

Card card(const Desk& desk) { return card_of(desk.deal, {}, desk.setting()); }

TEST(CardOfADeal, LeadsALeadToTheFirstStage) {
  const Desk desk(gated_map());
  const auto told = card(desk);
  EXPECT_EQ(told.to, "a");
  EXPECT_TRUE(told.is_ready);
  EXPECT_FALSE(told.expected_days);
  EXPECT_EQ(told.next_step.value().kind, StepKind::no_next_step);
}

TEST(CardOfADeal, SaysWhatIsMissingInFrontOfTheNextStage) {
  Desk desk(gated_map());
  desk.enter("a");
  const auto before = card(desk);
  EXPECT_EQ(before.to, "b");
  EXPECT_FALSE(before.is_ready);
  ASSERT_THAT(before.missing, SizeIs(1));
  EXPECT_EQ(before.missing[0].text, "the prospect told what hurts");
  desk.act(meet_criterion(
      desk.deal, {.criterion = "told", .evidence = "person", .note = "by phone"}, desk.setting()));
  const auto after = card(desk);
  EXPECT_TRUE(after.is_ready);
  EXPECT_THAT(after.missing, IsEmpty());
}

TEST(CardOfADeal, IsLateAfterTwiceTheExpectedDaysWhereTheMapStatesNoOther) {
  Desk desk(gated_map());
  desk.enter("a");
  EXPECT_FALSE(card(desk.on("2026-01-15")).is_late);
  const auto late = card(desk.on("2026-01-16"));
  EXPECT_TRUE(late.is_late);
  EXPECT_EQ(late.late_after_days, 10);
}

TEST(CardOfADeal, ShowsTheOpenPromiseThatIsDueFirst) {
  Desk desk(gated_map());
  for (const auto* due : {"2026-01-20", "2026-01-07", "2026-01-09"})
    desk.act(make_promise(desk.deal, {.side = "customer", .text = "Send data", .due = day(due)},
                          desk.setting()));
  desk.act(keep_promise(desk.deal, {.number = 2}, desk.setting()));
  const auto shown = card(desk.on("2026-01-12")).promise.value();
  EXPECT_EQ(shown.number, 3);
  EXPECT_EQ(shown.keeping, Keeping::overdue);
}

TEST(CardOfADeal, LeadsNowhereOnceItIsLost) {
  Desk desk(gated_map());
  desk.enter("a");
  desk.close(EventKind::lost, "gone");
  const auto told = card(desk);
  EXPECT_EQ(told.to, "");
  EXPECT_FALSE(told.is_ready);
}

}  // namespace
}  // namespace stagecraft::selling
