#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace stagecraft::base::statistics {

/// One row of a table of shares.
struct Trials {
  std::int64_t hits = 0;
  std::int64_t n = 0;
};

/// The Beta(a, b) from which the shares of a table seem to be drawn.
struct BetaPrior {
  double a = 0;
  double b = 0;

  /// The share that a row of the table is ordered by: (a + hits)/(a + b + n).
  double shrunk(Trials row) const {
    return (a + static_cast<double>(row.hits)) / (a + b + static_cast<double>(row.n));
  }
};

/// Fits Beta(a, b) by marginal (beta-binomial) likelihood over the rows. a + b is sought between
/// 0.1 and 10^6: rows that differ no more than chance makes them end at the upper border, and are
/// shrunk to the pooled share. nullopt when fewer than two rows have trials, or when all or none of
/// the trials are hits. REQUIRES 0 <= hits <= n. O(rows) times about two hundred.
std::optional<BetaPrior> fit_beta(std::span<const Trials> rows);

/// log of the marginal likelihood of the rows under `prior`, without the binomial coefficients.
double marginal_log_likelihood(std::span<const Trials> rows, const BetaPrior& prior);

}  // namespace stagecraft::base::statistics
