#include "selling/slipping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Told {
  std::string_view at, to;  ///< Empty `to`: cleared.
  std::int64_t person = 1;
};

/// A deal whose expected close was first stated on 5 January, by hand.
Deal expecting(std::int64_t id, std::initializer_list<Told> moves) {
  Desk desk;
  desk.deal.id = DealId{id};
  desk.enter("a");
  for (const auto& move : moves) {
    auto event = told(EventKind::attribute_changed, move.at, "expected_close");
    event.actor = PersonId{move.person};
    event.to = move.to;
    desk.act({event});
  }
  return desk.deal;
}

// The worked example of measures.md 18.
TEST(Slip, CountsPushesDaysAndTheNetOfTheWorkedExample) {
  const auto deal = expecting(1, {{"2026-01-05", "2026-01-10"},
                                  {"2026-01-08", "2026-01-31"},
                                  {"2026-01-15", "2026-01-20"},
                                  {"2026-01-18", "2026-03-15"}});
  const auto slip = slip_of(deal, {day("2026-02-01")});
  EXPECT_EQ(slip.pushes, 2);
  EXPECT_EQ(slip.days_pushed, 75);
  EXPECT_EQ(slip.pull_ins, 1);
  EXPECT_EQ(slip.days_pulled_in, 11);
  EXPECT_EQ(slip.net_days, 64);
  EXPECT_EQ(slip.days_past_due, 0);
  EXPECT_EQ(slip.first, day("2026-01-10"));
}

TEST(Slip, TakesChangesOfOneActorOnOneDayAsOne) {
  const auto deal = expecting(
      1,
      {{"2026-01-05", "2026-01-10"}, {"2026-01-08", "2026-01-31"}, {"2026-01-08", "2026-01-20"}});
  const auto slip = slip_of(deal, {day("2026-01-09")});
  EXPECT_EQ(slip.pushes, 1);
  EXPECT_EQ(slip.days_pushed, 10);
  EXPECT_EQ(slip.pull_ins, 0);
}

TEST(Slip, CountsChangesOfTwoActorsOnOneDayApart) {
  const auto deal = expecting(1, {{"2026-01-05", "2026-01-10"},
                                  {"2026-01-08", "2026-01-31", 1},
                                  {"2026-01-08", "2026-01-20", 2}});
  const auto slip = slip_of(deal, {day("2026-01-09")});
  EXPECT_EQ(slip.pushes, 1);
  EXPECT_EQ(slip.days_pushed, 21);
  EXPECT_EQ(slip.pull_ins, 1);
}

TEST(Slip, StartsWithWhatTheFirstDaySettledOn) {
  const auto deal = expecting(1, {{"2026-01-05", "2026-01-10"}, {"2026-01-05", "2026-02-10"}});
  const auto slip = slip_of(deal, {day("2026-01-09")});
  EXPECT_EQ(slip.first, day("2026-02-10"));
  EXPECT_EQ(slip.pushes, 0);
}

TEST(Slip, SeesAPushBehindAClearedDay) {
  const auto deal = expecting(
      1, {{"2026-01-05", "2026-01-10"}, {"2026-01-08", ""}, {"2026-01-20", "2026-01-30"}});
  const auto slip = slip_of(deal, {day("2026-01-21")});
  EXPECT_EQ(slip.pushes, 1);
  EXPECT_EQ(slip.net_days, 20);
}

TEST(Slip, CountsDaysPastDueOfOpenDealsOnly) {
  auto deal = expecting(1, {{"2026-01-05", "2026-01-10"}});
  EXPECT_EQ(slip_of(deal, {day("2026-01-10")}).days_past_due, 0);
  EXPECT_EQ(slip_of(deal, {day("2026-01-25")}).days_past_due, 15);
  deal.status = DealStatus::won;
  EXPECT_EQ(slip_of(deal, {day("2026-01-25")}).days_past_due, 0);
}

TEST(Slip, OfADealWithoutAnExpectedCloseIsNothing) {
  EXPECT_EQ(slip_of(expecting(1, {}), {day("2026-01-25")}), Slip());
}

