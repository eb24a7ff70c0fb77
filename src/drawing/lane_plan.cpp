#include "drawing/lane_plan.h"

#include <algorithm>

namespace stagecraft::drawing {
namespace {

// An internal stage stands below the customer stage before it, the first ones of a goal below its
// first.
void add_internal(const process::Map& map, Strip& strip) {
  for (auto& column : strip) {
    const process::Stage* last = nullptr;
    std::vector<const process::Stage*> waiting;
    for (const auto& goal : map.goals) {
      if (column.goal->goal && column.goal->goal != &goal) continue;
      last = nullptr;
      waiting.clear();
      for (const auto& stage : goal.stages) {
        if (!stage.internal) {
          const bool is_first = last == nullptr;
          last = &stage;
          if (is_first && &stage == column.planned.stage) column.internal = waiting;
        } else if (last == nullptr) {
          waiting.push_back(&stage);
        } else if (last == column.planned.stage) {
          column.internal.push_back(&stage);
        }
      }
    }
  }
}

}  // namespace

std::vector<Lane> lanes_of(const process::Map& map) {
  std::vector<Lane> lanes;
  const bool has_customer = std::ranges::any_of(
      map.roles, [](const process::Role& role) { return role.side == process::Side::customer; });
  if (!has_customer) lanes.push_back({"customer", "Customer", process::Side::customer});
  for (const auto side : {process::Side::customer, process::Side::us, process::Side::partner})
    for (const auto& role : map.roles)
      if (role.side == side) lanes.push_back({role.id, role.name, side});
  const auto add = [&](const std::string& role) {
    const bool is_known =
        std::ranges::any_of(lanes, [&](const Lane& lane) { return lane.role == role; });
    if (!is_known)
      lanes.push_back({role, role.empty() ? "no role named" : role, process::Side::us});
  };
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) {
      if (stage.internal) continue;
      add(stage.lead);
      for (const auto& role : stage.with) add(role);
      for (const auto& task : stage.tasks) add(task.role.empty() ? stage.lead : task.role);
    }
  return lanes;
}

std::vector<Strip> strips_of(const process::Map& map, const MapPlan& plan, std::size_t most) {
  std::vector<Strip> strips(1);
  for (const auto& column : plan.columns) {
    const bool fits = strips.back().size() + column.stages.size() <= most;
    if (!fits && !strips.back().empty()) strips.emplace_back();
    for (const auto& planned : column.stages) {
      if (strips.back().size() == most) strips.emplace_back();
      strips.back().push_back({&column, planned, {}});
    }
  }
  if (strips.back().empty()) strips.pop_back();
  for (auto& strip : strips) add_internal(map, strip);
  return strips;
}

}  // namespace stagecraft::drawing
