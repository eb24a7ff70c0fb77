#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void too_many_steps(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  const auto limit = static_cast<std::size_t>(map.check.steps_per_level);
  const auto judge_level = [&](const std::string& address, const std::string& place,
                               std::size_t count) {
    if (count > limit)
      findings.add(
          "", {address},
          {{"place", place}, {"count", std::to_string(count)}, {"limit", std::to_string(limit)}});
  };
  if (!map.flat) judge_level("map", findings.messages().phrase("the_map"), map.goals.size());
  for (const auto& goal : map.goals)
    judge_level(address_of(map, goal), name_in_sentence(map, goal, findings.messages()),
                count_customer_stages(goal));
  for_each_stage(map, [&](const Stage& stage) {
    if (stage.tasks.size() > limit)
      findings.add("tasks", {address_of(stage), "tasks"},
                   {{"stage", stage.name}, {"count", std::to_string(stage.tasks.size())}});
  });
}

}  // namespace stagecraft::process::rules
