#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "measures/figure.h"

/// Borders in time as the inner loops need them: two numbers, one for instants, one for days.
namespace stagecraft::measures {

inline constexpr std::int64_t day_ms = 86'400'000;

/// The beginning of its UTC day: of a moment that is known by day, the day.
inline std::int64_t floor_to_day(std::int64_t at) { return at - ((at % day_ms) + day_ms) % day_ms; }

/// A base::Border in milliseconds.
struct Edge {
  std::int64_t instant = 0;
  std::int64_t day = 0;

  Edge() = default;
  explicit Edge(const base::Border& border)
      : instant(border.instant.time_since_epoch().count()),
        day(base::Instant(border.day).time_since_epoch().count()) {}

  bool holds_before(std::int64_t at, bool date_only) const {
    return at < (date_only ? day : instant);
  }
  /// The last moment before the border: a millisecond, or a day, earlier.
  std::int64_t last(bool date_only) const { return date_only ? day - day_ms : instant - 1; }
  std::int64_t begin(bool date_only) const { return date_only ? day : instant; }
};

/// The period of a figure, [from, to). `is_whole`: nobody asked for one; it spans the whole
/// history, and what has no date counts as well.
struct Period {
  FigurePeriod days;
  base::Border from_border, to_border;
  Edge from, to;
  bool is_whole = false;

  Period() = default;
  Period(const FigurePeriod& asked, const base::Zone& zone, bool whole);

  bool holds(std::int64_t at, bool date_only) const {
    return !from.holds_before(at, date_only) && to.holds_before(at, date_only);
  }
  double length_days() const { return static_cast<double>((days.to - days.from).count()); }
};

/// Calendar spans that follow on each other without gaps: ISO weeks, months or quarters of a zone.
class CalendarGrid {
 public:
  enum class Unit : std::uint8_t { week, month, quarter };

  /// The spans that hold at least one day of [from, to). Quarters begin with month
  /// `first_month` 1..12 of the fiscal year.
  CalendarGrid(Unit unit, const FigurePeriod& period, const base::Zone& zone, int first_month = 1);

  std::size_t size() const { return starts_.size() - 1; }
  base::Day start(std::size_t i) const { return starts_[i]; }
  static constexpr std::size_t nowhere = SIZE_MAX;
  /// Which span a moment lies in; `nowhere`: in none. A number, because an optional is written and
  /// read in pieces that the processor waits for, and this is asked for every visit. O(1).
  std::size_t find(std::int64_t at, bool date_only) const {
    if (date_only) return find_day(at);
    const auto since = static_cast<std::uint64_t>(at - begin_);  // Huge for what lies before.
    if (since >= length_) return nowhere;
    const Stretch& stretch = stretches_.data()[since >> stretch_bits];  // All up to length_.
    return stretch.span + (at >= stretch.next_span_at ? 1 : 0);
  }
  /// `2026-W05`, `2026-01`, `2026-Q1`.
  std::string label(std::size_t i) const;
  /// Whether all days of the span lie in the period.
  bool is_full(std::size_t i) const;

 private:
  static constexpr int stretch_bits = 27;  ///< A stretch is 1.6 days.

  /// A stretch of time that is shorter than any span.
  struct Stretch {
    std::uint32_t span;         ///< That it begins in.
    std::int64_t next_span_at;  ///< Where the next one begins; one at most begins in a stretch.
  };

  void find_stretches();
  std::size_t find_day(std::int64_t at) const;

  Unit unit_;
  FigurePeriod period_;
  int first_month_;
  std::vector<base::Day> starts_;  ///< And one past the last span.
  std::int64_t begin_ = 0;         ///< Instant of the first span.
  std::uint64_t length_ = 0;       ///< Of all spans, in milliseconds.
  std::vector<Stretch> stretches_;
  std::vector<Edge> edges_;
};

/// `2026-W05` of the ISO week that holds `day`.
std::string iso_week(base::Day day);

}  // namespace stagecraft::measures
