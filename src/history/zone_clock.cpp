#include "history/zone_clock.h"

namespace stagecraft::history {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t instant_of(const base::Zone& zone, std::int64_t local_ms) {
  const base::Instant local{base::Milliseconds(local_ms)};
  return zone.to_instant(local).time_since_epoch().count();
}

}  // namespace

ZoneClock::ZoneClock(base::Zone zone) : zone_(zone), is_utc_(zone.name() == base::Zone().name()) {}

std::int64_t ZoneClock::to_utc_ms(const DateValue& value) {
  if (value.has_offset || value.precision != Precision::time || is_utc_) return value.at_ms;
  const std::int64_t day =
      value.at_ms >= 0 ? value.at_ms / day_ms : -((-value.at_ms + day_ms - 1) / day_ms);
  auto& known = known_[static_cast<std::size_t>(day + 1'000'000) % known_.size()];
  if (known.day != day) {
    const std::int64_t offset = day * day_ms - instant_of(zone_, day * day_ms);
    const std::int64_t offset_after = (day + 1) * day_ms - instant_of(zone_, (day + 1) * day_ms);
    if (offset != offset_after) return instant_of(zone_, value.at_ms);
    known = {.day = day, .offset_ms = offset};
  }
  return value.at_ms - known.offset_ms;
}

}  // namespace stagecraft::history
