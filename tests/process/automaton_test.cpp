#include "process/automaton.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

std::vector<std::string> ids(const Automaton& automaton, std::span<const NodeIndex> nodes) {
  std::vector<std::string> found;
  for (const auto node : nodes) found.push_back(automaton.node(node).id);
  return found;
}

std::vector<std::string> allowed(const Automaton& automaton, std::string_view from) {
  return ids(automaton, automaton.allowed_moves(automaton.find(from)));
}

std::vector<std::string> main_moves(const Automaton& automaton, std::string_view from) {
  return ids(automaton, automaton.main_moves(automaton.find(from)));
}

bool allows(const Automaton& automaton, std::string_view from, std::string_view to) {
  return automaton.allows(automaton.find(from), automaton.find(to));
}

bool dominates(const Automaton& automaton, std::string_view g, std::string_view to) {
  return automaton.dominates(automaton.find(g), automaton.find(to));
}

struct Entry {
  std::string_view from, to;
  bool visited = false, is_closed = false;
};

EntryClass classify(const Automaton& automaton, Entry entry) {
  return automaton.classify(automaton.find(entry.from), automaton.find(entry.to), entry.visited,
                            entry.is_closed);
}

TEST(Automaton, NumbersCustomerStagesFirstThenInternalStagesThenOutcomes) {
  const Automaton automaton(map_of({stage("a"), internal_stage("i"), stage("b")}));
  ASSERT_EQ(automaton.nodes().size(), 6u);
  EXPECT_EQ(automaton.stage_count(), 2);
  EXPECT_EQ(automaton.find("b"), 1);
  EXPECT_EQ(automaton.find("i"), 2);
  EXPECT_EQ(automaton.node(automaton.find("i")).kind, NodeKind::internal_stage);
  EXPECT_EQ(automaton.node(automaton.find("stalled")).kind, NodeKind::no_decision);
  EXPECT_EQ(automaton.find("nowhere"), no_node);
}

TEST(Begin, IsAtTheFirstCustomerStageUnlessStarted) {
  const Automaton automaton(map_of({internal_stage("i"), stage("a"), stage("b")}));
  EXPECT_THAT(ids(automaton, automaton.starts()), ElementsAre("a"));
  EXPECT_TRUE(allows(automaton, "", "a"));
  EXPECT_FALSE(allows(automaton, "", "b"));
}

TEST(Begin, IsExactlyWhereTheMapStates) {
  auto map = plain_map({"a", "b", "c"});
  map.start = {"c", "b", "nowhere"};
  const Automaton automaton(map);
  EXPECT_THAT(ids(automaton, automaton.starts()), ElementsAre("c", "b"));
  EXPECT_FALSE(allows(automaton, "", "a"));
  EXPECT_TRUE(allows(automaton, "", "b"));
}

TEST(Begin, MayPassAnOptionalFirstStage) {
  const Automaton automaton(map_of({optional_stage("a"), stage("b"), stage("c")}));
  EXPECT_THAT(ids(automaton, automaton.starts()), ElementsAre("a"));
  EXPECT_TRUE(allows(automaton, "", "b"));
  EXPECT_FALSE(allows(automaton, "", "c"));
}

TEST(Forward, GoesToTheNextCustomerStageAndNoFurther) {
  const Automaton automaton(map_of({stage("a"), internal_stage("i"), stage("b"), stage("c")}));
  EXPECT_THAT(allowed(automaton, "a"), ElementsAre("b", "lost", "stalled"));
  EXPECT_EQ(automaton.after(automaton.find("a")), automaton.find("b"));
}

TEST(Forward, PassesOptionalStages) {
  const Automaton automaton(
      map_of({stage("a"), optional_stage("b"), optional_stage("c"), stage("d"), stage("e")}));
  EXPECT_THAT(allowed(automaton, "a"), ElementsAre("b", "c", "d", "lost", "stalled"));
  EXPECT_THAT(main_moves(automaton, "a"), ElementsAre("b"));
}

