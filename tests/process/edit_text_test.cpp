#include "process/edit_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <boost/json.hpp>

#include "base/error.h"
#include "process/diff.h"
#include "process/operations_json.h"
#include "process/yaml_write.h"
#include "tests/process/mutations.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::string_view commented = R"(# Whose map this is.
stagecraft: 1
id: small
name: Small
stages:
  # Where it begins.
  - id: needs
    name: Needs   # asked for in May
    optional: false  # for now
    does:
      - tells where it hurts  # in their words
  - {name: Offer, does: [signs]}
outcomes:
  - {id: ordered, name: Ordered, kind: won}
# The end.
)";

EditedText edit(std::string_view text, std::string_view ops) {
  const auto sent = read_operations(json::parse(ops).as_array());
  return edit_text(text, "map.yaml", sent.operations);
}

Map example() { return read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/four-goals.yaml").map; }

RC_GTEST_PROP(EditingAText, MakesTheMapThatTheOperationsMake, ()) {
  static const auto first = example();
  const auto a = mutated(first);
  const auto b = mutated(a);
  const auto ops = diff(a, b);
  const auto edited = edit_text(write_yaml(a), "map.yaml", ops);
  RC_ASSERT(edited.ok());
  RC_ASSERT(edited.text == write_yaml(b));
  RC_ASSERT(edited.loaded.map == b);
  RC_ASSERT(edit_text(edited.text, "map.yaml", inverse(ops)).text == write_yaml(a));
}

TEST(EditingAText, KeepsComments) {
  const auto edited = edit(commented, R"([
    {"op":"set","at":"stage:needs","field":"name","from":"Needs","to":"Wants"},
    {"op":"insert","at":"stage:needs","field":"does","value":"asks","after":"tells where it hurts"},
    {"op":"move","at":"stage:needs","from":{"parent":"map","after":null},
     "to":{"parent":"map","after":"offer"}}])");
  ASSERT_TRUE(edited.ok());
  for (const auto* line :
       {"# Whose map this is.\n", "# Where it begins.\n", "name: Wants  # asked for in May\n",
        "- tells where it hurts  # in their words\n", "optional: false  # for now\n",
        "# The end.\n"})
    EXPECT_THAT(edited.text, HasSubstr(line));
  EXPECT_EQ(format_map(edited.text, "map.yaml").text, edited.text) << "it is canonical";
}

/// `back` left out means any earlier stage, so a line put into it could not be undone.
TEST(EditingAText, PutsNoLineIntoAListThatMeansMoreWhenItIsLeftOut) {
  const auto into_nothing = edit(commented, R"([
    {"op":"insert","at":"stage:offer","field":"back","value":"needs","after":null}])");
  ASSERT_FALSE(into_nothing.ok());
  EXPECT_THAT(into_nothing.conflicts.at(0).message.text(), HasSubstr("Set the whole list."));
  EXPECT_TRUE(edit(commented, R"([
    {"op":"set","at":"stage:offer","field":"back","from":null,"to":[]},
    {"op":"insert","at":"stage:offer","field":"back","value":"needs","after":null}])")
                  .ok());
}

TEST(EditingAText, TakesADefaultThatIsWrittenOutForTheDefault) {
  const auto edited = edit(
      commented, R"([{"op":"set","at":"stage:needs","field":"optional","from":null,"to":true}])");
  ASSERT_TRUE(edited.ok());
  EXPECT_THAT(edited.text, HasSubstr("optional: true  # for now\n"));
}

TEST(EditingAText, RemovesWhatTheMapHasWhateverTheFileSaysBeside) {
  EXPECT_TRUE(edit(commented, R"([{"op":"remove","at":"map","list":"stages","after":null,
    "item":{"id":"needs","name":"Needs","does":["tells where it hurts"]}}])")
                  .ok());
}

TEST(EditingAText, TellsEveryConflictAndWhatStandsThere) {
  const auto edited = edit(commented, R"([
    {"op":"set","at":"stage:needs","field":"name","from":"Need","to":"Wants"},
    {"op":"set","at":"stage:offer","field":"name","from":"Offer","to":"Order"},
    {"op":"move","at":"stage:offer","from":{"parent":"map","after":null},"to":{"parent":"map","after":null}},
    {"op":"set","at":"stage:gone","field":"name","from":"Gone","to":"Back"}])");
  ASSERT_EQ(edited.conflicts.size(), 3U);
  EXPECT_EQ(edited.conflicts[0].index, 0U);
  EXPECT_EQ(edited.conflicts[0].now.text, "Needs");
  EXPECT_EQ(json::serialize(to_json(edited.conflicts[1].now)),
            R"({"parent":"map","after":"needs"})");
  EXPECT_EQ(edited.conflicts[2].index, 3U);
  EXPECT_THAT(edited.text, IsEmpty());
}

TEST(EditingAText, SaysAtWhichValueTheMapWouldNoLongerLoad) {
  const auto sent = read_operations(
      json::parse(
          R"([{"op":"set","at":"stage:needs","field":"expected_days","from":null,"to":-3}])")
          .as_array());
  const auto edited = edit_text(commented, "map.yaml", sent.operations);
  ASSERT_FALSE(edited.ok());
  ASSERT_THAT(edited.conflicts, IsEmpty());
  const auto& place = edited.loaded.errors.at(0).place;
  EXPECT_EQ(place.file, SentOperations::file_name);
  EXPECT_EQ(sent.pointers.at(static_cast<std::size_t>(place.line) - 1), "/ops/0/to");
}

TEST(EditingAText, RefusesAnIdThatIsThereInsideWhatIsAdded) {
  const auto edited = edit(commented, R"([{"op":"add","at":"map","list":"outcomes","after":null,
    "item":{"id":"needs","name":"Twin","kind":"lost"}}])");
  EXPECT_FALSE(edited.ok());
}

TEST(EditingAText, RefusesToMoveAnElementBehindOrIntoItself) {
  EXPECT_THAT(
      edit(commented, R"([{"op":"move","at":"stage:needs","from":{"parent":"map","after":null},
    "to":{"parent":"map","after":"needs"}}])")
          .conflicts,
      Not(IsEmpty()));
}

TEST(EditingAText, MakesNoVariantOfAMap) {
  EXPECT_THROW(edit(commented,
                    R"([{"op":"set","at":"map","field":"extends","from":null,"to":"base.yaml"}])"),
               base::Error);
}

TEST(EditingAText, ChangesFreeKeysOfObjects) {
  const auto edited = edit(commented, R"([
    {"op":"set","at":"map","field":"origin.kind","from":null,"to":"template"},
    {"op":"set","at":"map","field":"origin.x_from","from":null,"to":"a book"}])");
  ASSERT_TRUE(edited.ok()) << (edited.loaded.errors.empty() ? ""
                                                            : to_line(edited.loaded.errors[0]));
  EXPECT_EQ(diff(edited.loaded.map, edit(commented, "[]").loaded.map).size(), 1U);
}

}  // namespace
}  // namespace stagecraft::process
