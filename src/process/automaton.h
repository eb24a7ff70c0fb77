#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "process/map.h"

namespace stagecraft::process {

/// Index of a node of an Automaton. Customer stages come first, in map order, then internal stages, then
/// outcomes; `no_node` is 'none of this map'.
using NodeIndex = std::uint16_t;
inline constexpr NodeIndex no_node = 0xFFFF;

enum class NodeKind : std::uint8_t { stage, internal_stage, won, lost, no_decision };

struct Node {
  NodeKind kind = NodeKind::stage;
  std::string id, name;
  int goal = -1;           ///< Index into Map::goals; -1 for outcomes.
  bool optional = false;   ///< May be skipped.
  bool after_won = false;  ///< A stage of the after-sale: entering it reopens nothing.
};

/// How an entry relates to where the deal was (process-map.md, 2, 'Replay').
enum class EntryClass : std::uint8_t {
  begin, forward, skip, back, return_, repeat, win, lose, reopen, background, outside
};

/// What a map means: which moves it allows, what leads where. Deterministic, because a symbol is the id of
/// the node entered. Built once from a map that loads; immutable; any number of threads may read it.
/// Dangling references are left out, so that a draft still has a meaning.
class Automaton {
 public:
  explicit Automaton(const Map& map);

  std::span<const Node> nodes() const { return nodes_; }
  const Node& node(NodeIndex n) const { return nodes_[n]; }
  /// Customer stages are nodes [0, stage_count()), in map order.
  NodeIndex stage_count() const { return stage_count_; }
  NodeIndex find(std::string_view id) const;  ///< no_node: unknown. O(log nodes).

  /// First customer stages of a deal (`start`).
  std::span<const NodeIndex> starts() const { return starts_; }
  /// The node after `stage` in the main path: a stage, a won outcome, or no_node for the end.
  NodeIndex after(NodeIndex stage) const { return after_[stage]; }
  /// Main moves out of a stage: the node after it, all of a stated `next`, winning. No skips, no returns.
  std::span<const NodeIndex> main_moves(NodeIndex stage) const { return main_[stage]; }
  /// All moves that the map allows out of a stage: forward, over optional stages, back, win, lose.
  bool allows(NodeIndex from, NodeIndex to) const;

  /// True when every main path from the start to `to` passes `g` (and g == to counts). `to` may be a stage
  /// or a won outcome; all won outcomes are one place. False if no main path reaches `to`.
  bool dominates(NodeIndex g, NodeIndex to) const;
  /// Nodes reached from the start by main moves, skips over optional stages and stated `back`.
  bool is_reachable(NodeIndex n) const { return reachable_[n]; }
  /// Whether the same moves lead from a stage to a won outcome or to the end.
  bool can_end(NodeIndex stage) const { return can_end_[stage]; }

  /// How entering stage or outcome `to` relates to the current node (no_node: not yet begun).
  /// `visited` tells whether the deal was in `to` before. `is_closed`: an outcome of kind lost or
  /// no_decision stands, or won does and `to` is no after-sale stage.
  EntryClass classify(NodeIndex from, NodeIndex to, bool visited, bool is_closed) const;

 private:
  std::vector<Node> nodes_;
  NodeIndex stage_count_ = 0;
  std::vector<NodeIndex> starts_, after_;
  std::vector<std::vector<NodeIndex>> main_, allowed_;
  std::vector<std::vector<bool>> dominators_;
  std::vector<bool> reachable_, can_end_;
  std::vector<std::pair<std::string, NodeIndex>> by_id_;
};

}  // namespace stagecraft::process
