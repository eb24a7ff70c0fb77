#pragma once

#include <optional>
#include <string>
#include <vector>

#include "history/column_binding.h"
#include "history/date_format.h"
#include "history/import_findings.h"
#include "history/mapping.h"
#include "process/map.h"

namespace stagecraft::history {

/// How the dates of each column of `file` are written, by column; nullopt for columns without
/// dates. As the mapping declares, else inferred over the whole column, which reads the file once;
/// what was inferred is noted. `map` may be null. Throws Error{invalid} for a column that could be
/// read in two ways, and for one that `at` or a stage needs and that holds no date, saying how to
/// declare the format.
std::vector<std::optional<DateFormat>> find_date_formats(const std::string& file,
                                                         const Mapping& mapping,
                                                         const ColumnBinding& columns,
                                                         const process::Map* map,
                                                         ImportFindings& findings);

}  // namespace stagecraft::history
