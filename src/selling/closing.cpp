#include "selling/closing.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "selling/gaps.h"
#include "selling/gating.h"
#include "selling/moving.h"
#include "selling/texts.h"
#include "selling/verb.h"

namespace stagecraft::selling {
namespace {

using base::say;
using process::Outcome;
using process::OutcomeKind;

EventKind event_kind_of(OutcomeKind kind) {
  if (kind == OutcomeKind::won) return EventKind::won;
  return kind == OutcomeKind::lost ? EventKind::lost : EventKind::no_decision;
}

const Outcome& get_outcome(const process::Map& map, std::string_view id) {
  if (const auto* outcome = process::find_outcome(map, id)) return *outcome;
  std::vector<std::string> ids;
  for (const auto& outcome : map.outcomes) ids.push_back(outcome.id);
  throw base::Error(base::ErrorKind::not_found,
                    ids.empty()
                        ? say("The process has no outcome '{}'. It has none.", base::printable(id))
                        : say("The process has no outcome '{}'. It has {}.", base::printable(id),
                              fmt::join(ids, ", ")));
}

/// A deal that was won may still be lost after the sale, which the gate has to let pass.
void refuse_if_closed(const Deal& deal, const Outcome& outcome, const process::Map& map) {
  refuse_gone(deal, "outcome");
  const bool may_be_lost = deal.status == DealStatus::won && outcome.kind != OutcomeKind::won;
  if (!deal.closing || may_be_lost) return;
  throw base::Error(base::ErrorKind::conflict,
                    say("The deal is closed already, as '{}'. Re-open it to close it anew.",
                        name_of(map, deal.closing->outcome)));
}

void check_command(const CloseDeal& command, const Outcome& outcome) {
  Gaps gaps;
  const auto& reasons = outcome.reasons;
  if (!reasons.empty()) {
    const auto choices = say("Take one of {}.", fmt::join(reasons, ", "));
    if (command.reason.empty())
      gaps.add("/reason", "the reason is missing", choices);
    else if (std::ranges::find(reasons, command.reason) == reasons.end())
      gaps.add("/reason",
               say("'{}' is no reason of '{}'", base::printable(command.reason), outcome.name),
               choices);
  }
  check_line(gaps, "/reason", command.reason);
  check_text(gaps, "/note", command.note);
  check_lines(gaps, "/motivations", command.motivations);
  check_lines(gaps, "/pain_points", command.pain_points);
  gaps.refuse(say("The deal cannot be closed as '{}'", outcome.name));
}

Event reopening(const Deal& deal, const ReopenDeal& command, const Setting& setting) {
  auto event =
      new_event(EventKind::reopened, told_at(command.at, setting, last_move_at(deal)), setting);
  event.symbol = command.stage.empty() ? deal.stage : command.stage;
  event.note = command.note;
  return event;
}

void check_stage(const Event& event, const process::Automaton& automaton) {
  const auto node = automaton.find(event.symbol);
  if (node < automaton.stage_count()) return;
  throw base::Error(base::ErrorKind::not_found,
                    say("The process has no stage '{}' that a deal could stand in.",
                        base::printable(event.symbol)));
}

}  // namespace

Change close_deal(const Deal& deal, const CloseDeal& command, const Setting& setting) {
  const auto& map = setting.process.map;
  const auto& outcome = get_outcome(map, command.outcome);
  refuse_if_closed(deal, outcome, map);
  check_command(command, outcome);
  auto event = new_event(event_kind_of(outcome.kind),
                         told_at(command.at, setting, last_move_at(deal)), setting);
  auto change = pass_gate(deal, preview_move(deal, outcome.id, setting),
                          {.target = say("to '{}'", outcome.name),
                           .to = outcome.id,
                           .at = event.at,
                           .exception = command.exception},
                          setting);
  event.symbol = outcome.id;
  event.note = command.note;
  event.details.reason = command.reason;
  event.details.motivations = command.motivations;
  event.details.pain_points = command.pain_points;
  change.push_back(std::move(event));
  return change;
}

process::GateAnswer preview_reopen(const Deal& deal, std::string_view stage,
                                   const Setting& setting) {
  process::GateAnswer gate{.move = process::EntryClass::reopen,
                           .is_allowed = stage.empty(),
                           .is_gated = false,
                           .criteria = {},
                           .reasons = {}};
  if (stage.empty() || deal.status == DealStatus::won) return gate;
  return preview_move(deal, stage, setting);
}

Change reopen_deal(const Deal& deal, const ReopenDeal& command, const Setting& setting) {
  refuse_gone(deal, "moves");
  if (!deal.closing) throw base::Error(base::ErrorKind::conflict, "The deal is not closed.");
  Gaps gaps;
  check_text(gaps, "/note", command.note);
  gaps.refuse("The deal cannot be re-opened");
  auto event = reopening(deal, command, setting);
  if (event.symbol.empty()) return {event};  // It was a lead, and is one again.
  check_stage(event, setting.process.automaton);
  auto change =
      pass_gate(deal, preview_reopen(deal, event.symbol, setting),
                {.target = say("back to '{}'", name_of(setting.process.map, event.symbol)),
                 .to = event.symbol,
                 .at = event.at,
                 .exception = command.exception},
                setting);
  change.push_back(std::move(event));
  return change;
}

}  // namespace stagecraft::selling
