#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "selling/ids.h"
#include "store/attention.h"
#include "store/connection.h"
#include "store/deal_list.h"
#include "store/list.h"
#include "store/viewer.h"

/// The deals of a process by where they stand: a board.
namespace stagecraft::store {

/// Deals by stage, money apart by currency: what a board has in its heads.
struct StageCount {
  std::string status;  ///< `lead`, `open` ...
  std::string stage;   ///< Empty: leads, and what is closed.
  std::string currency;
  int deals = 0;
  std::int64_t amount_minor = 0;  ///< Sum of those with an amount.
};
/// Those that the filters of list_deals leave; without one of `status`, leads and open deals.
std::vector<StageCount> count_by_stage(Connection& db, const Viewer& viewer,
                                       selling::ProcessId process,
                                       std::span<const Filter> filters = {});

/// For how long the same deals have been where they are, in the middle.
struct StageAge {
  std::string status, stage;
  int deals = 0;
  double median_days = 0;  ///< Since they entered the stage; leads: since they were created.
};
/// O(deals that are counted).
std::vector<StageAge> age_by_stage(Connection& db, const Viewer& viewer, selling::ProcessId process,
                                   std::span<const Filter> filters, base::Instant now);

/// The first deals of a status and stage.
struct BoardColumn {
  selling::DealStatus status = selling::DealStatus::lead;
  std::string stage;
  std::vector<DealRow> deals;
  /// Cursor by which list_deals goes on, asked with the same filters and order for this process,
  /// status and stage; empty: there are no more.
  std::string next;
};
/// Of the deals that count_by_stage counts, the first `query.limit` of each status and stage, in
/// the order of list_deals; by status, then stage. Reads them all once, whatever their order:
/// O(n log n) in the deals that are counted. Throws what list_deals throws, and Error{invalid} for
/// a cursor.
std::vector<BoardColumn> list_board(Connection& db, const Viewer& viewer,
                                    selling::ProcessId process, const ListQuery& query,
                                    const Attention& attention = {});

}  // namespace stagecraft::store
