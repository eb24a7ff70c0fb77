#include "base/statistics/kaplan_meier.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/statistics/quantile.h"

namespace stagecraft::base::statistics {

namespace {

/// Rows that are passed over together when the search for a band's crossing cannot end among them.
constexpr std::size_t block = 64;

/// log(-log S) and its standard error times z.
struct LogLog {
  double centre;
  double half;
};

/// REQUIRES 0 < s < 1.
LogLog log_log(double s, double greenwood) {
  const double hazard = -std::log(s);
  return {std::log(hazard), z95 * std::sqrt(greenwood) / hazard};
}

double from_log_log(double value) { return std::exp(-std::exp(value)); }

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
  survival_.reserve(rows);
  greenwood_.reserve(rows);
  double s = 1;
  double sum = 0;
  for (std::size_t row = 0; row < rows; ++row) {
    const double n = table.at_risk[row];
    const double left = n - table.ended[row];
    s *= left / n;
    if (left > 0) sum += table.ended[row] / (n * left);
    survival_.push_back(s);
    greenwood_.push_back(sum);
  }
}

double KaplanMeier::variance(std::size_t row) const {
  return survival_[row] * survival_[row] * greenwood_[row];
}

Survival KaplanMeier::band(std::size_t row) const {
  const double s = survival_[row];
  if (s <= 0) return {0, 0, 0};
  const LogLog scale = log_log(s, greenwood_[row]);
  return {s, from_log_log(scale.centre + scale.half), from_log_log(scale.centre - scale.half)};
}

Survival KaplanMeier::at(Age age) const {
  const auto after = std::ranges::upper_bound(ages_, age);
  if (after == ages_.begin()) return {};
  return band(static_cast<std::size_t>(after - ages_.begin()) - 1);
}

std::optional<double> KaplanMeier::first_low(double share) const {
  const auto holds = [&](std::size_t row) { return band(row).low <= share; };
  // The lower band lies nowhere in the block below what the largest variance and the smallest
  // hazard give.
  const auto may_hold = [&](std::size_t first, std::size_t last) {
    if (survival_[last] <= 0) return true;
    const double least_hazard = -std::log(survival_[first]);
    const double widest = z95 * std::sqrt(greenwood_[last]) / least_hazard;
    return from_log_log(log_log(survival_[last], 0).centre + widest) <= share + same_share;
  };
  const auto row = first_row(ages_.size(), holds, may_hold);
  if (!row) return std::nullopt;
  return static_cast<double>(ages_[*row]);
}

std::optional<double> KaplanMeier::first_high(double share) const {
  const auto holds = [&](std::size_t row) { return band(row).high < share; };
  const auto may_hold = [&](std::size_t first, std::size_t last) {
    if (survival_[last] <= 0) return true;
    const LogLog end = log_log(survival_[last], greenwood_[first]);
    return from_log_log(end.centre - end.half) < share + same_share;
  };
  const auto row = first_row(ages_.size(), holds, may_hold);
  if (!row) return std::nullopt;
  return static_cast<double>(ages_[*row]);
}

Quantile KaplanMeier::quantile(double q) const {
  assert(0 < q && q < 1);
  const double share = 1 - q;
  Quantile result{.value = std::nullopt,
                  .value_is_bound = false,
                  .low = first_low(share),
                  .high = first_high(share)};
  const auto reached =
      std::ranges::partition_point(survival_, [&](double s) { return s > share + same_share; });
  if (reached == survival_.end()) return result;
  const auto passed = std::partition_point(reached, survival_.end(),
                                           [&](double s) { return s >= share - same_share; });
  const auto age_of = [&](auto point) {
    return static_cast<double>(ages_[static_cast<std::size_t>(point - survival_.begin())]);
  };
  if (passed == survival_.end()) {
    result.value = age_of(reached);
    result.value_is_bound = true;
  } else {
    result.value = (age_of(reached) + age_of(passed)) / 2;
  }
  return result;
}

double KaplanMeier::restricted_mean(Age until) const {
  double area = 0;
  double s = 1;
  Age before = 0;
  for (std::size_t row = 0; row < ages_.size() && ages_[row] < until; ++row) {
    area += s * static_cast<double>(ages_[row] - before);
    s = survival_[row];
    before = ages_[row];
  }
  return area + s * static_cast<double>(std::max<Age>(until - before, 0));
}

}  // namespace stagecraft::base::statistics
