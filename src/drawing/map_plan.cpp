#include "drawing/map_plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

using measures::stated_text;
using process::Map;
using process::NodeIndex;
using process::NodeKind;
using process::OutcomeKind;

constexpr std::size_t flat_column = 7;
constexpr int names_only_above = 60;
constexpr int counts_only_above = 500;

void plan_goals(const Map& map, MapPlan& plan) {
  for (const auto& goal : map.goals) {
    PlannedColumn column{
        .goal = &goal, .number = std::to_string(plan.columns.size() + 1), .heading = goal.name};
    for (const auto& stage : goal.stages) {
      if (stage.internal) {
        column.internal.push_back(&stage);
      } else {
        const auto in_goal = column.stages.size() + 1;
        column.stages.push_back({&stage, fmt::format("{}.{}", column.number, in_goal)});
      }
    }
    plan.columns.push_back(std::move(column));
  }
}

void plan_flat(const Map& map, MapPlan& plan) {
  std::size_t number = 0;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) {
      if (plan.columns.empty() ||
          (!stage.internal && plan.columns.back().stages.size() == flat_column))
        plan.columns.push_back({.heading = "no goals"});
      if (stage.internal) {
        plan.columns.back().internal.push_back(&stage);
      } else {
        plan.columns.back().stages.push_back({&stage, std::to_string(++number)});
      }
    }
}

bool is_won(NodeKind kind) { return kind == NodeKind::won; }

std::string place_of(const process::Automaton& automaton, NodeIndex node) {
  const auto& there = automaton.node(node);
  return is_won(there.kind) ? std::string(won_place) : there.id;
}

// The node that follows in the order of the map, whatever the map says of moves.
std::string next_in_order(const process::Automaton& automaton, NodeIndex from) {
  if (from == automaton.on_leaving()) return std::string(won_place);
  const auto next = static_cast<NodeIndex>(from + 1);
  return next < automaton.stage_count() ? automaton.node(next).id : std::string();
}

void plan_forward(const process::Automaton& automaton, NodeIndex from, MapPlan& plan) {
  const auto next = next_in_order(automaton, from);
  for (const NodeIndex to : automaton.main_moves(from)) {
    const auto kind = automaton.node(to).kind;
    if (kind != NodeKind::stage && !is_won(kind)) continue;
    Move move{place_of(automaton, from), place_of(automaton, to)};
    if (move.to != next) move.kind = is_won(kind) || to > from ? MoveKind::skip : MoveKind::back;
    plan.moves.push_back(std::move(move));
  }
}

// Several won outcomes are one place, and so are the moves to it.
void drop_repeated(std::vector<Move>& moves) {
  std::vector<Move> kept;
  for (auto& move : moves) {
    const bool is_known = std::ranges::any_of(
        kept, [&](const Move& other) { return other.from == move.from && other.to == move.to; });
    if (!is_known && move.from != move.to) kept.push_back(std::move(move));
  }
  moves = std::move(kept);
}

void plan_moves(const Map& map, const process::Automaton& automaton, MapPlan& plan) {
  for (NodeIndex s = 0; s < automaton.stage_count(); ++s) {
    plan_forward(automaton, s, plan);
    const auto* stage = process::find_stage(map, automaton.node(s).id);
    if (!stage || !stage->back) continue;
    for (const auto& target : *stage->back) {
      const NodeIndex to = automaton.find(target);
      if (to != process::no_node && automaton.node(to).kind == NodeKind::stage)
        plan.moves.push_back({stage->id, target, MoveKind::back});
    }
  }
  for (NodeIndex n = automaton.stage_count(); n < automaton.nodes().size(); ++n)
    if (is_won(automaton.node(n).kind) && automaton.after(n) != process::no_node)
      plan.moves.push_back({std::string(won_place), automaton.node(automaton.after(n)).id});
  drop_repeated(plan.moves);
}

void plan_outcomes(const Map& map, const process::Automaton& automaton, MapPlan& plan) {
  for (const auto& outcome : map.outcomes)
    (outcome.kind == OutcomeKind::won ? plan.won : plan.ends).push_back(&outcome);
  if (!plan.won.empty() && automaton.on_leaving() != process::no_node)
    plan.won_after = automaton.node(automaton.on_leaving()).id;
}

