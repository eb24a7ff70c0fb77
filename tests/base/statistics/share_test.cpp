#include "base/statistics/share.h"

#include <gtest/gtest.h>

namespace stagecraft::base::statistics {
namespace {

TEST(Wilson, GivesTheWinRateOfTheWorkedExample) {
  const auto rate = share_of(3, 5);
  ASSERT_TRUE(rate);
  EXPECT_DOUBLE_EQ(rate->value, 0.6);
  EXPECT_NEAR(rate->low, 0.2307, 5e-5);
  EXPECT_NEAR(rate->high, 0.8824, 5e-5);
  EXPECT_TRUE(rate->too_thin);
}

TEST(Wilson, StaysInsideZeroAndOne) {
  EXPECT_EQ(share_of(0, 10)->low, 0);
  EXPECT_NEAR(share_of(0, 10)->high, 0.2775, 5e-5);
  EXPECT_EQ(share_of(10, 10)->high, 1);
}

TEST(Share, IsUndefinedWithoutKnownFates) { EXPECT_FALSE(share_of(0, 0)); }

TEST(Share, IsTooThinBelowTenFatesOrWithAWideInterval) {
  EXPECT_TRUE(share_of(9, 9)->too_thin);
  EXPECT_FALSE(share_of(10, 10)->too_thin);
  EXPECT_TRUE(share_of(10, 20)->too_thin) << "0.40 wide and more";
  EXPECT_FALSE(share_of(12, 24)->too_thin);
}

TEST(Share, TakesTheKnownFatesWhereTheVarianceSaysNothing) {
  EXPECT_DOUBLE_EQ(share_with_variance(0, 0, 12)->n_eff, 12);
  EXPECT_DOUBLE_EQ(share_with_variance(1, 0, 12)->n_eff, 12);
  EXPECT_DOUBLE_EQ(share_with_variance(0.5, 0.01, 12)->n_eff, 25);
  EXPECT_FALSE(share_with_variance(0, 0, 0));
}

// Newcombe 1998, table II, case (a), method 10: 56/70 against 48/80.
TEST(Newcombe, GivesThePublishedInterval) {
  const auto difference = difference_of(*share_of(56, 70), *share_of(48, 80));
  EXPECT_NEAR(difference.value, 0.2, 1e-12);
  EXPECT_NEAR(difference.low, 0.0524, 5e-5);
  EXPECT_NEAR(difference.high, 0.3339, 5e-5);
  EXPECT_TRUE(difference.differs());
}

// Case (d) of the same table: 0/10 against 0/20 would not differ.
TEST(Newcombe, DoesNotClaimADifferenceOfTwoZeros) {
  const auto difference = difference_of(*share_of(0, 10), *share_of(0, 20));
  EXPECT_EQ(difference.value, 0);
  EXPECT_FALSE(difference.differs());
}

}  // namespace
}  // namespace stagecraft::base::statistics
