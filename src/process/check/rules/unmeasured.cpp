#include <algorithm>

#include "process/check/rules.h"
#include "process/check/walk.h"
#include "process/fields.h"

namespace stagecraft::process::rules {
namespace {

struct Below {
  std::vector<std::string> names;  ///< Stages and tasks with measures.
  std::vector<const Task*> tasks;  ///< The tasks among them.
};

Below measured_below(const Goal& goal) {
  Below below;
  for (const auto& stage : goal.stages) {
    if (!stage.measures.empty()) below.names.push_back(stage.name);
    for (const auto& task : stage.tasks) {
      if (task.measures.empty()) continue;
      below.names.push_back(task.name);
      below.tasks.push_back(&task);
    }
  }
  return below;
}

void judge_measures_of_goal(const CheckInput& input, const Goal& goal, Findings& findings) {
  const auto address = address_of(input.map, goal);
  const auto place = name_in_sentence(input.map, goal, findings.messages());
  const auto below = measured_below(goal);
  if (goal.measures.empty()) {
    findings.add("goal-unmeasured", {address}, {{"place", place}});
    if (!below.names.empty())
      findings.add("small-measures", {address},
                   {{"place", place}, {"names", findings.messages().list(below.names)}});
    return;
  }
  for (std::size_t i = 0; i < goal.measures.size(); ++i)
    if (!goal.measures[i].target)
      findings.add("no-target", {address, "measures", static_cast<int>(i)},
                   {{"measure", goal.measures[i].measure}, {"goal", goal.name}});
  for (const auto* task : below.tasks)
    findings.add("task-measure", {address_of(*task), "measures"}, {{"task", task->name}});
}

bool is_in_money(const Map& map, const Goal& goal) {
  return std::ranges::any_of(goal.measures, [&](const Target& target) {
    const auto own = std::ranges::find(map.measures, target.measure, &Measure::id);
    return own == map.measures.end() ? find_built_in_measure(target.measure) == ValueKind::money
                                     : own->kind == MeasureKind::money;
  });
}

}  // namespace

void unmeasured(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  if (is_catalogue(map)) return;
  for (const auto& goal : map.goals) judge_measures_of_goal(input, goal, findings);
  if (std::ranges::none_of(map.goals, [&](const Goal& goal) { return is_in_money(map, goal); }))
    findings.add("no-money", {"map"}, {});
}

}  // namespace stagecraft::process::rules
