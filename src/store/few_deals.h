#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/list.h"
#include "store/sql.h"
#include "store/viewer.h"

/// A list walks the index of its order until a page is full, and where few deals are asked for it
/// passes nearly all others by. Those few are found by an index of what they are asked for by.
namespace stagecraft::store {

/// A condition on `deals d`, for a statement that it brings its values into. Null: none.
using Condition = std::function<std::string(Sql&)>;

struct FilteredDeals {
  std::span<const Field> fields;  ///< With the columns that the indexes are of.
  std::span<const Filter> filters;
  const Viewer& viewer;
  /// ` AND ...`: further known of them all, for the indexes of owners and teams, which hold
  /// `waits_for`.
  std::string_view waiting = {};
};

/// Each filter, or filters that belong together, that an index answers, and what the viewer owns if
/// they see nothing else. All deals that are asked for are among those of each.
std::vector<Condition> indexed_conditions(const FilteredDeals& deals);

/// How many deals there are, counted up to `most`. O(most).
int count_deals(Connection& db, const Condition& condition, int most);

/// The condition to begin with, where that is cheaper than to walk an index to a page of so many
/// rows; null where it is not. Takes filters as independent of each other. O(root of rows times
/// deals) for each condition.
Condition find_few(Connection& db, const FilteredDeals& deals, int rows);

}  // namespace stagecraft::store
