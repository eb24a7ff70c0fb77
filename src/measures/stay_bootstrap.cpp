#include "measures/stay_bootstrap.h"

#include <algorithm>
#include <limits>

#include "base/statistics/quantile.h"

namespace stagecraft::measures {

namespace {

using base::statistics::Age;
using base::statistics::censored;
using base::statistics::same_share;

constexpr std::size_t walked_one_by_one = 50'000;
constexpr std::size_t classes = 256;
constexpr std::uint32_t most_units_of_classes = 1024;
constexpr double not_reached = std::numeric_limits<double>::infinity();

/// Stays whose unit is a unit of the bootstrap instead of a deal.
struct StaysOfUnits {
  std::vector<UnitStay> stays;
  Units units;
};

StaysOfUnits by_unit(std::span<const UnitStay> stays, std::span<const std::uint32_t> accounts,
                     std::uint32_t most) {
  std::vector<std::uint32_t> deals;
  for (const UnitStay& stay : stays) deals.push_back(stay.unit);
  std::ranges::sort(deals);
  deals.erase(std::ranges::unique(deals).begin(), deals.end());
  std::vector<std::uint32_t> accounts_here;
  if (!accounts.empty())
    for (const std::uint32_t deal : deals) accounts_here.push_back(accounts[deal]);
  StaysOfUnits result{.stays = {stays.begin(), stays.end()},
                      .units = units_of(deals.size(), accounts_here, most)};
  for (UnitStay& stay : result.stays)
    stay.unit = result.units.of_deal[static_cast<std::size_t>(
        std::ranges::lower_bound(deals, stay.unit) - deals.begin())];
  return result;
}

/// Finds quantiles while a curve is walked down its steps.
class QuantileFinder {
 public:
  QuantileFinder(const StayQuestions& questions, std::span<double> out)
      : questions_(questions), out_(out) {
    std::ranges::fill(out, not_reached);
    level_since_.assign(questions.quantiles.size(), -1);
  }

  /// S becomes `survival` at `age`.
  void step(Age age, double survival) {
    for (std::size_t k = 0; k < questions_.quantiles.size(); ++k) {
      const double share = 1 - questions_.quantiles[k];
      if (out_[k] != not_reached || survival > share + same_share) continue;
      if (survival >= share - same_share) {
        if (level_since_[k] < 0) level_since_[k] = age;
      } else {
        const Age since = level_since_[k] < 0 ? age : level_since_[k];
        out_[k] = (static_cast<double>(since) + static_cast<double>(age)) / 2;
      }
    }
  }

  /// The curve is over: one that ends level at a quantile has it at the start of the level.
  void finish() {
    for (std::size_t k = 0; k < level_since_.size(); ++k)
      if (out_[k] == not_reached && level_since_[k] >= 0)
        out_[k] = static_cast<double>(level_since_[k]);
  }

 private:
  const StayQuestions& questions_;
  std::span<double> out_;
  std::vector<Age> level_since_;
};

/// Stays in order of their ends, and late ones in order of their entries: a curve is one walk over
/// both.
class Walk {
 public:
  Walk(std::vector<UnitStay> stays, const StayQuestions& questions)
      : ends_(std::move(stays)), questions_(questions) {
    for (const UnitStay& stay : ends_)
      if (stay.is_late()) entries_.push_back(stay);
    std::ranges::stable_sort(ends_, {}, &UnitStay::length);
    std::ranges::stable_sort(entries_, {}, &UnitStay::entry);
  }

