#include "measures/littles_law.h"

#include <algorithm>
#include <cmath>

#include "measures/bootstrap.h"

namespace stagecraft::measures {

namespace {

using base::statistics::Age;

constexpr double day = 86'400'000;

/// The stage's sums over deals: its curve, then the time spent in the window, then the entries.
class StageSums {
 public:
  StageSums(const FlowSample& sample, std::size_t stage, Age horizon, std::size_t most_classes)
      : sample_(sample),
        stage_(stage),
        curve_(class_ends(sample.visits[stage], horizon, most_classes),
               VisitEnd::count(sample.stages)) {}

  std::size_t size() const { return curve_.size() + 2; }

  void spread(const auto& add) const {
    for (const UnitStay& stay : sample_.visits[stage_]) {
      curve_.spread(stay, [&](std::size_t which, double value) { add(stay.unit, which, value); });
      add(stay.unit, curve_.size(), static_cast<double>(stay.observed()) / day);
    }
    for (const std::uint32_t deal : sample_.entries[stage_]) add(deal, curve_.size() + 1, 1.0);
  }

  LittlesLaw read(std::span<const double> sums) const {
    LittlesLaw law;
    law.in_stage = sums[curve_.size()] / sample_.days;
    law.entries_a_day = sums[curve_.size() + 1] / sample_.days;
    law.mean_visit_days = curve_.curve(sums.first(curve_.size())).mean / day;
    law.ratio = law.in_stage / (law.entries_a_day * law.mean_visit_days);
    return law;
  }

 private:
  const FlowSample& sample_;
  std::size_t stage_;
  CurveSums curve_;
};

/// Deals that stay in or enter the stage, by unit.
struct StageUnits {
  std::vector<std::uint32_t> deals;  ///< Ascending.
  Units units;

  std::uint32_t of(std::uint32_t deal) const {
    return units
        .of_deal[static_cast<std::size_t>(std::ranges::lower_bound(deals, deal) - deals.begin())];
  }
};

StageUnits units_in(const FlowSample& sample, std::size_t stage) {
  StageUnits result;
  for (const UnitStay& stay : sample.visits[stage]) result.deals.push_back(stay.unit);
  const auto& entries = sample.entries[stage];
  result.deals.insert(result.deals.end(), entries.begin(), entries.end());
  std::ranges::sort(result.deals);
  result.deals.erase(std::ranges::unique(result.deals).begin(), result.deals.end());
  std::vector<std::uint32_t> accounts;
  if (!sample.accounts.empty())
    for (const std::uint32_t deal : result.deals) accounts.push_back(sample.accounts[deal]);
  result.units = units_of(result.deals.size(), accounts);
  return result;
}

void add_interval(const FlowSample& sample, const LittlesLawQuestion& question, Age horizon,
                  LittlesLaw& law) {
  const StageSums stage(sample, question.stage, horizon, resampled_classes);
  const StageUnits units = units_in(sample, question.stage);
  SparseSums sums(units.units.count, stage.size());
  stage.spread([&](std::uint32_t deal, std::size_t which, double value) {
    sums.add(units.of(deal), which, value);
  });
  sums.seal();
  const Resampling resampling{
      .figure = question.figure, .resamples = question.resamples, .threads = question.threads};
  const auto statistic = [&](std::span<const double> total, std::span<double> out) {
    const double ratio = stage.read(total).ratio;
    if (std::isfinite(ratio)) out[0] = ratio;
  };
  law.interval = percentile_interval(replicate(sums, resampling, 1, statistic)[0]);
  law.how = units.units.describe(question.resamples);
}

}  // namespace

std::optional<LittlesLaw> littles_law(const FlowSample& sample,
                                      const LittlesLawQuestion& question) {
  const auto& stays = sample.visits[question.stage];
  if (stays.empty() || sample.days <= 0) return std::nullopt;
  const Age horizon = question.horizon.value_or(horizon_of(stays));
  const StageSums stage(sample, question.stage, horizon, all_classes);
  std::vector<double> sums(stage.size());
  stage.spread([&](std::uint32_t, std::size_t which, double value) { sums[which] += value; });
  LittlesLaw law = stage.read(sums);
  if (!std::isfinite(law.ratio)) return std::nullopt;
  law.horizon_days = static_cast<double>(horizon) / day;
  if (question.resamples > 0) add_interval(sample, question, horizon, law);
  return law;
}

}  // namespace stagecraft::measures
