#pragma once

#include <memory>
#include <string>
#include <vector>

#include "history/flow.h"
#include "measures/flow_sample.h"
#include "process/automaton.h"
#include "process/map.h"

/// Flows written down by hand, in days, for tests of what is computed from a flow.
namespace stagecraft::measures {

inline constexpr std::int64_t one_day = 86'400'000;

/// Stages A, B, C and one outcome of each kind: nodes 0 to 5.
inline process::Map three_stages() {
  process::Map map;
  map.id = "three";
  process::Goal goal;
  for (const std::string id : {"a", "b", "c"}) {
    process::Stage stage;
    stage.id = id;
    stage.name = id;
    goal.stages.push_back(stage);
  }
  map.goals = {goal};
  map.flat = true;
  const auto outcome = [](const std::string& id, process::OutcomeKind kind) {
    process::Outcome result;
    result.id = id;
    result.kind = kind;
    return result;
  };
  map.outcomes = {outcome("signed", process::OutcomeKind::won),
                  outcome("gone", process::OutcomeKind::lost),
                  outcome("asleep", process::OutcomeKind::no_decision)};
  return map;
}

struct World {
  process::Map map = three_stages();
  process::Automaton automaton{map};
  history::Flow flow;
  std::vector<double> won_amount;
  std::uint8_t precision = 0;  ///< Visit::date_only, or 0.

  static constexpr process::NodeIndex open = process::no_node;

  void begin_deal() {
    history::DealState state;
    state.status = history::DealStatus::in_stage;
    state.first_visit = static_cast<std::uint32_t>(flow.visit_room.size());
    flow.deals.push_back(state);
    won_amount.push_back(0);
  }

  /// Days; `next` is a node, or `open`. `closing` tells the outcome that a revoked closing was.
  World& visit(std::string_view stage, int entered, int left, std::string_view next) {
    history::Visit visit{};
    visit.stage = automaton.find(stage);
    visit.next = next.empty() ? open : automaton.find(next);
    visit.entered = entered * one_day;
    visit.left = left * one_day;
    visit.exit = exit_to(visit.next);
    visit.flags = precision;
    flow.visit_room.push_back(visit);
    history::DealState& state = flow.deals.back();
    ++state.visit_count;
    state.node = visit.stage;
    if (visit.exit != history::Exit::open && visit.exit != history::Exit::moved)
      close(state, visit);
    return *this;
  }

  /// The last visit ended with a closing that was revoked.
  World& revoked() {
    flow.visit_room.back().flags |= history::Visit::revoked;
    flow.visit_room.back().exit = history::Exit::lost;
    return *this;
  }

  history::Exit exit_to(process::NodeIndex next) const {
    if (next == open) return history::Exit::open;
    switch (automaton.node(next).kind) {
      case process::NodeKind::won:
        return history::Exit::won;
      case process::NodeKind::lost:
        return history::Exit::lost;
      case process::NodeKind::no_decision:
        return history::Exit::no_decision;
      default:
        return history::Exit::moved;
    }
  }

  static void close(history::DealState& state, const history::Visit& visit) {
    state.status = visit.exit == history::Exit::won    ? history::DealStatus::won
                   : visit.exit == history::Exit::lost ? history::DealStatus::lost
                                                       : history::DealStatus::no_decision;
    state.outcome = visit.next;
    state.closed = visit.left;
  }
};

/// The worked history of eight deals (measures.md, 2), as of day 70.
inline World worked_history(std::uint8_t precision = 0) {
  World world;
  world.precision = precision;
  const auto deal = [&](double amount) -> World& {
    world.begin_deal();
    world.won_amount.back() = amount;
    return world;
  };
  deal(10'000).visit("a", 0, 10, "b").visit("b", 10, 30, "c").visit("c", 30, 40, "signed");
  deal(8'000).visit("a", 5, 25, "b").visit("b", 25, 35, "b").revoked().visit("b", 55, 66, "signed");
  deal(20'000).visit("a", 8, 20, "c").visit("c", 20, 50, "signed");
  deal(15'000)
      .visit("a", 12, 22, "b")
      .visit("b", 22, 32, "a")
      .visit("a", 32, 40, "b")
      .visit("b", 40, 60, "c")
      .visit("c", 60, 70, "");
  deal(5'000).visit("a", 15, 45, "gone");
  deal(12'000).visit("a", 20, 50, "b").visit("b", 50, 70, "");
  deal(6'000).visit("a", 30, 65, "asleep");
  deal(9'000).visit("a", 40, 70, "");
  return world;
}

inline FlowWindow window_of(int from, int to) {
  const auto border = [](int day) {
    const base::Day date{std::chrono::days(day)};
    return base::Border{base::Instant(date), date};
  };
  return {border(from), border(to)};
}

}  // namespace stagecraft::measures
