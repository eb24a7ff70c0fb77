#include "measures/period.h"

#include <fmt/format.h>

#include <algorithm>

namespace stagecraft::measures {

namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::year_month_day;

base::Day monday_of(base::Day day) {
  const std::chrono::weekday weekday(day);
  return day - (weekday - std::chrono::Monday);
}

base::Day month_start(base::Day day) {
  const year_month_day date(day);
  return base::Day(date.year() / date.month() / 1);
}

base::Day add_months(base::Day month, int count) {
  return base::Day(year_month_day(month) + months(count));
}

base::Day quarter_start(base::Day day, int first_month) {
  const base::Day month = month_start(day);
  const int since =
      static_cast<int>(static_cast<unsigned>(year_month_day(day).month())) - first_month;
  return add_months(month, -((since % 3 + 3) % 3));
}

}  // namespace

Period::Period(const FigurePeriod& asked, const base::Zone& zone, bool whole)
    : days(asked),
      from_border(base::Border::start_of(asked.from, zone)),
      to_border(base::Border::start_of(asked.to, zone)),
      from(from_border),
      to(to_border),
      is_whole(whole) {}

CalendarGrid::CalendarGrid(Unit unit, const FigurePeriod& period, const base::Zone& zone,
                           int first_month)
    : unit_(unit), period_(period), first_month_(first_month) {
  const auto next = [unit](base::Day day) {
    if (unit == Unit::week) return day + days(7);
    return add_months(day, unit == Unit::month ? 1 : 3);
  };
  base::Day day = unit == Unit::week    ? monday_of(period.from)
                  : unit == Unit::month ? month_start(period.from)
                                        : quarter_start(period.from, first_month);
  for (; day < period.to; day = next(day)) starts_.push_back(day);
  starts_.push_back(day);
  for (const base::Day start : starts_) edges_.emplace_back(base::Border::start_of(start, zone));
  if (size() > 0) find_stretches();
}

void CalendarGrid::find_stretches() {
  begin_ = edges_.front().instant;
  length_ = static_cast<std::uint64_t>(edges_.back().instant - begin_);
  std::uint32_t span = 0;
  for (std::int64_t at = begin_; at < edges_.back().instant;
       at += std::int64_t{1} << stretch_bits) {
    while (edges_[span + 1].instant <= at) ++span;
    stretches_.push_back({span, edges_[span + 1].instant});
  }
}

/// Days begin some hours beside instants, so that what their instant finds may lie a span beside.
std::size_t CalendarGrid::find_day(std::int64_t at) const {
  if (size() == 0 || at < edges_.front().day || at >= edges_.back().day) return nowhere;
  const auto nearest = static_cast<std::uint64_t>(std::max<std::int64_t>(at - begin_, 0));
  const std::size_t stretch = static_cast<std::size_t>(nearest >> stretch_bits);
  std::size_t i = stretches_[std::min(stretch, stretches_.size() - 1)].span;
  while (at >= edges_[i + 1].day) ++i;
  while (at < edges_[i].day) --i;
  return i;
}

std::string CalendarGrid::label(std::size_t i) const {
  const year_month_day date(starts_[i]);
  const int year = static_cast<int>(date.year());
  const int month = static_cast<int>(static_cast<unsigned>(date.month()));
  if (unit_ == Unit::week) return iso_week(starts_[i]);
  if (unit_ == Unit::month) return fmt::format("{:04}-{:02}", year, month);
  // A fiscal year is named after the calendar year in which it ends.
  const int fiscal_year = first_month_ == 1 || month < first_month_ ? year : year + 1;
  return fmt::format("{:04}-Q{}", fiscal_year, (month - first_month_ + 12) % 12 / 3 + 1);
}

bool CalendarGrid::is_full(std::size_t i) const {
  return period_.from <= starts_[i] && starts_[i + 1] <= period_.to;
}

std::string iso_week(base::Day day) {
  const base::Day thursday = monday_of(day) + days(3);
  const auto year = year_month_day(thursday).year();
  const auto week = (thursday - base::Day(year / 1 / 1)).count() / 7 + 1;
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), week);
}

}  // namespace stagecraft::measures
