#pragma once

#include <optional>
#include <vector>

#include "base/statistics/interval.h"
#include "base/statistics/life_table.h"
#include "base/statistics/log_log_band.h"

namespace stagecraft::base::statistics {

/// A quantile of durations, in the unit of the ages. What is absent was not reached within the
/// curve: a value or end that reads 'more than' the curve's end.
struct Quantile {
  std::optional<double> value;
  bool value_is_bound = false;  ///< The curve ends level at 1 - q: 'at least'.
  std::optional<double> low, high;
};

/// The Kaplan-Meier estimate of the share S(t) that lasts longer than t: S(t) is the product over
/// rows with age <= t of (1 - ended/at_risk). Built in O(rows); immutable. Sources: Kaplan, Meier
/// 1958; variance Greenwood 1926; bands on the log-log scale.
class KaplanMeier {
 public:
  /// The curve up to `horizon` (usually table.h_star), or all of it. Borrows nothing from the
  /// table.
  explicit KaplanMeier(const LifeTable& table, std::optional<Age> horizon = std::nullopt);

  /// Where the rows of the table end, ascending.
  const std::vector<Age>& ages() const { return ages_; }
  /// S just after these ages.
  double survival(std::size_t row) const { return points_[row].survival; }
  /// Greenwood's variance of S at row `row`: S^2 sum d/(n(n-d)); 0 where S is 0.
  double variance(std::size_t row) const;

  /// S(age) and its band; 1, 1, 1 before the first ending. Beyond the horizon it stays level. O(log
  /// rows). Of a table that was merged, read it at ages of its readings only, as the quantiles.
  Survival at(Age age) const;

  /// The smallest t with S(t) < 1 - q; the midpoint where S equals 1 - q on an interval (Hyndman,
  /// Fan 1996, definition 2). Ends by Brookmeyer, Crowley 1982: the first age whose lower band is
  /// <= 1 - q, the first whose upper band is < 1 - q. REQUIRES 0 < q < 1. O(rows / 64) at most.
  Quantile quantile(double q) const;

  /// Mean restricted to `until`: the area under S from 0 to it. O(rows).
  double restricted_mean(Age until) const;

 private:
  std::optional<double> age_of(std::optional<std::size_t> row) const;

  std::vector<Age> ages_;
  std::vector<CurvePoint> points_;  ///< After each row; the sum stops growing where S is 0.
  /// Per row: the area under the curve that its endings took before its end; empty: none.
  std::vector<double> missed_;
};

}  // namespace stagecraft::base::statistics
