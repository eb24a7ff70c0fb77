#include "measures/settings.h"

#include <algorithm>
#include <chrono>

namespace stagecraft::measures {

namespace {

using std::chrono::minutes;

/// The part of [from, to) on a local day that lies inside working hours, in minutes.
double working_minutes(const WorkingCalendar& calendar, const base::Zone& zone, base::Day day,
                       base::Instant from, base::Instant to) {
  const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
  if (!calendar.weekdays[weekday] || calendar.holidays.contains(day)) return 0;
  const base::Instant begin = zone.to_instant(base::Instant(day) + minutes(calendar.begin_minute));
  const base::Instant end = zone.to_instant(base::Instant(day) + minutes(calendar.end_minute));
  const auto inside = std::min(end, to) - std::max(begin, from);
  return std::max(0.0, static_cast<double>(inside.count()) / 60'000.0);
}

}  // namespace

std::optional<double> find_rate(const Settings& settings, base::Currency currency, base::Day day) {
  if (settings.reporting_currency == currency) return 1.0;
  std::optional<double> rate;
  for (const ExchangeRate& stated : settings.rates)
    if (stated.currency == currency && stated.from <= day) rate = stated.rate;
  return rate;
}

double working_days(const WorkingCalendar& calendar, const base::Zone& zone, base::Instant from,
                    base::Instant to) {
  double sum = 0;
  for (base::Day day = zone.day_of(from); day <= zone.day_of(to); day += std::chrono::days(1))
    sum += working_minutes(calendar, zone, day, from, to);
  return sum / (calendar.end_minute - calendar.begin_minute);
}

}  // namespace stagecraft::measures
