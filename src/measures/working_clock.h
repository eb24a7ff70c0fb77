#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"
#include "measures/settings.h"
#include "measures/study.h"

/// Working time (measures.md 1.13): what passes inside the working hours of a calendar, divided by
/// the hours of a working day.
namespace stagecraft::measures {

/// A clock that stands still outside of working hours. It counts in milliseconds of which a working
/// day has `day_ms`, so that lengths are told in days as elapsed ones are.
class WorkingClock {
 public:
  /// Runs from the beginning of `first` to the end of `last`; before and after it stands still.
  /// O(days).
  WorkingClock(const WorkingCalendar& calendar, const base::Zone& zone, base::Day first,
               base::Day last);

  /// What it shows at a moment; of a day (UTC midnight of it): at its beginning, whole working days
  /// counted as such. O(1).
  std::int64_t at(Moment moment) const {
    return moment.by_day ? at_day(moment.at) : at_instant(moment.at);
  }
  std::int64_t at_instant(std::int64_t at) const;
  std::int64_t at_day(std::int64_t day) const;
  /// Working time between two moments; of the days when either is known by day only.
  std::int64_t elapsed(Moment from, Moment to) const;

  /// `Mon, Tue, Wed, Thu, Fri, 09:00-17:00, 2 holidays, Europe/Berlin`.
  const base::Sentence& description() const { return description_; }

 private:
  /// Working hours of one local day; `begin` = `end` on a day off.
  struct Hours {
    std::int64_t begin, end;  ///< UTC milliseconds.
    std::int64_t before;      ///< What the clock shows at `begin`.
    std::int64_t days_before;
  };

  std::int64_t shown(std::int64_t inside) const { return inside * day_ms / day_length_; }

  base::Zone zone_;
  base::Day first_;
  std::int64_t day_length_;  ///< Of a working day, in milliseconds.
  std::vector<Hours> days_;
  base::Sentence description_;
};

}  // namespace stagecraft::measures
