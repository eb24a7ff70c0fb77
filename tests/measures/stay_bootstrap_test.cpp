#include "measures/stay_bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "base/statistics/kaplan_meier.h"
#include "base/statistics/random.h"

namespace stagecraft::measures {
namespace {

using base::statistics::Age;
using base::statistics::Random;

/// `visits` visits a deal, of exponential ages with a mean of 1,000; those of one deal alike when
/// `alike`.
std::vector<UnitStay> stays_of(std::uint32_t deals, int visits, bool alike) {
  Random random(4, deals);
  std::vector<UnitStay> stays;
  for (std::uint32_t deal = 0; deal < deals; ++deal) {
    double age = -std::log1p(-random.uniform()) * 1000;
    for (int i = 0; i < visits; ++i) {
      if (!alike) age = -std::log1p(-random.uniform()) * 1000;
      const auto cause = static_cast<base::statistics::Cause>(random.below(10) > 0);
      stays.push_back({.unit = deal * 3 + 5, .cause = cause, .length = static_cast<Age>(age)});
    }
  }
  return stays;
}

const StayQuestions median_and_p90{.quantiles = {0.5, 0.9}, .horizon = 6000};

TEST(StayBootstrap, AgreesWithBrookmeyerAndCrowleyWhereVisitsAreIndependent) {
  const auto stays = stays_of(400, 1, false);
  const auto intervals =
      bootstrap_stays(stays, {}, median_and_p90, {.figure = "x", .resamples = 500});
  base::statistics::Stays collected;
  for (const UnitStay& stay : stays) collected.add(stay.length, stay.cause);
  const auto median =
      base::statistics::KaplanMeier(std::move(collected).table(), 6000).quantile(0.5);
  ASSERT_TRUE(intervals.quantiles[0]);
  EXPECT_NEAR(intervals.quantiles[0]->width() / (*median.high - *median.low), 1, 0.3);
  EXPECT_TRUE(intervals.quantiles[0]->holds(*median.value));
  EXPECT_EQ(intervals.how, "500 resamples of 400 deals");
}

TEST(StayBootstrap, IsWiderWhereTheVisitsOfADealAreAlike) {
  const Resampling resampling{.figure = "x", .resamples = 500};
  const auto apart = bootstrap_stays(stays_of(400, 4, false), {}, median_and_p90, resampling);
  const auto alike = bootstrap_stays(stays_of(400, 4, true), {}, median_and_p90, resampling);
  EXPECT_GT(alike.quantiles[0]->width(), 1.5 * apart.quantiles[0]->width());
  EXPECT_GT(alike.mean->width(), 1.5 * apart.mean->width());
}

TEST(StayBootstrap, InClassesIsAsWideAsStayByStay) {
  const auto many = bootstrap_stays(stays_of(60'000, 1, false), {}, median_and_p90,
                                    {.figure = "x", .resamples = 1000});
  // The median of exponential ages has the standard error 1000/sqrt(n), a little more with a tenth
  // censored.
  EXPECT_NEAR(many.quantiles[0]->width(), 2 * 1.96 * 1000 / std::sqrt(60'000.0) * 1.05, 1.7);
  EXPECT_EQ(many.how, "1,000 resamples of 60,000 deals in 1,017 random groups");
}

TEST(StayBootstrap, LeavesAnEndOpenThatIsNotReached) {
  std::vector<UnitStay> stays = stays_of(30, 1, false);
  for (UnitStay& stay : stays)
    if (stay.length > 700) stay.cause = base::statistics::censored;
  const auto intervals = bootstrap_stays(stays, {}, {.quantiles = {0.5}, .horizon = 700},
                                         {.figure = "x", .resamples = 200});
  ASSERT_TRUE(intervals.quantiles[0]);
  EXPECT_TRUE(std::isinf(intervals.quantiles[0]->high));
  EXPECT_FALSE(std::isinf(intervals.quantiles[0]->low));
}

TEST(StayBootstrap, OfNothingIsUndefined) {
  EXPECT_FALSE(bootstrap_stays({}, {}, median_and_p90, {.figure = "x"}).quantiles[0]);
}

}  // namespace
}  // namespace stagecraft::measures
