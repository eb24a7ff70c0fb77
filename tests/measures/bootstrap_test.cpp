#include "measures/bootstrap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <numeric>

#include "base/statistics/random.h"

namespace stagecraft::measures {
namespace {

void write_mean(std::span<const double> sums, std::span<double> out) {
  if (sums[1] > 0) out[0] = sums[0] / sums[1];
}

UnitSums sums_of(const Units& units, const std::vector<double>& amounts) {
  UnitSums sums(units.count, 2);
  for (std::size_t deal = 0; deal < amounts.size(); ++deal) {
    sums.add(units.of_deal[deal], 0, amounts[deal]);
    sums.add(units.of_deal[deal], 1, 1);
  }
  return sums;
}

std::vector<double> exponential_amounts(std::size_t count, std::uint64_t seed) {
  base::statistics::Random random(seed, 0);
  std::vector<double> amounts(count);
  for (double& amount : amounts) amount = -std::log1p(-random.uniform());
  return amounts;
}

TEST(Bootstrap, DoesNotDependOnTheNumberOfThreads) {
  const auto units = units_of(50);
  const auto sums = sums_of(units, exponential_amounts(50, 1));
  const auto one = replicate(sums, {.figure = "mean@1", .threads = 1}, 1, write_mean);
  EXPECT_EQ(one, replicate(sums, {.figure = "mean@1", .threads = 3}, 1, write_mean));
  EXPECT_NE(one, replicate(sums, {.figure = "mean@1 owner=Ana", .threads = 1}, 1, write_mean));
}

TEST(Bootstrap, DrawsAsManyUnitsAsThereAre) {
  std::atomic<int> right = 0;
  for_each_resample(7, {.figure = "x", .resamples = 100}, [&](int, auto weights) {
    right += std::accumulate(weights.begin(), weights.end(), 0U) == 7;
  });
  EXPECT_EQ(right, 100);
}

// The spread of a resampled mean is sd/sqrt(n), so the interval is 2 x 1.96 times that wide.
TEST(Bootstrap, HasTheWidthOfTheMeansStandardError) {
  const auto amounts = exponential_amounts(2000, 2);
  const auto units = units_of(amounts.size());
  const auto interval = percentile_interval(
      replicate(sums_of(units, amounts), {.figure = "mean@1"}, 1, write_mean)[0]);
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->width(), 2 * 1.96 / std::sqrt(2000.0), 0.01);
}

TEST(Bootstrap, OfRandomGroupsIsAsWideAsOfDeals) {
  const auto amounts = exponential_amounts(40'000, 3);
  const auto whole = units_of(amounts.size(), {}, 40'000);
  const auto grouped = units_of(amounts.size(), {}, 4096);
  EXPECT_EQ(whole.group_size, 1);
  EXPECT_EQ(grouped.group_size, 10);
  EXPECT_EQ(grouped.count, 4000);
  const Resampling resampling{.figure = "mean@1", .resamples = 400};
  const auto of_deals =
      percentile_interval(replicate(sums_of(whole, amounts), resampling, 1, write_mean)[0]);
  const auto of_groups =
      percentile_interval(replicate(sums_of(grouped, amounts), resampling, 1, write_mean)[0]);
  EXPECT_NEAR(of_groups->width() / of_deals->width(), 1, 0.15);
}

TEST(Bootstrap, DrawsTheDealsOfAnAccountTogether) {
  const std::vector<std::uint32_t> accounts{7, 3, 7, 9};
  const auto units = units_of(4, accounts);
  EXPECT_EQ(units.count, 3);
  EXPECT_EQ(units.of_deal[0], units.of_deal[2]);
  EXPECT_NE(units.of_deal[0], units.of_deal[1]);
  EXPECT_EQ(units.describe(2000), "2,000 resamples of 4 deals by 3 accounts");
}

TEST(Bootstrap, SaysThatItGrouped) {
  EXPECT_EQ(units_of(1'000'000).describe(2000),
            "2,000 resamples of 1,000,000 deals in 4,082 random groups");
}

TEST(Bootstrap, HasNoIntervalWhereTheFigureIsOftenUndefined) {
  std::vector<double> replicates(2000, 1.0);
  std::fill_n(replicates.begin(), 100, std::nan(""));
  EXPECT_TRUE(percentile_interval(replicates));
  replicates[100] = std::nan("");
  EXPECT_FALSE(percentile_interval(replicates));
  EXPECT_FALSE(percentile_interval({}));
}

TEST(Bootstrap, OfNoDealsIsUndefined) {
  const auto units = units_of(0);
  EXPECT_FALSE(percentile_interval(
      replicate(UnitSums(units.count, 2), {.figure = "mean@1"}, 1, write_mean)[0]));
}

}  // namespace
}  // namespace stagecraft::measures
