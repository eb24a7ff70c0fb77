#pragma once

#include <span>
#include <vector>

#include "measures/tier.h"

namespace stagecraft::measures {

/// Reads the visits of deals at the level of a tier. Goal visits are joined while they are read: a
/// second copy of all visits would cost more to write than to make. One a thread; the tier must
/// outlive it.
class VisitReader {
 public:
  explicit VisitReader(const Tier& tier) : tier_(tier) {}

  /// The visits of one deal, in order; `stage` and `next` are places. Good until the next call.
  std::span<const history::Visit> of(history::DealIndex d) {
    const auto visits = tier_.flow_->visits_of(d);
    return tier_.goal_of_node_.empty() ? visits : joined(visits);
  }

 private:
  std::span<const history::Visit> joined(std::span<const history::Visit> visits);
  PlaceIndex goal_of(process::NodeIndex node) const {
    return node == process::no_node ? no_place : tier_.goal_of_node_[node];
  }

  const Tier& tier_;
  std::vector<history::Visit> joined_;
};

}  // namespace stagecraft::measures
