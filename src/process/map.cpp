#include "process/map.h"

#include <algorithm>
#include <string_view>

namespace stagecraft::process {
namespace {

template <typename Item>
const Item* find_by_id(const std::vector<Item>& items, std::string_view id) {
  const auto at = std::ranges::find(items, id, &Item::id);
  return at == items.end() ? nullptr : &*at;
}

}  // namespace

std::optional<double> late_limit(const Stage& stage) {
  if (stage.late_after_days) return stage.late_after_days;
  return stage.expected_days ? std::optional(2 * *stage.expected_days) : std::nullopt;
}

const Stage* find_stage(const Map& map, std::string_view id) {
  for (const auto& goal : map.goals)
    if (const auto* stage = find_by_id(goal.stages, id)) return stage;
  return nullptr;
}

const Goal* find_goal(const Map& map, std::string_view id) { return find_by_id(map.goals, id); }

const Outcome* find_outcome(const Map& map, std::string_view id) {
  return find_by_id(map.outcomes, id);
}

}  // namespace stagecraft::process
