#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "history/code_column.h"
#include "history/event_log.h"
#include "history/log_builder.h"

namespace stagecraft::history {

/// The rows of a log whose deals are to be ordered. `sequence` is empty where the source states
/// none.
struct LogRows {
  std::vector<std::uint8_t>& kind;
  std::vector<SymbolIndex>& symbol;
  CodeColumn& actor;
  std::vector<std::int64_t>& at;
  std::vector<std::int64_t>& sequence;
  Ties ties = Ties::by_kind;
};

/// Whether rows [begin, end), one deal's, already stand as `order_of_deal` would put them.
bool is_in_order(const LogRows& rows, EventIndex begin, EventIndex end);

/// The rows of one deal in the order of measures.md 1.4, given in order of arrival: by instant;
/// within one instant by sequence number if all have one, else created, changes, entries, the rest,
/// outcomes; or, where ties are broken so, by arrival. A row without a date stays behind the one
/// that it came after, and takes its instant.
std::vector<EventIndex> order_of_deal(LogRows& rows, EventIndex begin, EventIndex end);

/// Puts rows `order[i]` to `begin + i`.
void apply_order(LogRows& rows, EventIndex begin, const std::vector<EventIndex>& order);

}  // namespace stagecraft::history
