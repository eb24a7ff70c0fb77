#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "history/dictionary.h"
#include "history/import_findings.h"
#include "history/log_builder.h"
#include "history/stage_matcher.h"
#include "history/value_reader.h"

namespace stagecraft::history {

/// Sources say 'open again', but not in which stage: that is the one the deal had been in. Known
/// only when all events of the deal are in order.
class Reopenings {
 public:
  /// A stage entry, a closing, or a match with `is_reopening`.
  void see(std::string_view deal, const Match& match, const EventTime& time);
  /// Gives a `reopened` for each 'open' that follows a closing. O(n log n). Afterwards it is empty.
  void give_to(LogBuilder& builder, ImportFindings& findings);

 private:
  struct Step {
    std::uint32_t deal, symbol;
    std::int64_t at;
    Precision precision;
    EventKind kind;
  };

  Dictionary deals_, symbols_;
  std::vector<Step> steps_;
};

}  // namespace stagecraft::history
