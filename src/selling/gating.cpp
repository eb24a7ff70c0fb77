#include "selling/gating.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "selling/evidence_words.h"
#include "selling/gaps.h"
#include "selling/texts.h"
#include "selling/verb.h"
#include "selling/words.h"

namespace stagecraft::selling {
namespace {

using base::quoted;
using base::say;
using base::Sentence;
using process::CriterionState;
using process::EvidenceKind;
using process::GateAnswer;

base::Fault no_move_fault(const Deal& deal, const Passage& passage, const Setting& setting) {
  const auto& [id, map, automaton] = setting.process;
  const auto from = automaton.find(position_of(deal));
  std::vector<std::string> names;
  if (from != process::no_node)
    for (const auto to : automaton.allowed_moves(from)) names.push_back(automaton.node(to).name);
  return {"stage:" + passage.to,
          deal.stage.empty()
              ? "the process has no such move"
              : say("the process has no such move from '{}'", name_of(map, deal.stage)),
          names.empty() ? Sentence() : say("From here it leads to {}.", quoted(names))};
}

/// What keeps a deal from one move, as a sentence and one by one.
base::Error refusal_of(const Deal& deal, const GateAnswer& gate, const Passage& passage,
                       const Setting& setting) {
  std::vector<base::Fault> faults;
  if (!gate.is_allowed) faults.push_back(no_move_fault(deal, passage, setting));
  auto sentence = gate.is_allowed ? say("Not moved {}.", passage.target)
                                  : say("Not moved {}: {}.", passage.target, faults.back().message);
  std::vector<std::string> missing;
  for (const auto& criterion : gate.unmet()) {
    missing.push_back(criterion.text);
    faults.push_back({"exit:" + criterion.criterion, criterion.text,
                      mend_of(criterion, setting.process.map, setting.language)});
  }
  if (!missing.empty())
    sentence = say("{} Missing: {}.", std::move(sentence), fmt::join(missing, "; "));
  if (passage.exception.empty())
    return {base::ErrorKind::conflict, std::move(sentence), std::move(faults)};
  return {base::ErrorKind::forbidden,
          say("{} An exception takes the right deal.except, which you do not have.",
              std::move(sentence)),
          std::move(faults)};
}

Event exception_of(const Deal& deal, const GateAnswer& gate, const Passage& passage,
                   const Setting& setting) {
  Gaps gaps;
  check_text(gaps, "/exception", passage.exception);
  gaps.refuse("The exception cannot be made");
  auto event = new_event(EventKind::exception_made, passage.at, setting);
  event.from = position_of(deal);
  event.to = passage.to;
  event.note = passage.exception;
  event.details.not_allowed = !gate.is_allowed;
  for (const auto& criterion : gate.unmet()) event.details.unmet.push_back(criterion.criterion);
  return event;
}

bool is_automatic(const CriterionState& criterion) {
  return criterion.met && criterion.by &&
         (criterion.by->kind == EvidenceKind::field || criterion.by->kind == EvidenceKind::record);
}

}  // namespace

std::string name_of(const process::Map& map, std::string_view id) {
  if (const auto* stage = process::find_stage(map, id)) return stage->name;
  if (const auto* outcome = process::find_outcome(map, id)) return outcome->name;
  return std::string(id);
}

std::string position_of(const Deal& deal) {
  if (const auto* visit = deal.current_visit()) return visit->stage;
  const bool went_on = deal.status == DealStatus::won && !deal.way.position.empty();
  if (went_on) return deal.way.position;  // Past the last stage after the sale, too.
  return deal.closing ? deal.closing->outcome : deal.stage;
}

base::Instant last_move_at(const Deal& deal) {
  auto last = deal.created_at;
  for (const auto& visit : deal.visits)
    last = std::max({last, visit.entered, visit.left.value_or(last)});
  return deal.closing ? std::max(last, deal.closing->at) : last;
}

std::string mend_of(const CriterionState& criterion, const process::Map& map,
                    std::string_view language) {
  const GuideWords words(language);
  std::vector<std::string> ways;
  for (const auto& evidence : criterion.would_do) ways.push_back(words_for(evidence, map, words));
  if (ways.empty()) ways.push_back(words.phrase("a_person"));
  auto text = fmt::format("{} {}.", words.phrase("would_do"), words.either(ways, ";"));
  return criterion.was_met ? words.phrase("shown_before") + " " + text : text;
}

Change pass_gate(const Deal& deal, const GateAnswer& gate, const Passage& passage,
                 const Setting& setting) {
  const bool is_excepted = gate.needs_exception();
  if (is_excepted && (passage.exception.empty() || !setting.may_except))
    throw refusal_of(deal, gate, passage, setting);
  Change change;
  for (const auto& criterion : gate.criteria) {
    if (!is_automatic(criterion)) continue;
    auto seen = new_event(EventKind::criterion_met, passage.at, setting);
    seen.symbol = criterion.criterion;
    seen.details.evidence = to_word(criterion.by->kind);
    change.push_back(std::move(seen));
  }
  if (is_excepted) change.push_back(exception_of(deal, gate, passage, setting));
  return change;
}

}  // namespace stagecraft::selling
