#include "process/diff.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "process/encode.h"
#include "process/reader.h"
#include "process/sentences.h"
#include "process/yaml_write.h"
#include "tests/process/mutations.h"
#include "tests/process/small_maps.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Map example(const std::string& name) {
  const auto loaded = read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + name);
  if (!loaded.ok()) throw std::runtime_error(to_line(loaded.errors[0]));
  return loaded.map;
}

Map any_example() {
  static const std::vector maps{example("four-goals.yaml"), example("seller-centred.yaml"),
                                example("seven-steps.yaml"), example("planning-partner.yaml")};
  return maps[any_below(maps.size())];
}

std::vector<std::string> told(const Map& a, const Map& b, const DiffOptions& options = {}) {
  return to_sentences(a, diff(a, b, options));
}

RC_GTEST_PROP(DiffOfAnyMaps, MakesTheOneOutOfTheOther, ()) {
  const auto a = mutated(any_example());
  const auto b = mutated(a);
  const auto ops = diff(a, b);
  RC_ASSERT(write_yaml(apply_operations(a, ops)) == write_yaml(b));
  RC_ASSERT(apply_operations(a, ops) == b);
}

RC_GTEST_PROP(DiffOfAnyMaps, MakesAnyMapOutOfAnyOther, ()) {
  const auto a = mutated(any_example());
  const auto b = mutated(any_example());
  RC_ASSERT(write_yaml(apply_operations(a, diff(a, b))) == write_yaml(b));
}

RC_GTEST_PROP(DiffOfAnyMaps, IsUndoneByItsInverse, ()) {
  const auto a = mutated(any_example());
  const auto b = mutated(a);
  const auto ops = diff(a, b);
  RC_ASSERT(write_yaml(apply_operations(b, inverse(std::span<const Operation>(ops)))) ==
            write_yaml(a));
}

RC_GTEST_PROP(EveryOperation, IsUndoneByItsInverse, ()) {
  const auto a = mutated(any_example());
  MapTree tree(encode_map(a));
  for (const auto& op : diff(a, mutated(a))) {
    const auto before = tree.root();
    apply_operations(tree, op);
    const auto after = tree.root();
    apply_operations(tree, inverse(op));
    RC_ASSERT(same_value(tree.root(), before));
    apply_operations(tree, op);
    RC_ASSERT(same_value(tree.root(), after));
    RC_ASSERT(inverse(inverse(op)) == op);
  }
}

RC_GTEST_PROP(DiffOfAnyMaps, IsToldInFullSentences, ()) {
  const auto a = mutated(any_example());
  for (const auto& sentence : told(a, mutated(a))) {
    RC_ASSERT(sentence.ends_with('.'));
    RC_ASSERT(sentence.find('\n') == std::string::npos);
  }
}

TEST(Diff, OfAMapWithItselfIsEmpty) {
  const auto map = example("four-goals.yaml");
  EXPECT_THAT(diff(map, map), IsEmpty());
}

TEST(Diff, MovesAsFewAsPossible) {
  const auto a = plain_map({"a", "b", "c", "d", "e"});
  const auto ops = diff(a, plain_map({"e", "a", "b", "c", "d"}));
  ASSERT_EQ(ops.size(), 1u);
  EXPECT_EQ(ops[0].kind, OperationKind::move);
  EXPECT_EQ(ops[0].at, "stage:e");
  EXPECT_EQ(ops[0].from_spot, (ListPlace{"goal:g", "d"}));
  EXPECT_EQ(ops[0].to_spot, (ListPlace{"goal:g", ""}));
}

TEST(Diff, MovesAStageOutOfAGoalBeforeTheGoalGoes) {
  auto a = plain_map({"a", "b"});
  Goal other;
  other.id = "h";
  other.name = "Other";
  other.stages = {stage("c")};
  a.goals.push_back(other);
  EXPECT_THAT(told(a, plain_map({"a", "c", "b"})),
              ElementsAre("Stage 'Stage c' moved from 'Other' to 'Goal', after 'Stage a'.",
                          "Goal 'Other' was removed."));
}

TEST(Diff, MakesAFlatMapOutOfGoalsAndBack) {
  const auto goals = plain_map({"a", "b"});
  auto flat = goals;
  flat.flat = true;
  flat.goals[0].id = flat.goals[0].name = "";
  EXPECT_EQ(apply_operations(goals, diff(goals, flat)), flat);
  EXPECT_EQ(apply_operations(flat, diff(flat, goals)), goals);
}

TEST(Diff, TellsAStatedEmptyListFromOneLeftOut) {
  const auto a = plain_map({"a", "b"});
  auto b = a;
  b.goals[0].stages[1].back = std::vector<std::string>{};
  EXPECT_EQ(apply_operations(a, diff(a, b)), b);
  EXPECT_EQ(apply_operations(b, diff(b, a)), a);
}

TEST(Diff, KeepsALineThatStandsTwice) {
  auto a = plain_map({"a"});
  a.goals[0].stages[0].does = {"x", "y", "x"};
  auto b = a;
  b.goals[0].stages[0].does = {"y", "x", "x", "z"};
  EXPECT_EQ(apply_operations(a, diff(a, b)), b);
}

TEST(Sentences, TellARename) {
  const auto a = plain_map({"a", "b"});
  auto b = a;
  b.goals[0].stages[0].name = "Trial on their own orders";
  EXPECT_THAT(told(a, b), ElementsAre("Stage 'Stage a' was renamed 'Trial on their own orders'."));
}

