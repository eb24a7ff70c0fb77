#include "selling/verb.h"

#include <fmt/format.h>

#include "base/error.h"

namespace stagecraft::selling {

Event new_event(EventKind kind, base::Instant at, const Setting& setting) {
  Event event;
  event.kind = kind;
  event.actor = setting.actor;
  event.at = at;
  event.recorded_at = setting.now;
  return event;
}

void refuse_gone(const Deal& deal, std::string_view what) {
  if (!deal.is_gone()) return;
  const auto* const how = deal.status == DealStatus::merged ? "merged into another" : "deleted";
  throw base::Error(base::ErrorKind::conflict,
                    fmt::format("The deal was {} and takes no {}.", how, what));
}

void refuse_closed(const Deal& deal, std::string_view what) {
  refuse_gone(deal, what);
  if (deal.is_open()) return;
  throw base::Error(
      base::ErrorKind::conflict,
      fmt::format("The deal is closed and takes no {}. Re-open it, or begin a new deal.", what));
}

}  // namespace stagecraft::selling
