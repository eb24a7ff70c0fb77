#pragma once

#include <cstdint>

#include "history/import.h"

namespace stagecraft::history {

/// Counts a row that can't be used, and lists it while the list has room (1,000,000 rows).
void reject(ImportReport& report, RejectedRow row);

/// Counts a reason, as what a row was rejected for.
void count_rejected(ImportReport& report, const base::Sentence& reason);

/// Adds the report of the part of a file that begins `lines_before` lines after its start.
void append(ImportReport& report, ImportReport&& part, std::int64_t lines_before = 0);

/// Writes what LogBuilder found into the oddities, in words.
struct LogFindings;
void add_findings(ImportReport& report, const LogFindings& findings);

/// `events`, `deals`, and `as_of` unless it is stated: the latest instant that an event is known to
/// have.
void describe_log(ImportReport& report, const EventLog& log);

}  // namespace stagecraft::history
