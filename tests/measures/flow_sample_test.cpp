#include "measures/flow_sample.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "measures/littles_law.h"
#include "tests/measures/hand_made_flow.h"

namespace stagecraft::measures {
namespace {

using base::statistics::censored;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

std::vector<double> days_of(std::span<const UnitStay> stays) {
  std::vector<double> days;
  for (const UnitStay& stay : stays) days.push_back(static_cast<double>(stay.length) / one_day);
  return days;
}

std::vector<double> entries_of(std::span<const UnitStay> stays) {
  std::vector<double> days;
  for (const UnitStay& stay : stays)
    days.push_back(stay.is_late() ? static_cast<double>(stay.entry) / one_day : -1);
  return days;
}

TEST(FlowSample, TakesTheVisitsOfTheWorkedHistory) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), {});
  EXPECT_THAT(days_of(sample.visits[0]), UnorderedElementsAre(10, 20, 12, 10, 8, 30, 30, 35, 30));
  EXPECT_EQ(sample.arrivals.size(), 8);
  EXPECT_EQ(sample.entries[0].size(), 9u);
  EXPECT_EQ(sample.entries[1].size(), 6u);
  EXPECT_EQ(sample.entries[2].size(), 3u);
  EXPECT_EQ(sample.wins.size(), 3);
  EXPECT_EQ(sample.days, 70);
}

TEST(FlowSample, LetsEarlierVisitsInLateAndCutsOpenOnesOff) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(42, 60), {});
  // d5 from 15 to 45, d6 from 20 to 50, d7 from 30 and d8 from 40 to beyond.
  EXPECT_THAT(days_of(sample.visits[0]), ElementsAre(30, 30, 30, 20));
  EXPECT_THAT(entries_of(sample.visits[0]), ElementsAre(27, 22, 12, 2));
  EXPECT_EQ(sample.visits[0][0].cause, VisitEnd::lost(3));
  EXPECT_EQ(sample.visits[0][1].cause, VisitEnd::to_stage(1));
  EXPECT_EQ(sample.visits[0][2].cause, censored);
  EXPECT_TRUE(sample.arrivals.empty());
}

TEST(FlowSample, CountsAnExitOnTheFirstDayOfDatesButNotOfInstants) {
  const auto instants = worked_history();
  EXPECT_EQ(sample_flow(instants.flow, instants.automaton, window_of(45, 60), {}).visits[0].size(),
            3);
  const auto dates = worked_history(history::Visit::date_only);
  const auto sample = sample_flow(dates.flow, dates.automaton, window_of(45, 60), {});
  EXPECT_THAT(entries_of(sample.visits[0]), ElementsAre(29.5, 24.5, 14.5, 4.5));
  EXPECT_EQ(sample.visits[0][0].observed(), 0);
}

TEST(FlowSample, TakesARevokedClosingAsAMoveToTheStageOfReopening) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), {});
  EXPECT_EQ(sample.visits[1][1].cause, VisitEnd::to_stage(1));
}

TEST(FlowSample, LeavesOutDoubledDealsAndVisitsWithoutDatesAndCountsThem) {
  auto world = worked_history();
  world.flow.deals[0].flags |= history::DealState::doubled;
  world.flow.visit_room[3].flags |= history::Visit::entry_unknown;
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), {});
  EXPECT_EQ(sample.excluded.at("doubled deal"), 3);
  EXPECT_EQ(sample.excluded.at("visit without both dates"), 1);
  EXPECT_EQ(sample.visits[0].size(), 7);
}

TEST(FlowSample, TakesOnlyTheDealsOfTheSlice) {
  const auto world = worked_history();
  const DealFacts ben{.included = {false, false, true, false, true, false, true, false},
                      .won_amount = world.won_amount,
                      .accounts = {}};
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), ben);
  EXPECT_EQ(sample.visits[0].size(), 3);
  ASSERT_EQ(sample.wins.size(), 1);
  EXPECT_EQ(sample.wins[0].amount, 20'000);
}

TEST(LittlesLaw, GivesTheWorkedRatio) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), {});
  const auto law = littles_law(sample, {.stage = 0, .horizon = 35 * one_day, .resamples = 200});
  ASSERT_TRUE(law);
  EXPECT_NEAR(law->in_stage, 2.6429, 5e-5);
  EXPECT_NEAR(law->entries_a_day, 0.1286, 5e-5);
  EXPECT_NEAR(law->mean_visit_days, 21.1111, 5e-5);
  EXPECT_NEAR(law->ratio, 0.9737, 5e-5);
  ASSERT_TRUE(law->interval);
  EXPECT_TRUE(law->interval->holds(law->ratio));
  EXPECT_FALSE(law->is_out_of_balance());
  EXPECT_EQ(law->how, "200 resamples of 8 deals");
}

TEST(LittlesLaw, EndsAtTheLastAgeWithFiveAtRiskUnlessAsked) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 70), {});
  EXPECT_EQ(littles_law(sample, {.stage = 0, .resamples = 0})->horizon_days, 20);
}

TEST(LittlesLaw, IsUndefinedWhereNobodyWas) {
  const auto world = worked_history();
  const auto sample = sample_flow(world.flow, world.automaton, window_of(100, 170), {});
  EXPECT_FALSE(littles_law(sample, {.stage = 0}));
}

// Three a day come in, one a day goes: the stage fills.
TEST(LittlesLaw, SeesAStageThatFillsUp) {
  World world;
  for (int i = 0; i < 300; ++i) {
    world.begin_deal();
    const int entered = i / 3;
    const int stay = i % 3 == 0 ? 5 : 400;
    world.visit("a", entered, std::min(entered + stay, 100), stay == 5 ? "gone" : "");
  }
  const auto sample = sample_flow(world.flow, world.automaton, window_of(0, 100), {});
  const auto law = littles_law(sample, {.stage = 0, .resamples = 200});
  ASSERT_TRUE(law);
  EXPECT_LT(law->ratio, 0.8);
  EXPECT_TRUE(law->is_out_of_balance());
}

}  // namespace
}  // namespace stagecraft::measures
