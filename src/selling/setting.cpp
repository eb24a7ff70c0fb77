#include "selling/setting.h"

namespace stagecraft::selling {

using base::say;

base::Instant told_at(const std::optional<base::Instant>& at, const Setting& setting,
                      const std::optional<base::Instant>& not_before) {
  if (!at) return setting.now;
  if (*at > setting.now)
    throw base::Error(
        base::ErrorKind::invalid,
        say("This cannot have happened at {}, which is still to come.", base::to_iso(*at)),
        {{"/at", "The time is still to come.", "Give the time when it happened."}});
  if (not_before && *at < *not_before)
    throw base::Error(base::ErrorKind::invalid,
                      say("This cannot have happened at {}: the deal was not there before {}.",
                          base::to_iso(*at), base::to_iso(*not_before)),
                      {{"/at", "The time is before what it follows.", "Give a later time."}});
  return *at;
}

Deal after(Deal deal, const Change& change, const MapVersions& maps) {
  for (const auto& event : change) apply(deal, event, maps);
  return deal;
}

}  // namespace stagecraft::selling
