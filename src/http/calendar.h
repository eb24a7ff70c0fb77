#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/time.h"
#include "store/deal_list.h"

namespace stagecraft::http {

/// What a person has to keep or to follow up, as a calendar.
struct Calendar {
  std::string_view name;  ///< Shown by programs that subscribe.
  base::Instant
      begun_at{};  ///< Of the workspace: tells its entries from those of others, for good.
  std::span<const store::PromiseRow> promises;
  base::Instant now{};
};

/// As tasks with a check box, or as days in a calendar, which more programs show.
enum class CalendarEntries : std::uint8_t { events, todos };

/// RFC 5545, METHOD:PUBLISH; an entry a promise, for the whole day it is due. Its UID never
/// changes, SEQUENCE counts how often it was moved; withdrawn is STATUS:CANCELLED, and a task that
/// was kept COMPLETED. Days of events that were kept stay CONFIRMED, since events know no more.
std::string to_ical(const Calendar& calendar, CalendarEntries entries);

}  // namespace stagecraft::http