TEST(Forward, NeverPassesWon) {
  auto map = map_of({stage("a"), optional_stage("b"), stage("c")});
  map.outcomes[0].on_leaving = "b";
  const Automaton automaton(map);
  EXPECT_TRUE(allows(automaton, "a", "won"));  // Over the optional stage, up to won.
  EXPECT_FALSE(allows(automaton, "a", "c"));
}

TEST(Forward, IsExactlyTheStatedNext) {
  auto map = map_of({stage("a"), optional_stage("b"), stage("c"), stage("d")});
  map.goals[0].stages[0].next = {"d", "lost"};
  const Automaton automaton(map);
  EXPECT_THAT(main_moves(automaton, "a"), ElementsAre("d", "lost"));
  EXPECT_THAT(allowed(automaton, "a"), ElementsAre("d", "lost", "stalled"));
  EXPECT_EQ(automaton.after(automaton.find("a")), automaton.find("d"));
}

TEST(Forward, OfAStatedNextKeepsTheNodeAfterWhereItHoldsIt) {
  auto map = plain_map({"a", "b", "c"});
  map.goals[0].stages[0].next = {"c", "b"};
  const Automaton automaton(map);
  EXPECT_EQ(automaton.after(0), automaton.find("b"));
}

TEST(Win, StandsAfterTheLastStageByDefaultAndEndsThere) {
  const Automaton automaton(plain_map({"a", "b"}));
  EXPECT_THAT(main_moves(automaton, "b"), ElementsAre("won"));
  EXPECT_THAT(main_moves(automaton, "won"), IsEmpty());
  EXPECT_EQ(automaton.on_leaving(), automaton.find("b"));
  EXPECT_EQ(automaton.after(automaton.find("won")), no_node);
}

TEST(Win, StandsRightAfterItsStageAndLeadsToTheAfterSale) {
  auto map = plain_map({"a", "b", "c", "d"});
  map.outcomes[0].on_leaving = "b";
  const Automaton automaton(map);
  EXPECT_EQ(automaton.after(automaton.find("b")), automaton.find("won"));
  EXPECT_FALSE(allows(automaton, "b", "c"));
  EXPECT_THAT(allowed(automaton, "won"), ElementsAre("c"));
  EXPECT_FALSE(automaton.node(automaton.find("b")).after_won);
  EXPECT_TRUE(automaton.node(automaton.find("c")).after_won);
  EXPECT_EQ(automaton.after(automaton.find("d")), no_node);
}

TEST(Win, IsAMoveOfItsStageWhateverNextStates) {
  auto map = plain_map({"a", "b", "c"});
  map.outcomes[0].on_leaving = "b";
  map.goals[0].stages[1].next = {"a"};
  const Automaton automaton(map);
  EXPECT_THAT(main_moves(automaton, "b"), ElementsAre("a", "won"));
}

TEST(Win, FallsBackToTheLastStageWhenItsStageIsUnknown) {
  auto map = plain_map({"a", "b"});
  map.outcomes[0].on_leaving = "nowhere";
  EXPECT_EQ(Automaton(map).on_leaving(), 1);
}

TEST(Return, GoesToAnyEarlierStageOnTheSameSideOfWon) {
  auto map = plain_map({"a", "b", "c", "d", "e"});
  map.outcomes[0].on_leaving = "c";
  const Automaton automaton(map);
  EXPECT_THAT(allowed(automaton, "c"), ElementsAre("a", "b", "won", "lost", "stalled"));
  EXPECT_THAT(allowed(automaton, "e"), ElementsAre("d"));
}

TEST(Return, IsExactlyTheStatedBack) {
  auto map = plain_map({"a", "b", "c"});
  map.goals[0].stages[1].back = std::vector<std::string>{};
  map.goals[0].stages[2].back = {"b"};
  const Automaton automaton(map);
  EXPECT_FALSE(allows(automaton, "b", "a"));
  EXPECT_TRUE(allows(automaton, "c", "b"));
  EXPECT_FALSE(allows(automaton, "c", "a"));
}

