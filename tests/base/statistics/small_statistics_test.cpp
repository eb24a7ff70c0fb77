#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "base/statistics/benjamini_hochberg.h"
#include "base/statistics/poisson.h"
#include "base/statistics/quantile.h"
#include "base/statistics/radix_sort.h"
#include "base/statistics/rounding.h"

namespace stagecraft::base::statistics {
namespace {

// Published table of exact Poisson limits: 0, 1, 10.
TEST(Garwood, GivesThePublishedLimits) {
  EXPECT_EQ(garwood(0).low, 0);
  EXPECT_NEAR(garwood(0).high, 3.6889, 5e-5);
  EXPECT_NEAR(garwood(1).low, 0.0253, 5e-5);
  EXPECT_NEAR(garwood(1).high, 5.5716, 5e-5);
  EXPECT_NEAR(garwood(10).low, 4.7954, 5e-5);
  EXPECT_NEAR(garwood(10).high, 18.3904, 5e-5);
}

TEST(BenjaminiHochberg, GivesTheWorkedAdjustedValues) {
  const std::vector<double> p{.001, .008, .012, .021, .04, .12, .35, .8};
  const std::vector<double> expected{.008, .032, .032, .042, .064, .16, .40, .80};
  const auto adjusted = benjamini_hochberg(p);
  for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(adjusted[i], expected[i], 1e-12);
  EXPECT_EQ(std::ranges::count_if(adjusted, [](double a) { return a <= 0.10; }), 5);
}

TEST(BenjaminiHochberg, KeepsTheOrderGiven) {
  const auto adjusted = benjamini_hochberg(std::vector<double>{.8, .001});
  EXPECT_DOUBLE_EQ(adjusted[0], .8);
  EXPECT_DOUBLE_EQ(adjusted[1], .002);
}

TEST(PlainQuantile, TakesTheMeanOfTheMiddleTwo) {
  std::vector<double> values{40, 61, 42};
  EXPECT_EQ(plain_quantile(values, 0.5), 42);
  std::vector<double> even{4, 1, 3, 2};
  EXPECT_EQ(plain_quantile(even, 0.5), 2.5);
  EXPECT_EQ(plain_quantile(even, 0.25), 1.5);
  EXPECT_EQ(plain_quantile(even, 0.3), 2);
  EXPECT_EQ(plain_quantile(even, 0.99), 4);
}

TEST(PlainQuantile, TakesTheMeanOfNeighboursThoughTheRankCarriesRounding) {
  const std::vector<double> ten{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  EXPECT_EQ(sorted_quantile(ten, 0.9), 9.5);
  EXPECT_EQ(sorted_quantile(ten, 0.7), 7.5);
}

TEST(PlainQuantile, OfNothingIsUndefined) {
  EXPECT_EQ(plain_quantile({}, 0.5), std::nullopt);
  EXPECT_EQ(mean({}), std::nullopt);
}

TEST(Rounding, TakesHalvesAwayFromZero) {
  EXPECT_EQ(round_half_away(2.5, 0), 3);
  EXPECT_EQ(round_half_away(-2.5, 0), -3);
  EXPECT_EQ(round_half_away(0.575 * 100, 0), 58);
  EXPECT_EQ(round_half_away(1.005, 2), 1.01);
  EXPECT_EQ(round_half_away(2.4999, 0), 2);
  EXPECT_EQ(round_half_away(1250, -2), 1300);
  EXPECT_FALSE(std::signbit(round_half_away(-0.2, 0)));
}

TEST(Rounding, KeepsSignificantDigits) {
  EXPECT_EQ(round_significant(89'988.75, 3), 90'000);
  EXPECT_EQ(round_significant(12'345, 3), 12'300);
  EXPECT_EQ(round_significant(0.0012345, 3), 0.00123);
  EXPECT_EQ(round_significant(0, 3), 0);
  EXPECT_EQ(round_significant(999.6, 3), 1000);
}

TEST(RadixSort, SortsByTheLowBitsAndCarriesTheRest) {
  std::mt19937_64 random(7);
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{60}, std::size_t{200},
                                 std::size_t{2000}, std::size_t{5000}, std::size_t{300'000}}) {
    for (const unsigned width : {1U, 10U, 11U, 12U, 34U, 48U}) {
      std::vector<std::uint64_t> keys(size);
      for (auto& key : keys) key = (random() >> (64 - width)) | (random() % 16 << 48);
      for (std::size_t i = 0; width == 34 && i < size; ++i)  // Most of them crowd together.
        if (i % 4 != 0) keys[i] &= 0x000F'0000'0000'00FF;
      auto expected = keys;
      std::ranges::stable_sort(expected, {}, [](std::uint64_t k) { return k & 0xFFFF'FFFF'FFFF; });
      radix_sort(keys, 48);
      EXPECT_EQ(keys, expected) << size << " keys of " << width << " bits";
    }
  }
}

}  // namespace
}  // namespace stagecraft::base::statistics
