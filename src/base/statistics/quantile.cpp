#include "base/statistics/quantile.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

namespace stagecraft::base::statistics {

namespace {

/// Which sorted values make the quantile: [low] alone, or the mean of [low] and [low + 1].
struct Position {
  std::size_t low;
  bool between;
};

Position position(std::size_t n, double q) {
  assert(0 < q && q < 1);
  const double rank = static_cast<double>(n) * q;
  const double whole = std::round(rank);
  if (std::fabs(rank - whole) <= same_share * static_cast<double>(n) && whole >= 1 &&
      whole < static_cast<double>(n))
    return {static_cast<std::size_t>(whole) - 1, true};
  return {std::min(static_cast<std::size_t>(rank), n - 1), false};
}

}  // namespace

std::optional<double> plain_quantile(std::span<double> values, double q) {
  if (values.empty()) return std::nullopt;
  const auto [low, between] = position(values.size(), q);
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(values.begin(), middle, values.end());
  if (!between) return *middle;
  return std::midpoint(*middle, *std::min_element(middle + 1, values.end()));
}

std::optional<double> sorted_quantile(std::span<const double> sorted, double q) {
  if (sorted.empty()) return std::nullopt;
  const auto [low, between] = position(sorted.size(), q);
  return between ? std::midpoint(sorted[low], sorted[low + 1]) : sorted[low];
}

std::optional<double> mean(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace stagecraft::base::statistics
