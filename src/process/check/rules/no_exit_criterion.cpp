#include <algorithm>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

/// Forward moves only: a return or a loss needs no criterion.
bool leads_on(const Automaton& automaton, NodeIndex stage) {
  return std::ranges::any_of(automaton.main_moves(stage), [&](NodeIndex to) {
    const auto kind = automaton.node(to).kind;
    return to != stage && (kind == NodeKind::stage || kind == NodeKind::won);
  });
}

}  // namespace

void no_exit_criterion(const CheckInput& input, Findings& findings) {
  for_each_customer_stage(input.map, [&](const Stage& stage) {
    const auto node = input.automaton.find(stage.id);
    if (node != no_node && std::ranges::none_of(stage.exit, &Criterion::required) &&
        leads_on(input.automaton, node))
      findings.add("", {address_of(stage)}, {{"stage", stage.name}});
  });
}

}  // namespace stagecraft::process::rules
