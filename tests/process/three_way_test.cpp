#include "process/three_way.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "process/diff.h"
#include "process/encode.h"
#include "process/reader.h"
#include "process/yaml_write.h"
#include "tests/process/mutations.h"
#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Goal 'g' with the stages a and b, and goal 'h' with c.
Map base_map() {
  auto map = plain_map({"a", "b"});
  Goal other;
  other.id = "h";
  other.name = "Other";
  other.stages = {stage("c")};
  map.goals.push_back(std::move(other));
  map.goals[0].stages[0].does = {"one", "two", "three", "four"};
  return map;
}

Stage& first(Map& map) { return map.goals[0].stages[0]; }

template <typename Edit>
Map edited(Edit edit) {
  auto map = base_map();
  edit(map);
  return map;
}

std::vector<std::string> ids(const Goal& goal) {
  std::vector<std::string> found;
  for (const auto& stage : goal.stages) found.push_back(stage.id);
  return found;
}

using Where = std::tuple<std::string, std::string, ConflictKind>;  ///< Address, field, kind.

std::vector<Where> where(const MergedMap& merged) {
  std::vector<Where> all;
  for (const auto& conflict : merged.conflicts)
    all.emplace_back(conflict.at, conflict.field, conflict.kind);
  return all;
}

/// The one conflict of a merge, which is the same conflict from the other side.
MergeConflict only_conflict(const Map& ours, const Map& theirs, const Map& base = base_map()) {
  const auto merged = merge(base, ours, theirs);
  const auto mirrored = merge(base, theirs, ours);
  EXPECT_EQ(merged.conflicts.size(), 1u);
  EXPECT_EQ(mirrored.conflicts.size(), 1u);
  if (merged.conflicts.size() != 1 || mirrored.conflicts.size() != 1) return {};
  EXPECT_EQ(merged.conflicts[0].kind, mirrored.conflicts[0].kind);
  EXPECT_EQ(merged.conflicts[0].at, mirrored.conflicts[0].at);
  EXPECT_TRUE(same_value(merged.conflicts[0].ours, mirrored.conflicts[0].theirs));
  EXPECT_TRUE(same_value(merged.conflicts[0].theirs, mirrored.conflicts[0].ours));
  return merged.conflicts[0];
}

TEST(Merge, TakesTheChangesOfBothSides) {
  const auto ours = edited([](Map& map) { first(map).expected_days = 5; });
  const auto theirs = edited([](Map& map) {
    first(map).name = "New name";
    map.goals[1].stages.push_back(stage("d"));
  });
  const auto merged = merge(base_map(), ours, theirs);
  EXPECT_TRUE(merged.is_clean());
  auto wanted = theirs;
  first(wanted).expected_days = 5;
  EXPECT_EQ(merged.map, wanted);
}

TEST(Merge, TakesTheSameChangeOnce) {
  const auto both = edited([](Map& map) {
    first(map).name = "New name";
    first(map).does.push_back("five");
    map.goals[1].stages.push_back(stage("d"));
    std::swap(map.goals[0].stages[0], map.goals[0].stages[1]);
  });
  const auto merged = merge(base_map(), both, both);
  EXPECT_TRUE(merged.is_clean());
  EXPECT_EQ(merged.map, both);
}

TEST(Merge, PutsAdditionsAtOnePlaceOursFirst) {
  const auto ours = edited([](Map& map) { map.goals[1].stages.push_back(stage("mine")); });
  const auto theirs = edited([](Map& map) { map.goals[1].stages.push_back(stage("its")); });
  const auto merged = merge(base_map(), ours, theirs);
  EXPECT_TRUE(merged.is_clean());
  EXPECT_THAT(ids(merged.map.goals[1]), ElementsAre("c", "mine", "its"));
}

