#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/location.h"

namespace stagecraft::store {

struct CheckReport {
  std::int64_t deals = 0, events = 0, attachments = 0;
  std::vector<std::string> faults;  ///< A sentence each; empty: all is well.
};

/// Folds every deal again and compares it with its copies; looks for attachments that are missing
/// or damaged; asks the engine about its own file. Sees one state, and may run beside a server.
/// O(events); memory for one deal at a time.
CheckReport check(const Location& location, std::string_view workspace);

}  // namespace stagecraft::store
