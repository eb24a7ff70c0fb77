#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "history/event_kind.h"
#include "history/value_reader.h"

namespace stagecraft::history {

/// A row of a file of changes that closes a deal: a status that says so, or the reason.
struct ClosingRow {
  std::string deal, actor, symbol;
  std::string details;  ///< The reason as event details; empty: none.
  EventKind kind = EventKind::lost;
  EventTime time;
  std::int64_t order = -1;  ///< As EventRow::source_seq.
  std::int64_t line = 0;
  std::string value;  ///< Of the cell, for messages.
  bool is_reason = false;
};

/// A CRM may tell one closing by two fields that are changed together, a status and a reason
/// (Pipedrive: `status` and `lost_reason`). Gives the reason to the closing that it belongs to, and
/// keeps of each closing one row: the last of the deal and kind that came before the reason, or
/// within a minute after it; a later reason takes the place of an earlier one. A reason without
/// such a closing is one by itself. Rows stay in their order. O(n log n).
std::vector<ClosingRow> without_second_tellings(std::vector<ClosingRow> rows);

}  // namespace stagecraft::history
