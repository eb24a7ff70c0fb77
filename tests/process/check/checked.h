#pragma once

#include <chrono>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "process/check/check.h"

namespace stagecraft::process {

inline constexpr base::Day test_day{std::chrono::year{2026} / 6 / 1};

inline const Messages& sentences() { return check_messages("en"); }

inline std::string messages_of(const std::vector<ReadingError>& errors) {
  std::string lines;
  for (const auto& error : errors) lines += to_line(error) + "\n";
  return lines;
}

/// Findings of a map written in the test.
inline CheckReport check_text(std::string_view text, base::Day today = test_day) {
  const auto loaded = read_map(text, "map.yaml");
  if (!loaded.ok()) throw std::runtime_error(messages_of(loaded.errors));
  return check_map(loaded, today, sentences());
}

/// `rule/case at address` of the findings that are worse than a note (or of all) and not waived.
inline std::vector<std::string> told(const std::vector<Finding>& findings, bool with_notes) {
  std::vector<std::string> lines;
  for (const auto& finding : findings)
    if (!finding.waived && (with_notes || finding.severity != Severity::note))
      lines.push_back(name_of(finding) + " at " + finding.address);
  return lines;
}

}  // namespace stagecraft::process
