#pragma once

#include <span>
#include <string>
#include <vector>

#include "process/check/check.h"
#include "process/reading_error.h"

/// What `map check` tells of the files it was given: as text for people, as JSON, and as
/// SARIF 2.1.0 for editors and code review.
namespace stagecraft::process {

struct CheckedFile {
  std::string file;  ///< As the user named it.
  std::string name;  ///< Of the map; empty when it could not be read.
  std::vector<ReadingError> errors;
  CheckReport report;  ///< Empty with reading errors: what was not read can't be judged.
};

/// 2 with reading errors, 1 with anything worse than a note that is not waived, else 0.
int exit_status(std::span<const CheckedFile> files);

/// Findings by file and line with a way to mend each, then the score card of each map. Waived
/// findings are only counted. `colour`: with ANSI colours.
std::string to_text(std::span<const CheckedFile> files, const Messages& messages, bool colour);

/// `{"findings": [...], "mistakes": {"1": "fine", ...}}`; with several files `maps` lists each
/// map's mistakes, and `mistakes` has the worst. `not_shown` appears when findings were left out.
std::string to_json(std::span<const CheckedFile> files);

/// A log of one run, OASIS Static Analysis Results Interchange Format 2.1.0. Waived findings are
/// suppressed results.
std::string to_sarif(std::span<const CheckedFile> files, const Messages& messages);

/// A reading error in the shape of a finding.
Finding to_finding(const ReadingError& error);

/// What is told of a file: its reading errors, or its findings as far as they are shown.
std::vector<Finding> findings_of(const CheckedFile& file);

}  // namespace stagecraft::process
