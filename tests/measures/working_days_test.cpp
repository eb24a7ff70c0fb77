#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "measures/working_clock.h"
#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

using testing::Contains;
using testing::HasSubstr;

const base::Day friday = std::chrono::year(2025) / 1 / 3;

std::int64_t ms(base::Instant at) { return at.time_since_epoch().count(); }

Moment at(int day, int hour) {
  return {ms(base::Instant(friday + std::chrono::days(day)) + std::chrono::hours(hour)), false};
}
Moment on(int day) { return {ms(base::Instant(friday + std::chrono::days(day))), true}; }

double days_of(std::int64_t length) { return static_cast<double>(length) / double{day_ms}; }

WorkingClock clock_of(const WorkingCalendar& calendar, const base::Zone& zone = {}) {
  return {calendar, zone, friday - std::chrono::days(400), friday + std::chrono::days(400)};
}

// Friday 16:00 to Monday 10:00: an hour on each day of eight.
TEST(WorkingDays, CountOnlyWorkingHours) {
  EXPECT_DOUBLE_EQ(days_of(clock_of({}).elapsed(at(0, 16), at(3, 10))), 0.25);
}

TEST(WorkingDays, AreNoneOnHolidays) {
  WorkingCalendar calendar;
  calendar.holidays.insert(friday + std::chrono::days(3));
  EXPECT_DOUBLE_EQ(days_of(clock_of(calendar).elapsed(at(0, 16), at(4, 10))), 0.25);
}

TEST(WorkingDays, OfDatesAreTheWorkingDaysBetweenThem) {
  const auto clock = clock_of({});
  EXPECT_DOUBLE_EQ(days_of(clock.elapsed(on(0), on(3))), 1);  // Friday.
  EXPECT_DOUBLE_EQ(days_of(clock.elapsed(on(1), on(3))), 0);
  EXPECT_DOUBLE_EQ(days_of(clock.elapsed(at(0, 23), on(5))), 3);
}

TEST(WorkingDays, AreThoseOfTheCalendarsZone) {
  // 9:00 in New York is 14:00 UTC.
  const auto clock = clock_of({}, base::Zone("America/New_York"));
  EXPECT_DOUBLE_EQ(days_of(clock.elapsed(at(0, 9), at(0, 18))), 0.5);
}

/// The definition, day by day.
std::int64_t worked(const WorkingCalendar& calendar, const base::Zone& zone, std::int64_t from,
                    std::int64_t to) {
  std::int64_t sum = 0;
  for (base::Day day = friday - std::chrono::days(390); day < friday + std::chrono::days(390);
       day += std::chrono::days(1)) {
    const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
    if (!calendar.weekdays[weekday] || calendar.holidays.contains(day)) continue;
    const auto begin =
        ms(zone.to_instant(base::Instant(day) + std::chrono::minutes(calendar.begin_minute)));
    const auto end =
        ms(zone.to_instant(base::Instant(day) + std::chrono::minutes(calendar.end_minute)));
    sum += std::max<std::int64_t>(0, std::min(end, to) - std::max(begin, from));
  }
  return sum;
}

RC_GTEST_PROP(WorkingDays, AreTheSumOverDaysInAnyZone, ()) {
  const base::Zone zone(*rc::gen::element<std::string>("UTC", "Europe/Berlin", "Asia/Tokyo",
                                                       "America/New_York", "Pacific/Apia"));
  WorkingCalendar calendar;
  calendar.begin_minute = *rc::gen::inRange(0, 1000);
  calendar.end_minute = *rc::gen::inRange(calendar.begin_minute + 1, 24 * 60 + 1);
  for (auto& works : calendar.weekdays) works = *rc::gen::inRange(0, 4) > 0;
  calendar.holidays.insert(friday + std::chrono::days(*rc::gen::inRange(0, 300)));
  const auto clock = clock_of(calendar, zone);
  const std::int64_t from =
      ms(base::Instant(friday)) + *rc::gen::inRange(0, 300 * 24) * 3'600'000LL;
  const std::int64_t to = from + *rc::gen::inRange(0, 60 * 24 * 4) * 900'000LL;
  const double hours = (calendar.end_minute - calendar.begin_minute) / 60.0;
  const double expected = static_cast<double>(worked(calendar, zone, from, to)) / 3.6e6 / hours;
  RC_ASSERT(std::abs(days_of(clock.elapsed({from, false}, {to, false})) - expected) < 1e-5);
}

