#include "measures/flow_estimator.h"

#include <algorithm>

#include "base/parallel.h"

namespace stagecraft::measures {

namespace {

/// Rows are read at the end of the curve and divided by the part that is decided there.
StageExits exits_of(const Curve& curve, std::size_t stages) {
  StageExits exits{.to = std::vector<double>(stages)};
  const double decided = 1 - curve.survival;
  if (decided <= 0) return exits;
  for (std::size_t j = 0; j < stages; ++j) exits.to[j] = curve.incidence[j] / decided;
  exits.won = curve.incidence[VisitEnd::won(stages) - 1U] / decided;
  exits.lost = curve.incidence[VisitEnd::lost(stages) - 1U] / decided;
  return exits;
}

/// The end of a stage's curve; where there never were five at risk, its last age: better a rough
/// row than no flow at all, and such a stage is never named.
}  // namespace

FlowEstimator::FlowEstimator(const FlowSample& sample, std::size_t most_classes, unsigned threads)
    : sample_(sample) {
  std::vector<std::vector<base::statistics::Age>> ends(sample.visits.size());
  base::for_each_index(threads, ends.size(), [&](std::size_t stage) {
    const auto& stays = sample.visits[stage];
    ends[stage] = class_ends(stays, horizon_of(stays), most_classes);
  });
  for (auto& of_stage : ends) {
    begin_.push_back(size_);
    curves_.emplace_back(std::move(of_stage), VisitEnd::count(sample.stages));
    size_ += curves_.back().size();
  }
  arrivals_ = size_;
  size_ += sample.stages + 2;
}

std::vector<double> FlowEstimator::totals(unsigned threads) const {
  std::vector<double> sums(size_);
  const auto add = [&sums](std::uint32_t, std::size_t which, double value) {
    sums[which] += value;
  };
  base::for_each_index(threads, curves_.size(),
                       [&](std::size_t stage) { spread_stage(stage, add); });
  spread_deals(add);
  return sums;
}

FlowEstimator::Estimate FlowEstimator::estimate(std::span<const double> sums) const {
  Estimate estimate;
  const double months = sample_.days / days_a_month;
  for (std::size_t s = 0; s < curves_.size(); ++s) {
    estimate.curves.push_back(curves_[s].curve(sums.subspan(begin_[s], curves_[s].size())));
    estimate.model.exits.push_back(exits_of(estimate.curves.back(), sample_.stages));
    estimate.model.arrivals.push_back(sums[arrivals_ + s] / months);
  }
  estimate.model.mean_won_amount = sums[size_ - 1] / sums[size_ - 2];
  return estimate;
}

}  // namespace stagecraft::measures
