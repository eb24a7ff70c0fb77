#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void no_goals(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  if (map.flat) {
    std::size_t count = 0;
    for (const auto& goal : map.goals) count += goal.stages.size();
    findings.add("flat", {"map", "stages"}, {{"count", std::to_string(count)}});
    return;
  }
  if (map.goals.size() == 1)
    findings.add("one-goal", {address_of(map, map.goals[0])}, {{"goal", map.goals[0].name}});
  for (const auto& goal : map.goals)
    if (count_customer_stages(goal) == 0)
      findings.add("empty", {address_of(map, goal)}, {{"goal", goal.name}});
}

}  // namespace stagecraft::process::rules
