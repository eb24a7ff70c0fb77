#include "base/statistics/kaplan_meier.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/statistics/quantile.h"

namespace stagecraft::base::statistics {

namespace {

/// Rows that are passed over together when the search for a band's crossing cannot end among them.
constexpr std::size_t block = 64;

/// The first row for which `holds(row)`; blocks of which `may_hold(first, last)` is false are
/// skipped.
template <typename Holds, typename MayHold>
std::optional<std::size_t> first_row(std::size_t rows, Holds holds, MayHold may_hold) {
  for (std::size_t begin = 0; begin < rows; begin += block) {
    const std::size_t end = std::min(begin + block, rows);
    if (!may_hold(begin, end - 1)) continue;
    for (std::size_t row = begin; row < end; ++row)
      if (holds(row)) return row;
  }
  return std::nullopt;
}

}  // namespace

KaplanMeier::KaplanMeier(const LifeTable& table, std::optional<Age> horizon) {
  const std::size_t rows = horizon ? table.rows_until(*horizon) : table.rows();
  ages_.assign(table.age.begin(), table.age.begin() + static_cast<std::ptrdiff_t>(rows));
  points_.reserve(rows);
  if (!table.missed.empty()) missed_.reserve(rows);
  CurvePoint point;
  for (std::size_t row = 0; row < rows; ++row) {
    const double n = table.at_risk[row];
    const double left = n - table.ended[row];
    if (!table.missed.empty()) missed_.push_back(point.survival / n * table.missed[row]);
    point.survival *= left / n;
    if (left > 0) point.greenwood += table.ended[row] / (n * left);
    points_.push_back(point);
  }
}

double KaplanMeier::variance(std::size_t row) const {
  return points_[row].survival * points_[row].survival * points_[row].greenwood;
}

Survival KaplanMeier::at(Age age) const {
  const auto after = std::ranges::upper_bound(ages_, age);
  if (after == ages_.begin()) return {};
  return band_of(points_[static_cast<std::size_t>(after - ages_.begin()) - 1]);
}

std::optional<double> KaplanMeier::age_of(std::optional<std::size_t> row) const {
  if (!row) return std::nullopt;
  return static_cast<double>(ages_[*row]);
}

Quantile KaplanMeier::quantile(double q) const {
  assert(0 < q && q < 1);
  const double share = 1 - q;
  const auto low = first_row(
      ages_.size(), [&](std::size_t row) { return band_of(points_[row]).low <= share; },
      [&](std::size_t a, std::size_t b) { return low_may_reach(share, points_[a], points_[b]); });
  const auto high = first_row(
      ages_.size(), [&](std::size_t row) { return band_of(points_[row]).high < share; },
      [&](std::size_t a, std::size_t b) { return high_may_pass(share, points_[a], points_[b]); });
  Quantile result{
      .value = std::nullopt, .value_is_bound = false, .low = age_of(low), .high = age_of(high)};
  const auto reached = std::ranges::partition_point(
      points_, [&](const CurvePoint& p) { return p.survival > share + same_share; });
  if (reached == points_.end()) return result;
  const auto passed = std::partition_point(reached, points_.end(), [&](const CurvePoint& p) {
    return p.survival >= share - same_share;
  });
  const auto age_at = [&](auto point) {
    return static_cast<double>(ages_[static_cast<std::size_t>(point - points_.begin())]);
  };
  if (passed == points_.end()) {
    result.value = age_at(reached);
    result.value_is_bound = true;
  } else {
    result.value = (age_at(reached) + age_at(passed)) / 2;
  }
  return result;
}

double KaplanMeier::restricted_mean(Age until) const {
  double area = 0;
  double s = 1;
  Age before = 0;
  for (std::size_t row = 0; row < ages_.size() && ages_[row] <= until; ++row) {
    area += s * static_cast<double>(ages_[row] - before);
    if (!missed_.empty()) area -= missed_[row];
    s = points_[row].survival;
    before = ages_[row];
  }
  return area + s * static_cast<double>(std::max<Age>(until - before, 0));
}

}  // namespace stagecraft::base::statistics
