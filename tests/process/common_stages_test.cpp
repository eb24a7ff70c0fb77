#include "process/common_stages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "process/automaton.h"
#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Stage replacing(Stage made, std::vector<std::string> replaced) {
  made.replaces = std::move(replaced);
  return made;
}

std::vector<std::string> ids_of(const std::vector<CommonStage>& groups) {
  std::vector<std::string> ids;
  for (const auto& group : groups) ids.push_back(group.id);
  return ids;
}

std::vector<std::string> stages_of(const Map& map) {
  std::vector<std::string> ids;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) ids.push_back(stage.id);
  return ids;
}

const Map chained = map_of({stage("a"), replacing(stage("b"), {"x"}),
                            replacing(stage("c"), {"x", "y"}), replacing(stage("d"), {"y"})});

TEST(Meanings, OfAStageThatGoesOnAsAPartAreAllParts) {
  EXPECT_THAT(meanings("a", map_of({stage("a"), replacing(stage("b"), {"a"})})),
              ElementsAre("a", "b"));
}

TEST(Meanings, LeaveInternalPartsOutWhereACustomerStageIsOne) {
  EXPECT_THAT(
      meanings("x", map_of({replacing(internal_stage("i"), {"x"}), replacing(stage("b"), {"x"})})),
      ElementsAre("b"));
}

TEST(CommonStages, AreNoneWhereNothingRecordedWasSplit) {
  const std::vector<std::string> recorded{"a", "b", "c"};
  EXPECT_THAT(common_stages(chained, recorded), IsEmpty());
}

TEST(CommonStages, AreTheConnectedPartsOfTheLineage) {
  const std::vector<std::string> one{"a", "x"}, both{"x", "y"};
  EXPECT_THAT(ids_of(common_stages(chained, one)), ElementsAre("b+c"));
  EXPECT_THAT(ids_of(common_stages(chained, both)), ElementsAre("b+c+d"));
}

TEST(CommonStages, NeedNoOlderIdOfAMergedStage) {
  const std::vector<std::string> recorded{"x", "y"};
  EXPECT_THAT(common_stages(map_of({replacing(stage("b"), {"x", "y"})}), recorded), IsEmpty());
}

Map contracted(const Map& map, std::vector<std::string> recorded) {
  const auto groups = common_stages(map, recorded);
  return contract(map, groups);
}

TEST(Contract, PutsACommonStageAtItsFirstPart) {
  EXPECT_THAT(stages_of(contracted(chained, {"x"})), ElementsAre("a", "b+c", "d"));
}

TEST(Contract, AddsUpWhatIsExpected) {
  auto map = chained;
  map.goals[0].stages[1].expected_days = 3;
  map.goals[0].stages[2].expected_days = 4;
  map.goals[0].stages[1].expected_conversion = 0.5;
  map.goals[0].stages[2].expected_conversion = 0.8;
  const auto made = contracted(map, {"x"});
  const Stage& common = *find_stage(made, "b+c");
  EXPECT_EQ(common.expected_days, 7);
  EXPECT_EQ(common.late_after_days, 14);
  EXPECT_DOUBLE_EQ(common.expected_conversion.value(), 0.4);
}

TEST(Contract, KeepsTheMovesIntoAndOutOfEveryPart) {
  auto map = map_of({stage("a"), replacing(stage("b"), {"x"}), stage("m"),
                     replacing(stage("c"), {"x"}), stage("d")});
  const auto made = contracted(map, {"x"});
  const Automaton automaton(made);
  EXPECT_THAT(stages_of(made), ElementsAre("a", "b+c", "m", "d"));
  const auto common = automaton.find("b+c");
  EXPECT_TRUE(automaton.allows(common, automaton.find("m")));
  EXPECT_TRUE(automaton.allows(common, automaton.find("d")));
  EXPECT_TRUE(automaton.allows(automaton.find("m"), common));
}

TEST(Contract, WinsWhereItsLastPartDid) {
  auto map = map_of(
      {stage("a"), replacing(stage("b"), {"x"}), replacing(stage("c"), {"x"}), stage("after")});
  map.outcomes[0].on_leaving = "c";
  const auto made = contracted(map, {"x"});
  const Automaton automaton(made);
  EXPECT_EQ(automaton.on_leaving(), automaton.find("b+c"));
  EXPECT_TRUE(automaton.node(automaton.find("after")).after_won);
}

TEST(Contract, JoinsTheGoalsThatShareACommonStageAndThoseBetween) {
  Map map = map_of({stage("a"), replacing(stage("b"), {"x"})});
  for (const char* id : {"h", "i", "j"}) {
    Goal goal;
    goal.id = goal.name = id;
    map.goals.push_back(goal);
  }
  map.goals[1].stages = {stage("m")};
  map.goals[2].stages = {replacing(stage("c"), {"x"}), stage("d")};
  map.goals[3].stages = {stage("e")};
  const auto made = contracted(map, {"x"});
  ASSERT_EQ(made.goals.size(), 2u);
  EXPECT_EQ(made.goals[0].id, "g+h+i");
  EXPECT_THAT(stages_of(made), ElementsAre("a", "b+c", "m", "d", "e"));
}

}  // namespace
}  // namespace stagecraft::process
