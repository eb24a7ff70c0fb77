#include "selling/verb.h"

#include <utility>

#include "base/error.h"

namespace stagecraft::selling {

using base::say;
using base::Sentence;

Event new_event(EventKind kind, base::Instant at, const Setting& setting) {
  Event event;
  event.kind = kind;
  event.actor = setting.actor;
  event.at = at;
  event.recorded_at = setting.now;
  return event;
}

void refuse_gone(const Deal& deal, Sentence what) {
  if (!deal.is_gone()) return;
  throw base::Error(base::ErrorKind::conflict,
                    deal.status == DealStatus::merged
                        ? say("The deal was merged into another and takes no {}.", std::move(what))
                        : say("The deal was deleted and takes no {}.", std::move(what)));
}

void refuse_closed(const Deal& deal, Sentence what) {
  refuse_gone(deal, what);
  if (deal.is_open()) return;
  throw base::Error(
      base::ErrorKind::conflict,
      say("The deal is closed and takes no {}. Re-open it, or begin a new deal.", std::move(what)));
}

}  // namespace stagecraft::selling
