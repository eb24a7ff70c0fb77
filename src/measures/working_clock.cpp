#include "measures/working_clock.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace stagecraft::measures {

namespace {

std::int64_t milliseconds(base::Instant at) { return at.time_since_epoch().count(); }

base::Sentence describe(const WorkingCalendar& calendar, const base::Zone& zone) {
  constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  std::vector<base::Sentence> parts;
  for (std::size_t day = 0; day < names.size(); ++day)
    if (calendar.weekdays[day]) parts.push_back(base::Sentence::of(names[day]));
  const auto clock = [](int minute) {
    return fmt::format("{:02}:{:02}", minute / 60, minute % 60);
  };
  parts.push_back(clock(calendar.begin_minute) + "-" + clock(calendar.end_minute));
  if (const auto count = calendar.holidays.size(); count > 0)
    parts.push_back(count == 1 ? base::Sentence("1 holiday") : base::say("{} holidays", count));
  parts.push_back(zone.name());
  return base::Sentence::joined(std::move(parts), ", ");
}

}  // namespace

WorkingClock::WorkingClock(const WorkingCalendar& calendar, const base::Zone& zone, base::Day first,
                           base::Day last)
    : zone_(zone),
      first_(first),
      day_length_((calendar.end_minute - calendar.begin_minute) * std::int64_t{60'000}),
      description_(describe(calendar, zone)) {
  std::int64_t shown_before = 0, days = 0;
  for (base::Day day = first; day <= last; day += std::chrono::days(1)) {
    const auto local = [&](int minute) {
      return milliseconds(zone.to_instant(base::Instant(day) + std::chrono::minutes(minute)));
    };
    Hours hours{local(calendar.begin_minute), 0, shown_before, days};
    const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
    const bool is_off = !calendar.weekdays[weekday] || calendar.holidays.contains(day);
    hours.end = is_off ? hours.begin : local(calendar.end_minute);
    days_.push_back(hours);
    shown_before += shown(hours.end - hours.begin);
    days += is_off ? 0 : 1;
  }
  days_.push_back({INT64_MAX, INT64_MAX, shown_before, days});  // Ends every search.
}

std::int64_t WorkingClock::at_instant(std::int64_t at) const {
  // Local days differ from 24 hours by little, so the guess is off by one at most, or by two where
  // a zone jumped over a day.
  const std::int64_t last = std::ssize(days_) - 2;
  if (last < 0 || at <= days_.front().begin) return 0;
  auto day = static_cast<std::size_t>(
      std::clamp<std::int64_t>((at - days_.front().begin) / day_ms, 0, last));
  while (days_[day].begin > at) --day;
  while (days_[day + 1].begin <= at) ++day;
  const Hours& hours = days_[day];
  return hours.before + shown(std::min(at, hours.end) - hours.begin);
}

std::int64_t WorkingClock::at_day(std::int64_t day) const {
  const std::int64_t since = (day - milliseconds(base::Instant(first_))) / day_ms;
  const auto index = std::clamp<std::int64_t>(since, 0, std::ssize(days_) - 1);
  return days_[static_cast<std::size_t>(index)].days_before * day_ms;
}

std::int64_t WorkingClock::elapsed(Moment from, Moment to) const {
  if (!from.by_day && !to.by_day) return at_instant(to.at) - at_instant(from.at);
  const auto day = [this](Moment moment) {
    const base::Instant at{base::Milliseconds(moment.at)};
    return moment.by_day ? floor_to_day(moment.at) : milliseconds(base::Instant(zone_.day_of(at)));
  };
  return at_day(day(to)) - at_day(day(from));
}

}  // namespace stagecraft::measures
