#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "history/event_log.h"
#include "history/mapping_flag.h"
#include "process/map.h"

/// From files to an EventLog (history.md, 2 to 4). The mapping decides how the columns of a file
/// become events; a preset is a mapping that is recognised by its column names.
namespace stagecraft::history {

struct Mapping;  // history/mapping.h

/// One rejected or doubtful value: nothing is dropped without being listed here.
struct RejectedRow {
  std::string file;
  std::int64_t line = 0;  ///< 1-based, of the row's first line.
  std::string column;
  std::string value;  ///< At most 200 bytes of it.
  base::Sentence reason;
};

/// What an import did (history.md, 4).
struct ImportReport {
  std::int64_t rows_read = 0, rows_accepted = 0, rows_rejected = 0;
  std::map<std::string, std::int64_t> rejected_by_reason;
  std::vector<RejectedRow> rejected;  ///< The first 1,000,000; the counts are of all.
  std::int64_t events = 0, deals = 0;
  std::map<std::string, std::int64_t>
      outside_map;  ///< Activity without a stage or outcome -> events.
  std::map<std::string, std::int64_t> corrections;  ///< `product: GTXPro -> GTX Pro` -> rows.
  std::map<std::string, std::int64_t>
      oddities;  ///< Duplicates, contradictions, doubled ids ... -> count.
  /// By their English text the sentences that are counted: reasons of rejected rows and oddities.
  std::map<std::string, base::Sentence> sentences;
  std::vector<base::Sentence> notes;  ///< Preset taken, date format inferred, zone, encoding ...
  base::Instant as_of{};              ///< exported_at, else the latest event.
  bool as_of_stated = false;
};

struct ImportProgress {
  std::int64_t bytes_done = 0, bytes_total = 0, rows = 0;
};

struct ImportOptions {
  const process::Map* map =
      nullptr;  ///< To match stages and outcomes by id, name, alias; null: raw names.
  const Mapping* mapping = nullptr;  ///< Null: own format or a preset, recognised by the header.
  /// Keys that replace those of the preset; with a mapping they are part of it already.
  std::vector<MappingFlag> overrides = {};
  unsigned threads = 0;           ///< 0: as many as the machine has.
  std::string lifecycle = "all";  ///< XES: keep only events of this transition.
  std::string advice = {};        ///< What to do where columns are not known; ends that message.
  std::function<void(const ImportProgress&)>
      on_progress;  ///< Called from one thread, at most 10 times a second. What it throws ends
                    ///< the reading, and is thrown on.
};

struct Imported {
  EventLog log;
  ImportReport report;
};

/// Reads one history out of one or several files that belong together (events with their deals
/// file, OpportunityHistory with Opportunity); those that are only looked up in (lookup_files.h)
/// may be among them. Throws Error: `not_found`/`io` when a file can't be
/// read, `invalid` when nothing of it could be understood or the mapping does not fit, with what to
/// do. Memory: at most three times the finished log.
Imported import_history(const std::vector<std::string>& files, const ImportOptions& options);

}  // namespace stagecraft::history
