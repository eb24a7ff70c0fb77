#include "history/amount_parser.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace stagecraft::history {
namespace {

std::string point(std::string_view text) { return parse_amount(text, {}).canonical; }
std::string comma(std::string_view text) {
  return parse_amount(text, {.decimal = ',', .digits = 4, .currency = {}}).canonical;
}

struct Reading {
  std::string (*read)(std::string_view);
  std::string_view text, means;
};

void expect_all(std::initializer_list<Reading> readings) {
  for (const auto& [read, text, means] : readings) EXPECT_EQ(read(text), means) << text;
}

TEST(AmountParser, ReadsWithoutFloatingPoint) {
  expect_all({{point, "1054", "1054"},
              {point, "0.1", "0.1"},
              {point, "90071992547409.93", "90071992547409.93"},
              {point, "007.50", "7.5"},
              {point, ".5", "0.5"},
              {point, "-0.00", "0"}});
}

TEST(AmountParser, ReadsGroupsOfThousands) {
  expect_all({{point, "1,234,567.89", "1234567.89"},
              {point, "12,34,567", "1234567"},
              {comma, "1.234.567,89", "1234567.89"},
              {comma, "1 234,5", "1234.5"},
              {comma, "1\u202F234,5", "1234.5"},
              {point, "1'234.50", "1234.5"},
              {point, "1,23", ""},
              {point, "1,2345", ""}});
}

TEST(AmountParser, ReadsSignsAndCurrencies) {
  expect_all({{point, "$1,234.50", "1234.5"},
              {point, "(1,234.50)", "-1234.5"},
              {point, "-$5", "-5"},
              {point, "$-5", "-5"},
              {point, "\u22125", "-5"}});
  const auto euro = parse_amount("1.234,50 €", {.decimal = ',', .digits = 4, .currency = {}});
  EXPECT_EQ(euro.canonical, "1234.5");
  EXPECT_EQ(euro.currency, base::Currency::find("EUR"));
  EXPECT_EQ(parse_amount("CHF 12", {}).currency, base::Currency::find("CHF"));
  EXPECT_FALSE(parse_amount("$12", {}).currency.is_stated());
}

TEST(AmountParser, RefusesTheSignOfAnotherCurrency) {
  const AmountFormat dollars{.decimal = '.', .digits = 2, .currency = *base::Currency::find("USD")};
  EXPECT_EQ(parse_amount("€ 5", dollars).problem, AmountProblem::other_currency);
  EXPECT_EQ(parse_amount("$ 5", dollars).problem, AmountProblem::none);
}

TEST(AmountParser, DoesNotGuessWhetherAPointGroupsThousands) {
  EXPECT_EQ(parse_amount("1.234", {}).problem, AmountProblem::unclear_grouping);
  EXPECT_EQ(parse_amount("1.000", {}).problem, AmountProblem::unclear_grouping);
  EXPECT_EQ(parse_amount("0.125", {}).problem, AmountProblem::none);
  EXPECT_EQ(comma("1.234"), "1234");
}

TEST(AmountParser, RoundsHalfAwayFromZeroAndSaysSo) {
  const AmountFormat cents{.decimal = '.', .digits = 2, .currency = {}};
  EXPECT_EQ(parse_amount("33.33333", cents).canonical, "33.33");
  EXPECT_TRUE(parse_amount("33.33333", cents).was_rounded);
  EXPECT_EQ(parse_amount("-9.99500", cents).canonical, "-10");
  EXPECT_FALSE(parse_amount("1054.0000", cents).was_rounded);
}

TEST(AmountParser, RefusesWhatIsNoNumber) {
  for (const auto text : {"", "abc", "1e5", "1.2.3", "--5", "$", "EUR", "1 2", "NaN", "\xff"})
    EXPECT_EQ(parse_amount(text, {}).problem, AmountProblem::not_a_number) << text;
}

RC_GTEST_PROP(AmountParser, NeverThrowsWhateverTheBytes, (const std::string& bytes)) {
  (void)parse_amount(bytes, {});
}

}  // namespace
}  // namespace stagecraft::history