  /// Writes the quantiles and then the mean of the stays, each taken as often as its unit was
  /// drawn.
  void read(std::span<const std::uint32_t> weights, std::span<double> out) const {
    QuantileFinder finder(questions_, out.first(questions_.quantiles.size()));
    double at_risk = 0;
    for (const UnitStay& stay : ends_)
      if (!stay.is_late()) at_risk += weights[stay.unit];
    double survival = 1, area = 0;
    Age before = 0;
    std::size_t entered = 0;
    for (std::size_t i = 0; i < ends_.size() && ends_[i].length <= questions_.horizon;) {
      const Age age = ends_[i].length;
      for (; entered < entries_.size() && entries_[entered].entry < age; ++entered)
        at_risk += weights[entries_[entered].unit];
      double ended = 0, left = 0;
      for (; i < ends_.size() && ends_[i].length == age; ++i) {
        const double weight = weights[ends_[i].unit];
        left += weight;
        if (ends_[i].cause != censored) ended += weight;
      }
      if (ended > 0) {
        area += survival * static_cast<double>(age - before);
        before = age;
        survival *= (at_risk - ended) / at_risk;
        finder.step(age, survival);
      }
      at_risk -= left;
    }
    finder.finish();
    out.back() = area + survival * static_cast<double>(questions_.horizon - before);
  }

 private:
  std::vector<UnitStay> ends_, entries_;
  const StayQuestions& questions_;
};

std::vector<std::vector<double>> walked(StaysOfUnits known, const StayQuestions& questions,
                                        const Resampling& resampling) {
  const std::size_t figures = questions.quantiles.size() + 1;
  const auto resamples = static_cast<std::size_t>(resampling.resamples);
  std::vector<std::vector<double>> replicates(figures, std::vector<double>(resamples));
  const Walk walk(std::move(known.stays), questions);
  for_each_resample(known.units.count, resampling,
                    [&](int r, std::span<const std::uint32_t> weights) {
                      std::vector<double> out(figures);
                      walk.read(weights, out);
                      for (std::size_t k = 0; k < figures; ++k)
                        replicates[k][static_cast<std::size_t>(r)] = out[k];
                    });
  return replicates;
}

/// Where S, known at the ends of classes, passes `share`: straight lines in between.
double interpolated(std::span<const Age> ends, std::span<const double> survival, double share) {
  const auto passed = std::ranges::find_if(survival, [share](double s) { return s < share; });
  if (passed == survival.end()) return not_reached;
  const auto k = static_cast<std::size_t>(passed - survival.begin());
  const double from = k == 0 ? 0 : static_cast<double>(ends[k - 1]);
  const double above = k == 0 ? 1 : survival[k - 1];
  return from + (static_cast<double>(ends[k]) - from) * (above - share) / (above - survival[k]);
}

std::vector<std::vector<double>> in_classes(const StaysOfUnits& known,
                                            const StayQuestions& questions,
                                            const Resampling& resampling) {
  const std::vector<Age> ends = even_ends(known.stays, questions.horizon, classes);
  const CurveSums curve(ends, 1);
  SparseSums sums(known.units.count, curve.size());
  for (UnitStay stay : known.stays) {
    if (stay.cause != censored) stay.cause = 1;
    curve.spread(stay, [&](std::size_t which, double value) { sums.add(stay.unit, which, value); });
  }
  sums.seal();
  const std::size_t quantiles = questions.quantiles.size();
  const auto statistic = [&](std::span<const double> total, std::span<double> out) {
    const auto survival = curve.survival(total);
    for (std::size_t k = 0; k < quantiles; ++k)
      out[k] = interpolated(ends, survival, 1 - questions.quantiles[k]);
    out[quantiles] = curve.curve(total).mean;
  };
  return replicate(sums, resampling, quantiles + 1, statistic);
}

}  // namespace

StayIntervals bootstrap_stays(std::span<const UnitStay> stays,
                              std::span<const std::uint32_t> accounts,
                              const StayQuestions& questions, const Resampling& resampling) {
  StayIntervals result{.quantiles = std::vector<std::optional<base::statistics::Interval>>(
                           questions.quantiles.size())};
  if (stays.empty()) return result;
  const bool few = stays.size() <= walked_one_by_one;
  StaysOfUnits known = by_unit(stays, accounts, few ? Units::most_units : most_units_of_classes);
  result.how = known.units.describe(resampling.resamples);
  auto replicates = few ? walked(std::move(known), questions, resampling)
                        : in_classes(known, questions, resampling);
  for (std::size_t k = 0; k < questions.quantiles.size(); ++k)
    result.quantiles[k] = percentile_interval(std::move(replicates[k]));
  result.mean = percentile_interval(std::move(replicates.back()));
  return result;
}

}  // namespace stagecraft::measures
