#include "base/statistics/beta_binomial.h"

#include <gtest/gtest.h>

#include <vector>

namespace stagecraft::base::statistics {
namespace {

// Beta example of measures.md, 17: prior 6 of 20.
TEST(BetaPrior, ShrinksTheFewMoreThanTheMany) {
  const BetaPrior prior{6, 14};
  EXPECT_NEAR(prior.shrunk({3, 4}), 0.3750, 1e-12);
  EXPECT_NEAR(prior.shrunk({10, 40}), 0.2667, 5e-5);
}

TEST(FitBeta, NeedsTwoRowsAndBothFates) {
  EXPECT_FALSE(fit_beta({}));
  EXPECT_FALSE(fit_beta(std::vector<Trials>{{3, 9}, {0, 0}}));
  EXPECT_FALSE(fit_beta(std::vector<Trials>{{0, 9}, {0, 5}}));
  EXPECT_FALSE(fit_beta(std::vector<Trials>{{9, 9}, {5, 5}}));
}

TEST(FitBeta, PullsRowsThatDifferByChanceToThePooledShare) {
  const std::vector<Trials> rows{{30, 100}, {29, 100}, {31, 100}, {30, 100}};
  const auto prior = fit_beta(rows);
  ASSERT_TRUE(prior);
  EXPECT_NEAR(prior->shrunk({1, 1}), 0.3, 1e-3);
  EXPECT_GT(prior->a + prior->b, 1e5);
}

TEST(FitBeta, KeepsRowsThatReallyDifferApart) {
  const std::vector<Trials> rows{{900, 1000}, {100, 1000}, {500, 1000}, {300, 1000}, {700, 1000}};
  const auto prior = fit_beta(rows);
  ASSERT_TRUE(prior);
  EXPECT_LT(prior->a + prior->b, 10);
  EXPECT_NEAR(prior->shrunk(rows[0]), 0.9, 0.01);
}

TEST(FitBeta, FindsNoBetterPriorNearby) {
  const std::vector<Trials> rows{{3, 10}, {12, 20}, {2, 25}, {9, 14}, {0, 4}, {40, 100}};
  const auto prior = fit_beta(rows);
  ASSERT_TRUE(prior);
  const double best = marginal_log_likelihood(rows, *prior);
  for (const double a : {0.99, 1.0, 1.01})
    for (const double b : {0.99, 1.0, 1.01})
      EXPECT_LE(marginal_log_likelihood(rows, {prior->a * a, prior->b * b}), best + 1e-9);
}

}  // namespace
}  // namespace stagecraft::base::statistics
