#pragma once

#include <cstdint>
#include <vector>

#include "history/flow.h"

/// The primitive *snapshot*: where every deal stood at an instant (F4), by the same fold as flow,
/// without keeping visits. Results of parts of a log concatenate.
namespace stagecraft::history {

/// Where one deal stood. Deals in a stage, won ones in the after-sale too, have an open visit.
struct DealPosition {
  DealState state;  ///< Of its visits only visit_count says something.
  /// Stage of the map of its open visit; no_node: none, or outside the map.
  process::NodeIndex stage = process::no_node;
  /// When its open visit began; unknown: none, or no date.
  std::int64_t entered = DealState::unknown;
  bool entered_date_only = false;
};

struct Snapshot {
  std::vector<DealPosition> deals;  ///< One a deal of the log, in its order.
  Reading reading;

  /// How many deals are in each customer stage, won ones in the after-sale too: `in_stage`
  /// (measures.md 3). Indexed by node.
  std::vector<std::int64_t> in_stage(const process::Automaton& automaton) const;
};

/// *As it stood* at the end of day D: both borders of `reading` just after D. *As known now*:
/// `as_of` D, `known_at` now. O(events), on one thread.
Snapshot snapshot(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
                  const Reading& reading);

}  // namespace stagecraft::history
