#include "measures/bottleneck.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "tests/measures/hand_made_flow.h"

namespace stagecraft::measures {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t a = 0, b = 1, c = 2;

/// One month with the shares of the worked example of docs/measures/bottleneck.md, `size` times ten
/// visits a stage, each visit of a deal of its own.
FlowSample example(int size) {
  FlowSample sample{
      .stages = 3, .days = days_a_month, .visits = std::vector<base::BigVector<UnitStay>>(3)};
  std::uint32_t deal = 0;
  const auto add = [&](std::size_t stage, base::statistics::Cause end, int tenths) {
    for (int i = 0; i < tenths * size; ++i)
      sample.visits[stage].push_back(
          {.unit = deal++, .cause = end, .length = (i % 9 + 1) * one_day});
  };
  add(a, VisitEnd::to_stage(b), 5), add(a, VisitEnd::to_stage(c), 1), add(a, VisitEnd::lost(3), 4);
  add(b, VisitEnd::to_stage(c), 6), add(b, VisitEnd::to_stage(a), 1), add(b, VisitEnd::lost(3), 3);
  add(c, VisitEnd::won(3), 5), add(c, VisitEnd::to_stage(b), 1), add(c, VisitEnd::lost(3), 4);
  for (int i = 0; i < 40; ++i) sample.arrivals.push_back({deal++, a});
  for (int i = 0; i < 9; ++i) sample.wins.push_back({deal++, 10'000});
  return sample;
}

TEST(Bottleneck, GivesTheWorkedExample) {
  const auto result = bottleneck(example(10), {.resamples = 0});
  ASSERT_EQ(result.undefined, "");
  EXPECT_NEAR(result.money_a_month.value, 89'988.75, 5e-3);
  EXPECT_NEAR(result.won_a_month.value, 8.9989, 5e-5);
  EXPECT_NEAR(result.stages[a].visits_a_month, 42.2947, 5e-5);
  EXPECT_NEAR(result.stages[a].losses_minus_10.value, 6'367.77, 5e-3);
  EXPECT_NEAR(result.stages[b].losses_minus_10.value, 3'690.71, 5e-3);
  EXPECT_NEAR(result.stages[c].losses_minus_10.value, 7'199.10, 5e-3);
  EXPECT_NEAR(result.stages[a].conversion_plus_10.value, 9'570.02, 5e-3);
  EXPECT_NEAR(result.stages[c].time_minus_10.value, 4'395.39, 5e-3);
  EXPECT_THAT(result.ranking, ElementsAre(c, a, b));
  EXPECT_NEAR(result.stages[b].back, 0.1, 1e-9);
  EXPECT_FALSE(result.capacity_is_stated);
}

TEST(Bottleneck, SaysWhatATenthLessTimeWouldBringForwardOnce) {
  const auto result = bottleneck(example(9), {.resamples = 0});
  // Visits of A last 4.98 days in the mean; each deal makes 42.2947/40 of them.
  double sum = 0;
  const auto sample = example(9);
  for (const UnitStay& stay : sample.visits[a]) sum += static_cast<double>(stay.length) / one_day;
  const double saved = 0.1 * sum / static_cast<double>(sample.visits[a].size()) * 42.2947 / 40;
  EXPECT_NEAR(result.stages[a].days_saved, saved, 1e-4);
  EXPECT_NEAR(result.stages[a].once_only, 89'988.75 / days_a_month * saved, 0.1);
}

TEST(Bottleneck, NamesAStageOnlyWhereItsLeadIsClear) {
  const auto few = bottleneck(example(10), {});
  EXPECT_EQ(few.named, std::nullopt);
  EXPECT_EQ(few.possible.front(), c);
  EXPECT_THAT(few.possible, testing::Contains(a)) << "'cannot tell yet: C, A'";
  ASSERT_TRUE(few.stages[c].losses_minus_10.interval);
  EXPECT_TRUE(few.stages[c].losses_minus_10.interval->holds(7'199.10));

  FlowSample clear = example(10);
  clear.visits[a].resize(200, UnitStay());  // A no longer loses anything much.
  std::erase_if(clear.visits[a],
                [](const UnitStay& stay) { return stay.cause == VisitEnd::lost(3); });
  for (auto& stay : clear.visits[b])
    if (stay.cause == VisitEnd::lost(3)) stay.cause = VisitEnd::to_stage(c);
  const auto result = bottleneck(clear, {});
  EXPECT_EQ(result.named, c);
  EXPECT_THAT(result.possible, IsEmpty());
}

TEST(Bottleneck, NamesNoStageBelowThirtyEndedVisits) {
  FlowSample sample{.stages = 1, .days = 30, .visits = std::vector<base::BigVector<UnitStay>>(1)};
  for (std::uint32_t deal = 0; deal < 29; ++deal) {
    sample.visits[0].push_back({.unit = deal,
                                .cause = deal % 2 ? VisitEnd::won(1) : VisitEnd::lost(1),
                                .length = one_day});
    sample.arrivals.push_back({deal, 0});
    if (deal % 2) sample.wins.push_back({deal, 100});
  }
  EXPECT_EQ(bottleneck(sample, {}).named, std::nullopt);
  EXPECT_THAT(bottleneck(sample, {}).possible, ElementsAre(0));
  sample.visits[0].push_back({.unit = 29, .cause = VisitEnd::lost(1), .length = one_day});
  EXPECT_EQ(bottleneck(sample, {}).named, 0);
}

TEST(Bottleneck, NamesNothingWithoutResamples) {
  const auto result = bottleneck(example(100), {.resamples = 0});
  EXPECT_EQ(result.named, std::nullopt);
  EXPECT_EQ(result.how, "");
}

TEST(Bottleneck, KeepsAnExemptStageOutOfTheRankingButShowsIt) {
  const auto result = bottleneck(example(10), {.exempt = {false, false, true}, .resamples = 0});
  EXPECT_THAT(result.ranking, ElementsAre(a, b));
  EXPECT_TRUE(result.stages[c].exempt);
  EXPECT_NEAR(result.stages[c].losses_minus_10.value, 7'199.10, 5e-3);
}

TEST(Bottleneck, ListsBindingCapacitiesFirst) {
  BottleneckSettings settings{.resamples = 50};
  settings.teams = {{.hours_per_month = 150}};
  settings.work = {std::nullopt, std::nullopt, StageWork{.team = 0, .hours_per_visit = 10}};
  const auto result = bottleneck(example(10), settings);
  EXPECT_THAT(result.binding, ElementsAre(c));
  EXPECT_NEAR(result.money_a_month.value, 75'000, 1e-6);
  EXPECT_NEAR(result.stages[c].losses_minus_10.value, 6'000, 1e-6);
  EXPECT_NEAR(result.stages[c].time_minus_10.value, 8'333.33, 5e-3);
  EXPECT_NEAR(result.stages[a].losses_minus_10.value, 0, 1e-6);
  EXPECT_GT(result.stages[c].backlog, 0);
  EXPECT_TRUE(result.capacity_is_stated);
}

TEST(Bottleneck, DoesNotDependOnTheNumberOfThreads) {
  const auto one = bottleneck(example(2), {.resamples = 60, .threads = 1});
  const auto four = bottleneck(example(2), {.resamples = 60, .threads = 4});
  EXPECT_EQ(one.money_a_month.interval, four.money_a_month.interval);
  EXPECT_EQ(one.stages[a].losses_minus_10.interval, four.stages[a].losses_minus_10.interval);
}

TEST(Bottleneck, IsUndefinedWithoutAWinOrAnAmount) {
  FlowSample sample = example(1);
  for (Win& win : sample.wins) win.amount = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(bottleneck(sample, {}).undefined, "no deal won in the window has an amount");
  sample.wins.clear();
  EXPECT_EQ(bottleneck(sample, {}).undefined, "no deal was won in the window");
  EXPECT_EQ(bottleneck(sample, {}).stages[a].ended, 10);
}

TEST(Bottleneck, ReadsTheWorkedHistory) {
  const auto world = worked_history();
  const DealFacts facts{.included = {}, .won_amount = world.won_amount, .accounts = {}};
  const auto result = bottleneck(sample_flow(world.flow, world.automaton, window_of(0, 70), facts),
                                 {.resamples = 100});
  ASSERT_EQ(result.undefined, "");
  EXPECT_EQ(result.stages[a].ended, 8);
  EXPECT_EQ(result.stages[a].open, 1);
  EXPECT_NEAR(result.deals_a_month, 8 / (70 / days_a_month), 1e-9);
  EXPECT_NEAR(result.mean_won_amount, 12'666.6667, 5e-4);
  EXPECT_EQ(result.named, std::nullopt) << "eight deals cannot tell";
}

}  // namespace
}  // namespace stagecraft::measures
