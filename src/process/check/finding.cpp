#include "process/check/finding.h"

namespace stagecraft::process {

std::string_view to_word(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "error";
    case Severity::warning:
      return "warning";
    case Severity::note:
      return "note";
  }
  return {};
}

std::string name_of(const Finding& finding) {
  return finding.case_.empty() ? finding.rule : finding.rule + "/" + finding.case_;
}

}  // namespace stagecraft::process
