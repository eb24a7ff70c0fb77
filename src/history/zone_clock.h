#pragma once

#include <array>
#include <cstdint>

#include "base/time.h"
#include "history/date_format.h"

namespace stagecraft::history {

/// Turns wall-clock times of one zone into instants, quickly: remembers the offset of each day on
/// which it does not change. Not thread-safe.
class ZoneClock {
 public:
  explicit ZoneClock(base::Zone zone);

  /// The instant of a date that was read, in UTC milliseconds: unchanged if it had an offset or has
  /// no time of day (a day stays a day), else by the zone.
  std::int64_t to_utc_ms(const DateValue& value);
  const base::Zone& zone() const { return zone_; }

 private:
  struct KnownDay {
    std::int64_t day = INT64_MIN;
    std::int64_t offset_ms = 0;
  };

  base::Zone zone_;
  bool is_utc_;
  std::array<KnownDay, 1024> known_{};  ///< By day modulo its size.
};

}  // namespace stagecraft::history
