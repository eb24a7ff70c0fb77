#include "measures/period.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace stagecraft::measures {
namespace {

using std::chrono::days;

std::int64_t ms_of(base::Instant at) { return at.time_since_epoch().count(); }

/// Found by looking at every span, on the local calendar.
std::size_t span_of(const CalendarGrid& grid, base::Day day) {
  for (std::size_t i = 0; i < grid.size(); ++i)
    if (grid.start(i) <= day && day < grid.start(i + 1)) return i;
  return CalendarGrid::nowhere;
}

RC_GTEST_PROP(CalendarGrid, FindsTheSpanOfEveryMoment, ()) {
  const base::Zone zone(
      *rc::gen::element<std::string>("UTC", "America/New_York", "Pacific/Auckland"));
  const auto unit = *rc::gen::element(CalendarGrid::Unit::week, CalendarGrid::Unit::month,
                                      CalendarGrid::Unit::quarter);
  const base::Day from{days(*rc::gen::inRange(18'000, 20'000))};
  const base::Day to = from + days(*rc::gen::inRange(1, 900));
  const CalendarGrid grid(unit, {from, to}, zone);
  for (base::Day day = from - days(100); day < to + days(100); day += days(1)) {
    RC_ASSERT(grid.find(ms_of(base::Instant(day)), true) == span_of(grid, day));
    const base::Instant midnight = zone.start_of(day);
    RC_ASSERT(grid.find(ms_of(midnight), false) == span_of(grid, day));
    RC_ASSERT(grid.find(ms_of(midnight) - 1, false) == span_of(grid, day - days(1)));
  }
}

}  // namespace
}  // namespace stagecraft::measures
