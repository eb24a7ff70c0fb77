#include "measures/curve_sums.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <cmath>

#include "base/statistics/aalen_johansen.h"
#include "base/statistics/kaplan_meier.h"

namespace stagecraft::measures {
namespace {

using base::statistics::Age;
using base::statistics::Cause;

std::vector<UnitStay> arbitrary_stays() {
  std::vector<UnitStay> stays;
  const auto count = *rc::gen::inRange(1, 120);
  for (int i = 0; i < count; ++i) {
    const Age length = *rc::gen::inRange(0, 50);
    const bool late = length > 0 && *rc::gen::inRange(0, 4) == 0;
    stays.push_back({.unit = 0,
                     .cause = static_cast<Cause>(*rc::gen::inRange(0, 4)),
                     .length = length,
                     .entry = late ? *rc::gen::inRange<Age>(0, length) : UnitStay::from_birth});
  }
  return stays;
}

base::statistics::LifeTable table_of(const std::vector<UnitStay>& stays) {
  base::statistics::Stays collected;
  for (const UnitStay& stay : stays) {
    if (stay.is_late())
      collected.add_late(stay.length, stay.entry, stay.cause);
    else
      collected.add(stay.length, stay.cause);
  }
  return std::move(collected).table(3);
}

Curve curve_of(const std::vector<UnitStay>& stays, Age horizon, std::size_t most) {
  const CurveSums cells(class_ends(stays, horizon, most), 3);
  std::vector<double> sums(cells.size());
  for (const UnitStay& stay : stays)
    cells.spread(stay, [&](std::size_t which, double value) { sums[which] += value; });
  return cells.curve(sums);
}

RC_GTEST_PROP(CurveSums, GiveTheCurvesThatGoingThroughAllStaysGives, ()) {
  const auto stays = arbitrary_stays();
  const auto table = table_of(stays);
  const Age horizon = *rc::gen::inRange(1, 60);
  const auto curve = curve_of(stays, horizon, 1000);
  for (Cause cause = 1; cause <= 3; ++cause)
    RC_ASSERT(std::fabs(curve.incidence[cause - 1U] - incidence(table, cause, horizon).value) <
              1e-9);
  const base::statistics::KaplanMeier survival(table, horizon);
  RC_ASSERT(std::fabs(curve.survival - survival.at(horizon).value) < 1e-9);
  RC_ASSERT(std::fabs(curve.mean - survival.restricted_mean(horizon)) < 1e-9);
}

RC_GTEST_PROP(CurveSums, EndWhereTheLifeTableEnds, ()) {
  const auto stays = arbitrary_stays();
  RC_ASSERT(find_h_star(stays) == table_of(stays).h_star);
}

TEST(CurveSums, EndWhereTheLifeTableEndsAlsoAmongThousands) {
  std::vector<UnitStay> stays;
  for (int i = 0; i < 5000; ++i)
    stays.push_back({.unit = 0,
                     .cause = static_cast<Cause>(i % 3 != 0),
                     .length = (i * 7919) % 4001,
                     .entry = i % 5 == 0 ? (i * 7919) % 4001 / 2 : UnitStay::from_birth});
  std::erase_if(stays,
                [](const UnitStay& stay) { return stay.is_late() && stay.entry >= stay.length; });
  EXPECT_EQ(find_h_star(stays), table_of(stays).h_star);
}

TEST(CurveSums, StayNearTheCurveWithFewClasses) {
  std::vector<UnitStay> stays;
  for (int i = 0; i < 4000; ++i)
    stays.push_back(
        {.unit = 0, .cause = static_cast<Cause>(i % 4), .length = (i * 7919) % 100'003});
  const auto exact = incidence(table_of(stays), 1, 90'000).value;
  EXPECT_NEAR(curve_of(stays, 90'000, 64).incidence[0], exact, 0.005);
}

}  // namespace
}  // namespace stagecraft::measures
