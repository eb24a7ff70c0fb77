#include "selling/silence.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

struct Told {
  EventKind kind;
  std::string_view day, symbol;
};

struct Folded {
  Deal deal;
  std::vector<Event> events;
};

Folded folded(std::initializer_list<Told> all) {
  Desk desk;
  Folded result;
  for (const auto& one : all) result.events.push_back(told(one.kind, one.day, one.symbol));
  desk.act(result.events);
  result.deal = desk.deal;
  return result;
}

TEST(Gaps, BelongToTheStageInWhichTheyBegan) {
  const auto [deal, events] = folded({{EventKind::touchpoint, "2026-01-06", "call"},
                                      {EventKind::stage_entered, "2026-01-08", "a"},
                                      {EventKind::touchpoint, "2026-01-08", "call"},
                                      {EventKind::stage_entered, "2026-01-18", "b"},
                                      {EventKind::touchpoint, "2026-01-19", "call"}});
  EXPECT_THAT(gaps_of(deal, events), ElementsAre(Gap{"", 2}, Gap{"a", 10}, Gap{"b", 1}));
}

TEST(Gaps, EndWithTheClosing) {
  const auto [deal, events] = folded({{EventKind::stage_entered, "2026-01-08", "a"},
                                      {EventKind::lost, "2026-01-18", "lost"},
                                      {EventKind::touchpoint, "2026-03-19", "call"}});
  EXPECT_THAT(gaps_of(deal, events), ElementsAre(Gap{"a", 10}));
}

TEST(UsualSilence, IsAQuantileOfTheGapsOfAStageWithEnoughOfThem) {
  std::vector<Gap> gaps{{"b", 100}, {"b", 200}};
  for (int i = 1; i <= 10; ++i) gaps.push_back({"a", static_cast<double>(i)});
  EXPECT_THAT(usual_silence(gaps, 0.9, 10), ElementsAre(Pair("a", 9.5)))
      << "the mean of the 9th and 10th, as 10 x 0.9 is whole";
  EXPECT_THAT(usual_silence(gaps, 0.9), IsEmpty()) << "20 are asked for";
}

}  // namespace
}  // namespace stagecraft::selling
