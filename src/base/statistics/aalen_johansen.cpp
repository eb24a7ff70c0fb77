#include "base/statistics/aalen_johansen.h"

#include <algorithm>
#include <vector>

namespace stagecraft::base::statistics {

namespace {

/// F after each row, and what stood before it.
struct Curve {
  struct Row {
    double incidence;
    double survival_before;
    double one_of;  ///< 1 / at risk: dividing is what takes the time.
  };
  std::vector<Row> rows;
  double survival = 1;
};

Curve curve_of(const LifeTable& table, std::span<const std::uint32_t> hits) {
  Curve curve;
  curve.rows.resize(hits.size());
  double sum = 0;
  for (std::size_t row = 0; row < hits.size(); ++row) {
    const double n = table.at_risk[row];
    const double one_of = 1 / n;
    sum += curve.survival * hits[row] * one_of;
    curve.rows[row] = {sum, curve.survival, one_of};
    curve.survival *= (n - table.ended[row]) * one_of;
  }
  return curve;
}

/// The three sums of measures.md, 5; the first skips rows in which everybody ended.
double variance_of(const LifeTable& table, std::span<const std::uint32_t> hits,
                   const Curve& curve) {
  double variance = 0;
  for (std::size_t row = 0; row < hits.size(); ++row) {
    const auto& [incidence, s, one_of] = curve.rows[row];
    const double n = table.at_risk[row];
    const double d = table.ended[row];
    const double h = hits[row];
    const double still = curve.rows.back().incidence - incidence;
    if (n > d) variance += still * still * d * one_of / (n - d);
    variance += s * h * one_of * one_of * (s * (n - h) * one_of - 2 * still);
  }
  return std::max(variance, 0.0);
}

Incidence estimate(const LifeTable& table, Cause cause, std::size_t rows) {
  const auto hits = table.by_cause(cause).first(rows);
  const Curve curve = curve_of(table, hits);
  Incidence result;
  if (rows > 0) {
    result.value = std::min(curve.rows.back().incidence, 1.0);
    result.variance = variance_of(table, hits, curve);
  }
  result.undecided = curve.survival;
  for (const std::uint32_t h : table.by_cause(cause)) result.hits += h;
  result.open = table.censored_count();
  result.failures = table.n - result.open - result.hits;
  return result;
}

}  // namespace

Incidence incidence(const LifeTable& table, Cause cause, std::optional<Age> horizon) {
  Incidence result = estimate(table, cause, horizon ? table.rows_until(*horizon) : table.rows());
  result.share = share_with_variance(result.value, result.variance, table.ended_count());
  return result;
}

Incidence incidence_within(const LifeTable& table, Cause cause, Age until) {
  Incidence result = estimate(table, cause, table.rows_until(until));
  const auto unknown =
      std::ranges::lower_bound(table.censored_at, until) - table.censored_at.begin();
  result.share = share_with_variance(result.value, result.variance, table.n - unknown);
  return result;
}

}  // namespace stagecraft::base::statistics
