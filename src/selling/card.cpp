#include "selling/card.h"

#include <algorithm>
#include <utility>

#include "selling/evidence.h"
#include "selling/gating.h"
#include "selling/lateness.h"
#include "selling/moving.h"

namespace stagecraft::selling {
namespace {

std::optional<CardPromise> first_due(const Deal& deal, const Setting& setting) {
  const Promise* first = nullptr;
  for (const auto& promise : deal.promises)
    if (promise.state == PromiseState::open && (first == nullptr || promise.due < first->due))
      first = &promise;
  if (first == nullptr) return {};
  return CardPromise{
      .number = first->number,
      .side = first->side,
      .planned = first->planned,
      .text = first->text,
      .due = first->due,
      .keeping = keeping_of(*first, deal, {.day = setting.today(), .zone = setting.zone})};
}

/// The main way on; `no_node` where the map ends, or knows nothing of where the deal stands.
process::NodeIndex next_of(const Deal& deal, const process::Automaton& automaton) {
  const auto from = automaton.find(position_of(deal));
  const auto ways = from == process::no_node ? automaton.starts() : automaton.main_moves(from);
  return ways.empty() ? process::no_node : ways.front();
}

void tell_move(Card& card, const Deal& deal, const process::EvidenceSet& evidence,
               const Setting& setting) {
  const auto next = next_of(deal, setting.process.automaton);
  if (next == process::no_node) return;
  card.to = setting.process.automaton.node(next).id;
  card.to_name = name_of(setting.process.map, card.to);
  const auto gate = preview_move(deal, card.to, evidence, setting);
  card.is_ready = gate.is_ready();
  for (const auto& criterion : gate.unmet())
    card.missing.push_back({criterion.criterion, criterion.text});
}

void tell_time(Card& card, const Visit& visit, const Setting& setting) {
  const auto* stage = process::find_stage(setting.process.map, visit.stage);
  if (stage == nullptr) return;
  card.expected_days = stage->expected_days;
  card.late_after_days = process::late_limit(*stage);
  const auto stay = longest_stay(*stage);
  card.is_late = stay && visit.entered + *stay < setting.now;
}

}  // namespace

Card card_of(const Deal& deal, const Habits& habits, const Setting& setting) {
  Card card{.deal = deal.id};
  if (deal.is_gone()) return card;
  const auto evidence = evidence_of(deal, setting);
  auto steps = next_steps(deal, habits, evidence, setting);
  if (!steps.empty()) card.next_step = std::move(steps.front());
  card.promise = first_due(deal, setting);
  const bool goes_on = deal.status == DealStatus::lead || deal.status == DealStatus::open ||
                       deal.status == DealStatus::won;
  if (goes_on) tell_move(card, deal, evidence, setting);
  if (const auto* visit = deal.current_visit()) tell_time(card, *visit, setting);
  return card;
}

}  // namespace stagecraft::selling
