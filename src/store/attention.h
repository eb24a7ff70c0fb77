#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/list.h"
#include "store/sql.h"
#include "store/viewer.h"

/// The order of deals by how much they need attention. First those with an overdue promise of
/// either side, then those at work that nothing is promised on, then what goes on as planned, then
/// what is over; in each of the three first, those that are late in their stage come before the
/// others. Among equals comes first what is due first (without a promise: last), then what has been
/// where it is for longest. Leads, open and won deals are not over; a won deal without a promise
/// waits for nobody.
namespace stagecraft::store {

/// What a deal waits for: a column of `deals`.
enum class WaitsFor : std::uint8_t {
  promise,    ///< Lead, open or won; something is promised.
  next_step,  ///< Lead or open; nothing is promised.
  nothing,    ///< Won; nothing is promised.
  promise_when_over,
  nothing_when_over,
};

/// As of when deals are overdue and late.
struct Attention {
  base::Day today{};
  base::Instant now{};
  int few = 1000;  ///< Deals up to which gathering and sorting beats passing most of them by.
};

struct AttentionList {
  const ListSource& source;  ///< Of `deals d`.
  /// Its fields, those with an index with their own columns, for a list that had better begin with
  /// few deals; those of `source` are to keep the engine from doing so.
  std::span<const Field> indexed;
  const Viewer& viewer;
  Attention as_of;
};

struct DealsInNeed {
  std::vector<selling::DealId> deals;
  std::string next;  ///< Cursor; empty: there are no more.
};

/// Where a deal stands in the order.
struct AttentionPlace {
  std::size_t part = 0;    ///< As part_of_order numbers them.
  std::int64_t due = 0;    ///< Days since 1970; 0 where nothing is promised.
  std::int64_t since = 0;  ///< `waits_since`: milliseconds since 1970.
  std::int64_t id = 0;
};

/// SQL for the part of the order that a deal `d` is in: a number that grows with the order. Within
/// a part deals are ordered by `next_due`, `waits_since` and `id`.
std::string part_of_order(Sql& sql, const Attention& as_of);

/// The cursor of the page that begins behind the place.
std::string cursor_behind(const ListQuery& query, const AttentionPlace& place);

/// A page of that order, or of its reverse. Walks an index from where the last page ended;
/// O(deals that it passes). Where a filter leaves few deals, or the viewer sees only a few own
/// ones, these are gathered and sorted instead. Throws what read_page throws.
DealsInNeed find_in_need(Connection& db, const AttentionList& list, const ListQuery& query);

}  // namespace stagecraft::store
