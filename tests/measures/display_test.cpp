#include "measures/display.h"

#include <gtest/gtest.h>

namespace stagecraft::measures {
namespace {

Figure figure_of(Unit unit, double value, std::int64_t n = 50) {
  Figure figure;
  figure.unit = unit;
  figure.value = value;
  figure.n = n;
  return figure;
}

TEST(Display, GivesSharesTheDigitsThatTheirNumberBears) {
  EXPECT_EQ(share_text(0.5875, 99), "59 %");
  EXPECT_EQ(share_text(0.5875, 100), "58.8 %");
  EXPECT_EQ(share_text(0.5875, 9'999), "58.8 %");
  EXPECT_EQ(share_text(0.58754, 10'000), "58.75 %");
  EXPECT_EQ(share_text(0.575, 40), "58 %") << "half away from zero";
}

TEST(Display, NeverCallsAShareNothingOrAllUnlessItIs) {
  EXPECT_EQ(share_text(0, 50), "0 %");
  EXPECT_EQ(share_text(1, 50), "100 %");
  EXPECT_EQ(share_text(0.004, 50), "<1 %");
  EXPECT_EQ(share_text(0.996, 50), ">99 %");
  EXPECT_EQ(share_text(0.0004, 500), "<0.1 %");
  EXPECT_EQ(share_text(0.9996, 500), ">99.9 %");
}

TEST(Display, WritesShortTimesInHoursAndLongOnesInWholeDays) {
  EXPECT_EQ(days_text(20), "20 days");
  EXPECT_EQ(days_text(47.6667), "48 days");
  EXPECT_EQ(days_text(9.94), "9.9 days");
  EXPECT_EQ(days_text(9.96), "10 days");
  EXPECT_EQ(days_text(2), "2.0 days");
  EXPECT_EQ(days_text(1.5), "36 hours");
  EXPECT_EQ(days_text(0.25), "6.0 hours");
  EXPECT_EQ(days_text(0.0001), "<0.1 hours");
  EXPECT_EQ(days_text(0), "0 days");
  EXPECT_EQ(days_text(-3.25), "−3.3 days");
}

TEST(Display, WritesMoneyInThreeDigitsOrInWholeUnits) {
  EXPECT_EQ(money_text(89'988.75, "EUR", MoneyStyle::headline), "€90,000");
  EXPECT_EQ(money_text(89'988.75, "EUR", MoneyStyle::table), "€89,989");
  EXPECT_EQ(money_text(478.3217, "USD", MoneyStyle::headline), "$478");
  EXPECT_EQ(money_text(12.345, "CHF", MoneyStyle::headline), "CHF 12.3");
  EXPECT_EQ(money_text(0.012, "", MoneyStyle::headline), "0.01");
  EXPECT_EQ(money_text(-1'234.5, "GBP", MoneyStyle::table), "−£1,235");
  EXPECT_EQ(money_text(0, "EUR", MoneyStyle::headline), "€0");
}

TEST(Display, WritesCountsExactly) {
  EXPECT_EQ(count_text(1'234'567), "1,234,567");
  EXPECT_EQ(count_text(-999), "−999");
  EXPECT_EQ(show(figure_of(Unit::deals, 1)).text(), "1 deal");
  EXPECT_EQ(show(figure_of(Unit::visits, 2000)).text(), "2,000 visits");
}

TEST(Display, GivesTheEndsOfAnIntervalTheDigitsOfTheValue) {
  auto share = figure_of(Unit::share, 0.6, 5);
  share.low = 0.2307;
  share.high = 0.8824;
  EXPECT_EQ(show(share).text(), "60 %");
  EXPECT_EQ(show(share).interval(), "23 to 88 %");

  auto days = figure_of(Unit::days, 1.75);
  days.low = 0.5;
  days.high = 3;
  EXPECT_EQ(show(days).interval(), "12 to 72 hours");

  auto money = figure_of(Unit::money, 89'988.75);
  money.currency = "EUR";
  money.low = 81'234;
  money.high = 101'267;
  EXPECT_EQ(show(money, MoneyStyle::headline).interval(), "€81,200 to €101,300");
}

TEST(Display, SaysMoreThanWhereAnEndIsOpenAndAtLeastWhereTheValueIsABound) {
  auto days = figure_of(Unit::days, 20);
  days.low = 8;
  days.high = 60;
  days.high_is_open = true;
  days.value_is_bound = true;
  EXPECT_EQ(show(days).text(), "at least 20 days");
  EXPECT_EQ(show(days).interval(), "8 to more than 60 days");
}

TEST(Display, ShowsNoNumberForWhatIsUndefined) {
  Figure figure;
  figure.unit = Unit::share;
  figure.state = FigureState::undefined;
  figure.reason = "Nothing has closed.";
  const auto shown = show(figure);
  EXPECT_EQ(shown.text(), "–");
  EXPECT_EQ(shown.interval(), "");
  EXPECT_EQ(shown.note, "Nothing has closed.");
  EXPECT_FALSE(shown.is_defined);
}

TEST(Display, ShowsThinFiguresGrey) {
  auto share = figure_of(Unit::share, 0.6, 5);
  share.state = FigureState::too_thin;
  EXPECT_TRUE(show(share).is_grey);
  EXPECT_EQ(show(share).text(), "60 %");
}

TEST(Display, NamesRatesAndRatios) {
  EXPECT_EQ(show(figure_of(Unit::per_week, 4.26)).text(), "4.3 a week");
  EXPECT_EQ(show(figure_of(Unit::per_month, 41.5)).text(), "42 a month");
  EXPECT_EQ(show(figure_of(Unit::ratio, 0.9737)).text(), "0.97");
  auto velocity = figure_of(Unit::money_per_day, 478.3217);
  velocity.currency = "EUR";
  EXPECT_EQ(show(velocity, MoneyStyle::headline).text(), "€478 a day");
}

TEST(ShortDisplay, SaysDaysAndHoursInLetters) {
  EXPECT_EQ(show_short(figure_of(Unit::days, 33.4)).text(), "33 d");
  EXPECT_EQ(show_short(figure_of(Unit::days, 8.25)).text(), "8.3 d");
  EXPECT_EQ(show_short(figure_of(Unit::days, 1.5)).text(), "36 h");
  auto open = figure_of(Unit::days, 33);
  open.low = 28;
  open.high = 60;
  open.high_is_open = true;
  EXPECT_EQ(show_short(open).interval(), "28 to more than 60 d");
  open.value_is_bound = true;
  EXPECT_EQ(show_short(open).text(), "≥ 33 d");
}

TEST(ShortDisplay, GivesMoneyThreeDigitsAndAWordForThousands) {
  auto money = figure_of(Unit::money, 2'430'000);
  money.currency = "EUR";
  money.low = 1'100'000;
  money.high = 3'000'000;
  EXPECT_EQ(show_short(money).text(), "€2.43 m");
  EXPECT_EQ(show_short(money).interval(), "€1.10 to €3.00 m");
  EXPECT_EQ(show_short(money).sign, "€");
  EXPECT_EQ(show_short(money).digits, "2.43");
  money.value = 9'994;
  EXPECT_EQ(show_short(money).text(), "€9,990");
  money.value = 999'600'000;
  EXPECT_EQ(show_short(money).text(), "€1.00 bn");
  money.value = -84'940;
  EXPECT_EQ(show_short(money).text(), "−€84.9 k");
  money.unit = Unit::money_per_day;
  money.value = 12'345;
  EXPECT_EQ(show_short(money).text(), "€12.3 k a day");
}

TEST(ShortDisplay, LeavesCountsBare) {
  EXPECT_EQ(show_short(figure_of(Unit::deals, 1'284)).text(), "1,284");
}

TEST(Display, WritesWhatSomebodyStatedWithNoMoreDigitsThanItNeeds) {
  EXPECT_EQ(stated_text(12), "12");
  EXPECT_EQ(stated_text(8.5), "8.5");
  EXPECT_EQ(stated_text(9.97), "10");
  EXPECT_EQ(stated_text(100.0 / 3), "33.3");
  EXPECT_EQ(stated_money(300'000, "EUR"), "€300 k");
  EXPECT_EQ(stated_money(1'500'000, "EUR"), "€1.5 m");
  EXPECT_EQ(stated_money(84.5, "CHF"), "CHF 84.5");
  EXPECT_EQ(stated_money(0, "EUR"), "€0");
}

}  // namespace
}  // namespace stagecraft::measures