TEST(Lose, IsAllowedFromEveryStageBeforeTheWinOrWhereStated) {
  auto map = plain_map({"a", "b", "c"});
  map.outcomes[0].on_leaving = "b";
  map.outcomes[2].from = {"c"};
  const Automaton automaton(map);
  EXPECT_TRUE(allows(automaton, "a", "lost"));
  EXPECT_TRUE(allows(automaton, "b", "lost"));
  EXPECT_FALSE(allows(automaton, "c", "lost"));
  EXPECT_TRUE(allows(automaton, "c", "stalled"));
  EXPECT_FALSE(allows(automaton, "a", "stalled"));
}

TEST(Reopen, GoesFromALossToAStageItIsLeftFrom) {
  auto map = plain_map({"a", "b"});
  map.outcomes[1].from = {"b"};
  const Automaton automaton(map);
  EXPECT_TRUE(allows(automaton, "lost", "b"));
  EXPECT_FALSE(allows(automaton, "lost", "a"));
}

TEST(InternalStages, AreNoStates) {
  auto map = map_of({stage("a"), internal_stage("i"), stage("b")});
  map.goals[0].stages[0].next = {"i", "b"};
  const Automaton automaton(map);
  EXPECT_THAT(allowed(automaton, "a"), ElementsAre("b", "lost", "stalled"));
  EXPECT_THAT(allowed(automaton, "i"), IsEmpty());
}

TEST(Dominance, HoldsForEachStageBeforeInAPlainList) {
  const Automaton automaton(plain_map({"a", "b", "c"}));
  EXPECT_TRUE(dominates(automaton, "a", "won"));
  EXPECT_TRUE(dominates(automaton, "b", "c"));
  EXPECT_TRUE(dominates(automaton, "c", "c"));
  EXPECT_FALSE(dominates(automaton, "c", "b"));
}

TEST(Dominance, EndsWhereAStatedNextPassesBy) {
  auto map = plain_map({"a", "b", "c", "d"});
  map.goals[0].stages[0].next = {"b", "c"};
  const Automaton automaton(map);
  EXPECT_FALSE(dominates(automaton, "b", "d"));
  EXPECT_TRUE(dominates(automaton, "c", "d"));
  EXPECT_TRUE(dominates(automaton, "a", "d"));
}

TEST(Dominance, IgnoresSkipsOverOptionalStagesAndReturns) {
  const Automaton automaton(map_of({stage("a"), optional_stage("b"), stage("c")}));
  EXPECT_TRUE(dominates(automaton, "b", "c"));
}

TEST(Dominance, TakesAllWonOutcomesAsOnePlace) {
  auto map = plain_map({"a", "b", "c"});
  map.outcomes.push_back(outcome("won_big", OutcomeKind::won));
  map.outcomes[0].on_leaving = map.outcomes[3].on_leaving = "b";
  const Automaton automaton(map);
  EXPECT_THAT(main_moves(automaton, "b"), UnorderedElementsAre("won", "won_big"));
  EXPECT_TRUE(dominates(automaton, "won", "c"));
  EXPECT_TRUE(dominates(automaton, "won_big", "c"));
  EXPECT_TRUE(dominates(automaton, "won", "won_big"));
}

TEST(Dominance, IsFalseForWhatNoMainPathReaches) {
  auto map = plain_map({"a", "b", "c"});
  map.goals[0].stages[0].next = {"c"};
  const Automaton automaton(map);
  EXPECT_FALSE(dominates(automaton, "a", "b"));
  EXPECT_FALSE(dominates(automaton, "b", "b"));
}

TEST(Reachability, CountsMainMovesSkipsAndStatedBackButNoDefaultReturns) {
  auto map = map_of({stage("a"), stage("b"), stage("c")});
  map.start = {"b"};
  EXPECT_FALSE(Automaton(map).is_reachable(0));
  map.goals[0].stages[2].back = {"a"};
  EXPECT_TRUE(Automaton(map).is_reachable(0));
}

