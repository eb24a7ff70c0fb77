#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "process/reader.h"

namespace stagecraft::process {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string base_map =
    "stagecraft: 1\nid: base\nname: Base\nsummary: Of the base\nowner: Ann\n"
    "check: {steps_per_level: 5, waived: [{rule: journey, reason: Later}]}\n"
    "goals:\n"
    "  - id: one\n    name: One\n    stages:\n"
    "      - {id: a, name: A, expected_days: 5, optional: true, does: [Looks, Asks], skills: {x: "
    "1, y: 2}}\n"
    "      - {id: b, name: B, tasks: [{id: t, name: T}, {id: u, name: U}]}\n"
    "  - id: two\n    name: Two\n    stages:\n"
    "      - {id: c, name: C}\n      - {id: d, name: D}\n"
    "outcomes:\n  - {id: won, name: Won, kind: won, on_leaving: d}\n";

LoadedMap variant(const std::string& rest, std::map<std::string, std::string> files = {}) {
  files.emplace("base.yaml", base_map);
  return read_map("stagecraft: 1\nid: v\nname: V\nextends: base.yaml\n" + rest, "maps/v.yaml",
                  [&](const std::string& path) -> std::optional<std::string> {
                    const auto file = files.find(path);
                    return file == files.end() ? std::nullopt : std::optional(file->second);
                  });
}

std::vector<std::string> lines(const LoadedMap& loaded) {
  std::vector<std::string> result;
  for (const auto& error : loaded.errors) result.push_back(to_line(error));
  return result;
}

std::vector<std::string> stages_of(const LoadedMap& loaded, std::size_t goal) {
  std::vector<std::string> ids;
  for (const Stage& stage : loaded.map.goals.at(goal).stages) ids.push_back(stage.id);
  return ids;
}

TEST(Variant, TakesOverAllButWhatIsItsOwn) {
  const auto loaded = variant("");
  EXPECT_THAT(lines(loaded), IsEmpty());
  EXPECT_EQ(loaded.map.id, "v");
  EXPECT_EQ(loaded.map.summary, "");
  EXPECT_EQ(loaded.map.owner, "");
  EXPECT_EQ(loaded.map.check.steps_per_level, 5);
  EXPECT_THAT(loaded.map.check.waived, IsEmpty());
  EXPECT_THAT(stages_of(loaded, 0), ElementsAre("a", "b"));
}

TEST(Variant, ReplacesValuesAndListsButMergesMappings) {
  const auto loaded = variant(
      "goals:\n  - id: one\n    stages:\n"
      "      - {id: a, expected_days: 9, optional: ~, does: [Signs], skills: {x: 3, y: ~, z: "
      "1}}\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  const Stage& a = loaded.map.goals[0].stages[0];
  EXPECT_EQ(a.name, "A");
  EXPECT_EQ(a.expected_days, 9);
  EXPECT_FALSE(a.optional);
  EXPECT_THAT(a.does, ElementsAre("Signs"));
  EXPECT_THAT(a.skills, ElementsAre(std::pair("x", 3), std::pair("z", 1)));
}

TEST(Variant, AddsAtTheEndAndPlacesWhereTold) {
  const auto loaded = variant(
      "goals:\n  - id: one\n    stages:\n      - {id: n, name: N}\n"
      "      - {id: p, name: P, place: {before: b}}\n      - {id: a, place: {after: n}}\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  EXPECT_THAT(stages_of(loaded, 0), ElementsAre("p", "b", "n", "a"));
}

TEST(Variant, MovesAStageThatStandsUnderAnotherGoal) {
  const auto loaded =
      variant("goals:\n  - id: two\n    stages:\n      - {id: a, place: {before: d}}\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  EXPECT_THAT(stages_of(loaded, 0), ElementsAre("b"));
  EXPECT_THAT(stages_of(loaded, 1), ElementsAre("c", "a", "d"));
  EXPECT_EQ(loaded.map.goals[1].stages[1].expected_days, 5);
}

TEST(Variant, RemovesAGoalWithItsStagesButForThoseItMoves) {
  const auto loaded =
      variant("goals:\n  - {id: one, remove: true}\n  - id: two\n    stages: [{id: b}]\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  ASSERT_EQ(loaded.map.goals.size(), 1U);
  EXPECT_THAT(stages_of(loaded, 0), ElementsAre("c", "d", "b"));
  EXPECT_TRUE(loaded.removed.contains("stage:a"));
  EXPECT_FALSE(loaded.removed.contains("stage:b"));
}

TEST(Variant, RemembersBothPlacesOfWhatItRemoved) {
  const auto loaded = variant(
      "goals:\n  - id: one\n    stages:\n      - id: b\n        tasks: [{id: t, remove: true}]\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  const auto& removal = loaded.removed.at("task:t");
  EXPECT_EQ(removal.removed_at, (base::Place{"maps/v.yaml", 9, 25}));
  EXPECT_EQ(removal.was_at, (base::Place{"maps/base.yaml", 12, 34}));
}

TEST(Variant, ReportsEditsOfWhatIsNotThere) {
  const auto loaded = variant(
      "goals:\n  - id: one\n    stages:\n      - {id: q, remove: true}\n      - {id: a, place: "
      "{after: r}}\n");
  EXPECT_THAT(lines(loaded), IsEmpty());
  ASSERT_EQ(loaded.unknown_edits.size(), 2U);
  EXPECT_EQ(loaded.unknown_edits[0].address, "stage:q");
  EXPECT_EQ(loaded.unknown_edits[1].address, "stage:r");
}

TEST(Variant, KnowsWhereEachValueWasWritten) {
  const auto loaded = variant("goals:\n  - id: one\n    stages: [{id: a, expected_days: 9}]\n");
  EXPECT_EQ(loaded.places.find("stage:a", "expected_days"), (base::Place{"maps/v.yaml", 7, 37}));
  EXPECT_EQ(loaded.places.find("stage:a", "name").file, "maps/base.yaml");
}

TEST(Variant, ReportsACircleWithItsChain) {
  const auto loaded =
      variant("", {{"base.yaml", "stagecraft: 1\nid: b\nname: B\nextends: v.yaml\n"}});
  EXPECT_THAT(lines(loaded),
              ElementsAre("maps/base.yaml:4:10: error: the maps extend one another in a circle: "
                          "v.yaml -> base.yaml -> v.yaml [extends-cycle]"));
}

TEST(Variant, StopsAtEightBases) {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 12; ++i)
    files[(i == 0 ? "base" : "b" + std::to_string(i)) + ".yaml"] =
        "stagecraft: 1\nid: b\nname: B\nextends: b" + std::to_string(i + 1) + ".yaml\n";
  EXPECT_THAT(lines(variant("", files)), ElementsAre(HasSubstr("more than 8 maps extend")));
}

TEST(Variant, DoesNotExtendADiagram) {
  EXPECT_THAT(
      lines(variant("", {{"base.yaml", "<?xml version='1.0'?><definitions/>"}})),
      ElementsAre(HasSubstr("maps/v.yaml:4:10: error: 'base.yaml', which this map extends, is a "
                            "BPMN file")));
}

}  // namespace
}  // namespace stagecraft::process
