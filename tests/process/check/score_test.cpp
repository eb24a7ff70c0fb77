#include "process/check/score.h"

#include <gtest/gtest.h>

#include "tests/process/check/checked.h"

namespace stagecraft::process {
namespace {

Finding finding(std::string rule, std::string case_, std::string address, bool waived = false) {
  Finding found{.rule = std::move(rule),
                .case_ = std::move(case_),
                .severity = Severity::warning,
                .mistake = 2,
                .address = std::move(address),
                .place = {},
                .related = {},
                .message = {},
                .mend = {}};
  found.waived = waived;
  return found;
}

/// Four customer stages a, b, c, d under two goals; each stage has two lines of `does` and a
/// criterion.
Map four_stages() {
  Map map;
  for (const auto* id : {"a", "b", "c", "d"}) {
    if (map.goals.size() < 2) {
      auto& goal = map.goals.emplace_back();
      goal.id = goal.name = std::string("goal_") + id;
      goal.measures = {{.measure = "entered", .target = 1, .per = {}}};
    }
    Stage stage;
    stage.id = id;
    stage.does = {"one", "two"};
    stage.exit.push_back({.id = std::string("x") + id, .text = "x", .evidence = {}, .x = {}});
    map.goals.back().stages.push_back(stage);
  }
  return map;
}

Finding no_act(const std::string& stage, bool waived = false) {
  return finding("seller-centred", "no-act", "stage:" + stage, waived);
}

TEST(ScoreCard, IsFineWithoutFindings) { EXPECT_EQ(score(four_stages(), {}), ScoreCard{}); }

TEST(ScoreCard, HasTheSellersSideFromUnderHalfOfTheStages) {
  auto map = four_stages();
  for (auto& stage : map.goals[1].stages) stage.does.clear();
  const auto& stages = map.goals[1].stages;
  ASSERT_EQ(stages.size(), 3u);
  std::vector<Finding> found{no_act("b"), no_act("c"), no_act("d")};
  EXPECT_EQ(score(map, found).grade(2), Grade::present);
  map.goals[1].stages[0].does = {"one"};
  found.erase(found.begin());
  EXPECT_EQ(score(map, found).grade(2), Grade::weak) << "half is not under half";
}

TEST(ScoreCard, NeedsOnlyOneLineOfAStageToBeTheirs) {
  const auto map = four_stages();
  const auto act = finding("seller-centred", "seller-act", "stage:a");
  EXPECT_EQ(score(map, std::vector{act}).grade(2), Grade::weak);
  std::vector<Finding> all;
  for (const auto* id : {"a", "b", "c"})
    for (int line = 0; line < 2; ++line)
      all.push_back(finding("seller-centred", "seller-act", std::string("stage:") + id));
  EXPECT_EQ(score(map, all).grade(2), Grade::present);
}

TEST(ScoreCard, HasTheSellersSideFromOverHalfOfTheCriteria) {
  const auto map = four_stages();
  std::vector<Finding> found{finding("opinion-criterion", "opinion", "exit:xa"),
                             finding("opinion-criterion", "seller-act", "exit:xb")};
  EXPECT_EQ(score(map, found).grade(2), Grade::weak) << "half is not over half";
  found.push_back(finding("opinion-criterion", "opinion", "exit:xc"));
  EXPECT_EQ(score(map, found).grade(2), Grade::present);
}

TEST(ScoreCard, CountsWaivedFindingsAndLeavesThemOut) {
  auto map = four_stages();
  for (auto& goal : map.goals)
    for (auto& stage : goal.stages) stage.does.clear();
  const std::vector<Finding> found{no_act("a", true), no_act("b", true), no_act("c", true),
                                   no_act("d", true)};
  const auto card = score(map, found);
  EXPECT_EQ(card.grade(2), Grade::fine);
  EXPECT_EQ(card.waived[1], 4);
}

TEST(ScoreCard, SeesAFlatMapAsOneWithoutValuesAndMeasures) {
  auto map = four_stages();
  map.flat = true;
  const auto card = score(map, {});
  EXPECT_EQ(card.grade(2), Grade::present);
  EXPECT_EQ(card.grade(3), Grade::present);
}

TEST(ScoreCard, IsNotMeasuredFromUnderHalfOfTheGoals) {
  auto map = four_stages();
  map.goals[0].measures[0].target.reset();
  EXPECT_EQ(score(map, {}).grade(3), Grade::weak) << "half is not under half";
  map.goals[1].measures.clear();
  EXPECT_EQ(score(map, {}).grade(3), Grade::present);
}

TEST(ScoreCard, IsWeakByNotesOnlyForStepsAndAuthors) {
  auto note = finding("no-goals", "empty", "goal:goal_a");
  note.severity = Severity::note;
  for (const auto& [mistake, grade] : {std::pair(1, Grade::weak), std::pair(2, Grade::fine),
                                       std::pair(3, Grade::fine), std::pair(4, Grade::weak)}) {
    note.mistake = mistake;
    EXPECT_EQ(score(four_stages(), std::vector{note}).grade(mistake), grade) << mistake;
  }
}

TEST(ScoreCard, OfSeveralMapsHasTheWorst) {
  const ScoreCard a{{Grade::fine, Grade::weak, Grade::fine, Grade::present}, {1, 0, 0, 0}};
  const ScoreCard b{{Grade::weak, Grade::fine, Grade::fine, Grade::weak}, {2, 0, 0, 1}};
  EXPECT_EQ(worst_of(a, b),
            (ScoreCard{{Grade::weak, Grade::weak, Grade::fine, Grade::present}, {3, 0, 0, 1}}));
}

}  // namespace
}  // namespace stagecraft::process