TEST(Merge, InsertsAfterADeletedLineBehindTheNearestOneBefore) {
  const auto ours = edited([](Map& map) { first(map).does = {"one", "three", "four"}; });
  const auto theirs = edited([](Map& map) {
    first(map).does = {"one", "two", "new", "three", "four"};
  });
  const auto merged = merge(base_map(), ours, theirs);
  EXPECT_TRUE(merged.is_clean());
  EXPECT_THAT(merged.map.goals[0].stages[0].does, ElementsAre("one", "new", "three", "four"));
}

TEST(Merge, MovesWhatTheOtherSideEdits) {
  const auto ours = edited([](Map& map) { first(map).name = "New name"; });
  const auto theirs = edited([](Map& map) {
    map.goals[1].stages.push_back(first(map));
    map.goals[0].stages.erase(map.goals[0].stages.begin());
  });
  const auto merged = merge(base_map(), ours, theirs);
  EXPECT_TRUE(merged.is_clean());
  EXPECT_EQ(merged.map.goals[1].stages[1].name, "New name");
}

/// `map` without a goal, whose stages go to the end of the one before it.
Map without_goal(Map map, std::size_t at) {
  const auto stages = map.goals[at].stages;
  map.goals.erase(map.goals.begin() + static_cast<std::ptrdiff_t>(at));
  auto& to = map.goals[at - 1].stages;
  to.insert(to.end(), stages.begin(), stages.end());
  return map;
}

/// The map of a merge without conflicts, which is the same from the other side.
Map clean_merge(const Map& base, const Map& ours, const Map& theirs) {
  const auto merged = merge(base, ours, theirs);
  const auto mirrored = merge(base, theirs, ours);
  EXPECT_TRUE(merged.is_clean());
  EXPECT_TRUE(mirrored.is_clean());
  EXPECT_EQ(merged.map, mirrored.map);
  return merged.map;
}

TEST(Merge, TakesEditsOfWhatWasMovedOutOfARemovedGoal) {
  const auto ours = edited([](Map& map) { map.goals[1].stages[0].name = "New name"; });
  const auto merged = clean_merge(base_map(), ours, without_goal(base_map(), 1));
  ASSERT_EQ(merged.goals.size(), 1u);
  EXPECT_THAT(ids(merged.goals[0]), ElementsAre("a", "b", "c"));
  EXPECT_EQ(merged.goals[0].stages[2].name, "New name");
}

TEST(Merge, RemovesAGoalOfWhichTheOtherRemovedAStage) {
  const auto ours = edited([](Map& map) { map.goals[1].stages.clear(); });
  const auto theirs = edited([](Map& map) { map.goals.pop_back(); });
  EXPECT_EQ(clean_merge(base_map(), ours, theirs), theirs);
}

TEST(Merge, KeepsALineThatOneMovedAndTheOtherDeleted) {
  const auto ours = edited([](Map& map) { first(map).does = {"one", "three", "four", "two"}; });
  const auto theirs = edited([](Map& map) { first(map).does = {"one", "three", "four"}; });
  EXPECT_EQ(clean_merge(base_map(), ours, theirs), ours);
}

TEST(Conflict, IsOneFieldSetToTwoValues) {
  const auto conflict = only_conflict(edited([](Map& map) { first(map).name = "Mine"; }),
                                      edited([](Map& map) { first(map).name = "Its"; }));
  EXPECT_EQ(conflict.kind, ConflictKind::set);
  EXPECT_EQ(conflict.at, "stage:a");
  EXPECT_EQ(conflict.field, "name");
  EXPECT_EQ(conflict.base.text, "Stage a");
  EXPECT_EQ(conflict.ours.text, "Mine");
  EXPECT_EQ(conflict.theirs.text, "Its");
}

TEST(Conflict, IsAnythingInsideWhatTheOtherRemoved) {
  const auto removed =
      edited([](Map& map) { map.goals[0].stages.erase(map.goals[0].stages.begin()); });
  const auto conflict =
      only_conflict(edited([](Map& map) { first(map).expected_days = 3; }), removed);
  EXPECT_EQ(conflict.kind, ConflictKind::removed);
  EXPECT_EQ(conflict.at, "stage:a");
  EXPECT_TRUE(conflict.theirs.is_null());
  EXPECT_FALSE(conflict.ours.is_null());
}

