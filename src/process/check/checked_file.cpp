#include "process/check/checked_file.h"

#include <algorithm>

namespace stagecraft::process {

int exit_status(std::span<const CheckedFile> files) {
  const auto is_unread = [](const CheckedFile& file) { return !file.errors.empty(); };
  if (std::ranges::any_of(files, is_unread)) return 2;
  return std::ranges::any_of(files, needs_mending,
                             [](const CheckedFile& file) -> const std::vector<Finding>& {
                               return file.report.findings;
                             })
             ? 1
             : 0;
}

Finding to_finding(const ReadingError& error) {
  return {.rule = error.id,
          .case_ = {},
          .severity = Severity::error,
          .address = "map",
          .place = error.place,
          .related = {},
          .message = error.message.text(),
          .mend = error.mend.text()};
}

std::vector<Finding> findings_of(const CheckedFile& file) {
  if (file.errors.empty()) return to_show(file.report.findings);
  std::vector<Finding> findings;
  std::ranges::transform(file.errors, std::back_inserter(findings), to_finding);
  return findings;
}

}  // namespace stagecraft::process
