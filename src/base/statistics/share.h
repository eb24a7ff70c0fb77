#pragma once

#include <cstdint>
#include <optional>

#include "base/statistics/interval.h"

namespace stagecraft::base::statistics {

/// A share with its uncertainty: fractions in [0, 1], low <= value <= high.
struct Share {
  double value = 0;
  double low = 0;
  double high = 0;
  double n_eff = 0;        ///< The n of the interval; not whole where fates are censored.
  std::int64_t known = 0;  ///< How many fates are known.
  bool too_thin = false;   ///< Fewer than 10 known fates, or an interval wider than 0.40.
};

/// Wilson's score interval of a share `p` of `n` (which need not be whole). REQUIRES n > 0, 0 <= p
/// <= 1. Source: Wilson 1927; with an effective n under censoring: Rothman 1978.
Interval wilson(double p, double n);

/// `hits` of `n` with known fate. nullopt (undefined) when n is 0. REQUIRES 0 <= hits <= n.
std::optional<Share> share_of(std::int64_t hits, std::int64_t n);

/// A share under censoring with the variance that was estimated for it: n_eff = p (1 - p) /
/// variance, and `known` where that says nothing (p is 0 or 1). nullopt when `known` is 0 or p is
/// 0/0.
std::optional<Share> share_with_variance(double p, double variance, std::int64_t known);

/// A difference with its interval.
struct Difference {
  double value = 0;
  double low = 0;
  double high = 0;

  /// Only then may a text say that two figures differ.
  bool differs() const { return low > 0 || high < 0; }
};

/// a - b by Newcombe's method 10, from the two Wilson intervals. Works for censored shares as well,
/// whose intervals are Wilson's with n_eff. Source: Newcombe 1998.
Difference difference_of(const Share& a, const Share& b);

}  // namespace stagecraft::base::statistics
