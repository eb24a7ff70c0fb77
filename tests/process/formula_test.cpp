#include "process/formula.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stagecraft::process {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Map map_with_fields() {
  Map map;
  map.fields = {
      {.id = "yearly_cost", .name = "Cost", .kind = FieldKind::money},
      {.id = "region", .name = "Region", .kind = FieldKind::choice, .choices = {"north", "south"}}};
  return map;
}

/// Empty: the formula is good.
std::string fault_of(std::string_view text, MeasureKind kind = MeasureKind::share) {
  const Map map = map_with_fields();
  FormulaFault fault;
  return parse_formula(text, kind, map, fault) ? "" : fault.message.text();
}

std::string condition_fault(std::string_view text, Subject subject = Subject::deal) {
  const Map map = map_with_fields();
  FormulaFault fault;
  return parse_condition(text, FieldTable::of(subject, &map), fault) ? "" : fault.message.text();
}

TEST(Formula, OfEachFormIsAccepted) {
  EXPECT_EQ(fault_of("count(created where origin = 'referral') / count(won)"), "");
  EXPECT_EQ(fault_of("sum(amount of won) * win_rate / count(entered(demo))", MeasureKind::money),
            "");
  EXPECT_EQ(fault_of("median(days_in(demo) of left(demo))", MeasureKind::days), "");
  EXPECT_EQ(fault_of("p90(days_open of in_stage)", MeasureKind::days), "");
  EXPECT_EQ(fault_of("max(0, 1 - count(lost) / count(created))"), "");
  EXPECT_EQ(fault_of("count(touchpoints where kind in ('call', 'visit'))", MeasureKind::count), "");
  EXPECT_EQ(fault_of("mean(yearly_cost of won)", MeasureKind::money), "");
  EXPECT_EQ(fault_of("-2 * (count(won) + 1)", MeasureKind::count), "");
}

TEST(Formula, ComparesOnlyKindsThatGoTogether) {
  EXPECT_THAT(fault_of("count(won) + sum(amount of won)"),
              HasSubstr("'+' does not go with a count and money"));
  EXPECT_THAT(fault_of("count(won)"),
              HasSubstr("the result is a count, but the measure's kind is a share"));
  EXPECT_EQ(fault_of("sum(amount of won) / sum(amount of created)"), "");
  EXPECT_EQ(fault_of("sum(amount of won) / count(won)", MeasureKind::money), "");
  EXPECT_THAT(fault_of("count(won) / sum(amount of won)"), HasSubstr("'/' does not go"));
  EXPECT_THAT(fault_of("sum(owner of won)", MeasureKind::count),
              HasSubstr("cannot be counted with"));
  EXPECT_THAT(fault_of("mean(days_open of quotes)", MeasureKind::days),
              HasSubstr("known of deals"));
}

TEST(Formula, ReportsWhatItCannotRead) {
  EXPECT_THAT(fault_of(""), HasSubstr("but it ends"));
  EXPECT_THAT(fault_of("count(won"), HasSubstr("')' is expected"));
  EXPECT_THAT(fault_of("win_rat"), HasSubstr("did you mean 'win_rate'?"));
  EXPECT_THAT(fault_of("average(amount of won)"), HasSubstr("there is no function 'average'"));
  EXPECT_THAT(fault_of("1 2"), HasSubstr("the end is expected here"));
  EXPECT_THAT(fault_of("count(won) % 2"), HasSubstr("'%' has no meaning"));
  EXPECT_THAT(fault_of("count(won where owner = 'Ann)"), HasSubstr("does not end"));
}

