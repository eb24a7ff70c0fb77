#pragma once

#include <string>
#include <string_view>

#include "history/event_log.h"
#include "process/condition.h"
#include "process/formula.h"

/// The fields of records (touchpoints, promises, quotes ...) as formulas see them (process-map.md
/// 1.3), read from the events of a history.
namespace stagecraft::measures {

/// The kind of event that makes a record of `source`. REQUIRES a source of records.
history::EventKind record_kind(process::Source source);

/// Reads fields of the records of one source. What became of a record (kept, approved, answered
/// ...) is told by later events of its deal with the same number in their details, as far as they
/// count.
class RecordReader {
 public:
  /// Must not outlive the log.
  RecordReader(const history::EventLog& log, process::Source source, base::Border as_of)
      : log_(log), source_(source), as_of_(as_of) {}

  /// The value of a field of the record that event `e` made; `end` is where the events of its deal
  /// end. Not filled: the event does not tell it. A text lives until the next call.
  process::FieldValue value(history::EventIndex e, history::EventIndex end, std::string_view field);

 private:
  process::FieldValue from_details(history::EventIndex e, std::string_view field);
  process::FieldValue of_push(history::EventIndex e, std::string_view field) const;
  bool is_followed(history::EventIndex e, history::EventIndex end, history::EventKind kind) const;

  const history::EventLog& log_;
  process::Source source_;
  base::Border as_of_;
  std::string text_;
};

/// The currency of the money in a record's details; empty: not stated.
std::string currency_of_record(const history::EventLog& log, history::EventIndex e);

}  // namespace stagecraft::measures
