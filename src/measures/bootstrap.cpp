#include "measures/bootstrap.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

#include "base/parallel.h"
#include "base/release.h"
#include "base/statistics/quantile.h"
#include "base/statistics/random.h"
#include "measures/display.h"

namespace stagecraft::measures {

namespace {

using base::say;
using base::statistics::Random;

/// Cluster of each deal, numbered by ascending account.
std::vector<std::uint32_t> clusters_of(std::span<const std::uint32_t> accounts,
                                       std::int64_t& count) {
  std::vector<std::uint32_t> known(accounts.begin(), accounts.end());
  std::ranges::sort(known);
  known.erase(std::ranges::unique(known).begin(), known.end());
  count = static_cast<std::int64_t>(known.size());
  std::vector<std::uint32_t> cluster;
  cluster.reserve(accounts.size());
  for (const std::uint32_t account : accounts)
    cluster.push_back(
        static_cast<std::uint32_t>(std::ranges::lower_bound(known, account) - known.begin()));
  return cluster;
}

/// A random order of [0, count): the rank of each.
std::vector<std::uint32_t> random_ranks(std::uint32_t count) {
  std::vector<std::uint32_t> rank(count);
  std::iota(rank.begin(), rank.end(), 0U);
  Random random(base::statistics::seed_of("random groups"), count);
  for (std::uint32_t i = count; i > 1; --i) std::swap(rank[i - 1], rank[random.below(i)]);
  return rank;
}

}  // namespace

base::Sentence Units::describe(int resamples) const {
  const auto number = [](std::int64_t n) { return base::Sentence::number(count_text(n)); };
  auto how = deals == 1 ? say("{} resamples of one deal", number(resamples))
                        : say("{} resamples of {} deals", number(resamples), number(deals));
  if (clusters != deals) how = say("{} by {} accounts", std::move(how), number(clusters));
  if (group_size > 1) how = say("{} in {} random groups", std::move(how), number(count));
  return how;
}

Units units_of(std::size_t deals, std::span<const std::uint32_t> accounts, std::uint32_t most) {
  assert(accounts.empty() || accounts.size() == deals);
  assert(most > 0);
  Units units;
  units.deals = static_cast<std::int64_t>(deals);
  units.clusters = units.deals;
  if (accounts.empty()) {
    units.of_deal.resize(deals);
    std::iota(units.of_deal.begin(), units.of_deal.end(), 0U);
  } else {
    units.of_deal = clusters_of(accounts, units.clusters);
  }
  units.count = static_cast<std::uint32_t>(units.clusters);
  if (units.count <= most) return units;

  // Groups of one size: were they to differ, the number of deals drawn would vary and widen the
  // sums.
  const std::uint32_t size = (units.count + most - 1) / most;
  const auto rank = random_ranks(units.count);
  for (std::uint32_t& unit : units.of_deal) unit = rank[unit] / size;
  units.count = (units.count + size - 1) / size;
  units.group_size = size;
  return units;
}

void for_each_resample(std::uint32_t units, const Resampling& resampling,
                       const std::function<void(int, std::span<const std::uint32_t>)>& use) {
  assert(units > 0);
  const std::uint64_t seed = base::statistics::seed_of(resampling.figure);
  const unsigned threads = std::min(base::thread_count(resampling.threads),
                                    static_cast<unsigned>(std::max(resampling.resamples, 1)));
  base::on_threads(threads, [&](unsigned first) {
    std::vector<std::uint32_t> weights(units);
    for (int r = static_cast<int>(first); r < resampling.resamples;
         r += static_cast<int>(threads)) {
      std::ranges::fill(weights, 0U);
      Random random(seed, static_cast<std::uint64_t>(r));
      for (std::uint32_t draw = 0; draw < units; ++draw) ++weights[random.below(units)];
      use(r, weights);
    }
  });
}

void UnitSums::total(std::span<const std::uint32_t> weights, std::span<double> total) const {
  std::ranges::fill(total, 0.0);
  for (std::size_t unit = 0; unit < weights.size(); ++unit) {
    if (weights[unit] == 0) continue;
    const double weight = weights[unit];
    const double* row = sums_.data() + unit * width_;
    for (std::size_t k = 0; k < width_; ++k) total[k] += weight * row[k];
  }
}

void SparseSums::seal() {
  for (const Added& added : added_) ++begin_[added.unit + 1];
  std::partial_sum(begin_.begin(), begin_.end(), begin_.begin());
  std::vector<Entry> sorted(added_.size());
  std::vector<std::size_t> next(begin_.begin(), begin_.end() - 1);
  for (const Added& added : added_) sorted[next[added.unit]++] = {added.which, added.value};
  base::release(added_);

  std::vector<double> row(width_);
  std::vector<std::uint32_t> touched;
  std::size_t first = 0;
  for (std::size_t unit = 0; unit + 1 < begin_.size(); ++unit) {
    const std::size_t last = begin_[unit + 1];
    for (std::size_t i = first; i < last; ++i) {
      if (row[sorted[i].which] == 0) touched.push_back(sorted[i].which);
      row[sorted[i].which] += sorted[i].value;
    }
    for (const std::uint32_t which : touched)
      if (const double value = std::exchange(row[which], 0); value != 0)
        entries_.push_back({which, value});
    touched.clear();
    first = last;
    begin_[unit + 1] = entries_.size();
  }
}

void SparseSums::total(std::span<const std::uint32_t> weights, std::span<double> total) const {
  std::ranges::fill(total, 0.0);
  for (std::size_t unit = 0; unit < weights.size(); ++unit) {
    if (weights[unit] == 0) continue;
    const double weight = weights[unit];
    for (std::size_t i = begin_[unit]; i < begin_[unit + 1]; ++i)
      total[entries_[i].which] += weight * entries_[i].value;
  }
}

namespace {

std::vector<std::vector<double>> replicate_any(const auto& sums, const Resampling& resampling,
                                               std::size_t figures, const Statistic& statistic) {
  const auto resamples = static_cast<std::size_t>(resampling.resamples);
  std::vector<std::vector<double>> replicates(figures,
                                              std::vector<double>(resamples, std::nan("")));
  if (sums.units() == 0) return replicates;
  for_each_resample(sums.units(), resampling, [&](int r, std::span<const std::uint32_t> weights) {
    std::vector<double> total(sums.width());
    std::vector<double> out(figures, std::nan(""));
    sums.total(weights, total);
    statistic(total, out);
    for (std::size_t k = 0; k < figures; ++k) replicates[k][static_cast<std::size_t>(r)] = out[k];
  });
  return replicates;
}

}  // namespace

std::vector<std::vector<double>> replicate(const UnitSums& sums, const Resampling& resampling,
                                           std::size_t figures, const Statistic& statistic) {
  return replicate_any(sums, resampling, figures, statistic);
}

std::vector<std::vector<double>> replicate(const SparseSums& sums, const Resampling& resampling,
                                           std::size_t figures, const Statistic& statistic) {
  return replicate_any(sums, resampling, figures, statistic);
}

std::optional<base::statistics::Interval> percentile_interval(std::vector<double> replicates) {
  const std::size_t all = replicates.size();
  std::erase_if(replicates, [](double value) { return std::isnan(value); });
  if (replicates.empty() || (all - replicates.size()) * 20 > all) return std::nullopt;
  const double low = *base::statistics::plain_quantile(replicates, 0.025);
  return base::statistics::Interval{low, *base::statistics::plain_quantile(replicates, 0.975)};
}

std::optional<double> replicate_quantile(std::vector<double> replicates, double q) {
  std::erase_if(replicates, [](double value) { return std::isnan(value); });
  return base::statistics::plain_quantile(replicates, q);
}

}  // namespace stagecraft::measures
