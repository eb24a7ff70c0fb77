#include "selling/after_sale.h"

#include "selling/objections.h"
#include "selling/promises.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;

const PersonId success{8};
const ContactId rosa{3};

void win(Desk& desk, std::string_view iso = "2026-02-01") {
  desk.on("2026-01-06").enter("a");
  desk.on(iso).close(EventKind::won, "won");
}

TEST(HandOver, TellsWhoTakesOverAndWhen) {
  Desk desk;
  win(desk);
  desk.on("2026-02-03");
  desk.act(hand_over(desk.deal, {.to = success, .note = "Call Rosa first"}, desk.setting()));
  EXPECT_EQ(desk.deal.handed_over_to, success);
  EXPECT_EQ(desk.deal.handed_over_at, noon("2026-02-03"));
  EXPECT_THAT(faults_of([&] { hand_over(desk.deal, {.to = success}, desk.setting()); }),
              ElementsAre("/to"));
}

TEST(HandOver, IsOfDealsThatAreWonAndToSomebody) {
  Desk desk;
  EXPECT_EQ(refusal_of([&] { hand_over(desk.deal, {.to = success}, desk.setting()); }),
            base::ErrorKind::conflict);
  win(desk);
  EXPECT_THAT(faults_of([&] { hand_over(desk.deal, {}, desk.setting()); }), ElementsAre("/to"));
  EXPECT_EQ(refusal_of([&] {
              hand_over(desk.deal, {.to = success, .at = noon("2026-01-31")}, desk.setting());
            }),
            base::ErrorKind::invalid)
      << "before it was won";
}

TEST(Learned, GathersWhatIsOpenAndWhatWasSaid) {
  Desk desk;
  desk.act(raise_objection(desk.deal, {.text = "Too slow"}, {}, desk.setting()));
  for (const auto* const due : {"2026-03-01", "2026-02-10", "2026-02-20"})
    desk.act(make_promise(desk.deal, {.side = "us", .text = due, .due = day(due)}, desk.setting()));
  desk.act(keep_promise(desk.deal, {.number = 3}, desk.setting()));
  for (const auto* const given : {"guide", "story", "guide"})
    desk.event(EventKind::literature_given, given);
  desk.touch(process::TouchpointKind::demo, {rosa});
  desk.on("2026-01-15");
  auto won = told(EventKind::won, "2026-01-15", "won");
  won.details.motivations = {"growth"};
  desk.act({won});
  const auto learned = learned_of(desk.deal);
  EXPECT_EQ(learned.objections.size(), 1u);
  ASSERT_EQ(learned.open_promises.size(), 2u);
  EXPECT_EQ(learned.open_promises[0].number, 2);
  EXPECT_THAT(learned.literature, ElementsAre("guide", "story"));
  EXPECT_THAT(learned.motivations, ElementsAre("growth"));
  EXPECT_EQ(learned.touchpoints, 1);
  EXPECT_DOUBLE_EQ(learned.days_to_win, 10);
}

TEST(Onboarding, IsConfirmedOnceByTheCustomer) {
  Desk desk;
  EXPECT_EQ(refusal_of([&] { confirm_onboarding(desk.deal, {{rosa}}, desk.setting()); }),
            base::ErrorKind::conflict);
  win(desk);
  EXPECT_THAT(faults_of([&] { confirm_onboarding(desk.deal, {}, desk.setting()); }),
              ElementsAre("/confirmed_by"));
  desk.act(confirm_onboarding(desk.deal, {{rosa}}, desk.setting()));
  EXPECT_EQ(desk.deal.onboarding_confirmed_at, noon("2026-02-01"));
  EXPECT_EQ(refusal_of([&] { confirm_onboarding(desk.deal, {{rosa}}, desk.setting()); }),
            base::ErrorKind::conflict);
}

TEST(FollowUp, IsDueSoManyDaysAfterTheLastTouch) {
  Desk desk;
  EXPECT_EQ(follow_up_of(desk.deal, 30, {desk.today()}), std::nullopt);
  desk.on("2026-01-20").touch(process::TouchpointKind::call, {rosa});
  win(desk);
  auto follow_up = follow_up_of(desk.deal, 30, {day("2026-03-03")});
  ASSERT_TRUE(follow_up);
  EXPECT_EQ(follow_up->last, day("2026-02-01")) << "The call was before the win.";
  EXPECT_EQ(follow_up->due, day("2026-03-03"));
  EXPECT_EQ(follow_up->overdue_days, 0);
  EXPECT_EQ(follow_up_of(desk.deal, 30, {day("2026-03-05")})->overdue_days, 2);
  desk.on("2026-02-11").touch(process::TouchpointKind::call, {rosa});
  desk.on("2026-03-01").touch(process::TouchpointKind::visit, {rosa});
  follow_up = follow_up_of(desk.deal, 30, {day("2026-03-05")});
  EXPECT_THAT(follow_up->gap_days, ElementsAre(10, 18));
  EXPECT_EQ(follow_up->due, day("2026-03-31"));
}

TEST(FollowUp, CountsFromTheHandOverUntilSomebodyWasInTouch) {
  Desk desk;
  win(desk);
  desk.on("2026-02-05");
  desk.act(hand_over(desk.deal, {.to = success}, desk.setting()));
  EXPECT_EQ(follow_up_of(desk.deal, 30, {desk.today()})->due, day("2026-03-07"));
}

Deal begun(const Desk& desk, const NewFollowOn& follow_on) {
  Deal made;
  made.id = DealId{2};
  return after(made, begin_follow_on(desk.deal, follow_on, desk.setting()), desk.world());
}

TEST(FollowOn, KnowsItsOriginAndCarriesTheCustomerOver) {
  Desk desk;
  for (const auto& [name, value] :
       {std::pair("account", "5"), {"owner", "1"}, {"currency", "EUR"}, {"campaign", "spring"}})
    desk.set(name, value);
  win(desk);
  const auto made =
      begun(desk, {.origin = "upsell", .name = "More seats", .attributes = {{"owner", "8"}}});
  EXPECT_EQ(made.origin, "upsell");
  EXPECT_EQ(made.origin_deal, DealId{1});
  EXPECT_EQ(made.name, "More seats");
  EXPECT_EQ(made.map, desk.process().id);
  EXPECT_EQ(made.status, DealStatus::lead);
  EXPECT_EQ(made.attribute("account"), "5");
  EXPECT_EQ(made.attribute("owner"), "8") << "stated anew";
  EXPECT_EQ(made.attribute("campaign"), "") << "not what brought this one";
}

TEST(FollowOn, ByReferralIsAnotherCustomers) {
  Desk desk;
  desk.set("account", "5");
  desk.set("owner", "1");
  const auto made = begun(desk, {.origin = "referral", .name = "Neighbour"});
  EXPECT_EQ(made.attribute("account"), "");
  EXPECT_EQ(made.attribute("owner"), "1");
  EXPECT_EQ(made.origin, "referral");
}

TEST(FollowOn, OfTheSameCustomerTakesADealThatIsWon) {
  const Desk desk;
  EXPECT_EQ(refusal_of([&] { begun(desk, {.origin = "cross_sell", .name = "Other"}); }),
            base::ErrorKind::conflict);
  EXPECT_THAT(faults_of([&] { begun(desk, {.origin = "luck", .name = ""}); }),
              ElementsAre("/origin", "/name"));
}

}  // namespace
}  // namespace stagecraft::selling
