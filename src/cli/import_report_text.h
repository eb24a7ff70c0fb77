#pragma once

#include <iosfwd>
#include <string>

#include "history/import.h"

namespace stagecraft::cli {

/// The report of an import for a person (history.md, 4): counts, reasons with their first rows,
/// what lay outside the map, corrections, oddities, notes, as_of.
void print_import_report(const history::ImportReport& report, std::ostream& out);

/// Every listed row as CSV: file, line, column, value, reason. Throws Error{io}.
void write_rejected(const history::ImportReport& report, const std::string& path);

}  // namespace stagecraft::cli
