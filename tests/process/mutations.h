#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <string>
#include <vector>

#include "process/map.h"

/// Random edits of a map, such as people make: what comes out loads.
namespace stagecraft::process {

inline std::size_t any_below(std::size_t end) { return *rc::gen::inRange<std::size_t>(0, end); }

inline std::string any_words() {
  return *rc::gen::element<std::string>("Call them back", "Plans that hold", "The buyer signs: yes",
                                        "x", "A price of 5 %", "Wait");
}

template <typename Item>
void shuffle_two(std::vector<Item>& items) {
  if (items.size() > 1) std::swap(items[any_below(items.size())], items[any_below(items.size())]);
}

inline Goal& any_goal(Map& map) { return map.goals[any_below(map.goals.size())]; }

inline Stage* any_stage(Map& map) {
  auto& stages = any_goal(map).stages;
  return stages.empty() ? nullptr : &stages[any_below(stages.size())];
}

inline std::string new_id(const std::string& prefix) {
  return prefix + std::to_string(*rc::gen::inRange(0, 1000));
}

inline bool is_stage_known(const Map& map, const std::string& id) {
  return find_stage(map, id) || find_goal(map, id) || find_outcome(map, id);
}

inline void edit_fields(Stage& stage) {
  switch (*rc::gen::inRange(0, 9)) {
    case 0:
      stage.name = any_words();
      break;
    case 1:
      stage.expected_days = *rc::gen::inRange(1, 90);
      break;
    case 2:
      stage.expected_days.reset();
      break;
    case 3:
      stage.optional = !stage.optional;
      break;
    case 4:
      stage.does.insert(
          stage.does.begin() + static_cast<std::ptrdiff_t>(any_below(stage.does.size() + 1)),
          any_words());
      break;
    case 5:
      shuffle_two(stage.learns);
      break;
    case 6:
      stage.skills["skill" + std::to_string(any_below(3))] = *rc::gen::inRange(1, 5);
      break;
    case 7:
      stage.skills.clear();
      break;
    default:
      stage.back = std::vector<std::string>(any_below(3), "a");
      if (any_below(2) == 0) stage.back.reset();
      break;
  }
}

inline void move_a_task(Map& map) {
  auto* from = any_stage(map);
  auto* to = any_stage(map);
  if (from == nullptr || to == nullptr || from == to || from->tasks.empty()) return;
  to->tasks.push_back(from->tasks.back());
  from->tasks.pop_back();
}

inline void move_a_stage(Map& map) {
  auto& from = any_goal(map).stages;
  auto& to = any_goal(map).stages;
  if (from.empty()) return;
  const auto at = static_cast<std::ptrdiff_t>(any_below(from.size()));
  auto stage = from[static_cast<std::size_t>(at)];
  from.erase(from.begin() + at);
  to.insert(to.begin() + static_cast<std::ptrdiff_t>(any_below(to.size() + 1)), std::move(stage));
}

inline void add_a_stage(Map& map) {
  Stage stage;
  stage.id = new_id("stage_");
  stage.name = any_words();
  if (is_stage_known(map, stage.id)) return;
  if (const auto* replaced = any_stage(map)) stage.replaces = {replaced->id};
  Criterion criterion;
  criterion.id = "exit_of_" + stage.id;
  criterion.text = any_words();
  stage.exit.push_back(std::move(criterion));
  auto& stages = any_goal(map).stages;
  stages.insert(stages.begin() + static_cast<std::ptrdiff_t>(any_below(stages.size() + 1)),
                std::move(stage));
}

inline void remove_a_stage(Map& map) {
  auto& stages = any_goal(map).stages;
  if (!stages.empty())
    stages.erase(stages.begin() + static_cast<std::ptrdiff_t>(any_below(stages.size())));
}

inline void edit_catalogues(Map& map) {
  switch (*rc::gen::inRange(0, 8)) {
    case 0:
      shuffle_two(map.roles);
      break;
    case 1:
      if (!map.tools.empty()) map.tools.pop_back();
      break;
    case 2:
      map.summary = any_words();
      break;
    case 3:
      map.contributors.clear();
      break;
    case 4:
      map.serves.reset();
      break;
    case 5:
      map.check.words["opinion"].push_back(any_words());
      break;
    case 6:
      map.x["x_note"] = std::to_string(any_below(9));
      break;
    default:
      for (auto& persona : map.personas) shuffle_two(persona.journey);
      break;
  }
}

inline void edit_goals(Map& map) {
  if (map.flat) return;
  switch (*rc::gen::inRange(0, 3)) {
    case 0:
      shuffle_two(map.goals);
      break;
    case 1: {
      Goal goal;
      goal.id = new_id("goal_");
      goal.name = any_words();
      if (!is_stage_known(map, goal.id)) map.goals.push_back(std::move(goal));
      break;
    }
    default:
      if (map.goals.size() > 1) {  // Its stages go to the neighbour.
        const auto stages = map.goals.back().stages;
        map.goals.pop_back();
        auto& to = map.goals.back().stages;
        to.insert(to.begin(), stages.begin(), stages.end());
      }
      break;
  }
}

/// `map` after up to eight edits.
inline Map mutated(Map map) {
  const auto edits = any_below(9);
  for (std::size_t i = 0; i < edits; ++i) {
    switch (*rc::gen::inRange(0, 7)) {
      case 0:
        edit_catalogues(map);
        break;
      case 1:
        edit_goals(map);
        break;
      case 2:
        move_a_stage(map);
        break;
      case 3:
        add_a_stage(map);
        break;
      case 4:
        remove_a_stage(map);
        break;
      case 5:
        move_a_task(map);
        break;
      default:
        if (auto* stage = any_stage(map)) edit_fields(*stage);
        break;
    }
  }
  return map;
}

}  // namespace stagecraft::process