TEST(Sentences, TellValuesBeforeAndAfter) {
  auto a = plain_map({"a"});
  a.goals[0].stages[0].expected_days = 15;
  auto b = a;
  b.goals[0].stages[0].expected_days = 12;
  EXPECT_THAT(told(a, b), ElementsAre("'Expected days' of 'Stage a' went from 15 to 12."));
  b.goals[0].stages[0].expected_days.reset();
  EXPECT_THAT(told(a, b), ElementsAre("'Expected days' of 'Stage a' was taken out; it was 15."));
  EXPECT_THAT(told(b, a), ElementsAre("'Expected days' of 'Stage a' was set to 15."));
}

TEST(Sentences, TellWhatIsAddedAndRemoved) {
  const auto a = plain_map({"a", "b"});
  auto b = plain_map({"a", "n"});
  Criterion criterion;
  criterion.id = "signed";
  criterion.text = "The customer signs";
  b.goals[0].stages[0].exit = {criterion};
  b.goals[0].stages[0].does = {"Calls us"};
  b.goals[0].stages[0].skills = {{"listening", 3}};
  Tool tool;
  tool.id = "sheet";
  tool.name = "Cost sheet";
  b.tools = {tool};
  EXPECT_THAT(told(a, b), ElementsAre("Tool 'Cost sheet' was added.",
                                      "A line was added to 'Does' of 'Stage a': 'Calls us'.",
                                      "Exit criterion added to 'Stage a': 'The customer signs'.",
                                      "'Skills: listening' of 'Stage a' was set to 3.",
                                      "Stage 'Stage n' was added to 'Goal', after 'Stage a'.",
                                      "Stage 'Stage b' was removed."));
}

TEST(Sentences, TellASplit) {
  const auto a = plain_map({"a", "b"});
  auto b = plain_map({"x", "y", "b"});
  b.goals[0].stages[0].replaces = b.goals[0].stages[1].replaces = {"a"};
  EXPECT_THAT(told(a, b), ElementsAre("Stage 'Stage a' was split into 'Stage x' and 'Stage y'."));
  const auto ops = diff(a, b);
  ASSERT_EQ(ops.size(), 1u);
  EXPECT_EQ(ops[0].name, "split");
}

TEST(Sentences, TellASplitOfAStageThatGoesOn) {
  const auto a = plain_map({"a", "b"});
  auto b = plain_map({"a", "y", "b"});
  b.goals[0].stages[1].replaces = {"a"};
  EXPECT_THAT(told(a, b), ElementsAre("Stage 'Stage a' was split into 'Stage a' and 'Stage y'."));
}

TEST(Sentences, TellAMerge) {
  const auto a = plain_map({"a", "b", "c"});
  auto b = plain_map({"x", "c"});
  b.goals[0].stages[0].replaces = {"a", "b"};
  EXPECT_THAT(told(a, b),
              ElementsAre("Stages 'Stage a' and 'Stage b' were merged into 'Stage x'."));
}

TEST(Sentences, TellAMergeIntoAStageThatGoesOn) {
  const auto a = plain_map({"a", "b", "c"});
  auto b = plain_map({"a", "c"});
  b.goals[0].stages[0].replaces = {"b"};
  EXPECT_THAT(told(a, b),
              ElementsAre("Stages 'Stage a' and 'Stage b' were merged into 'Stage a'."));
}

TEST(Sentences, TellANewIdByReplaces) {
  const auto a = plain_map({"a", "b"});
  auto b = plain_map({"x", "b"});
  b.goals[0].stages[0].replaces = {"a"};
  EXPECT_THAT(told(a, b), ElementsAre("Stage 'Stage a' was replaced by 'Stage x'."));
}

TEST(Sentences, CallAMatchOfDerivedIdsProbable) {
  auto a = plain_map({"show_the_product", "b"});
  a.goals[0].stages[0].name = "Show the product";
  a.goals[0].stages[0].does = {"Asks how it would work for them"};
  auto b = plain_map({"show_our_product", "b"});
  b.goals[0].stages[0].name = "Show our product";
  b.goals[0].stages[0].does = {"Asks how it would work for them"};
  EXPECT_THAT(
      told(a, b,
           {.derived_a = {"stage:show_the_product"}, .derived_b = {"stage:show_our_product"}}),
      ElementsAre("Stage 'Show the product' was probably renamed 'Show our product'."));
  EXPECT_THAT(told(a, b), ElementsAre("Stage 'Show our product' was added to 'Goal'.",
                                      "Stage 'Show the product' was removed."));
}

TEST(Preconditions, AreHeld) {
  const auto map = plain_map({"a", "b"});
  const auto ops = diff(map, plain_map({"b"}));
  EXPECT_THROW(apply_operations(plain_map({"b"}), ops), base::Error);
  auto changed = map;
  changed.goals[0].stages[0].name = "Another";
  EXPECT_THROW(apply_operations(changed, ops), base::Error);
  Operation set;
  set.at = "stage:a";
  set.field = "expected_day";
  EXPECT_THROW(apply_operations(map, set), base::Error);
}

TEST(Apply, RefusesWhatWouldNoLongerLoad) {
  const auto map = plain_map({"a", "b"});
  Operation set;
  set.at = "stage:a";
  set.field = "expected_conversion";
  set.to = Node::scalar("60");
  EXPECT_THROW(apply_operations(map, set), base::Error);
}

}  // namespace
}  // namespace stagecraft::process
