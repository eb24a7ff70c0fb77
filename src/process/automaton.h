#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "process/map.h"

namespace stagecraft::process {

/// Index of a node of an Automaton. Customer stages come first, in map order, then internal stages,
/// then outcomes; `no_node` is 'none of this map'.
using NodeIndex = std::uint16_t;
inline constexpr NodeIndex no_node = 0xFFFF;

enum class NodeKind : std::uint8_t { stage, internal_stage, won, lost, no_decision };

struct MapNode {
  NodeKind kind = NodeKind::stage;
  std::string id, name;
  int goal = -1;           ///< Index into Map::goals; -1 for outcomes.
  bool optional = false;   ///< May be skipped.
  bool after_won = false;  ///< A stage of the after-sale: entering it reopens nothing.

  bool is_stage() const { return kind == NodeKind::stage || kind == NodeKind::internal_stage; }
  bool is_outcome() const { return !is_stage(); }
};

/// How an entry relates to where the deal was (process-map.md, 2, 'Replay').
enum class EntryClass : std::uint8_t {
  begin,
  forward,
  skip,
  back,
  return_,
  repeat,
  win,
  lose,
  reopen,
  background,
  outside
};
/// How many classes there are.
inline constexpr std::size_t entry_classes = static_cast<std::size_t>(EntryClass::outside) + 1;

/// What a map means: which moves it allows, what leads where. Deterministic, because a symbol is
/// the id of the node entered. Built once from a map that loads; immutable; any number of threads
/// may read it. Dangling references, and references to internal stages, are left out, so that a
/// draft still has a meaning; what is then missing falls back to its default. Building is O(stages
/// * moves).
class Automaton {
 public:
  explicit Automaton(const Map& map);

  std::span<const MapNode> nodes() const { return nodes_; }
  const MapNode& node(NodeIndex n) const { return nodes_[n]; }
  /// Customer stages are nodes [0, stage_count()), in map order.
  NodeIndex stage_count() const { return stage_count_; }
  NodeIndex find(std::string_view id) const;  ///< no_node: unknown. O(log nodes).

  /// First customer stages of a deal (`start`; else the first of the map).
  std::span<const NodeIndex> starts() const { return starts_; }
  /// The customer stage whose leaving wins: won stands right after it. no_node without a won
  /// outcome.
  NodeIndex on_leaving() const { return on_leaving_; }
  /// The node after a stage or won outcome in the main path: a stage, the first won outcome, or
  /// no_node for the end. A stated `next` that does not hold the node after in map order: its first
  /// item.
  NodeIndex after(NodeIndex from) const { return after_[from]; }
  /// Main moves out of a node: the node after it or all of a stated `next`, and winning (every won
  /// outcome). No skips, no returns, no losses unless stated in `next`. The move to the end is not
  /// in it.
  std::span<const NodeIndex> main_moves(NodeIndex from) const { return main_[from]; }
  /// All moves that the map allows, sorted: forward, over optional stages, back, win, lose; from a
  /// lost or no_decision outcome: back to a stage that it is left from. From won: the stage after
  /// it.
  std::span<const NodeIndex> allowed_moves(NodeIndex from) const { return allowed_[from]; }
  /// Whether the map allows a move; `from` no_node: beginning there. A first stage that is optional
  /// may be skipped. O(log moves).
  bool allows(NodeIndex from, NodeIndex to) const;

  /// True when every main path from the start to `to` passes `g` (and g == to counts). `to` may be
  /// a stage or a won outcome; all won outcomes are one place. False if no main path reaches `to`.
  bool dominates(NodeIndex g, NodeIndex to) const;
  /// Nodes reached from the start by main moves, skips over optional stages and stated `back`.
  bool is_reachable(NodeIndex n) const { return reachable_[n]; }
  /// Whether the same moves lead from a stage to a won outcome or to the end.
  bool can_end(NodeIndex stage) const { return can_end_[stage]; }

  /// How entering stage or outcome `to` relates to the current node: `from` is a stage, or a won
  /// outcome, which stands right after its stage (no_node: not yet begun). `visited` tells whether
  /// the deal was in `to` before. `is_closed`: an outcome of kind lost or no_decision stands, or
  /// won does and `to` is no after-sale stage. A move to a later stage that the map states in
  /// `next` is forward, whatever it passes; `back` and `return_` are moves to earlier stages. O(1),
  /// but for stages with a stated `next`.
  EntryClass classify(NodeIndex from, NodeIndex to, bool visited, bool is_closed) const {
    const bool is_next = to < stage_count_ && to == from + 1 && !is_closed;
    return is_next ? EntryClass::forward : classify_any(from, to, visited, is_closed);
  }

 private:
  EntryClass classify_any(NodeIndex from, NodeIndex to, bool visited, bool is_closed) const;
  void add_nodes(const Map& map);
  void add_moves(const Map& map);
  void add_forward_moves(NodeIndex from, const Stage& stage);
  void add_back_moves(NodeIndex from, const Stage& stage);
  void add_losing_moves(const Map& map);
  void set_moves_from_won();
  std::vector<NodeIndex> resolve(const std::vector<std::string>& ids) const;
  /// The nodes that the default forward move and skips lead to, from just before the stage `first`.
  std::vector<NodeIndex> path_from(NodeIndex first) const;
  std::vector<NodeIndex> path_after(NodeIndex stage) const;
  std::vector<bool> reach(const std::vector<std::vector<NodeIndex>>& moves,
                          std::span<const NodeIndex> from, NodeIndex without) const;
  void find_dominators();
  void find_ends();
  NodeIndex place(NodeIndex n) const;  ///< All won outcomes are the first.

  std::vector<MapNode> nodes_;
  NodeIndex stage_count_ = 0;
  NodeIndex on_leaving_ = no_node;
  std::vector<NodeIndex> won_;  ///< Won outcomes.
  std::vector<NodeIndex> starts_, allowed_starts_, after_;
  std::vector<std::vector<NodeIndex>> main_, allowed_;
  std::vector<std::vector<NodeIndex>> reaching_;  ///< Main moves, skips, stated `back`.
  std::vector<std::vector<bool>> dominators_;     ///< [g][to].
  std::vector<bool> reachable_, can_end_;
  std::vector<std::uint16_t>
      required_before_;  ///< How many stages before this one may not be skipped.
  std::vector<std::pair<std::string, NodeIndex>> by_id_;
};

}  // namespace stagecraft::process
