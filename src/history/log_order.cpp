#include "history/log_order.h"

#include <algorithm>

namespace stagecraft::history {
namespace {

EventKind kind_of(std::uint8_t coded) { return static_cast<EventKind>(coded & 0x3F); }
bool is_undated(std::uint8_t coded) {
  return static_cast<Precision>(coded >> 6) == Precision::unknown;
}

/// Place of a kind among events of one instant.
int rank_of(EventKind kind) {
  switch (kind) {
    case EventKind::created:
      return 0;
    case EventKind::attribute_changed:
      return 1;
    case EventKind::stage_entered:
    case EventKind::reopened:
      return 2;
    case EventKind::won:
    case EventKind::lost:
    case EventKind::no_decision:
    case EventKind::finished:
      return 4;
    case EventKind::merged_into:
    case EventKind::deleted:
      return 5;
    default:
      return 3;
  }
}

std::int64_t sequence_of(const LogRows& rows, EventIndex e) {
  return rows.sequence.empty() ? -1 : rows.sequence[e];
}

void order_instant(const LogRows& rows, std::span<EventIndex> group) {
  if (group.size() < 2 || rows.ties == Ties::by_arrival) return;
  const bool all_numbered =
      std::ranges::all_of(group, [&](EventIndex e) { return sequence_of(rows, e) >= 0; });
  if (all_numbered) {
    std::ranges::stable_sort(group, {}, [&](EventIndex e) { return sequence_of(rows, e); });
  } else {
    std::ranges::stable_sort(group, {},
                             [&](EventIndex e) { return rank_of(kind_of(rows.kind[e])); });
  }
}

/// The dated rows by instant and tie.
std::vector<EventIndex> dated_in_order(const LogRows& rows, EventIndex begin, EventIndex end) {
  std::vector<EventIndex> dated;
  for (EventIndex e = begin; e < end; ++e)
    if (!is_undated(rows.kind[e])) dated.push_back(e);
  std::ranges::stable_sort(dated, {}, [&](EventIndex e) { return rows.at[e]; });
  for (std::size_t first = 0; first < dated.size();) {
    std::size_t last = first + 1;
    while (last < dated.size() && rows.at[dated[last]] == rows.at[dated[first]]) ++last;
    order_instant(rows, std::span(dated).subspan(first, last - first));
    first = last;
  }
  return dated;
}

}  // namespace

bool is_in_order(const LogRows& rows, EventIndex begin, EventIndex end) {
  if (begin < end && is_undated(rows.kind[begin])) return false;
  for (EventIndex e = begin + 1; e < end; ++e) {
    if (is_undated(rows.kind[e])) return false;
    if (rows.at[e - 1] < rows.at[e]) continue;
    if (rows.at[e - 1] > rows.at[e]) return false;
    if (rows.ties == Ties::by_arrival) continue;
    const std::int64_t before = sequence_of(rows, e - 1);
    const std::int64_t after = sequence_of(rows, e);
    if ((before < 0) != (after < 0) || before > after) return false;
    if (after < 0 && rank_of(kind_of(rows.kind[e - 1])) > rank_of(kind_of(rows.kind[e])))
      return false;
  }
  return true;
}

std::vector<EventIndex> order_of_deal(LogRows& rows, EventIndex begin, EventIndex end) {
  const std::vector<EventIndex> dated = dated_in_order(rows, begin, end);
  std::vector<EventIndex> order;
  order.reserve(end - begin);
  const auto follow = [&](EventIndex e, std::int64_t at) {
    for (; e < end && is_undated(rows.kind[e]); ++e) {
      rows.at[e] = at;
      order.push_back(e);
    }
  };
  follow(begin, dated.empty() ? 0 : rows.at[dated.front()]);
  for (const EventIndex e : dated) {
    order.push_back(e);
    follow(e + 1, rows.at[e]);
  }
  return order;
}

void apply_order(LogRows& rows, EventIndex begin, const std::vector<EventIndex>& order) {
  struct Row {
    std::int64_t at, sequence;
    ActorIndex actor;
    SymbolIndex symbol;
    std::uint8_t kind;
  };
  std::vector<Row> ordered;
  ordered.reserve(order.size());
  for (const EventIndex e : order)
    ordered.push_back(
        {rows.at[e], sequence_of(rows, e), rows.actor[e], rows.symbol[e], rows.kind[e]});
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    const Row& row = ordered[i];
    rows.at[begin + i] = row.at;
    if (!rows.sequence.empty()) rows.sequence[begin + i] = row.sequence;
    rows.actor.set(begin + i, row.actor);
    rows.symbol[begin + i] = row.symbol;
    rows.kind[begin + i] = row.kind;
  }
}

}  // namespace stagecraft::history
