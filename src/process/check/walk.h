#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "process/map.h"
#include "process/messages.h"

/// Ways through a map that several rules take.
namespace stagecraft::process {

inline std::string address_of(const Stage& stage) { return "stage:" + stage.id; }
inline std::string address_of(const Task& task) { return "task:" + task.id; }
inline std::string address_of(const Criterion& criterion) { return "exit:" + criterion.id; }
inline std::string address_of(const Role& role) { return "role:" + role.id; }
inline std::string address_of(const Persona& persona, const JourneyStep& step) {
  return "persona:" + persona.id + "/" + step.id;
}
/// Of the nameless goal of a flat map: `map`.
inline std::string address_of(const Map& map, const Goal& goal) {
  return map.flat ? "map" : "goal:" + goal.id;
}

/// `The map` for the nameless goal of a flat map, else `Goal 'X'`.
inline std::string name_in_sentence(const Map& map, const Goal& goal, const Messages& messages) {
  return map.flat ? messages.phrase("the_map") : messages.phrase("the_goal", {{"goal", goal.name}});
}

/// A place in a list of mappings without ids: `measures/2/target`.
inline std::string path(std::string_view list, std::size_t index, std::string_view key = {}) {
  auto text = std::string(list) + "/" + std::to_string(index);
  if (!key.empty()) text.append("/").append(key);
  return text;
}

/// Calls `use(stage)` for every stage of the map, in order.
template <std::invocable<const Stage&> Use>
void for_each_stage(const Map& map, Use use) {
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) use(stage);
}

/// The same for the stages in which the customer takes part.
template <std::invocable<const Stage&> Use>
void for_each_customer_stage(const Map& map, Use use) {
  for_each_stage(map, [&](const Stage& stage) {
    if (!stage.internal) use(stage);
  });
}

inline std::size_t count_customer_stages(const Goal& goal) {
  std::size_t count = 0;
  for (const auto& stage : goal.stages) count += stage.internal ? 0u : 1u;
  return count;
}

/// A map without goals and stages is a catalogue that other maps extend: no deal runs on it.
inline bool is_catalogue(const Map& map) { return map.goals.empty(); }

}  // namespace stagecraft::process