/// Day 0 of test histories is a Wednesday.
SmallHistory with_calendar(const std::vector<DealStory>& deals, bool by_day = false) {
  WorldOptions options;
  if (by_day) options.precision = history::Precision::date;
  SmallHistory history(deals, options);
  history.settings.working_calendar.emplace();
  return history;
}

TEST(WorkingDays, StandBesideElapsedOnesAndSayTheirCalendar) {
  const auto history = with_calendar({{"d1", "A 0, B 7, won 14", {}},
                                      {"d2", "A 1, B 9, won 10", {}},
                                      {"d3", "A 2, B 5, won 7", {}}},
                                     true);
  const Report report = measure_all(history.inputs(), request_at(80));
  EXPECT_EQ(find_figure(report.figures, "time_in_stage", "median", "A")->value, 7);
  const auto* working = find_figure(report.figures, "time_in_stage", "working_days/median", "A");
  ASSERT_NE(working, nullptr);
  EXPECT_EQ(working->value, 5);  // 5, 6 and 1.
  EXPECT_EQ(working->unit, Unit::working_days);
  EXPECT_THAT(working->remarks, Contains(says(HasSubstr("Mon, Tue, Wed, Thu, Fri, 09:00-17:00"))));
  EXPECT_THAT(report.remarks, Contains(says(HasSubstr("Working days are of the calendar"))));
  EXPECT_EQ(find_figure(report.figures, "sales_cycle", "working_days/median")->value, 7);
  EXPECT_EQ(
      find_figure(report.figures, "time_to_next", "working_days/median of those that went on", "B")
          ->value,
      2);
}

TEST(WorkingDays, AreTheUnitOfWhereACurveEndsToo) {
  std::vector<DealStory> deals{{"d0", "A 0, B 0.5", {}}};
  for (int d = 1; d < 8; ++d) deals.push_back({"d" + std::to_string(d), "A 0", {}});
  const auto history = with_calendar(deals);
  const Report report = measure_all(history.inputs(), request_at(1));
  EXPECT_THAT(find_figure(report.figures, "time_in_stage", "median", "A")->reason.text(),
              HasSubstr("longer than 24 hours"));
  EXPECT_THAT(
      find_figure(report.figures, "time_in_stage", "working_days/median", "A")->reason.text(),
      HasSubstr("longer than 1.0 working days"));
}

TEST(WorkingDays, AreNotToldWithoutACalendar) {
  const std::vector<DealStory> deals{{"d1", "A 0, B 7, won 14", {}}};
  const SmallHistory history(deals);
  const Report report = measure_all(history.inputs(), request_at(80));
  for (const Figure& figure : report.figures) EXPECT_NE(figure.unit, Unit::working_days);
}

RC_GTEST_PROP(WorkingDays, OfACalendarThatNeverRestsAreElapsedDays, ()) {
  std::vector<DealStory> deals;
  for (int d = 0; d < 6; ++d) {
    const int a = *rc::gen::inRange(0, 20), b = a + *rc::gen::inRange(0, 20);
    deals.push_back({"d" + std::to_string(d),
                     "A " + std::to_string(a) + ", B " + std::to_string(b) +
                         (*rc::gen::arbitrary<bool>() ? ", won " + std::to_string(b + 3) : ""),
                     {}});
  }
  SmallHistory history(deals);
  history.settings.working_calendar =
      WorkingCalendar{{true, true, true, true, true, true, true}, 0, 24 * 60, {}, {}};
  Request request = request_at(30);
  request.period = days(5, 25);
  const Report report = measure_all(history.inputs(), request);
  for (const Figure& figure : report.figures) {
    if (!figure.part.starts_with("working_days/")) continue;
    const auto* elapsed =
        find_figure(report.figures, figure.measure, std::string_view(figure.part).substr(13),
                    figure.stage.empty() ? figure.goal : figure.stage);
    RC_ASSERT(elapsed != nullptr);
    RC_ASSERT(elapsed->value.has_value() == figure.value.has_value());
    if (figure.value) RC_ASSERT(std::abs(*elapsed->value - *figure.value) < 1e-6);
  }
}

}  // namespace
}  // namespace stagecraft::measures