TEST(Reachability, EndsAtADeadEnd) {
  auto map = plain_map({"a", "b", "c"});
  map.goals[0].stages[1].next = std::vector<std::string>{};
  const Automaton automaton(map);
  EXPECT_FALSE(automaton.can_end(0));
  EXPECT_FALSE(automaton.can_end(1));
  EXPECT_TRUE(automaton.can_end(2));
}

TEST(Reachability, OfTheAfterSaleEndsWithoutAnotherWin) {
  auto map = plain_map({"a", "b", "c"});
  map.outcomes[0].on_leaving = "a";
  const Automaton automaton(map);
  EXPECT_TRUE(automaton.can_end(1));
  EXPECT_TRUE(automaton.is_reachable(2));
}

TEST(Classes, OfEntriesFollowTheOrderOfTheMap) {
  const Automaton automaton(
      map_of({stage("a"), optional_stage("b"), stage("c"), stage("d"), internal_stage("i")}));
  EXPECT_EQ(classify(automaton, {"", "c"}), EntryClass::begin);
  EXPECT_EQ(classify(automaton, {"a", "b"}), EntryClass::forward);
  EXPECT_EQ(classify(automaton, {"a", "c"}), EntryClass::forward);
  EXPECT_EQ(classify(automaton, {"a", "d"}), EntryClass::skip);
  EXPECT_EQ(classify(automaton, {"c", "a"}), EntryClass::back);
  EXPECT_EQ(classify(automaton, {"c", "a", true}), EntryClass::return_);
  EXPECT_EQ(classify(automaton, {"c", "c", true}), EntryClass::repeat);
  EXPECT_EQ(classify(automaton, {"a", "i"}), EntryClass::background);
  EXPECT_EQ(classify(automaton, {"a", "nowhere"}), EntryClass::outside);
  EXPECT_EQ(classify(automaton, {"a", "won"}), EntryClass::win);
  EXPECT_EQ(classify(automaton, {"a", "stalled"}), EntryClass::lose);
  EXPECT_EQ(classify(automaton, {"a", "a", true, true}), EntryClass::reopen);
}

TEST(Classes, TakeAStatedNextAsForwardWhateverItPasses) {
  auto map = plain_map({"a", "b", "c", "d"});
  map.goals[0].stages[0].next = {"b", "c"};
  const Automaton automaton(map);
  EXPECT_EQ(classify(automaton, {"a", "c"}), EntryClass::forward);
  EXPECT_EQ(classify(automaton, {"a", "d"}), EntryClass::skip);
}

TEST(Classes, AfterWonCountFromItsStage) {
  auto map = plain_map({"a", "b", "c", "d"});
  map.outcomes[0].on_leaving = "b";
  const Automaton automaton(map);
  EXPECT_EQ(classify(automaton, {"won", "c"}), EntryClass::forward);
  EXPECT_EQ(classify(automaton, {"won", "d"}), EntryClass::skip);
}

TEST(Automaton, OfAMapWithoutStagesHasOnlyOutcomes) {
  const Automaton automaton(plain_map({}));
  EXPECT_EQ(automaton.stage_count(), 0);
  EXPECT_THAT(automaton.starts(), IsEmpty());
  EXPECT_FALSE(allows(automaton, "", "won"));
}

TEST(FindStage, LooksInEveryGoal) {
  auto map = plain_map({"a"});
  Goal other;
  other.id = "h";
  other.stages = {stage("b")};
  map.goals.push_back(std::move(other));
  EXPECT_EQ(find_stage(map, "b"), &map.goals[1].stages[0]);
  EXPECT_EQ(find_stage(map, "h"), nullptr);
  EXPECT_EQ(find_goal(map, "h"), &map.goals[1]);
  EXPECT_EQ(find_outcome(map, "lost"), &map.outcomes[1]);
}

}  // namespace
}  // namespace stagecraft::process
