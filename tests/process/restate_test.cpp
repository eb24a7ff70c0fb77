#include "process/restate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>

#include "base/error.h"
#include "process/diff.h"
#include "process/edit_text.h"
#include "process/operations_json.h"
#include "process/yaml_write.h"
#include "tests/process/mutations.h"

namespace stagecraft::process {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::string_view base_text = R"(stagecraft: 1
id: base
name: Base
roles:
  - {id: rep, name: Rep, side: us}
goals:
  - id: prove
    name: Prove
    stages:
      - id: needs
        name: Needs
        learns: [what it costs]
        skills: {listening: 3, asking: 2}
        expected_days: 10
        tasks:
          - {id: ask, name: Ask}
          - {id: note, name: Note}
      - {id: demo, name: Demo, optional: true}
  - id: sign
    name: Sign
    stages:
      - {id: offer, name: Offer}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
)";

constexpr std::string_view variant_text = R"(stagecraft: 1
id: variant
name: Variant
extends: base.yaml
goals:
  - id: prove
    stages:
      # Theirs alone.
      - {id: visit, place: {after: needs}, name: Visit}
      - {id: needs, expected_days: 20}  # they travel
)";

FileSource holding(std::string text) {
  return [text = std::move(text)](const std::string& path) -> std::optional<std::string> {
    if (path == "base.yaml") return text;
    return {};
  };
}

EditedText edit(std::string_view text, std::string_view ops) {
  const auto sent = read_operations(boost::json::parse(ops).as_array());
  return edit_text(text, "variant.yaml", sent.operations, holding(std::string(base_text)));
}

EditedText undo(const EditedText& edited, std::string_view ops) {
  const auto sent = read_operations(boost::json::parse(ops).as_array());
  return edit_text(edited.text, "variant.yaml", inverse(sent.operations),
                   holding(std::string(base_text)));
}

std::vector<std::string> stages_of(const Map& map, std::size_t goal) {
  std::vector<std::string> ids;
  for (const auto& stage : map.goals.at(goal).stages) ids.push_back(stage.id);
  return ids;
}

RC_GTEST_PROP(EditingAVariant, MakesTheResolvedMapThatTheOperationsMake, ()) {
  static const auto example =
      read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/four-goals.yaml").map;
  const auto files = holding(write_yaml(mutated(example)));
  const std::string bare = "stagecraft: 1\nid: v\nname: V\nextends: base.yaml\n";
  const auto none = read_map(bare, "v.yaml", files);
  RC_ASSERT(none.ok());
  const auto one = mutated(none.map);
  const auto first = edit_text(bare, "v.yaml", diff(none.map, one), files);
  RC_ASSERT(first.ok());
  RC_ASSERT(first.loaded.map == one);
  const auto two = mutated(one);
  const auto ops = diff(one, two);
  const auto second = edit_text(first.text, "v.yaml", ops, files);
  RC_ASSERT(second.ok());
  RC_ASSERT(second.loaded.map == two);
  RC_ASSERT(format_map(second.text, "v.yaml").text == second.text);
  const auto undone = edit_text(second.text, "v.yaml", inverse(ops), files);
  RC_ASSERT(undone.ok());
  RC_ASSERT(undone.loaded.map == one);
}

TEST(EditingAVariant, ChangesNothingOfATextWithoutOperations) {
  EXPECT_EQ(edit(variant_text, "[]").text, format_map(variant_text, "variant.yaml").text);
}

TEST(EditingAVariant, StatesAFieldOfTheBaseAndTakesItBack) {
  constexpr std::string_view ops =
      R"([{"op":"set","at":"stage:demo","field":"name","from":"Demo","to":"Trial"}])";
  const auto edited = edit(variant_text, ops);
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text, HasSubstr("- id: demo\n        name: Trial\n"));
  EXPECT_THAT(edited.text, HasSubstr("# Theirs alone.\n"));
  EXPECT_THAT(edited.text, HasSubstr("# they travel\n"));
  EXPECT_EQ(undo(edited, ops).text, edit(variant_text, "[]").text);
}

TEST(EditingAVariant, ChangesWhatItStatesWhereItIsStated) {
  const auto edited = edit(variant_text, R"([
    {"op":"set","at":"stage:needs","field":"expected_days","from":20,"to":30}])");
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text, HasSubstr("expected_days: 30"));
  const auto as_base = edit(variant_text, R"([
    {"op":"set","at":"stage:needs","field":"expected_days","from":20,"to":10}])");
  ASSERT_TRUE(as_base.ok());
  EXPECT_THAT(as_base.text, Not(HasSubstr("expected_days")));
}

