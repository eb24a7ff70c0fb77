#include "base/statistics/beta_binomial.h"

#include <algorithm>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <cmath>
#include <vector>

namespace stagecraft::base::statistics {

namespace {

constexpr double least_weight = 0.1;
constexpr double most_weight = 1e6;

/// log of x (x + 1) ... (x + k - 1). boost's lgamma, because the C library's writes a global.
double log_rising(double x, std::int64_t k) {
  if (k < 16) {
    double product = 1;
    for (std::int64_t i = 0; i < k; ++i) product *= x + static_cast<double>(i);
    return std::log(product);
  }
  return boost::math::lgamma(x + static_cast<double>(k)) - boost::math::lgamma(x);
}

/// First and second derivative of log_rising by x.
struct Slopes {
  double first = 0;
  double second = 0;
};

Slopes rising_slopes(double x, std::int64_t k) {
  Slopes slopes;
  if (k < 16) {
    for (std::int64_t i = 0; i < k; ++i) {
      const double inverse = 1 / (x + static_cast<double>(i));
      slopes.first += inverse;
      slopes.second -= inverse * inverse;
    }
    return slopes;
  }
  const double end = x + static_cast<double>(k);
  return {boost::math::digamma(end) - boost::math::digamma(x),
          boost::math::trigamma(end) - boost::math::trigamma(x)};
}

BetaPrior prior_of(double mean, double weight) { return {mean * weight, (1 - mean) * weight}; }

/// The mean that is likeliest at a given weight a + b. The likelihood is concave in the mean (each
/// factor log(a + i) or log(b + i) is), so a guarded Newton iteration finds it.
double best_mean(std::span<const Trials> rows, double weight) {
  double low = 0;
  double high = 1;
  double mean = 0.5;
  for (int step = 0; step < 60 && high - low > 1e-12; ++step) {
    Slopes sum;
    for (const Trials& row : rows) {
      const Slopes up = rising_slopes(mean * weight, row.hits);
      const Slopes down = rising_slopes((1 - mean) * weight, row.n - row.hits);
      sum.first += weight * (up.first - down.first);
      sum.second += weight * weight * (up.second + down.second);
    }
    (sum.first > 0 ? low : high) = mean;
    const double newton = mean - sum.first / sum.second;
    const double next = low < newton && newton < high ? newton : (low + high) / 2;
    if (std::fabs(next - mean) < 1e-13) break;
    mean = next;
  }
  return mean;
}

struct Candidate {
  double log_weight;
  BetaPrior prior;
  double likelihood;
};

Candidate candidate(std::span<const Trials> rows, double log_weight) {
  const double weight = std::exp(log_weight);
  const BetaPrior prior = prior_of(best_mean(rows, weight), weight);
  return {log_weight, prior, marginal_log_likelihood(rows, prior)};
}

/// Golden section between two weights that bracket the best.
Candidate refine(std::span<const Trials> rows, double low, double high) {
  const double golden = (std::sqrt(5.0) - 1) / 2;
  Candidate left = candidate(rows, high - golden * (high - low));
  Candidate right = candidate(rows, low + golden * (high - low));
  while (high - low > 1e-7) {
    if (left.likelihood >= right.likelihood) {
      high = right.log_weight;
      right = left;
      left = candidate(rows, high - golden * (high - low));
    } else {
      low = left.log_weight;
      left = right;
      right = candidate(rows, low + golden * (high - low));
    }
  }
  return left.likelihood >= right.likelihood ? left : right;
}

}  // namespace

double marginal_log_likelihood(std::span<const Trials> rows, const BetaPrior& prior) {
  double sum = 0;
  for (const Trials& row : rows)
    sum += log_rising(prior.a, row.hits) + log_rising(prior.b, row.n - row.hits) -
           log_rising(prior.a + prior.b, row.n);
  return sum;
}

std::optional<BetaPrior> fit_beta(std::span<const Trials> all) {
  std::vector<Trials> rows;
  Trials total;
  for (const Trials& row : all) {
    if (row.n == 0) continue;
    rows.push_back(row);
    total.hits += row.hits;
    total.n += row.n;
  }
  if (rows.size() < 2 || total.hits == 0 || total.hits == total.n) return std::nullopt;

  // A grid first, since the likelihood of the weight may be flat or have a hump at either border.
  constexpr int steps = 32;
  const double first = std::log(least_weight);
  const double step = (std::log(most_weight) - first) / steps;
  std::vector<Candidate> grid;
  for (int i = 0; i <= steps; ++i) grid.push_back(candidate(rows, first + i * step));
  const auto best = std::ranges::max_element(grid, {}, &Candidate::likelihood);
  const double low = std::max(best->log_weight - step, first);
  const double high = std::min(best->log_weight + step, std::log(most_weight));
  const Candidate refined = refine(rows, low, high);
  return refined.likelihood >= best->likelihood ? refined.prior : best->prior;
}

}  // namespace stagecraft::base::statistics