std::string_view period_word(process::Period period) {
  switch (period) {
    case process::Period::week:
      return "a week";
    case process::Period::month:
      return "a month";
    case process::Period::quarter:
      return "a quarter";
    case process::Period::year:
      return "a year";
  }
  return {};
}

// A word of docs/measures as a label: `booked_amount` -> `Booked amount`.
std::string label_of(std::string_view measure) {
  std::string label(measure);
  std::ranges::replace(label, '_', ' ');
  if (!label.empty() && label[0] >= 'a' && label[0] <= 'z')
    label[0] = static_cast<char>(label[0] - 'a' + 'A');
  return label;
}

process::MeasureKind kind_of(const Map& map, std::string_view measure) {
  using process::MeasureKind;
  for (const auto& own : map.measures)
    if (own.id == measure) return own.kind;
  if (measure == "conversion" || measure == "win_rate") return MeasureKind::share;
  if (measure == "time_in_stage" || measure == "sales_cycle") return MeasureKind::days;
  if (measure == "pipeline" || measure == "expected" || measure == "booked_amount" ||
      measure == "sales_velocity")
    return MeasureKind::money;
  return MeasureKind::count;
}

std::string target_number(process::MeasureKind kind, double target, std::string_view currency) {
  switch (kind) {
    case process::MeasureKind::share:
      return stated_text(target * 100) + " %";
    case process::MeasureKind::days:
      return stated_text(target) + " d";
    case process::MeasureKind::money:
      return measures::stated_money(target, std::string(currency));
    case process::MeasureKind::count:
      return stated_text(target);
  }
  return {};
}

}  // namespace

MapPlan plan_map(const Map& map) {
  MapPlan plan;
  if (map.flat) {
    plan_flat(map, plan);
  } else {
    plan_goals(map, plan);
  }
  int chips = 0;
  for (const auto& column : plan.columns) {
    plan.stage_count += static_cast<int>(column.stages.size());
    chips += static_cast<int>(column.internal.size());
  }
  const int elements = plan.stage_count + chips + static_cast<int>(plan.columns.size()) +
                       static_cast<int>(map.outcomes.size());
  if (plan.stage_count > names_only_above) plan.detail = Detail::names_only;
  if (elements > counts_only_above) plan.detail = Detail::counts_only;
  const process::Automaton automaton(map);
  plan_outcomes(map, automaton, plan);
  plan_moves(map, automaton, plan);
  return plan;
}

std::string role_name(const Map& map, std::string_view role) {
  for (const auto& known : map.roles)
    if (known.id == role) return known.name;
  return role == "customer" ? "Customer" : std::string(role);
}

TargetText target_text(const Map& map, const process::Target& target) {
  TargetText text{.label = label_of(target.measure)};
  for (const auto& own : map.measures)
    if (own.id == target.measure) text.label = own.name;
  if (target.measure == "conversion") text.label = "Goes on";
  if (target.measure == "time_in_stage") text.label = "Time in goal";
  if (!target.target) return text;
  text.figure = target_number(kind_of(map, target.measure), *target.target, map.currency);
  if (target.per) text.figure += " " + std::string(period_word(*target.per));
  return text;
}

std::string describe(const Map& map, const MapPlan& plan) {
  std::string text;
  if (!map.summary.empty()) text += map.summary + " ";
  text += map.flat
              ? fmt::format("A flat map of {} customer stages, without goals.", plan.stage_count)
              : fmt::format("{} goals, {} customer stages.", plan.columns.size(), plan.stage_count);
  for (const auto& column : plan.columns) {
    if (column.goal) {
      text += fmt::format(" Goal {}: {}.", column.number, column.heading);
      if (!column.goal->value.empty()) text += " " + column.goal->value;
    }
    if (plan.detail == Detail::counts_only) continue;
    for (const auto& planned : column.stages) {
      text += fmt::format(" Stage {}: {}.", planned.number, planned.stage->name);
      if (planned.stage->id == plan.won_after)
        text += fmt::format(" After it the deal is won: {}.", plan.won.front()->name);
    }
    for (const auto* stage : column.internal)
      text += fmt::format(" In the background: {}.", stage->name);
  }
  for (const auto* end : plan.ends) text += fmt::format(" It can end as: {}.", end->name);
  return text;
}

}  // namespace stagecraft::drawing
