#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "measures/curve_sums.h"
#include "measures/flow_model.h"
#include "measures/flow_sample.h"

namespace stagecraft::measures {

/// Estimates a flow model from sums over deals, so that the same lines serve the history and each
/// resample.
class FlowEstimator {
 public:
  /// `most_classes`: of ages, in each stage's curve (CurveSums).
  FlowEstimator(const FlowSample& sample, std::size_t most_classes, unsigned threads);

  /// How many sums there are.
  std::size_t size() const { return size_; }
  /// Calls add(deal, which sum, value) for everything in the sample.
  template <typename Add>
  void spread(Add add) const;
  /// The sums over the whole sample, the stages side by side.
  std::vector<double> totals(unsigned threads) const;

  struct Estimate {
    FlowModel model;            ///< Without teams and work.
    std::vector<Curve> curves;  ///< By stage.
  };
  /// `mean_won_amount` is NaN without a win that has an amount.
  Estimate estimate(std::span<const double> sums) const;

 private:
  template <typename Add>
  void spread_stage(std::size_t stage, Add add) const;
  template <typename Add>
  void spread_deals(Add add) const;

  // The stages' curves, then arrivals by stage, then the wins with an amount and these amounts.
  const FlowSample& sample_;
  std::vector<CurveSums> curves_;
  std::vector<std::size_t> begin_;
  std::size_t arrivals_ = 0;
  std::size_t size_ = 0;
};

template <typename Add>
void FlowEstimator::spread(Add add) const {
  for (std::size_t stage = 0; stage < curves_.size(); ++stage) spread_stage(stage, add);
  spread_deals(add);
}

template <typename Add>
void FlowEstimator::spread_stage(std::size_t stage, Add add) const {
  for (const UnitStay& stay : sample_.visits[stage])
    curves_[stage].spread(stay, [&](std::size_t which, double value) {
      add(stay.unit, begin_[stage] + which, value);
    });
}

template <typename Add>
void FlowEstimator::spread_deals(Add add) const {
  for (const Arrival& arrival : sample_.arrivals) add(arrival.deal, arrivals_ + arrival.stage, 1.0);
  for (const Win& win : sample_.wins) {
    if (win.amount != win.amount) continue;  // NaN: no amount is stated.
    add(win.deal, size_ - 2, 1.0);
    add(win.deal, size_ - 1, win.amount);
  }
}

}  // namespace stagecraft::measures
