#include "http/deal_guide.h"

#include <algorithm>

#include "selling/closing.h"
#include "selling/evidence.h"
#include "selling/gating.h"
#include "selling/moving.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view end_word = "end";

CriterionView to_view(const process::CriterionState& state, const process::Map& map) {
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
    view.mend = selling::mend_of(state, map);
  return view;
}

std::string goal_name(const process::Map& map, std::string_view stage) {
  for (const auto& goal : map.goals)
    for (const auto& each : goal.stages)
      if (each.id == stage) return goal.name;
  return {};
}

MovePreview to_view(std::string_view to, const process::GateAnswer& answer,
                    const process::Map& map) {
  MovePreview preview{.to = std::string(to),
                      .name = to.empty() ? "" : selling::name_of(map, to),
                      .move = answer.move,
                      .is_ready = answer.is_ready(),
                      .is_allowed = answer.is_allowed,
                      .is_gated = answer.is_gated,
                      .needs_exception = answer.needs_exception(),
                      .criteria = {},
                      .reasons = answer.reasons};
  for (const auto& state : answer.criteria) preview.criteria.push_back(to_view(state, map));
  return preview;
}

/// Moves that no edge of the map is: to its end, and back to where a closed deal was left.
void add_ways_out(std::vector<MovePreview>& moves, const selling::Deal& deal,
                  const selling::Setting& setting) {
  const bool has_end = setting.process.automaton.find(end_word) == process::no_node;
  if (has_end && selling::preview_finish(deal, setting).is_allowed)
    moves.push_back(preview_of(deal, end_word, setting));
  const bool opens_again = std::ranges::any_of(moves, [&](const MovePreview& move) {
    return move.move == process::EntryClass::reopen && move.to == deal.stage;
  });
  if (deal.closing && !opens_again)
    moves.push_back(to_view(deal.stage, selling::preview_reopen(deal, deal.stage, setting),
                            setting.process.map));
}

std::vector<MovePreview> moves_of(const selling::Deal& deal, const selling::Setting& setting) {
  const auto& automaton = setting.process.automaton;
  const auto from = automaton.find(selling::position_of(deal));
  std::vector<process::NodeIndex> targets;
  if (from == process::no_node)
    targets.assign(automaton.starts().begin(), automaton.starts().end());
  else
    targets.assign(automaton.allowed_moves(from).begin(), automaton.allowed_moves(from).end());
  std::vector<MovePreview> moves;
  for (const auto target : targets)
    moves.push_back(preview_of(deal, automaton.node(target).id, setting));
  add_ways_out(moves, deal, setting);
  return moves;
}

void describe_stage(Guide& guide, const process::Stage& stage, const selling::Deal& deal,
                    const selling::Setting& setting) {
  const auto& map = setting.process.map;
  guide.goal = goal_name(map, stage.id);
  guide.stage = stage.id;
  guide.stage_name = stage.name;
  guide.value = stage.value;
  guide.learns = stage.learns;
  guide.does = stage.does;
  guide.literature = stage.literature;
  const auto evidence = selling::evidence_of(deal, setting);
  const auto holds = selling::condition_test(map);
  for (const auto& criterion : stage.exit)
    guide.criteria.push_back(to_view(process::judge(criterion, stage.id, evidence, holds), map));
}

}  // namespace

MovePreview preview_of(const selling::Deal& deal, std::string_view to,
                       const selling::Setting& setting) {
  const bool is_end = to == end_word && setting.process.automaton.find(to) == process::no_node;
  return to_view(
      to,
      is_end ? selling::preview_finish(deal, setting) : selling::preview_move(deal, to, setting),
      setting.process.map);
}

Guide guide_of(const selling::Deal& deal, const selling::Habits& habits,
               const selling::Setting& setting) {
  Guide guide;
  // A closed deal has left its stage: nothing there is asked for any more.
  const auto* visit = deal.current_visit();
  const auto* stage =
      visit == nullptr ? nullptr : process::find_stage(setting.process.map, visit->stage);
  if (stage != nullptr) describe_stage(guide, *stage, deal, setting);
  if (!deal.is_gone()) guide.moves = moves_of(deal, setting);
  guide.next_steps = selling::next_steps(deal, habits, setting);
  const selling::Today today{.day = setting.today(), .zone = setting.zone};
  for (const auto& promise : deal.promises)
    guide.keeping.push_back({promise.number, selling::keeping_of(promise, deal, today)});
  guide.slip = selling::slip_of(deal, today);
  return guide;
}

}  // namespace stagecraft::http