TEST(EditingAVariant, GivesADefaultBack) {
  const auto edited = edit(variant_text, R"([
    {"op":"set","at":"stage:demo","field":"optional","from":true,"to":null},
    {"op":"set","at":"stage:needs","field":"skills.asking","from":2,"to":null}])");
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text, HasSubstr("optional: ~"));
  EXPECT_THAT(edited.text, HasSubstr("asking: ~"));
  EXPECT_THAT(edited.text, Not(HasSubstr("listening")));
}

TEST(EditingAVariant, ReplacesAListOfPlainValuesAsAWhole) {
  const auto edited = edit(variant_text, R"([
    {"op":"insert","at":"stage:needs","field":"learns","value":"what it brings","after":"what it costs"}])");
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text,
              HasSubstr("learns:\n          - what it costs\n          - what it brings\n"));
}

TEST(EditingAVariant, RemovesAnElementOfTheBaseAndBringsItBack) {
  constexpr std::string_view ops = R"([{"op":"remove","at":"stage:needs","list":"tasks",
    "after":null,"item":{"id":"ask","name":"Ask"}}])";
  const auto edited = edit(variant_text, ops);
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text, HasSubstr("{id: ask, remove: true}"));
  EXPECT_EQ(undo(edited, ops).text, edit(variant_text, "[]").text);
}

TEST(EditingAVariant, AddsAndPlacesElementsAmongThoseOfTheBase) {
  const auto edited = edit(variant_text, R"([
    {"op":"add","at":"goal:prove","list":"stages","after":"needs","item":{"id":"walk","name":"Walk"}},
    {"op":"add","at":"goal:sign","list":"stages","after":null,"item":{"id":"talk","name":"Talk"}}])");
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(stages_of(edited.loaded.map, 0), ElementsAre("needs", "walk", "visit", "demo"));
  EXPECT_THAT(stages_of(edited.loaded.map, 1), ElementsAre("talk", "offer"));
}

TEST(EditingAVariant, MovesAStageOfTheBaseToAnotherGoal) {
  constexpr std::string_view ops = R"([{"op":"move","at":"stage:demo",
    "from":{"parent":"goal:prove","after":"visit"},"to":{"parent":"goal:sign","after":null}}])";
  const auto edited = edit(variant_text, ops);
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(stages_of(edited.loaded.map, 1), ElementsAre("demo", "offer"));
  EXPECT_THAT(edited.text, Not(HasSubstr("remove"))) << "it is written under the other goal";
  EXPECT_EQ(undo(edited, ops).loaded.map, edit(variant_text, "[]").loaded.map);
}

TEST(EditingAVariant, KeepsAStageOfAGoalThatIsRemoved) {
  const auto edited = edit(variant_text, R"([
    {"op":"move","at":"stage:offer","from":{"parent":"goal:sign","after":null},
     "to":{"parent":"goal:prove","after":"demo"}},
    {"op":"remove","at":"map","list":"goals","after":"prove","item":{"id":"sign","name":"Sign"}}])");
  ASSERT_TRUE(edited.ok());
  ASSERT_EQ(edited.loaded.map.goals.size(), 1U);
  EXPECT_THAT(stages_of(edited.loaded.map, 0), ElementsAre("needs", "visit", "demo", "offer"));
}

TEST(EditingAVariant, TellsConflictsOfTheResolvedMap) {
  const auto edited = edit(variant_text, R"([
    {"op":"set","at":"stage:needs","field":"expected_days","from":10,"to":30}])");
  ASSERT_EQ(edited.conflicts.size(), 1U);
  EXPECT_EQ(edited.conflicts[0].now.text, "20");
}

TEST(EditingAVariant, SaysAtWhichValueOfAnOperationTheMapWouldNoLongerLoad) {
  const auto edited = edit(variant_text, R"([
    {"op":"set","at":"stage:demo","field":"expected_days","from":null,"to":-3}])");
  ASSERT_EQ(edited.loaded.errors.size(), 1U);
  EXPECT_EQ(edited.loaded.errors[0].place.file, SentOperations::file_name);
}

TEST(EditingAVariant, ExtendsWhatItDidBefore) {
  EXPECT_THROW(edit(variant_text, R"([
    {"op":"set","at":"map","field":"extends","from":"base.yaml","to":"other.yaml"}])"),
               base::Error);
}

}  // namespace
}  // namespace stagecraft::process
