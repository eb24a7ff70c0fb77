#include "selling/commission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;

const auto eur = base::Currency::find("EUR").value();
const PersonId ana{1}, ben{2};

/// Rep: 5 %, above 10,000.00 8 %; for offering `lite` 3 %. Engineer: 1 %.
CommissionPlan usual_plan() {
  return {.currency = eur,
          .rules = {{.role = "rep", .tiers = {{0, 50'000}, {1'000'000, 80'000}}},
                    {.role = "rep", .offering = "lite", .tiers = {{0, 30'000}}},
                    {.role = "engineer", .tiers = {{0, 10'000}}}}};
}

std::vector<std::int64_t> amounts(const CommissionPlan& plan, const Booking& booking,
                                  const std::vector<Earner>& earners) {
  std::vector<std::int64_t> found;
  for (const auto& line : commission_of(plan, booking, earners)) {
    EXPECT_EQ(line.amount.currency, eur);
    found.push_back(line.amount.minor);
  }
  return found;
}

TEST(Commission, IsByRoleOneLineAnEarner) {
  EXPECT_THAT(
      amounts(usual_plan(), {{500'000, eur}}, {{ana, "rep"}, {ben, "engineer"}, {ben, "marketer"}}),
      ElementsAre(25'000, 5'000, 0));
}

TEST(Commission, TakesTheOfferingsOwnRuleBeforeTheGeneralOne) {
  EXPECT_THAT(amounts(usual_plan(), {{500'000, eur}, "lite"}, {{ana, "rep"}, {ben, "engineer"}}),
              ElementsAre(15'000, 5'000));
  EXPECT_THAT(amounts(usual_plan(), {{500'000, eur}, "pro"}, {{ana, "rep"}}), ElementsAre(25'000));
}

// 10,000.00 at 5 % and 5,000.00 at 8 %: 500.00 + 400.00.
TEST(Commission, PaysEachTierOnItsOwnPart) {
  EXPECT_THAT(amounts(usual_plan(), {{1'500'000, eur}}, {{ana, "rep"}}), ElementsAre(90'000));
}

// 8,000.00 booked before: 2,000.00 at 5 %, 3,000.00 at 8 %.
TEST(Commission, CountsOnFromWhatWasBookedBefore) {
  EXPECT_THAT(amounts(usual_plan(), {{500'000, eur}},
                      {{.person = ana, .role = "rep", .booked_before = 800'000}}),
              ElementsAre(34'000));
}

TEST(Commission, RoundsHalfAwayFromZero) {
  const CommissionPlan plan{.currency = eur, .rules = {{.role = "rep", .tiers = {{0, 50'000}}}}};
  EXPECT_THAT(amounts(plan, {{50, eur}}, {{ana, "rep"}}), ElementsAre(3)) << "2.5";
  EXPECT_THAT(amounts(plan, {{49, eur}}, {{ana, "rep"}}), ElementsAre(2)) << "2.45";
  EXPECT_THAT(amounts(plan, {{-50, eur}}, {{.person = ana, .role = "rep", .booked_before = 1'000}}),
              ElementsAre(-3));
}

TEST(Commission, IsDividedByPartsAndRoundedOnce) {
  EXPECT_THAT(amounts(usual_plan(), {{500'001, eur}},
                      {{.person = ana, .role = "rep", .part = 600'000},
                       {.person = ben, .role = "rep", .part = 400'000}}),
              ElementsAre(15'000, 10'000));
}

TEST(Commission, NamesEveryGapOfThePlan) {
  auto plan = usual_plan();
  plan.rules.push_back({.role = "engineer", .tiers = {{5, 10'000}}});
  plan.rules.push_back({.role = "lead", .tiers = {{0, 2'000'000}}});
  EXPECT_THAT(faults_of([&] {
                commission_of(plan, {{1, {}}}, {});
              }),
              ElementsAre("/rules/3", "/rules/3/tiers", "/rules/4/tiers", "/amount"));
}

TEST(Commission, StaysExactForTheLargestAmounts) {
  const CommissionPlan plan{.currency = eur, .rules = {{.role = "rep", .tiers = {{0, 333'333}}}}};
  EXPECT_THAT(amounts(plan, {{1'000'000'000'000'000, eur}}, {{ana, "rep"}}),
              ElementsAre(333'333'000'000'000));
}

RC_GTEST_PROP(Commission, OfBookingsOneAfterTheOtherIsThatOfTheirSumWithinRounding,
              (std::uint32_t first, std::uint32_t second)) {
  const auto plan = usual_plan();
  const auto one = [&](std::int64_t amount, std::int64_t before) {
    const std::vector<Earner> earner{{.person = ana, .role = "rep", .booked_before = before}};
    return commission_of(plan, {{amount, eur}}, earner).at(0).amount.minor;
  };
  const std::int64_t total = std::int64_t{first} + second;
  const auto apart = one(first, 0) + one(second, first);
  RC_ASSERT(std::abs(apart - one(total, 0)) <= 1);
  RC_ASSERT(one(-std::int64_t{first}, total) == -one(first, second));
}

}  // namespace
}  // namespace stagecraft::selling