TEST(Conflict, IsAnAdditionInsideWhatTheOtherRemoved) {
  const auto removed = edited([](Map& map) { map.goals.pop_back(); });
  const auto added = edited([](Map& map) { map.goals[1].stages.push_back(stage("d")); });
  EXPECT_EQ(only_conflict(added, removed).at, "goal:h");
}

TEST(Conflict, IsOneItemMovedToTwoPlaces) {
  const auto ours = edited([](Map& map) {
    map.goals[1].stages.insert(map.goals[1].stages.begin(), first(map));
    map.goals[0].stages.erase(map.goals[0].stages.begin());
  });
  const auto theirs = edited([](Map& map) {
    map.goals[1].stages.push_back(first(map));
    map.goals[0].stages.erase(map.goals[0].stages.begin());
  });
  const auto conflict = only_conflict(ours, theirs);
  EXPECT_EQ(conflict.kind, ConflictKind::moved);
  EXPECT_EQ(conflict.ours.text, "goal:h");
  EXPECT_EQ(conflict.theirs.text, "goal:h after c");
}

TEST(Conflict, IsALineMovedToTwoPlaces) {
  const auto conflict = only_conflict(edited([](Map& map) {
                                        first(map).does = {"three", "one", "two", "four"};
                                      }),
                                      edited([](Map& map) {
                                        first(map).does = {"one", "two", "four", "three"};
                                      }));
  EXPECT_EQ(conflict.kind, ConflictKind::moved);
  EXPECT_EQ(conflict.field, "does");
}

TEST(Conflict, IsOneIdAddedWithDifferentContent) {
  const auto add = [](const std::string& name) {
    return edited([&](Map& map) {
      map.goals[1].stages.push_back(stage("d"));
      map.goals[1].stages.back().name = name;
    });
  };
  const auto conflict = only_conflict(add("Mine"), add("Its"));
  EXPECT_EQ(conflict.kind, ConflictKind::added);
  EXPECT_EQ(conflict.at, "stage:d");
}

/// base_map with a third goal, 'i', and its stage d.
Map three_goals() {
  auto map = base_map();
  Goal last;
  last.id = "i";
  last.name = "Last";
  last.stages = {stage("d")};
  map.goals.push_back(std::move(last));
  return map;
}

TEST(Conflict, IsNotWhatOnlyRestsOnAnother) {
  // Stage d goes from 'i' to 'h', which the other removes: 'i' can't go, but nobody works in it.
  const auto base = three_goals();
  const auto conflict = only_conflict(without_goal(base, 2), without_goal(base, 1), base);
  EXPECT_EQ(conflict.kind, ConflictKind::removed);
  EXPECT_EQ(conflict.at, "goal:h");
}

TEST(Conflict, IsNoGoalThatBothRemovedButWhereItsStagesWent) {
  // Both remove 'i'. Ours take its stage d on to 'g', since they remove 'h' too; theirs to 'h'.
  const auto base = three_goals();
  const auto theirs = without_goal(base, 2);
  const auto ours = without_goal(theirs, 1);
  const auto all = ElementsAre(Where("goal:h", "", ConflictKind::removed),
                               Where("stage:d", "", ConflictKind::moved));
  EXPECT_THAT(where(merge(base, ours, theirs)), all);
  EXPECT_THAT(where(merge(base, theirs, ours)), all);
}

TEST(Conflict, IsTheWholeRemovedGoalWhateverWentFirst) {
  // A stage that replaces another makes a group, in which the old one is removed on its own.
  const auto ours = edited([](Map& map) {
    map.goals.pop_back();
    map.goals[0].stages.push_back(stage("d"));
    map.goals[0].stages.back().replaces = {"c"};
  });
  const auto theirs = edited([](Map& map) { map.goals[1].stages[0].expected_days = 3; });
  EXPECT_EQ(only_conflict(ours, theirs).at, "goal:h");
}

