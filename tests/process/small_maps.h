#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "process/map.h"

/// Maps for tests, built in a line: stages are named by one id each.
namespace stagecraft::process {

inline Stage stage(const std::string& id) {
  Stage made;
  made.id = id;
  made.name = "Stage " + id;
  return made;
}

inline Stage optional_stage(const std::string& id) {
  auto made = stage(id);
  made.optional = true;
  return made;
}

inline Stage internal_stage(const std::string& id) {
  auto made = stage(id);
  made.internal = true;
  return made;
}

inline Outcome outcome(const std::string& id, OutcomeKind kind) {
  Outcome made;
  made.id = id;
  made.name = "Outcome " + id;
  made.kind = kind;
  return made;
}

/// A map of one goal 'g' with the outcomes won, lost and stalled (no decision).
inline Map map_of(std::vector<Stage> stages) {
  Map map;
  map.id = "small";
  map.name = "Small";
  Goal goal;
  goal.id = "g";
  goal.name = "Goal";
  goal.stages = std::move(stages);
  map.goals.push_back(std::move(goal));
  map.outcomes = {outcome("won", OutcomeKind::won), outcome("lost", OutcomeKind::lost),
                  outcome("stalled", OutcomeKind::no_decision)};
  return map;
}

/// map_of with plain stages.
inline Map plain_map(std::initializer_list<const char*> ids) {
  std::vector<Stage> stages;
  for (const auto* id : ids) stages.push_back(stage(id));
  return map_of(std::move(stages));
}

}  // namespace stagecraft::process
