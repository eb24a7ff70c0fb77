#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void unreachable(const CheckInput& input, Findings& findings) {
  std::string before;  // Stays empty for the first: what leads there is `start`.
  for_each_customer_stage(input.map, [&](const Stage& stage) {
    const auto node = input.automaton.find(stage.id);
    if (node != no_node && !input.automaton.is_reachable(node))
      findings.add("", {address_of(stage)}, {{"stage", stage.name}, {"before", before}});
    before = stage.name;
  });
}

}  // namespace stagecraft::process::rules
