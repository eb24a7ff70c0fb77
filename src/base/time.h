#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace stagecraft::base {

/// A point in time, UTC, to the millisecond.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A calendar day. Of which zone, the context says; it is a number of days, so differences are
/// exact.
using Day = std::chrono::sys_days;
using Milliseconds = std::chrono::milliseconds;

/// Below 0 where `to` lies before `from`.
constexpr int days_between(Day from, Day to) { return static_cast<int>((to - from).count()); }

/// Elapsed time in days of 86,400 s (measures.md 1.13).
constexpr double to_days(Milliseconds span) {
  return static_cast<double>(span.count()) / 86'400'000.0;
}

/// A time zone by its IANA name ("Europe/Berlin"; "UTC" always works). Cheap to copy; points into
/// the process-wide zone database, which lives as long as the program. Thread-safe.
class Zone {
 public:
  /// UTC.
  Zone();
  /// Throws Error{invalid} for a name that the zone database does not know.
  explicit Zone(std::string_view name);

  std::string name() const;
  /// The first instant of a local day; the earlier one where local midnight happens twice, the
  /// first instant after the gap where it does not happen.
  Instant start_of(Day day) const;
  /// The local day on which an instant falls.
  Day day_of(Instant at) const;
  /// The instant of a local wall-clock time, given as if it were UTC: the earlier one where it
  /// happens twice, the end of the gap where it does not happen.
  Instant to_instant(Instant local_as_utc) const;

 private:
  const void* zone_;
};

/// A border in time, told both ways: for events whose time is known, and for events of which only
/// the day is known. An event lies *before* it when its instant is < `instant`, or, for a date-only
/// event (stored as UTC midnight of its day), when its day is < `day`. Half-open periods are two
/// borders.
struct Border {
  Instant instant;
  Day day;

  /// Local midnight that begins `day`.
  static Border start_of(Day day, const Zone& zone);
  /// Just after `at`, so that everything up to and including `at` (and all of its local day) is
  /// before.
  static Border just_after(Instant at, const Zone& zone);

  bool holds_before(Instant at, bool date_only) const {
    return at < (date_only ? Instant(day) : instant);
  }
  auto operator<=>(const Border&) const = default;
};

/// `2026-01-31T12:00:00.000Z`.
std::string to_iso(Instant at);
/// `2026-01-31`.
std::string to_iso(Day day);

}  // namespace stagecraft::base
