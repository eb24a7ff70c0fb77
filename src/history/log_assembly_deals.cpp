#include <algorithm>
#include <iterator>

#include "base/parallel.h"
#include "history/log_assembly.h"
#include "history/log_order.h"

namespace stagecraft::history {
namespace {

using Moves = std::vector<std::pair<EventIndex, EventIndex>>;

void append_moves(Moves& moves, EventIndex begin, const std::vector<EventIndex>& order) {
  const std::size_t first = moves.size();
  for (std::size_t i = 0; i < order.size(); ++i)
    if (order[i] != begin + i) moves.emplace_back(order[i], static_cast<EventIndex>(begin + i));
  std::sort(moves.begin() + static_cast<std::ptrdiff_t>(first), moves.end());
}

}  // namespace

/// Oddities of one deal whose rows are in order.
void LogAssembly::look_at_deal(const EventLog& log, DealIndex d, Share& share) {
  int created = 0;
  bool closed_without_win = false;
  bool contradictory = false;
  for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
    const EventKind kind = log.kind(e);
    if (kind == EventKind::created) ++created;
    if (kind == EventKind::stage_entered && closed_without_win) contradictory = true;
    if (kind == EventKind::lost || kind == EventKind::no_decision) closed_without_win = true;
    if (kind == EventKind::reopened || kind == EventKind::won) closed_without_win = false;
    if (e > log.begin(d) && log.at(e) == log.at(e - 1) && kind == log.kind(e - 1) &&
        log.symbol(e) == log.symbol(e - 1) && log.actor(e) == log.actor(e - 1) &&
        log.precision(e) == log.precision(e - 1))
      share.alike.push_back(e);
  }
  if (created > 1) share.created_twice.push_back(d);
  if (contradictory) ++share.outcome_before_stage;
}

void LogAssembly::order_deals(LogFindings& findings) {
  std::vector<Share> shares(threads_);
  LogRows rows{log_.kind_, log_.symbol_, log_.actor_, log_.at_, sequence_, ties_};
  const auto order_deal = [&](DealIndex d, Share& share) {
    if (!is_in_order(rows, log_.begin(d), log_.end(d))) {
      const auto order = order_of_deal(rows, log_.begin(d), log_.end(d));
      apply_order(rows, log_.begin(d), order);
      append_moves(share.moves, log_.begin(d), order);
    }
    look_at_deal(log_, d, share);
  };
  if (before_) {
    for (const DealIndex d : touched_) order_deal(d, shares.front());
    // Of the others it is known.
    std::ranges::set_difference(before_->doubled_, touched_,
                                std::back_inserter(shares.front().created_twice));
    std::ranges::sort(shares.front().created_twice);
    return gather(shares, findings);
  }
  const DealIndex deals = static_cast<DealIndex>(log_.deal_count());
  base::on_threads(threads_, [&](unsigned thread) {
    // Deals are cut by their number of events, so that each thread has as much to do.
    const auto cut = [&](unsigned part) {
      const std::uint64_t event = std::uint64_t{log_.at_.size()} * part / threads_;
      const auto found = std::ranges::lower_bound(log_.deal_begin_, event);
      return part == threads_ ? deals : static_cast<DealIndex>(found - log_.deal_begin_.begin());
    };
    Share& share = shares[thread];
    for (DealIndex d = std::min(cut(thread), deals); d < std::min(cut(thread + 1), deals); ++d)
      order_deal(d, share);
  });
  gather(shares, findings);
}

void LogAssembly::gather(const std::vector<Share>& shares, LogFindings& findings) {
  for (const Share& share : shares) {
    moves_.insert(moves_.end(), share.moves.begin(), share.moves.end());
    alike_.insert(alike_.end(), share.alike.begin(), share.alike.end());
    log_.doubled_.insert(log_.doubled_.end(), share.created_twice.begin(),
                         share.created_twice.end());
    findings.outcome_before_stage += share.outcome_before_stage;
  }
}

void LogAssembly::count_duplicates(LogFindings& findings) {
  const auto is_same = [this](EventIndex a, EventIndex b) {
    const Change* first = log_.find_change(a);
    const Change* second = log_.find_change(b);
    if ((first == nullptr) != (second == nullptr)) return false;
    if (first && (first->from != second->from || first->to != second->to)) return false;
    return log_.details(a) == log_.details(b) && log_.source_seq(a) == log_.source_seq(b);
  };
  std::erase_if(alike_, [&](EventIndex e) { return !is_same(e - 1, e); });
  findings.duplicates += static_cast<std::int64_t>(alike_.size());
  // A row given twice is no second deal.
  std::erase_if(log_.doubled_, [&](DealIndex d) {
    int created = 0;
    for (EventIndex e = log_.begin(d); e < log_.end(d); ++e)
      created += log_.kind(e) == EventKind::created && !std::ranges::binary_search(alike_, e);
    return created < 2;
  });
  findings.doubled_deals += static_cast<std::int64_t>(log_.doubled_.size());
}

}  // namespace stagecraft::history
