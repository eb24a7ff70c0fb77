#include "selling/moving.h"

#include "base/text.h"
#include "selling/evidence.h"
#include "selling/gaps.h"
#include "selling/gating.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using process::EntryClass;
using process::GateAnswer;
using process::no_node;
using process::NodeIndex;
using process::NodeKind;

[[noreturn]] void refuse_unknown(std::string_view stage, const process::Automaton& automaton) {
  std::vector<std::string_view> ids;
  for (const auto& node : automaton.nodes())
    if (node.is_stage()) ids.push_back(node.id);
  const auto near = base::nearest(stage, ids);
  throw base::Error(base::ErrorKind::not_found,
                    near.empty() ? say("The process has no stage '{}'.", base::printable(stage))
                                 : say("The process has no stage '{}'; did you mean '{}'?.",
                                       base::printable(stage), near));
}

bool is_lost(const Deal& deal) {
  return deal.status == DealStatus::lost || deal.status == DealStatus::no_decision;
}

NodeIndex get_stage(const Deal& deal, const EnterStage& command, const Setting& setting) {
  const auto& [id, map, automaton] = setting.process;
  const auto node = automaton.find(command.stage);
  if (node == no_node || automaton.node(node).is_outcome())
    refuse_unknown(command.stage, automaton);
  const auto& name = automaton.node(node).name;
  const auto* current = deal.current_visit();
  const bool is_in_it = current != nullptr && current->stage == command.stage;
  const bool runs =
      deal.way.background >= 0 &&
      deal.visits[static_cast<std::size_t>(deal.way.background)].stage == command.stage;
  if (is_in_it || runs)
    throw base::Error(base::ErrorKind::conflict, say("The deal is in '{}' already.", name));
  return node;
}

/// A deal that closed goes on by being reopened, so that its closing is revoked on purpose. Won
/// deals go on through the stages after the sale.
void refuse_if_closed(const Deal& deal, NodeIndex to, const Setting& setting) {
  const auto& [id, map, automaton] = setting.process;
  const auto& target = automaton.node(to);
  const bool goes_on = target.after_won || target.kind == NodeKind::internal_stage;
  if (!is_lost(deal) && (deal.status != DealStatus::won || goes_on)) return;
  throw base::Error(base::ErrorKind::conflict,
                    say("Not moved to '{}': the deal is closed as '{}'. Re-open it first.",
                        target.name, name_of(map, deal.closing->outcome)));
}

/// 'Left' has its own meaning for leads and for what was lost.
void allow_by_status(GateAnswer& gate, const Deal& deal, std::string_view to) {
  if (gate.move == EntryClass::lose && deal.status == DealStatus::lead && deal.stage.empty())
    gate.is_allowed = true;
  if (gate.move == EntryClass::reopen && is_lost(deal)) gate.is_allowed = to == deal.stage;
}

base::Instant moved_at(const std::optional<base::Instant>& at, const Deal& deal,
                       const Setting& setting) {
  return told_at(at, setting, last_move_at(deal));
}

}  // namespace

GateAnswer preview_move(const Deal& deal, std::string_view to, const Setting& setting) {
  return preview_move(deal, to, evidence_of(deal, setting), setting);
}

GateAnswer preview_move(const Deal& deal, std::string_view to, const process::EvidenceSet& evidence,
                        const Setting& setting) {
  const auto& [id, map, automaton] = setting.process;
  auto gate = process::ask_gate(map, automaton, {position_of(deal), std::string(to)}, evidence,
                                condition_test(map));
  allow_by_status(gate, deal, to);
  return gate;
}

GateAnswer preview_finish(const Deal& deal, const Setting& setting) {
  const auto& [id, map, automaton] = setting.process;
  GateAnswer gate;
  gate.is_gated = true;
  const auto stage = automaton.find(position_of(deal));
  gate.is_allowed = deal.current_visit() != nullptr && stage != no_node &&
                    stage + 1 == automaton.stage_count() && stage != automaton.on_leaving();
  if (!gate.is_allowed) return gate;
  const auto& node = automaton.node(stage);
  const auto evidence = evidence_of(deal, setting);
  const auto holds = condition_test(map);
  for (const auto& criterion : process::find_stage(map, node.id)->exit)
    gate.criteria.push_back(process::judge(criterion, node.id, evidence, holds));
  return gate;
}

Change enter_stage(const Deal& deal, const EnterStage& command, const Setting& setting) {
  refuse_gone(deal, "moves");
  const auto to = get_stage(deal, command, setting);
  refuse_if_closed(deal, to, setting);
  Gaps gaps;
  check_text(gaps, "/note", command.note);
  gaps.refuse("The stage cannot be entered");
  const auto at = moved_at(command.at, deal, setting);
  auto change = pass_gate(deal, preview_move(deal, command.stage, setting),
                          {.target = say("to '{}'", setting.process.automaton.node(to).name),
                           .to = command.stage,
                           .at = at,
                           .exception = command.exception},
                          setting);
  auto event = new_event(EventKind::stage_entered, at, setting);
  event.symbol = command.stage;
  event.note = command.note;
  change.push_back(std::move(event));
  return change;
}

Change finish(const Deal& deal, const Finish& command, const Setting& setting) {
  refuse_gone(deal, "moves");
  const auto gate = preview_finish(deal, setting);
  if (!gate.is_allowed)
    throw base::Error(base::ErrorKind::conflict,
                      "Only a deal in the last stage of its process can finish there, and only "
                      "where nothing is won by leaving it.");
  const auto at = moved_at(command.at, deal, setting);
  auto change = pass_gate(
      deal, gate, {.target = "to the end", .to = {}, .at = at, .exception = command.exception},
      setting);
  change.push_back(new_event(EventKind::finished, at, setting));
  return change;
}

}  // namespace stagecraft::selling
