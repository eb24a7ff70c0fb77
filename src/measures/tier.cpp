#include "measures/tier.h"

#include <algorithm>

namespace stagecraft::measures {

namespace {

using process::Automaton;
using process::NodeIndex;
using process::NodeKind;

bool is_won(const Place& place) { return place.kind == NodeKind::won; }

PlaceIndex first_won(const std::vector<Place>& places) {
  const auto won = std::ranges::find_if(places, is_won);
  return won == places.end() ? no_place : static_cast<PlaceIndex>(won - places.begin());
}

/// Of every goal: its customer stages, in map order. Goals without any are left out of `goals`.
struct GoalStages {
  std::vector<int> goals;                      ///< Place -> index into Map::goals.
  std::vector<std::vector<NodeIndex>> stages;  ///< Place -> nodes.
  std::vector<PlaceIndex> place_of_node;
};

GoalStages stages_of_goals(const process::Map& map, const Automaton& automaton) {
  GoalStages found;
  found.place_of_node.assign(automaton.nodes().size(), no_place);
  for (int g = 0; g < static_cast<int>(map.goals.size()); ++g) {
    std::vector<NodeIndex> stages;
    for (NodeIndex n = 0; n < automaton.stage_count(); ++n)
      if (automaton.node(n).goal == g) stages.push_back(n);
    if (stages.empty()) continue;
    for (const NodeIndex n : stages)
      found.place_of_node[n] = static_cast<PlaceIndex>(found.goals.size());
    found.goals.push_back(g);
    found.stages.push_back(std::move(stages));
  }
  return found;
}

/// Entering goal (or winning, `stages` empty) shows goal `target` when every way there passes one
/// of its stages.
bool goal_shows(const Automaton& automaton, const std::vector<NodeIndex>& target,
                const std::vector<NodeIndex>& entered) {
  for (const NodeIndex to : entered) {
    bool passes = false;
    for (const NodeIndex g : target) passes = passes || automaton.dominates(g, to);
    if (!passes) return false;
  }
  return !entered.empty();
}

PlaceIndex place_after(const Automaton& automaton, const GoalStages& found, PlaceIndex goal) {
  for (const NodeIndex n : found.stages[goal]) {
    const NodeIndex next = automaton.after(n);
    if (next == process::no_node) return no_place;
    if (found.place_of_node[next] != goal) return found.place_of_node[next];
  }
  return no_place;
}

Place goal_place(const process::Map& map, const Automaton& automaton, const GoalStages& found,
                 PlaceIndex p) {
  const process::Goal& goal = map.goals[static_cast<std::size_t>(found.goals[p])];
  Place place{goal.id, goal.name, NodeKind::stage, true, std::nullopt};
  double late = 0;
  bool all_stated = true;
  for (const NodeIndex n : found.stages[p]) {
    place.after_won = place.after_won && automaton.node(n).after_won;
    const process::Stage* stage = process::find_stage(map, automaton.node(n).id);
    const auto limit = stage == nullptr ? std::nullopt : process::late_limit(*stage);
    all_stated = all_stated && limit.has_value();
    late += limit.value_or(0);
  }
  if (all_stated) place.late_after_days = late;
  return place;
}

}  // namespace

PlaceIndex Tier::find(std::string_view id) const {
  const auto found = std::ranges::find(places, id, &Place::id);
  return found == places.end() ? no_place : static_cast<PlaceIndex>(found - places.begin());
}

void Tier::note_shown_by_stages() {
  shown_by_stages_.assign(places.size(), 0);
  for (std::size_t target = 0; target < places.size(); ++target)
    for (PlaceIndex place = 0; place < customer_count; ++place)
      if (shows(static_cast<PlaceIndex>(target), place)) shown_by_stages_[target] = 1;
}

Tier stage_tier(const process::Map& map, const Automaton& automaton, const history::Flow& flow) {
  Tier tier;
  const auto size = static_cast<PlaceIndex>(automaton.nodes().size());
  tier.customer_count = automaton.stage_count();
  tier.start = automaton.starts().empty() ? no_place : automaton.starts().front();
  tier.after.assign(size, no_place);
  for (PlaceIndex p = 0; p < size; ++p) {
    const process::MapNode& node = automaton.node(p);
    Place place{node.id, node.name, node.kind, node.after_won, std::nullopt};
    if (const process::Stage* stage = process::find_stage(map, node.id))
      place.late_after_days = process::late_limit(*stage);
    tier.places.push_back(std::move(place));
    if (p < tier.customer_count) tier.after[p] = automaton.after(p);
  }
  tier.won = first_won(tier.places);
  tier.shows_.assign(std::size_t{size} * size, 0);
  for (PlaceIndex target = 0; target < size; ++target)
    for (PlaceIndex p = 0; p < size; ++p) {
      const bool both_won = is_won(tier.places[target]) && is_won(tier.places[p]);
      const bool leads = target < tier.customer_count &&
                         (p < tier.customer_count || is_won(tier.places[p])) &&
                         automaton.dominates(target, p);
      tier.shows_[std::size_t{target} * size + p] = target == p || both_won || leads;
    }
  tier.flow_ = &flow;
  tier.note_shown_by_stages();
  return tier;
}

Tier goal_tier(const process::Map& map, const Automaton& automaton, const history::Flow& flow) {
  Tier tier;
  tier.level = Level::goals;
  GoalStages found = stages_of_goals(map, automaton);
  tier.customer_count = static_cast<PlaceIndex>(found.goals.size());
  for (PlaceIndex p = 0; p < tier.customer_count; ++p)
    tier.places.push_back(goal_place(map, automaton, found, p));
  for (NodeIndex n = 0; n < automaton.nodes().size(); ++n) {
    const process::MapNode& node = automaton.node(n);
    if (node.kind <= NodeKind::internal_stage) continue;
    found.place_of_node[n] = static_cast<PlaceIndex>(tier.places.size());
    found.stages.push_back(node.kind == NodeKind::won ? std::vector{n} : std::vector<NodeIndex>{});
    tier.places.push_back({node.id, node.name, node.kind, false, std::nullopt});
  }
  const auto size = static_cast<PlaceIndex>(tier.places.size());
  tier.won = first_won(tier.places);
  tier.start =
      automaton.starts().empty() ? no_place : found.place_of_node[automaton.starts().front()];
  tier.after.assign(size, no_place);
  tier.shows_.assign(std::size_t{size} * size, 0);
  for (PlaceIndex target = 0; target < size; ++target) {
    if (target < tier.customer_count) tier.after[target] = place_after(automaton, found, target);
    for (PlaceIndex p = 0; p < size; ++p) {
      const bool both_won = is_won(tier.places[target]) && is_won(tier.places[p]);
      const bool leads = target < tier.customer_count &&
                         goal_shows(automaton, found.stages[target], found.stages[p]);
      tier.shows_[std::size_t{target} * size + p] = target == p || both_won || leads;
    }
  }
  tier.flow_ = &flow;
  tier.goal_of_node_ = std::move(found.place_of_node);
  tier.note_shown_by_stages();
  return tier;
}

}  // namespace stagecraft::measures
