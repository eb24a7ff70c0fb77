#include <algorithm>
#include <set>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void journey(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  if (is_catalogue(map)) return;
  if (std::ranges::all_of(map.personas, &std::vector<JourneyStep>::empty, &Persona::journey)) {
    findings.add("none", {"map", "personas"}, {});
    return;
  }
  std::set<std::string, std::less<>> serving;
  for (const auto& persona : map.personas)
    for (const auto& step : persona.journey) {
      serving.insert(step.served_by.begin(), step.served_by.end());
      if (step.served_by.empty())
        findings.add("unserved-step", {address_of(persona, step)},
                     {{"step", step.name}, {"persona", persona.name}});
    }
  for_each_customer_stage(map, [&](const Stage& stage) {
    if (!serving.contains(stage.id))
      findings.add("serves-no-step", {address_of(stage)}, {{"stage", stage.name}});
  });
}

}  // namespace stagecraft::process::rules
