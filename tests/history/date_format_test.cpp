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

TEST(DateFormat, ReadsIsoWithAndWithoutTimeFractionAndOffset) {
  EXPECT_EQ(read("2026-02-23", "iso"), "2026-02-23");
  EXPECT_EQ(read("2026-02-23 20:55", "iso"), "2026-02-23T20:55:00.000Z local");
  EXPECT_EQ(read("2026-02-23T20:55:10.980402", "iso"), "2026-02-23T20:55:10.980Z local");
  EXPECT_EQ(read("2026-02-23T20:55:10Z", "iso"), "2026-02-23T20:55:10.000Z");
  EXPECT_EQ(read("2026-02-23T20:55:10.5+01:00", "iso"), "2026-02-23T19:55:10.500Z");
  EXPECT_EQ(read("2026-02-23 20:55:10 -0530", "iso"), "2026-02-24T02:25:10.000Z");
  EXPECT_EQ(read("20260223T205510Z", "iso"), "2026-02-23T20:55:10.000Z");
  EXPECT_EQ(read("2026/2/3", "iso"), "2026-02-03");
}

TEST(DateFormat, ReadsNationalDates) {
  EXPECT_EQ(read("31.12.2026 20:55", "dmy"), "2026-12-31T20:55:00.000Z local");
  EXPECT_EQ(read("3/4/26", "dmy"), "2026-04-03");
  EXPECT_EQ(read("02/23/26 08:55 PM", "mdy"), "2026-02-23T20:55:00.000Z local");
  EXPECT_EQ(read("02/24/26 12:05 AM", "mdy"), "2026-02-24T00:05:00.000Z local");
  EXPECT_EQ(read("2/24/2026, 12:05:09 p.m.", "mdy"), "2026-02-24T12:05:09.000Z local");
  EXPECT_EQ(read("31-Dec-26", "dmy"), "2026-12-31");
  EXPECT_EQ(read("Dec 31, 2026", "mdy"), "2026-12-31");
  EXPECT_EQ(read("Thursday, 31 December 2026 8 pm", "dmy"), "2026-12-31T20:00:00.000Z local");
}

TEST(DateFormat, TakesTwoDigitYearsFromSixtyNineAsTheLastCentury) {
  EXPECT_EQ(read("01/01/68", "dmy"), "2068-01-01");
  EXPECT_EQ(read("01/01/69", "dmy"), "1969-01-01");
}

TEST(DateFormat, ReadsEpochsAndPatterns) {
  EXPECT_EQ(read("1700000000", "epoch_s"), "2023-11-14T22:13:20.000Z");
  EXPECT_EQ(read("1700000000.25", "epoch_s"), "2023-11-14T22:13:20.250Z");
  EXPECT_EQ(read("1700000000250", "epoch_ms"), "2023-11-14T22:13:20.250Z");
  EXPECT_EQ(read("23. Feb 2026 - 20h55", "%d. %b %Y - %Hh%M"), "2026-02-23T20:55:00.000Z local");
  EXPECT_EQ(read("2026-02-23 08:55:01.5 PM +0100", "%F %I:%M:%S.%f %p %z"),
            "2026-02-23T19:55:01.500Z");
}

TEST(DateFormat, RefusesWhatIsNoDate) {
  for (const auto text : {"", "x", "2026-02-30", "2026-13-01", "2026-02-23T25:00", "2026-02",
                          "2026-02-23x", "12:00", "2026-02-23T10:61", "--", "\xff\xfe"})
    EXPECT_EQ(read(text, "iso"), "not a date") << text;
  EXPECT_EQ(read("13/13/2026", "dmy"), "not a date");
  EXPECT_EQ(read("02/23/2026 13:00 PM", "mdy"), "not a date");
  EXPECT_EQ(read("1e9", "epoch_s"), "not a date");
}

TEST(DateFormat, RefusesYearsBefore1900AndAfter2200) {
  EXPECT_EQ(read("1899-12-31", "iso"), "outside years");
  EXPECT_EQ(read("0000-01-01", "iso"), "outside years");
  EXPECT_EQ(read("9999-12-31", "iso"), "outside years");
  EXPECT_EQ(read("2200-12-31", "iso"), "2200-12-31");
  EXPECT_EQ(read("99999999999999999999", "epoch_s"), "outside years");
  EXPECT_EQ(read("7289654400", "epoch_s"), "outside years");
  EXPECT_EQ(read("7289654399", "epoch_s"), "2200-12-31T23:59:59.000Z");
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
  EXPECT_EQ(seen({"2026-01-02", "", "2026-01-03 10:00"}).answer().format->style, DateStyle::iso);
  EXPECT_EQ(seen({"01/02/26", "01/31/26"}).answer().format->style, DateStyle::mdy);
  EXPECT_EQ(seen({"01.02.2026", "31.01.2026"}).answer().format->style, DateStyle::dmy);
  EXPECT_EQ(seen({"1700000000"}).answer().format->style, DateStyle::epoch_s);
  EXPECT_EQ(seen({"1700000000000"}).answer().format->style, DateStyle::epoch_ms);
}

TEST(DateInference, RefusesWhenDayAndMonthCouldBeEitherWayRound) {
  const auto inference = seen({"03/04/2026", "05/06/2026"});
  EXPECT_TRUE(inference.is_ambiguous());
  EXPECT_FALSE(inference.answer().format);
  EXPECT_THAT(inference.answer().reason, testing::HasSubstr("'03/04/2026' in line 2"));
}

TEST(DateInference, RefusesAColumnThatMixesBothWays) {
  const auto answer = seen({"13/02/2026", "02/13/2026"}).answer();
  EXPECT_FALSE(answer.format);
  EXPECT_THAT(answer.reason, testing::HasSubstr("line 3"));
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
  EXPECT_EQ(in_zone("2026-07-01 12:00", "Europe/Berlin"), "2026-07-01T10:00:00.000Z");
  EXPECT_EQ(in_zone("2026-01-01 12:00", "Europe/Berlin"), "2026-01-01T11:00:00.000Z");
  EXPECT_EQ(in_zone("2026-07-01 12:00Z", "Europe/Berlin"), "2026-07-01T12:00:00.000Z");
  EXPECT_EQ(in_zone("2026-07-01", "Europe/Berlin"), "2026-07-01T00:00:00.000Z");
}

TEST(ZoneClock, IsRightOnTheDaysOfTheChange) {
  EXPECT_EQ(in_zone("2026-03-29 01:30", "Europe/Berlin"), "2026-03-29T00:30:00.000Z");
  EXPECT_EQ(in_zone("2026-03-29 03:30", "Europe/Berlin"), "2026-03-29T01:30:00.000Z");
  EXPECT_EQ(in_zone("2026-10-25 12:00", "Europe/Berlin"), "2026-10-25T11:00:00.000Z");
}

}  // namespace
}  // namespace stagecraft::history
