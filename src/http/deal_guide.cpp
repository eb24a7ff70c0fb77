#include "http/deal_guide.h"

#include <algorithm>
#include <utility>

#include "http/desk.h"
#include "selling/closing.h"
#include "selling/evidence.h"
#include "selling/gating.h"
#include "selling/moving.h"
#include "selling/promises.h"
#include "selling/quotes.h"
#include "selling/rights_on.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view end_word = "end";

/// Unless the map has something of this name.
bool means_end(std::string_view to, const selling::Setting& setting) {
  return to == end_word && setting.process.automaton.find(to) == process::no_node;
}

CriterionView to_view(const process::CriterionState& state, const selling::Setting& setting) {
  CriterionView view{.stage = state.stage,
                     .criterion = state.criterion,
                     .text = state.text,
                     .required = state.required,
                     .met = state.met,
                     .was_met = state.was_met,
                     .met_at = {},
                     .mend = {}};
  if (state.met)
    view.met_at = state.at;
  else
    view.mend = selling::mend_of(state, setting.process.map, setting.language);
  return view;
}

std::string goal_name(const process::Map& map, std::string_view stage) {
  for (const auto& goal : map.goals)
    for (const auto& each : goal.stages)
      if (each.id == stage) return goal.name;
  return {};
}

MovePreview to_view(std::string_view to, const process::GateAnswer& answer,
                    const selling::Setting& setting) {
  MovePreview preview{.to = std::string(to),
                      .name = to.empty() ? "" : selling::name_of(setting.process.map, to),
                      .move = answer.move,
                      .is_ready = answer.is_ready(),
                      .is_allowed = answer.is_allowed,
                      .is_gated = answer.is_gated,
                      .needs_exception = answer.needs_exception(),
                      .criteria = {},
                      .reasons = answer.reasons};
  for (const auto& state : answer.criteria) preview.criteria.push_back(to_view(state, setting));
  return preview;
}

/// Moves that no edge of the map is: to its end, and back to where a closed deal was left.
void add_ways_out(std::vector<MovePreview>& moves, const selling::Deal& deal,
                  const selling::Setting& setting) {
  if (means_end(end_word, setting) && selling::preview_finish(deal, setting).is_allowed)
    moves.push_back(preview_of(deal, end_word, setting));
  const bool opens_again = std::ranges::any_of(moves, [&](const MovePreview& move) {
    return move.move == process::EntryClass::reopen && move.to == deal.stage;
  });
  if (deal.closing && !opens_again)
    moves.push_back(
        to_view(deal.stage, selling::preview_reopen(deal, deal.stage, setting), setting));
}

std::vector<MovePreview> moves_of(const selling::Deal& deal, const process::EvidenceSet& evidence,
                                  const selling::Setting& setting) {
  const auto& automaton = setting.process.automaton;
  const auto from = automaton.find(selling::position_of(deal));
  std::vector<process::NodeIndex> targets;
  if (from == process::no_node)
    targets.assign(automaton.starts().begin(), automaton.starts().end());
  else
    targets.assign(automaton.allowed_moves(from).begin(), automaton.allowed_moves(from).end());
  std::vector<MovePreview> moves;
  for (const auto target : targets) {
    const auto& to = automaton.node(target).id;
    moves.push_back(to_view(to, selling::preview_move(deal, to, evidence, setting), setting));
  }
  add_ways_out(moves, deal, setting);
  return moves;
}

void describe_stage(Guide& guide, const process::Stage& stage, const process::EvidenceSet& evidence,
                    const selling::Setting& setting) {
  const auto& map = setting.process.map;
  guide.goal = goal_name(map, stage.id);
  guide.stage = stage.id;
  guide.stage_name = stage.name;
  guide.value = stage.value;
  guide.learns = stage.learns;
  guide.does = stage.does;
  guide.literature = stage.literature;
  const auto holds = selling::condition_test(map);
  for (const auto& criterion : stage.exit)
    guide.criteria.push_back(
        to_view(process::judge(criterion, stage.id, evidence, holds), setting));
}

std::vector<selling::PersonId> people_in(const std::string& role, const SellingSettings& settings) {
  const auto found = settings.roles.find(role);
  return found == settings.roles.end() ? std::vector<selling::PersonId>() : found->second;
}

BrokenRuleView to_view(selling::BrokenRule rule, const process::Map& map,
                       const SellingSettings& settings) {
  const auto role = std::ranges::find(map.roles, rule.approver, &process::Role::id);
  return {.rule = std::move(rule.rule),
          .text = std::move(rule.text),
          .approver = rule.approver,
          .approver_name = role == map.roles.end() ? rule.approver : role->name,
          .people = people_in(rule.approver, settings)};
}

/// Who may decide is asked of what decides: the right on the deal, and the verb's own rule.
std::vector<QuoteStanding> standings_of(const selling::Deal& deal, const process::Map& map,
                                        const Approving& approving) {
  const auto& [actor, settings] = approving;
  const bool has_right =
      selling::may_on(actor, selling::Right::quote_approve, holder_of(deal), deal.status);
  const auto roles = roles_of(settings, actor.person);
  std::vector<QuoteStanding> standings;
  for (const auto& quote : deal.quotes) {
    standings.push_back({.quote = quote.number,
                         .broken = {},
                         .may_decide = has_right && selling::may_decide(deal, quote, roles, map)});
    for (auto& rule : selling::told_rules(quote, map))
      standings.back().broken.push_back(to_view(std::move(rule), map, settings));
  }
  return standings;
}

}  // namespace

MovePreview preview_of(const selling::Deal& deal, std::string_view to,
                       const selling::Setting& setting) {
  const auto answer = means_end(to, setting) ? selling::preview_finish(deal, setting)
                                             : selling::preview_move(deal, to, setting);
  return to_view(to, answer, setting);
}

Guide guide_of(const selling::Deal& deal, const selling::Habits& habits,
               const selling::Setting& setting, const Approving& approving) {
  Guide guide;
  // A closed deal has left its stage: nothing there is asked for any more.
  const auto* visit = deal.current_visit();
  const auto* stage =
      visit == nullptr ? nullptr : process::find_stage(setting.process.map, visit->stage);
  const auto evidence = selling::evidence_of(deal, setting);
  if (stage != nullptr) describe_stage(guide, *stage, evidence, setting);
  if (!deal.is_gone()) guide.moves = moves_of(deal, evidence, setting);
  guide.next_steps = selling::next_steps(deal, habits, evidence, setting);
  const selling::Today today{.day = setting.today(), .zone = setting.zone};
  for (const auto& promise : deal.promises)
    guide.keeping.push_back({.promise = promise.number,
                             .keeping = selling::keeping_of(promise, deal, today),
                             .days_late = selling::days_late(promise, deal, today)});
  guide.slip = selling::slip_of(deal, today);
  guide.quotes = standings_of(deal, setting.process.map, approving);
  return guide;
}

}  // namespace stagecraft::http
