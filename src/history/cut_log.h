#pragma once

#include <span>

#include "history/event_log.h"

namespace stagecraft::history {

/// The log of some of the deals, as if the others had never been there: no name, value or symbol
/// that is theirs alone is left. `keep` has an entry a deal, 0 for those that go. O(events kept *
/// log).
EventLog cut_log(const EventLog& log, std::span<const char> keep);

}  // namespace stagecraft::history
