#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/statistics/interval.h"

/// The bootstrap of whole deals (measures.md, 1.16): percentile intervals of what has no formula.
/// Resampled are never events but *units*: a deal, or all deals of an account. Above `most_units`
/// of them, units are first put into random groups of equal size and the groups are resampled: a
/// group's sum has the variance of its members, so the interval keeps its width (its standard error
/// is known to 1/sqrt(2 groups)), and a million deals cost what four thousand do. Sources: Efron,
/// Tibshirani 1993; random groups as in Wolter, Introduction to variance estimation.
namespace stagecraft::measures {

/// Which deals are drawn together.
struct Units {
  static constexpr std::uint32_t most_units = 4096;

  std::vector<std::uint32_t> of_deal;  ///< Unit of each deal: [0, count).
  std::uint32_t count = 0;
  std::int64_t deals = 0;
  std::int64_t clusters = 0;    ///< Accounts; equal to `deals` where each deal stands alone.
  std::int64_t group_size = 1;  ///< Clusters in a unit; above 1: random groups.

  /// `2,000 resamples of 1,000,000 deals in 4,082 random groups`: for the method of a figure.
  base::Sentence describe(int resamples) const;
};

/// Units of `deals` deals. `accounts`: account of each deal, any numbers; empty: each deal stands
/// alone. The grouping depends on nothing but the numbers given. O(deals).
Units units_of(std::size_t deals, std::span<const std::uint32_t> accounts = {},
               std::uint32_t most = Units::most_units);

struct Resampling {
  std::string figure;  ///< Definition and slice, `sales_velocity@1 owner=Ana`: gives the seed.
  int resamples = 2000;
  unsigned threads = 0;  ///< 0: as many as the machine has. The result does not depend on it.
};

/// Calls `use(resample, weights)` for every resample, from several threads at once: weights[u]
/// tells how often unit u was drawn, and they add up to `units`. REQUIRES units > 0.
void for_each_resample(std::uint32_t units, const Resampling& resampling,
                       const std::function<void(int, std::span<const std::uint32_t>)>& use);

/// What each unit adds to a fixed list of sums.
class UnitSums {
 public:
  UnitSums(std::uint32_t units, std::size_t width) : width_(width), sums_(units * width) {}

  void add(std::uint32_t unit, std::size_t which, double value) {
    sums_[unit * width_ + which] += value;
  }
  std::size_t width() const { return width_; }
  std::uint32_t units() const {
    return width_ == 0 ? 0 : static_cast<std::uint32_t>(sums_.size() / width_);
  }
  /// The sums of `unit`.
  std::span<const double> of(std::uint32_t unit) const {
    return std::span(sums_).subspan(unit * width_, width_);
  }
  /// The sums over all units, each taken weights[u] times; written to `total`, of `width()`
  /// numbers.
  void total(std::span<const std::uint32_t> weights, std::span<double> total) const;

 private:
  std::size_t width_;
  std::vector<double> sums_;
};

/// The same where a unit adds to few of many sums: add everything, seal, then take totals.
class SparseSums {
 public:
  SparseSums(std::uint32_t units, std::size_t width) : width_(width), begin_(units + 1) {}

  void add(std::uint32_t unit, std::size_t which, double value) {
    added_.push_back({unit, static_cast<std::uint32_t>(which), value});
  }
  /// Puts what was added in order, entries of one unit and sum into one. O(entries).
  void seal();
  std::size_t width() const { return width_; }
  std::uint32_t units() const { return static_cast<std::uint32_t>(begin_.size() - 1); }
  /// As UnitSums::total. REQUIRES seal().
  void total(std::span<const std::uint32_t> weights, std::span<double> total) const;

 private:
  struct Added {
    std::uint32_t unit;
    std::uint32_t which;
    double value;
  };
  struct Entry {
    std::uint32_t which;
    double value;
  };

  std::size_t width_;
  std::vector<Added> added_;
  std::vector<std::size_t> begin_;  ///< Entries of unit u: [begin_[u], begin_[u + 1]).
  std::vector<Entry> entries_;
};

/// Figures computed from sums: reads `sums`, writes `out`; NaN where a figure is undefined.
using Statistic = std::function<void(std::span<const double> sums, std::span<double> out)>;

/// Replicates[k][r]: figure k of resample r. `figures` is how many the statistic writes.
std::vector<std::vector<double>> replicate(const UnitSums& sums, const Resampling& resampling,
                                           std::size_t figures, const Statistic& statistic);
std::vector<std::vector<double>> replicate(const SparseSums& sums, const Resampling& resampling,
                                           std::size_t figures, const Statistic& statistic);

/// Percentile interval of the replicates, 95 %. nullopt when more than one resample in twenty left
/// the figure undefined: its interval would be that of the others only.
std::optional<base::statistics::Interval> percentile_interval(std::vector<double> replicates);

/// The quantile of the replicates that are defined; nullopt for none. REQUIRES 0 < q < 1.
std::optional<double> replicate_quantile(std::vector<double> replicates, double q);

}  // namespace stagecraft::measures
