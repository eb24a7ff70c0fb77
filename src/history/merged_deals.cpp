#include <algorithm>
#include <unordered_map>

#include "history/replay.h"

namespace stagecraft::history {
namespace {

using Merges = std::span<const std::pair<DealIndex, EventIndex>>;

std::unordered_map<DealIndex, DealIndex> targets_of(const EventLog& log, Merges merges) {
  std::unordered_map<DealIndex, DealIndex> target_of;
  for (const auto& [deal, event] : merges) {
    const auto* change = log.find_change(event);
    if (change == nullptr) continue;
    const auto target = log.find_deal(log.texts().text(static_cast<std::uint32_t>(change->to)));
    if (target) target_of.emplace(deal, *target);
  }
  return target_of;
}

void take_earlier_creation(DealState& target, const DealState& merged) {
  if (merged.created == DealState::unknown) return;
  if (target.created != DealState::unknown && target.created <= merged.created) return;
  target.created = merged.created;
  target.flags &= static_cast<std::uint8_t>(~DealState::created_date_only);
  target.flags |= merged.flags & DealState::created_date_only;
}

}  // namespace

void join_merged(const EventLog& log, Merges merges, std::span<DealState> deals) {
  const auto target_of = targets_of(log, merges);
  for (const auto& [deal, event] : merges) {
    // Along the chain of merges; a chain can't be longer than there are merges, unless it is a
    // circle.
    auto at = target_of.find(deal);
    for (std::size_t step = 0; at != target_of.end() && step < merges.size(); ++step) {
      take_earlier_creation(deals[at->second], deals[deal]);
      at = target_of.find(at->second);
    }
  }
}

}  // namespace stagecraft::history
