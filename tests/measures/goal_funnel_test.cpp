#include "measures/goal_funnel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <stdexcept>

#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

/// A goal of the first `cut` stages, and one of the others.
SmallHistory in_two_goals(const std::vector<DealStory>& deals, const WorldOptions& options,
                          std::ptrdiff_t cut, const std::string& won_on_leaving = {}) {
  SmallHistory history(deals, options);
  process::Goal second{.id = "h", .name = "Second goal"};
  auto& stages = history.map.goals.front().stages;
  second.stages.assign(stages.begin() + cut, stages.end());
  stages.erase(stages.begin() + cut, stages.end());
  history.map.goals.push_back(second);
  history.map.outcomes.front().on_leaving = won_on_leaving;
  history.automaton = process::Automaton(history.map);
  return history;
}

const Figure& find(const std::vector<Figure>& figures, const char* part, const std::string& place) {
  if (const Figure* figure = find_figure(figures, "goal_funnel", part, place)) return *figure;
  throw std::out_of_range(std::string(part) + " of " + place);
}

/// Log E, its stages A and B under the goal g, C under h (docs/measures/goal_funnel.md).
TEST(GoalFunnel, TellsHowManyOfAGoalsDealsReachedEachStageAndTheNextGoal) {
  const SmallHistory history = in_two_goals(log_e(), {}, 2);
  const auto figures = goal_funnel_figures(Study(history.inputs(), request_at(70)));
  EXPECT_EQ(find(figures, "entered", "g").value, 8);
  EXPECT_EQ(find(figures, "reached", "A").value, 8);
  EXPECT_EQ(find(figures, "reached", "B").value, 5) << "d3 skipped it on its way to C";
  EXPECT_NEAR(find(figures, "to_next", "A").value.value(), 0.6250, 5e-5);
  EXPECT_EQ(find(figures, "to_next", "B").to, "h");
  EXPECT_DOUBLE_EQ(find(figures, "to_next", "B").value.value(), 1);
  const Figure& to_end = find(figures, "to_end", "g");
  EXPECT_EQ(to_end.to, "h");
  EXPECT_NEAR(to_end.value.value(), 0.71875, 1e-9);
  EXPECT_TRUE(to_end.low && to_end.high);
  EXPECT_EQ(to_end.extras.at("hits"), 4);
  EXPECT_EQ(to_end.extras.at("failures"), 2);
  EXPECT_EQ(to_end.extras.at("open"), 2);
  EXPECT_EQ(find(figures, "entered", "h").value, 3) << "d2 was won without entering C";
  EXPECT_EQ(find(figures, "to_end", "h").to, "won");
}

TEST(GoalFunnel, EndsWithTheLastStageWhereNothingFollows) {
  const WorldOptions options{.stages = {"A", "B", "C", "D"}};
  const SmallHistory history = in_two_goals(
      {{"a", "A 0, won 5, C 6, D 10", {}}, {"b", "A 1, won 4, C 7", {}}, {"c", "A 2, lost 9", {}}},
      options, 2, "B");
  const auto figures = goal_funnel_figures(Study(history.inputs(), request_at(30)));
  EXPECT_EQ(find(figures, "entered", "h").value, 2);
  EXPECT_EQ(find(figures, "reached", "D").value, 1);
  const Figure& to_end = find(figures, "to_end", "h");
  EXPECT_EQ(to_end.to, "D");
  EXPECT_EQ(to_end.n_open, 1) << "a won deal may still get there";
  EXPECT_EQ(find(figures, "to_end", "g").to, "won");
}

TEST(GoalFunnel, LeavesTwoDealsUnderOneIdOutOfTheSharesThatTheyReached) {
  const SmallHistory history =
      in_two_goals({{"a", "A 0, B 3, C 5", {}}, {"twice", "A 1", {}}, {"twice", "A 2", {}}}, {}, 2);
  const auto figures = goal_funnel_figures(Study(history.inputs(), request_at(30)));
  EXPECT_EQ(find(figures, "entered", "g").value, 2);
  EXPECT_EQ(find(figures, "to_next", "A").excluded.at("two deals under one id"), 1);
  EXPECT_EQ(find(figures, "to_end", "g").excluded.at("two deals under one id"), 1);
  EXPECT_TRUE(find(figures, "to_next", "B").excluded.empty());
}

TEST(GoalFunnel, IsNotToldOfAMapWithoutGoals) {
  SmallHistory history(log_e());
  history.map.flat = true;
  EXPECT_TRUE(goal_funnel_figures(Study(history.inputs(), request_at(70))).empty());
}

std::vector<DealStory> random_deals() {
  std::vector<DealStory> deals;
  const int count = *rc::gen::inRange(1, 10);
  for (int d = 0; d < count; ++d) {
    DealStory deal{.id = "d" + std::to_string(d), .story = {}, .attributes = {}};
    int day = *rc::gen::inRange(0, 40);
    const int steps = *rc::gen::inRange(1, 6);
    for (int step = 0; step < steps; ++step) {
      const auto word = *rc::gen::element<std::string>("A", "B", "C", "D", "won", "lost");
      deal.story += (step == 0 ? "" : ", ") + word + " " + std::to_string(day);
      day += *rc::gen::inRange(1, 15);
    }
    deals.push_back(deal);
  }
  return deals;
}

RC_GTEST_PROP(GoalFunnel, NeverRisesAndAgreesWithTheConversionOfTheGoal, ()) {
  const SmallHistory history = in_two_goals(random_deals(), {.stages = {"A", "B", "C", "D"}}, 2);
  Request request = request_at(80);
  if (*rc::gen::arbitrary<bool>()) request.period = days(10, 50);
  const auto funnel = goal_funnel_figures(Study(history.inputs(), request));
  const auto all = measure_all(history.inputs(), request).figures;
  for (const auto& [goal, first, last] :
       {std::array<const char*, 3>{"g", "A", "B"}, std::array<const char*, 3>{"h", "C", "D"}}) {
    RC_ASSERT(*find(funnel, "reached", first).value <= *find(funnel, "entered", goal).value);
    RC_ASSERT(*find(funnel, "reached", last).value <= *find(funnel, "reached", first).value);
    const Figure& to_end = find(funnel, "to_end", goal);
    const Figure* conversion = find_figure(all, "conversion", "reached", goal);
    RC_ASSERT(conversion != nullptr && conversion->to == to_end.to);
    RC_ASSERT(conversion->n == to_end.n);
    RC_ASSERT((conversion->value == to_end.value));
  }
}

}  // namespace
}  // namespace stagecraft::measures
