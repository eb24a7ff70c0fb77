#include <algorithm>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void no_outcome(const CheckInput& input, Findings& findings) {
  const auto& map = input.map;
  if (is_catalogue(map)) return;
  const auto is_won = [](const Outcome& outcome) { return outcome.kind == OutcomeKind::won; };
  if (std::ranges::none_of(map.outcomes, is_won)) findings.add("no-won", {"map", "outcomes"}, {});
  if (std::ranges::all_of(map.outcomes, is_won)) findings.add("no-lost", {"map", "outcomes"}, {});
  for_each_customer_stage(map, [&](const Stage& stage) {
    const auto node = input.automaton.find(stage.id);
    if (node != no_node && !input.automaton.can_end(node))
      findings.add("dead-end", {address_of(stage)}, {{"stage", stage.name}});
  });
}

}  // namespace stagecraft::process::rules