RC_GTEST_PROP(Slip, NetIsPushesLessPullIns, (const std::vector<std::uint8_t>& offsets)) {
  std::vector<DateMove> moves;
  std::optional<base::Day> before;
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    const auto to = day("2026-03-01") + std::chrono::days(offsets[i]);
    moves.push_back({.from = before,
                     .to = to,
                     .at = noon("2026-01-01") + std::chrono::hours(7 * i),
                     .person = PersonId{offsets[i] % 2},
                     .reason = {}});
    before = to;
  }
  const auto slip = slip_of(moves, base::Zone());
  RC_ASSERT(slip.net_days == slip.days_pushed - slip.days_pulled_in);
}

std::vector<Deal> team_of_usual_deals(int count) {
  std::vector<Deal> deals;
  for (int i = 0; i < count; ++i)
    deals.push_back(
        expecting(100 + i, {{"2026-01-05", "2026-03-10"}, {"2026-01-08", "2026-03-20"}}));
  return deals;
}

TEST(UsualSlips, IsUndefinedBelowFiveDealsAndHasNoP90BelowTwenty) {
  const Today today{day("2026-02-01")};
  EXPECT_EQ(usual_slips(team_of_usual_deals(4), today).pushes.median, std::nullopt);
  const auto five = usual_slips(team_of_usual_deals(5), today);
  EXPECT_EQ(five.deals, 5);
  EXPECT_EQ(five.days_pushed.median, 10.0);
  EXPECT_EQ(five.days_pushed.p90, std::nullopt);
  EXPECT_EQ(usual_slips(team_of_usual_deals(20), today).days_pushed.p90, 10.0);
}

TEST(FindSlipping, PutsThoseBeyondTheUsualFirstAndSaysWhy) {
  const Today today{day("2026-02-01")};
  const auto usual = usual_slips(team_of_usual_deals(20), today);
  const std::vector<Deal> deals{
      expecting(1, {{"2026-01-05", "2026-03-10"}, {"2026-01-08", "2026-03-15"}}),
      expecting(2, {{"2026-01-05", "2026-03-10"},
                    {"2026-01-08", "2026-04-10"},
                    {"2026-01-20", "2026-05-10"}}),
      expecting(3, {{"2026-01-05", "2026-03-10"}})};
  const auto found = find_slipping(deals, usual, today);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].deal, DealId{2});
  EXPECT_THAT(found[0].beyond,
              ElementsAre("pushes: 2; nine of ten of the team's deals: at most 1",
                          "days pushed: 61; nine of ten of the team's deals: at most 10",
                          "days from the first date: 61; nine of ten of the team's deals: at most "
                          "10"));
  EXPECT_EQ(found[1].deal, DealId{1});
  EXPECT_THAT(found[1].beyond, IsEmpty());
}

TEST(FindSlipping, FindsADealThatIsPastDueWithoutAPush) {
  const std::vector<Deal> deals{expecting(1, {{"2026-01-05", "2026-01-10"}})};
  const auto found = find_slipping(deals, {}, {day("2026-02-01")});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].slip.distance(), 22);
}

TEST(SlipRate, IsTheSharePushedBeyondThePeriod) {
  const std::vector<Deal> deals{
      expecting(1, {{"2026-01-05", "2026-02-10"}}),
      expecting(2, {{"2026-01-05", "2026-02-10"}, {"2026-02-08", "2026-03-10"}}),
      expecting(3, {{"2026-01-05", "2026-02-10"}, {"2026-02-08", "2026-02-20"}}),
      expecting(4, {{"2026-01-05", "2026-03-10"}, {"2026-02-08", "2026-04-10"}}),
      expecting(5, {{"2026-01-05", "2026-02-10"}, {"2026-03-08", "2026-04-10"}})};
  const auto rate = slip_rate(deals, day("2026-02-01"), day("2026-03-01"), {});
  ASSERT_TRUE(rate);
  EXPECT_EQ(rate->known, 4) << "Deal 4 was not expected in the period.";
  EXPECT_DOUBLE_EQ(rate->value, 0.25) << "Deal 5 was pushed after the period.";
  EXPECT_EQ(slip_rate(deals, day("2027-02-01"), day("2027-03-01"), {}), std::nullopt);
}

}  // namespace
}  // namespace stagecraft::selling