TEST(Conflict, IsAMoveToTwoPlacesAlsoWhenOneOfThemIsRemoved) {
  const auto move_first = [](Map map, std::size_t to) {
    map.goals[to].stages.push_back(first(map));
    map.goals[0].stages.erase(map.goals[0].stages.begin());
    return map;
  };
  const auto base = three_goals();
  const auto ours = move_first(base, 1), theirs = without_goal(move_first(base, 2), 1);
  const auto all = ElementsAre(Where("goal:h", "", ConflictKind::removed),
                               Where("stage:a", "", ConflictKind::moved));
  EXPECT_THAT(where(merge(base, ours, theirs)), all);
  EXPECT_THAT(where(merge(base, theirs, ours)), all);
}

TEST(Conflict, IsAnObjectOfWhichTheOtherSetAPart) {
  auto base = base_map();
  base.origin = Origin{};
  auto ours = base, theirs = base;
  ours.origin.reset();
  theirs.origin->adapted = "2026-01-05";
  const auto conflict = only_conflict(ours, theirs, base);
  EXPECT_EQ(conflict.kind, ConflictKind::set);
  EXPECT_EQ(conflict.field, "origin");
}

TEST(Conflict, IsOneIdAddedInTwoPlaces) {
  const auto ours = edited([](Map& map) { map.goals[1].stages.push_back(stage("d")); });
  const auto theirs = edited([](Map& map) {
    Goal added;
    added.id = "new";
    added.name = "New";
    added.stages = {stage("d")};
    map.goals.push_back(std::move(added));
  });
  EXPECT_EQ(only_conflict(ours, theirs).at, "stage:d");
}

Map seven_steps() {
  static const auto map =
      read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/seven-steps.yaml").map;
  return map;
}

RC_GTEST_PROP(MergeOfAnyMaps, WithAnUnchangedSideIsTheOther, ()) {
  const auto base = seven_steps();
  const auto changed = mutated(base);
  const auto theirs = merge(base, base, changed);
  RC_ASSERT(theirs.is_clean());
  RC_ASSERT(write_yaml(theirs.map) == write_yaml(changed));
  const auto ours = merge(base, changed, base);
  RC_ASSERT(ours.is_clean());
  RC_ASSERT(write_yaml(ours.map) == write_yaml(changed));
}

RC_GTEST_PROP(MergeOfAnyMaps, FindsTheSameConflictsFromEitherSide, ()) {
  const auto base = seven_steps();
  const auto ours = mutated(base), theirs = mutated(base);
  const auto merged = merge(base, ours, theirs), mirrored = merge(base, theirs, ours);
  RC_ASSERT(where(merged) == where(mirrored));
}

std::string text_of(const Node& node) {
  std::string text = node.text;
  for (const auto& item : node.items) text += "[" + text_of(item) + "]";
  for (const auto& entry : node.entries) text += "{" + entry.key + ":" + text_of(entry.value) + "}";
  return text;
}

/// A map as text, with all lists sorted.
std::string without_order(const Map& map) {
  const auto sort_lists = [](auto self, Node& node) -> void {
    for (auto& item : node.items) self(self, item);
    for (auto& entry : node.entries) self(self, entry.value);
    std::ranges::sort(node.items, {}, text_of);
  };
  auto tree = encode_map(map);
  sort_lists(sort_lists, tree);
  return text_of(tree);
}

RC_GTEST_PROP(MergeOfAnyMaps, WithoutConflictsIsTheSameFromEitherSideButForOrder, ()) {
  const auto base = seven_steps();
  const auto ours = mutated(base), theirs = mutated(base);
  const auto merged = merge(base, ours, theirs);
  RC_PRE(merged.is_clean());
  RC_ASSERT(without_order(merged.map) == without_order(merge(base, theirs, ours).map));
}

}  // namespace
}  // namespace stagecraft::process
