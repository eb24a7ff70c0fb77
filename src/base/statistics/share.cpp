#include "base/statistics/share.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace stagecraft::base::statistics {

namespace {

Share make_share(double p, double n_eff, std::int64_t known) {
  const Interval interval = wilson(p, n_eff);
  const bool thin = known < minimum::known_fates || interval.width() > minimum::interval_width;
  return {p, interval.low, interval.high, n_eff, known, thin};
}

}  // namespace

Interval wilson(double p, double n) {
  assert(n > 0 && p >= 0 && p <= 1);
  const double square = z95 * z95;
  const double scale = 1 + square / n;
  const double centre = (p + square / (2 * n)) / scale;
  const double half = z95 * std::sqrt(p * (1 - p) / n + square / (4 * n * n)) / scale;
  // The ends are exact where rounding would leave the value a hair outside.
  return {p == 0 ? 0.0 : std::clamp(centre - half, 0.0, p),
          p == 1 ? 1.0 : std::clamp(centre + half, p, 1.0)};
}

std::optional<Share> share_of(std::int64_t hits, std::int64_t n) {
  assert(0 <= hits && hits <= n);
  if (n == 0) return std::nullopt;
  const auto total = static_cast<double>(n);
  return make_share(static_cast<double>(hits) / total, total, n);
}

std::optional<Share> share_with_variance(double p, double variance, std::int64_t known) {
  if (known <= 0 || std::isnan(p)) return std::nullopt;
  const double bounded = std::clamp(p, 0.0, 1.0);
  const double spread = bounded * (1 - bounded);
  // A sum of many steps may miss 0 or 1 by rounding; there the variance says nothing.
  constexpr double rounding = 1e-12;
  if (spread <= rounding || variance <= 0)
    return make_share(spread <= rounding ? std::round(bounded) : bounded,
                      static_cast<double>(known), known);
  return make_share(bounded, spread / variance, known);
}

Difference difference_of(const Share& a, const Share& b) {
  const double value = a.value - b.value;
  return {value, value - std::hypot(a.value - a.low, b.high - b.value),
          value + std::hypot(a.high - a.value, b.value - b.low)};
}

}  // namespace stagecraft::base::statistics
