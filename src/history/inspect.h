#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "history/column_profile.h"
#include "history/import.h"
#include "history/log_summary.h"

/// What is in files, before anything is decided: the first look at an export (history.md, 3).
namespace stagecraft::history {

struct FileSummary {
  std::string file;
  std::string
      kind;  ///< "events of Stagecraft", "deals of Stagecraft", "XES", "preset pipedrive-changes",
             ///< "read with the mapping", "looked up by the mapping", "unknown".
  base::Sentence dialect;
  std::int64_t rows = 0, broken_rows = 0;
  std::vector<ColumnSummary> columns;  ///< Empty for an XES.
};

struct Inspection {
  std::vector<FileSummary> files;
  std::string proposal;           ///< A mapping file to start from; empty: none is needed.
  std::string proposal_file;      ///< Which file it is for.
  std::optional<LogSummary> log;  ///< Of all files that could be imported.
  std::optional<ImportReport> report;
  base::Sentence not_imported;  ///< Why there is no log; empty when there is.
  std::vector<base::Sentence> oddities;
};

/// Reads every file twice: its columns, then, where a mapping or a preset is known or a complete
/// one can be proposed, its events. Throws Error as CsvReader and import_history do for files that
/// can't be read.
Inspection inspect(const std::vector<std::string>& files, const ImportOptions& options);

}  // namespace stagecraft::history
