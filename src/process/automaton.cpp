#include "process/automaton.h"

#include <algorithm>

namespace stagecraft::process {
namespace {

NodeKind kind_of(const Outcome& outcome) {
  switch (outcome.kind) {
    case OutcomeKind::won:
      return NodeKind::won;
    case OutcomeKind::lost:
      return NodeKind::lost;
    case OutcomeKind::no_decision:
      return NodeKind::no_decision;
  }
  return NodeKind::lost;
}

void append(std::vector<NodeIndex>& to, std::span<const NodeIndex> items) {
  to.insert(to.end(), items.begin(), items.end());
}

void sort_unique(std::vector<NodeIndex>& nodes) {
  std::ranges::sort(nodes);
  nodes.erase(std::ranges::unique(nodes).begin(), nodes.end());
}

/// Keeps the order in which moves are stated, which is the order they are shown in.
void drop_repeats(std::vector<NodeIndex>& nodes) {
  std::vector<NodeIndex> kept;
  for (const auto node : nodes)
    if (std::ranges::find(kept, node) == kept.end()) kept.push_back(node);
  nodes = std::move(kept);
}

bool holds(std::span<const NodeIndex> nodes, NodeIndex node) {
  return std::ranges::find(nodes, node) != nodes.end();
}

/// Calls `use(stage, goal index)` for the stages of a map, in order.
template <typename Use>
void for_each_stage(const Map& map, bool internal, Use use) {
  for (std::size_t g = 0; g < map.goals.size(); ++g)
    for (const auto& stage : map.goals[g].stages)
      if (stage.internal == internal) use(stage, static_cast<int>(g));
}

}  // namespace

Automaton::Automaton(const Map& map) {
  add_nodes(map);
  add_moves(map);
  find_dominators();
  find_ends();
}

void Automaton::add_nodes(const Map& map) {
  const auto add_stage = [this](const Stage& stage, int goal) {
    const auto kind = stage.internal ? NodeKind::internal_stage : NodeKind::stage;
    nodes_.push_back({.kind = kind,
                      .id = stage.id,
                      .name = stage.name,
                      .goal = goal,
                      .optional = stage.optional,
                      .after_won = false});
  };
  for_each_stage(map, false, add_stage);
  stage_count_ = static_cast<NodeIndex>(nodes_.size());
  for_each_stage(map, true, add_stage);
  for (const auto& outcome : map.outcomes) {
    if (outcome.kind == OutcomeKind::won) won_.push_back(static_cast<NodeIndex>(nodes_.size()));
    nodes_.push_back({.kind = kind_of(outcome), .id = outcome.id, .name = outcome.name});
  }
  for (std::size_t n = 0; n < nodes_.size(); ++n)
    by_id_.emplace_back(nodes_[n].id, static_cast<NodeIndex>(n));
  std::ranges::stable_sort(by_id_, {}, &std::pair<std::string, NodeIndex>::first);

  required_before_.assign(stage_count_ + 1u, 0);
  for (std::size_t s = 0; s < stage_count_; ++s)
    required_before_[s + 1] = static_cast<std::uint16_t>(required_before_[s] + !nodes_[s].optional);
}

NodeIndex Automaton::find(std::string_view id) const {
  const auto at = std::ranges::lower_bound(
      by_id_, id, {}, [](const auto& entry) -> std::string_view { return entry.first; });
  return at != by_id_.end() && at->first == id ? at->second : no_node;
}

std::vector<NodeIndex> Automaton::resolve(const std::vector<std::string>& ids) const {
  std::vector<NodeIndex> found;
  for (const auto& id : ids) {
    const auto node = find(id);
    if (node != no_node && nodes_[node].kind != NodeKind::internal_stage) found.push_back(node);
  }
  drop_repeats(found);
  return found;
}

std::vector<NodeIndex> Automaton::path_from(NodeIndex first) const {
  std::vector<NodeIndex> path;
  for (auto stage = first; stage < stage_count_; ++stage) {
    path.push_back(stage);
    if (!nodes_[stage].optional) break;
    if (stage == on_leaving_) {
      append(path, won_);  // Up to won, never over it.
      break;
    }
  }
  return path;
}

std::vector<NodeIndex> Automaton::path_after(NodeIndex stage) const {
  return stage == on_leaving_ ? won_ : path_from(static_cast<NodeIndex>(stage + 1));
}

void Automaton::add_moves(const Map& map) {
  if (!won_.empty() && stage_count_ > 0) {
    on_leaving_ = static_cast<NodeIndex>(stage_count_ - 1);
    for (const auto& outcome : map.outcomes) {
      const auto stage = outcome.kind == OutcomeKind::won ? find(outcome.on_leaving) : no_node;
      if (stage >= stage_count_) continue;
      on_leaving_ = stage;
      break;
    }
    for (auto s = on_leaving_ + 1u; s < stage_count_; ++s) nodes_[s].after_won = true;
  }
  after_.assign(nodes_.size(), no_node);
  main_.resize(nodes_.size());
  allowed_.resize(nodes_.size());
  reaching_.resize(nodes_.size());

  if (map.start) starts_ = resolve(*map.start);
  std::erase_if(starts_, [this](NodeIndex n) { return n >= stage_count_; });
  allowed_starts_ = starts_;
  if (starts_.empty() && stage_count_ > 0) {
    starts_ = {0};
    allowed_starts_ = path_from(0);
  }
  NodeIndex from = 0;
  for_each_stage(map, false, [&](const Stage& stage, int) {
    add_forward_moves(from, stage);
    add_back_moves(from, stage);
    ++from;
  });
  set_moves_from_won();
  add_losing_moves(map);
  for (auto& moves : allowed_) sort_unique(moves);
  sort_unique(allowed_starts_);
}

void Automaton::add_forward_moves(NodeIndex from, const Stage& stage) {
  const auto path = path_after(from);
  const auto in_order = path.empty() ? no_node : path.front();
  if (stage.next) {
    auto stated = resolve(*stage.next);
    after_[from] = stated.empty() || holds(stated, in_order) ? in_order : stated.front();
    reaching_[from] = allowed_[from] = main_[from] = std::move(stated);
  } else {
    after_[from] = in_order;
    if (in_order != no_node) main_[from] = {in_order};
    reaching_[from] = allowed_[from] = path;
  }
  if (from != on_leaving_) return;
  for (auto* moves : {&main_[from], &allowed_[from], &reaching_[from]}) {
    append(*moves, won_);  // Stated by the outcome, whatever `next` says.
    drop_repeats(*moves);
  }
}

void Automaton::add_back_moves(NodeIndex from, const Stage& stage) {
  if (stage.back) {
    auto stated = resolve(*stage.back);
    std::erase_if(stated, [this](NodeIndex n) { return n >= stage_count_; });
    append(allowed_[from], stated);
    append(reaching_[from], stated);
    return;
  }
  const auto first = nodes_[from].after_won ? on_leaving_ + 1u : 0u;
  for (auto to = first; to < from; ++to) allowed_[from].push_back(static_cast<NodeIndex>(to));
}

void Automaton::set_moves_from_won() {
  if (on_leaving_ == no_node) return;
  const auto path = path_from(static_cast<NodeIndex>(on_leaving_ + 1));
  for (const auto won : won_) {
    reaching_[won] = allowed_[won] = path;
    if (path.empty()) continue;
    after_[won] = path.front();
    main_[won] = {path.front()};
  }
}

void Automaton::add_losing_moves(const Map& map) {
  for (const auto& outcome : map.outcomes) {
    if (outcome.kind == OutcomeKind::won) continue;
    const auto node = find(outcome.id);
    std::vector<NodeIndex> from;
    if (outcome.from) {
      from = resolve(*outcome.from);
      std::erase_if(from, [this](NodeIndex n) { return n >= stage_count_; });
    } else {
      for (NodeIndex s = 0; s < stage_count_; ++s)
        if (!nodes_[s].after_won) from.push_back(s);
    }
    for (const auto stage : from) allowed_[stage].push_back(node);
    allowed_[node] = std::move(from);  // Reopening, to the stage that was left.
  }
}

bool Automaton::allows(NodeIndex from, NodeIndex to) const {
  return std::ranges::binary_search(from == no_node ? allowed_starts_ : allowed_[from], to);
}

NodeIndex Automaton::place(NodeIndex n) const {
  return nodes_[n].kind == NodeKind::won ? won_.front() : n;
}

std::vector<bool> Automaton::reach(const std::vector<std::vector<NodeIndex>>& moves,
                                   std::span<const NodeIndex> from, NodeIndex without) const {
  std::vector<bool> reached(nodes_.size(), false);
  std::vector<NodeIndex> open;
  const auto visit = [&](NodeIndex node) {
    if (reached[node] || node == without) return;
    reached[node] = true;
    open.push_back(node);
  };
  std::ranges::for_each(from, visit);
  while (!open.empty()) {
    const auto node = open.back();
    open.pop_back();
    std::ranges::for_each(moves[node], visit);
  }
  return reached;
}

void Automaton::find_dominators() {
  auto moves = main_;
  for (auto& targets : moves)
    std::ranges::transform(targets, targets.begin(), [this](NodeIndex n) { return place(n); });
  // g dominates what is reached, but no longer once g is taken out.
  const auto reached = reach(moves, starts_, no_node);
  dominators_.assign(nodes_.size(), std::vector<bool>(nodes_.size(), false));
  const auto count = static_cast<NodeIndex>(nodes_.size());
  for (NodeIndex g = 0; g < count; ++g) {
    if (!reached[g]) continue;
    const auto reached_without = reach(moves, starts_, g);
    for (std::size_t to = 0; to < nodes_.size(); ++to)
      dominators_[g][to] = reached[to] && !reached_without[to];
  }
}

bool Automaton::dominates(NodeIndex g, NodeIndex to) const {
  return dominators_[place(g)][place(to)];
}

void Automaton::find_ends() {
  reachable_ = reach(reaching_, allowed_starts_, no_node);
  std::vector<std::vector<NodeIndex>> reversed(nodes_.size());
  std::vector<NodeIndex> ends = won_;
  const auto count = static_cast<NodeIndex>(nodes_.size());
  for (NodeIndex from = 0; from < count; ++from)
    for (const auto to : reaching_[from]) reversed[to].push_back(from);
  const auto last = static_cast<NodeIndex>(stage_count_ - 1);
  if (stage_count_ > 0 && last != on_leaving_)
    ends.push_back(last);  // The last stage leads to the end.
  can_end_ = reach(reversed, ends, no_node);
}

EntryClass Automaton::classify_any(NodeIndex from, NodeIndex to, bool visited,
                                   bool is_closed) const {
  if (to == no_node) return EntryClass::outside;
  if (to >= stage_count_) {
    if (nodes_[to].kind == NodeKind::internal_stage) return EntryClass::background;
    return nodes_[to].kind == NodeKind::won ? EntryClass::win : EntryClass::lose;
  }
  if (is_closed) return EntryClass::reopen;
  if (from == no_node) return EntryClass::begin;
  if (from == to) return EntryClass::repeat;
  const bool is_won = from >= stage_count_;
  const auto position = is_won ? on_leaving_ : from;
  if (to <= position) return visited ? EntryClass::return_ : EntryClass::back;
  if (to == position + 1 || required_before_[to] == required_before_[position + 1u])
    return EntryClass::forward;
  return holds(main_[from], to) ? EntryClass::forward : EntryClass::skip;
}

}  // namespace stagecraft::process
