#include "base/time.h"

#include <gtest/gtest.h>

#include "base/error.h"

namespace stagecraft::base {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr Day day(int y, unsigned m, unsigned d) {
  return sys_days(std::chrono::year(y) / static_cast<int>(m) / static_cast<int>(d));
}

TEST(Zone, KnowsDaysOf23And25Hours) {
  const Zone berlin("Europe/Berlin");
  EXPECT_EQ(berlin.start_of(day(2026, 3, 30)) - berlin.start_of(day(2026, 3, 29)), 23h);
  EXPECT_EQ(berlin.start_of(day(2026, 10, 26)) - berlin.start_of(day(2026, 10, 25)), 25h);
}

TEST(Zone, FindsTheLocalDayOfAnInstant) {
  const Zone tokyo("Asia/Tokyo");
  EXPECT_EQ(tokyo.day_of(Instant(day(2026, 1, 1)) + 15h), day(2026, 1, 2));
  EXPECT_EQ(Zone().day_of(Instant(day(2026, 1, 1)) + 15h), day(2026, 1, 1));
}

TEST(Zone, TakesTheEarlierOfTwoLocalTimesAndTheEndOfAGap) {
  const Zone berlin("Europe/Berlin");
  EXPECT_EQ(berlin.to_instant(Instant(day(2026, 10, 25)) + 2h + 30min),
            Instant(day(2026, 10, 25)) + 30min);
  EXPECT_EQ(berlin.to_instant(Instant(day(2026, 3, 29)) + 2h + 30min),
            Instant(day(2026, 3, 29)) + 1h);
}

TEST(Zone, RefusesUnknownNames) { EXPECT_THROW(Zone("Europe/Atlantis"), Error); }

TEST(Border, ComparesDateOnlyEventsByDay) {
  const Zone new_york("America/New_York");
  const auto border = Border::start_of(day(2026, 1, 2), new_york);
  EXPECT_TRUE(border.holds_before(Instant(day(2026, 1, 1)), true));
  EXPECT_FALSE(border.holds_before(Instant(day(2026, 1, 2)), true));
  EXPECT_TRUE(border.holds_before(Instant(day(2026, 1, 2)) + 4h, false));  // still 1 January there
}

TEST(Border, JustAfterIncludesTheInstantAndItsLocalDay) {
  const auto border = Border::just_after(Instant(day(2026, 1, 2)) + 12h, Zone());
  EXPECT_TRUE(border.holds_before(Instant(day(2026, 1, 2)) + 12h, false));
  EXPECT_FALSE(border.holds_before(Instant(day(2026, 1, 2)) + 12h + 1ms, false));
  EXPECT_TRUE(border.holds_before(Instant(day(2026, 1, 2)), true));
}

TEST(Iso, WritesInstantsAndDays) {
  EXPECT_EQ(to_iso(Instant(day(2026, 1, 31)) + 12h + 5ms), "2026-01-31T12:00:00.005Z");
  EXPECT_EQ(to_iso(day(1999, 12, 1)), "1999-12-01");
  EXPECT_EQ(to_iso(Instant(day(1999, 12, 31)) + 23h + 59min + 58s + 987ms),
            "1999-12-31T23:59:58.987Z");
  EXPECT_EQ(to_iso(Instant(day(1969, 12, 31)) + 1ms), "1969-12-31T00:00:00.001Z");
  EXPECT_EQ(to_iso(day(7, 1, 2)), "0007-01-02");
  EXPECT_EQ(to_iso(day(12'345, 1, 2)), "12345-01-02");
  EXPECT_EQ(to_iso(Instant(day(12'345, 1, 2)) + 3ms), "12345-01-02T00:00:00.003Z");
}

}  // namespace
}  // namespace stagecraft::base
