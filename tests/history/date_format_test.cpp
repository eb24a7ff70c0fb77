#include "history/date_format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/time.h"
#include "history/date_inference.h"
#include "history/zone_clock.h"

namespace stagecraft::history {
namespace {

/// `2026-02-23T20:55:00.000Z` or `2026-02-23`; the problem in words where there is one.
std::string read(std::string_view text, std::string_view format) {
  const auto parsed = parse_date(text, find_date_format(format).value());
  if (parsed.problem == DateProblem::not_a_date) return "not a date";
  if (parsed.problem == DateProblem::outside_years) return "outside years";
  const base::Instant at{base::Milliseconds(parsed.value.at_ms)};
  if (parsed.value.precision == Precision::date)
    return base::to_iso(std::chrono::floor<std::chrono::days>(at));
  return base::to_iso(at) + (parsed.value.has_offset ? "" : " local");
}

struct Reading {
  std::string_view format, text, means;
};

void expect_all(std::initializer_list<Reading> readings) {
  for (const auto& [format, text, means] : readings)
    EXPECT_EQ(read(text, format), means) << format << ": " << text;
}

TEST(DateFormat, ReadsIsoWithAndWithoutTimeFractionAndOffset) {
  expect_all({{"iso", "2026-02-23", "2026-02-23"},
              {"iso", "2026-02-23 20:55", "2026-02-23T20:55:00.000Z local"},
              {"iso", "2026-02-23T20:55:10.980402", "2026-02-23T20:55:10.980Z local"},
              {"iso", "2026-02-23T20:55:10Z", "2026-02-23T20:55:10.000Z"},
              {"iso", "2026-02-23T20:55:10.5+01:00", "2026-02-23T19:55:10.500Z"},
              {"iso", "2026-02-23 20:55:10 -0530", "2026-02-24T02:25:10.000Z"},
              {"iso", "20260223T205510Z", "2026-02-23T20:55:10.000Z"},
              {"iso", "2026/2/3", "2026-02-03"}});
}

TEST(DateFormat, ReadsNationalDates) {
  expect_all({{"dmy", "31.12.2026 20:55", "2026-12-31T20:55:00.000Z local"},
              {"dmy", "3/4/26", "2026-04-03"},
              {"dmy", "31-Dec-26", "2026-12-31"},
              {"dmy", "Thursday, 31 December 2026 8 pm", "2026-12-31T20:00:00.000Z local"},
              {"mdy", "02/23/26 08:55 PM", "2026-02-23T20:55:00.000Z local"},
              {"mdy", "02/24/26 12:05 AM", "2026-02-24T00:05:00.000Z local"},
              {"mdy", "2/24/2026, 12:05:09 p.m.", "2026-02-24T12:05:09.000Z local"},
              {"mdy", "Dec 31, 2026", "2026-12-31"}});
}

TEST(DateFormat, TakesTwoDigitYearsFromSixtyNineAsTheLastCentury) {
  expect_all({{"dmy", "01/01/68", "2068-01-01"}, {"dmy", "01/01/69", "1969-01-01"}});
}

TEST(DateFormat, ReadsEpochsAndPatterns) {
  expect_all(
      {{"epoch_s", "1700000000", "2023-11-14T22:13:20.000Z"},
       {"epoch_s", "1700000000.25", "2023-11-14T22:13:20.250Z"},
       {"epoch_ms", "1700000000250", "2023-11-14T22:13:20.250Z"},
       {"%d. %b %Y - %Hh%M", "23. Feb 2026 - 20h55", "2026-02-23T20:55:00.000Z local"},
       {"%F %I:%M:%S.%f %p %z", "2026-02-23 08:55:01.5 PM +0100", "2026-02-23T19:55:01.500Z"}});
}

TEST(DateFormat, RefusesWhatIsNoDate) {
  for (const auto text : {"", "x", "2026-02-30", "2026-13-01", "2026-02-23T25:00", "2026-02",
                          "2026-02-23x", "12:00", "2026-02-23T10:61", "--", "\xff\xfe"})
    EXPECT_EQ(read(text, "iso"), "not a date") << text;
  expect_all({{"dmy", "13/13/2026", "not a date"},
              {"mdy", "02/23/2026 13:00 PM", "not a date"},
              {"epoch_s", "1e9", "not a date"}});
}

TEST(DateFormat, RefusesYearsBefore1900AndAfter2200) {
  expect_all({{"iso", "1899-12-31", "outside years"},
              {"iso", "0000-01-01", "outside years"},
              {"iso", "9999-12-31", "outside years"},
              {"iso", "2200-12-31", "2200-12-31"},
              {"epoch_s", "99999999999999999999", "outside years"},
              {"epoch_s", "7289654400", "outside years"},
              {"epoch_s", "7289654399", "2200-12-31T23:59:59.000Z"}});
}

TEST(DateFormat, ExplainsAPatternThatCannotBeUsed) {
  EXPECT_FALSE(find_pattern_problem("%Y-%m-%dT%H:%M:%S"));
  EXPECT_THAT(find_pattern_problem("%Y-%m").value(), testing::HasSubstr("day"));
  EXPECT_THAT(find_pattern_problem("%Q %F").value(), testing::HasSubstr("'%Q'"));
  EXPECT_TRUE(find_pattern_problem("%F %"));
}

RC_GTEST_PROP(DateFormat, NeverThrowsWhateverTheBytes, (const std::string& bytes)) {
  for (const auto format : {"iso", "dmy", "mdy", "epoch_s", "epoch_ms", "%d. %b %y %I:%M %p"})
    (void)parse_date(bytes, find_date_format(format).value());
}

DateInference seen(std::initializer_list<std::string_view> values) {
  DateInference inference;
  std::int64_t line = 1;
  for (const auto value : values) inference.see(value, ++line);
  return inference;
}

TEST(DateInference, FindsTheStyleOfAColumn) {
  const std::vector<std::pair<DateStyle, DateInference>> columns{
      {DateStyle::iso, seen({"2026-01-02", "", "2026-01-03 10:00"})},
      {DateStyle::mdy, seen({"01/02/26", "01/31/26"})},
      {DateStyle::dmy, seen({"01.02.2026", "31.01.2026"})},
      {DateStyle::epoch_s, seen({"1700000000"})},
      {DateStyle::epoch_ms, seen({"1700000000000"})}};
  for (const auto& [style, column] : columns) EXPECT_EQ(column.answer().format->style, style);
}

TEST(DateInference, RefusesWhenDayAndMonthCouldBeEitherWayRound) {
  const auto inference = seen({"03/04/2026", "05/06/2026"});
  EXPECT_TRUE(inference.is_ambiguous());
  EXPECT_FALSE(inference.answer().format);
  EXPECT_THAT(inference.answer().reason.text(), testing::HasSubstr("'03/04/2026' in line 2"));
}

TEST(DateInference, RefusesAColumnThatMixesBothWays) {
  const auto answer = seen({"13/02/2026", "02/13/2026"}).answer();
  EXPECT_FALSE(answer.format);
  EXPECT_THAT(answer.reason.text(), testing::HasSubstr("line 3"));
}

TEST(DateInference, OutvotesASingleBadValue) {
  const auto answer = seen({"2026-01-02", "soon", "2026-01-04"}).answer();
  EXPECT_EQ(answer.format->style, DateStyle::iso);
  EXPECT_EQ(answer.fitting, 2);
}

TEST(DateInference, TakesDatesThatAreTheSameEitherWay) {
  EXPECT_TRUE(seen({"04/04/2026", "05/05/2026"}).answer().format);
}

std::string in_zone(std::string_view text, std::string_view zone) {
  ZoneClock clock{base::Zone(zone)};
  const auto value = parse_date(text, {}).value;
  return base::to_iso(base::Instant(base::Milliseconds(clock.to_utc_ms(value))));
}

TEST(ZoneClock, AppliesTheZoneOnlyToTimesWithoutOffset) {
  for (const auto& [local, utc] : {std::pair("2026-07-01 12:00", "2026-07-01T10:00:00.000Z"),
                                   std::pair("2026-01-01 12:00", "2026-01-01T11:00:00.000Z"),
                                   std::pair("2026-07-01 12:00Z", "2026-07-01T12:00:00.000Z"),
                                   std::pair("2026-07-01", "2026-07-01T00:00:00.000Z")})
    EXPECT_EQ(in_zone(local, "Europe/Berlin"), utc) << local;
}

TEST(ZoneClock, IsRightOnTheDaysOfTheChange) {
  for (const auto& [local, utc] : {std::pair("2026-03-29 01:30", "2026-03-29T00:30:00.000Z"),
                                   std::pair("2026-03-29 03:30", "2026-03-29T01:30:00.000Z"),
                                   std::pair("2026-10-25 12:00", "2026-10-25T11:00:00.000Z")})
    EXPECT_EQ(in_zone(local, "Europe/Berlin"), utc) << local;
}

}  // namespace
}  // namespace stagecraft::history
