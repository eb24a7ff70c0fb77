#include <gtest/gtest.h>

#include "process/check/rules.h"
#include "tests/process/check/checked.h"

namespace stagecraft::process {
namespace {

/// A template of eight texts: name and value of a goal, names of two stages, four lines.
Map template_map() {
  Map map;
  auto& goal = map.goals.emplace_back();
  goal.id = goal.name = "g";
  goal.value = "v";
  for (const auto* id : {"a", "b"}) {
    Stage stage;
    stage.id = id;
    stage.name = std::string("name ") + id;
    stage.learns = {std::string("learn ") + id};
    stage.does = {std::string("do ") + id};
    goal.stages.push_back(stage);
  }
  return map;
}

bool counts_as_borrowed(Map map) {
  const auto original = template_map();
  map.origin = Origin{OriginKind::template_, "built_in@1", {}, "We changed it"};
  LoadedMap loaded;
  loaded.map = std::move(map);
  const Automaton automaton(loaded.map);
  Findings findings(sentences(), loaded.places);
  findings.begin(*find_rule("borrowed"));
  rules::borrowed({.loaded = loaded,
                   .map = loaded.map,
                   .automaton = automaton,
                   .words = nullptr,
                   .template_ = &original,
                   .today = test_day},
                  findings);
  for (const auto& finding : findings.take())
    if (finding.case_ == "not-adapted") return true;
  return false;
}

TEST(Borrowed, IsATemplateOfWhichUnderAQuarterOfTheTextsWasChanged) {
  auto map = template_map();
  EXPECT_TRUE(counts_as_borrowed(map)) << "to say that it was adapted is not enough";
  map.goals[0].value = "what our customers gain";
  EXPECT_TRUE(counts_as_borrowed(map)) << "one of eight";
  map.goals[0].stages[0].does = {"what they do with us"};
  EXPECT_FALSE(counts_as_borrowed(map)) << "two of eight";
}

TEST(Borrowed, TakesATextThatMovedForTheSame) {
  auto map = template_map();
  std::swap(map.goals[0].stages[0].does, map.goals[0].stages[1].does);
  std::swap(map.goals[0].stages[0], map.goals[0].stages[1]);
  EXPECT_TRUE(counts_as_borrowed(map));
}

TEST(Borrowed, TakesARemovedStageForAChange) {
  auto map = template_map();
  map.goals[0].stages.pop_back();
  EXPECT_FALSE(counts_as_borrowed(map));
}

}  // namespace
}  // namespace stagecraft::process