TEST(Formula, KeepsToItsLimits) {
  EXPECT_THAT(fault_of(std::string(10'000, '(')), HasSubstr("10000 characters; at most 500"));
  EXPECT_THAT(fault_of(std::string(17, '(') + "1" + std::string(17, ')')), HasSubstr("16 levels"));
  EXPECT_EQ(fault_of(std::string(16, '(') + "1" + std::string(16, ')')), "");
  std::string long_sum = "1";
  for (int i = 0; i < 40; ++i) long_sum += "+1";
  EXPECT_THAT(fault_of(long_sum), HasSubstr("more than 64 parts"));
}

TEST(Formula, IsUndefinedWithItsReason) {
  const Map map = map_with_fields();
  FormulaFault fault;
  const auto quotient = parse_formula("1/0", MeasureKind::share, map, fault);
  ASSERT_TRUE(quotient);
  const auto no_leaf = [](const FormulaNode&) { return FormulaResult{0.0}; };
  EXPECT_EQ(evaluate(*quotient, no_leaf), (FormulaResult{std::nullopt, "division by 0"}));
  const auto sum = parse_formula("1 + count(won) / count(lost)", MeasureKind::share, map, fault);
  ASSERT_TRUE(sum);
  const auto no_deals = [](const FormulaNode&) { return FormulaResult{std::nullopt, "no deals"}; };
  EXPECT_EQ(evaluate(*sum, no_deals).reason, "no deals");
}

TEST(Formula, IsWorkedOutWithPrecedence) {
  const Map map = map_with_fields();
  FormulaFault fault;
  const auto formula =
      parse_formula("2 + 3 * -count(won) - 8 / 4 / 2", MeasureKind::count, map, fault);
  ASSERT_TRUE(formula);
  EXPECT_EQ(evaluate(*formula, [](const FormulaNode&) { return FormulaResult{5.0}; }).value, -14.0);
}

TEST(Formula, CirclesAreFoundWithTheirOrder) {
  Map map;
  map.measures = {{.id = "a", .name = "A", .kind = MeasureKind::count, .formula = "c + 1"},
                  {.id = "b", .name = "B", .kind = MeasureKind::count, .formula = "c"},
                  {.id = "c", .name = "C", .kind = MeasureKind::count, .formula = "d"},
                  {.id = "d", .name = "D", .kind = MeasureKind::count, .formula = "c"}};
  EXPECT_THAT(find_circle(map), ElementsAre("c", "d", "c"));
  map.measures.back().formula = "count(won)";
  EXPECT_THAT(find_circle(map), ::testing::IsEmpty());
}

TEST(Condition, JudgesFieldsAndKinds) {
  EXPECT_EQ(condition_fault("amount >= 1000 and owner in ('Ann', 'Bo') and team is not filled"),
            "");
  EXPECT_EQ(condition_fault("expected_close < '2026-01-31' and region = 'north'"), "");
  EXPECT_THAT(condition_fault("amount = 'x'"), HasSubstr("a number is expected"));
  EXPECT_THAT(condition_fault("owner < 'x'"), HasSubstr("no order"));
  EXPECT_THAT(condition_fault("ownr = 'x'"), HasSubstr("did you mean 'owner'?"));
  EXPECT_THAT(condition_fault("region = 'east'"), HasSubstr("one of north, south"));
  EXPECT_THAT(condition_fault("discount_share <= 5", Subject::quote), HasSubstr("between 0 and 1"));
  EXPECT_THAT(condition_fault("owner = 'a' or owner = 'b'"), HasSubstr("'and' or the end"));
  EXPECT_THAT(condition_fault("kept = 'yes'", Subject::promise), HasSubstr("true or false"));
}

TEST(Condition, HoldsWhenAllTestsPass) {
  FormulaFault fault;
  const auto condition = parse_condition("amount >= 10 and owner != 'Ann' and amount < 20",
                                         FieldTable::of(Subject::deal, nullptr), fault);
  ASSERT_TRUE(condition);
  EXPECT_THAT(condition->fields, ElementsAre("amount", "owner"));
  const auto with = [&](double amount, FieldValue owner) {
    return holds(*condition,
                 [&](std::size_t field) { return field == 0 ? FieldValue(amount) : owner; });
  };
  EXPECT_TRUE(with(10, "Bo"));
  EXPECT_FALSE(with(20, "Bo"));
  EXPECT_FALSE(with(10, "Ann"));
  EXPECT_FALSE(with(10, std::nullopt));
}

}  // namespace
}  // namespace stagecraft::process
