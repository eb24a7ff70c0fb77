#include "measures/bottleneck.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel.h"
#include "measures/bootstrap.h"
#include "measures/flow_estimator.h"

namespace stagecraft::measures {

namespace {

/// Above, deals are resampled in random groups: a resample touches thousands of sums.
constexpr std::uint32_t most_units = 2048;

/// Deals that take part, numbered anew without gaps, and their units.
struct Participants {
  std::vector<std::uint32_t> unit_of_deal;  ///< By deal of the sample; meaningless for others.
  Units units;
};

Participants participants_of(const FlowSample& sample) {
  std::vector<std::uint32_t> deals;
  for (const auto& stays : sample.visits)
    for (const UnitStay& stay : stays) deals.push_back(stay.unit);
  for (const Arrival& arrival : sample.arrivals) deals.push_back(arrival.deal);
  for (const Win& win : sample.wins) deals.push_back(win.deal);
  const std::uint32_t last = deals.empty() ? 0 : std::ranges::max(deals);
  std::vector<bool> takes_part(last + std::size_t{1});
  for (const std::uint32_t deal : deals) takes_part[deal] = true;

  std::vector<std::uint32_t> accounts;
  std::size_t count = 0;
  for (std::size_t deal = 0; deal < takes_part.size(); ++deal) {
    if (!takes_part[deal]) continue;
    ++count;
    if (!sample.accounts.empty()) accounts.push_back(sample.accounts[deal]);
  }
  Participants result{.unit_of_deal = std::vector<std::uint32_t>(takes_part.size()),
                      .units = units_of(count, accounts, most_units)};
  for (std::size_t deal = 0, next = 0; deal < takes_part.size(); ++deal)
    if (takes_part[deal]) result.unit_of_deal[deal] = result.units.of_deal[next++];
  return result;
}

FlowModel with_capacity(FlowModel model, const BottleneckSettings& settings) {
  model.teams = settings.teams;
  model.work = settings.work;
  return model;
}

void count_visits(const FlowSample& sample, const BottleneckSettings& settings,
                  Bottleneck& result) {
  for (std::size_t s = 0; s < sample.stages; ++s) {
    BottleneckStage stage;
    stage.stage = s;
    stage.visits = static_cast<std::int64_t>(sample.visits[s].size());
    stage.open = std::ranges::count(sample.visits[s], base::statistics::censored, &UnitStay::cause);
    stage.ended = stage.visits - stage.open;
    stage.exempt = !settings.exempt.empty() && settings.exempt[s];
    stage.capacity_is_stated = !settings.work.empty() && settings.work[s].has_value();
    result.capacity_is_stated |= stage.capacity_is_stated;
    result.stages.push_back(stage);
  }
  result.wins = static_cast<std::int64_t>(sample.wins.size());
  result.wins_without_amount =
      std::ranges::count_if(sample.wins, [](const Win& win) { return std::isnan(win.amount); });
}

void write_flow(const FlowEstimator::Estimate& estimate, const SteadyFlow& flow,
                Bottleneck& result) {
  const FlowModel& model = estimate.model;
  const Gains gains = gains_of(model, flow);
  result.deals_a_month = std::accumulate(model.arrivals.begin(), model.arrivals.end(), 0.0);
  result.mean_won_amount = model.mean_won_amount;
  result.won_a_month.value = flow.won;
  result.money_a_month.value = flow.money;
  for (BottleneckStage& stage : result.stages) {
    const std::size_t s = stage.stage;
    const Curve& curve = estimate.curves[s];
    stage.visits_a_month = flow.visits[s];
    stage.forward = model.forward(s);
    stage.lost = model.lost(s);
    stage.back = curve.survival < 1 ? std::max(0.0, 1 - stage.forward - stage.lost) : 0;
    stage.undecided = curve.survival;
    stage.served = flow.served[s];
    stage.backlog = flow.backlog(s);
    stage.losses_minus_10.value = gains.losses[s];
    stage.conversion_plus_10.value = gains.conversion[s];
    stage.time_minus_10.value = gains.time[s];
    const double visits_a_deal =
        result.deals_a_month > 0 ? flow.visits[s] / result.deals_a_month : 0;
    stage.days_saved =
        0.1 * visits_a_deal * base::to_days(base::Milliseconds(std::llround(curve.mean)));
    stage.once_only = flow.money / days_a_month * stage.days_saved;
  }
}

void rank(Bottleneck& result) {
  for (const BottleneckStage& stage : result.stages) {
    if (stage.served < 1) result.binding.push_back(stage.stage);
    if (!stage.exempt && stage.visits > 0) result.ranking.push_back(stage.stage);
  }
  const auto gain = [&](std::size_t s) { return -result.stages[s].losses_minus_10.value; };
  const auto backlog = [&](std::size_t s) { return -result.stages[s].backlog; };
  std::ranges::stable_sort(result.ranking, {}, gain);
  std::ranges::stable_sort(result.binding, {}, backlog);
}

/// Figures of a resample, in this order: won, money, then by stage the three gains.
constexpr std::size_t whole_figures = 2;

std::vector<std::vector<double>> resampled(const FlowSample& sample,
                                           const BottleneckSettings& settings, Bottleneck& result) {
  const Participants participants = participants_of(sample);
  const FlowEstimator estimator(sample, resampled_classes, base::thread_count(settings.threads));
  SparseSums sums(participants.units.count, estimator.size());
  estimator.spread([&](std::uint32_t deal, std::size_t which, double value) {
    sums.add(participants.unit_of_deal[deal], which, value);
  });
  sums.seal();
  result.how = participants.units.describe(settings.resamples);
  const auto statistic = [&](std::span<const double> total, std::span<double> out) {
    const FlowModel model = with_capacity(estimator.estimate(total).model, settings);
    const auto flow = steady_flow(model);
    if (!flow) return;
    out[0] = flow->won;
    out[1] = flow->money;
    const Gains gains = gains_of(model, *flow);
    for (std::size_t s = 0; s < model.stages(); ++s) {
      out[whole_figures + 3 * s] = gains.losses[s];
      out[whole_figures + 3 * s + 1] = gains.conversion[s];
      out[whole_figures + 3 * s + 2] = gains.time[s];
    }
  };
  const Resampling resampling{
      .figure = settings.figure, .resamples = settings.resamples, .threads = settings.threads};
  return replicate(sums, resampling, whole_figures + 3 * sample.stages, statistic);
}

void write_intervals(const std::vector<std::vector<double>>& replicates, Bottleneck& result) {
  result.won_a_month.interval = percentile_interval(replicates[0]);
  result.money_a_month.interval = percentile_interval(replicates[1]);
  for (BottleneckStage& stage : result.stages) {
    const std::size_t first = whole_figures + 3 * stage.stage;
    stage.losses_minus_10.interval = percentile_interval(replicates[first]);
    stage.conversion_plus_10.interval = percentile_interval(replicates[first + 1]);
    stage.time_minus_10.interval = percentile_interval(replicates[first + 2]);
  }
}

/// Whether the gain of `top` is above that of `other` in all but one resample in forty.
bool leads(const std::vector<std::vector<double>>& replicates, std::size_t top, std::size_t other) {
  const auto& a = replicates[whole_figures + 3 * top];
  const auto& b = replicates[whole_figures + 3 * other];
  std::vector<double> lead(a.size());
  std::ranges::transform(a, b, lead.begin(), std::minus());
  const auto interval = percentile_interval(std::move(lead));
  return interval && interval->low > 0;
}

void name(const std::vector<std::vector<double>>& replicates, Bottleneck& result) {
  if (result.ranking.empty()) return;
  const std::size_t top = result.ranking[0];
  const BottleneckStage& stage = result.stages[top];
  if (!(stage.losses_minus_10.value > 0)) return;
  const bool ahead = result.ranking.size() == 1 || leads(replicates, top, result.ranking[1]);
  if (ahead && stage.ended >= BottleneckStage::ended_to_be_named) {
    result.named = top;
    return;
  }
  for (const std::size_t s : result.ranking)
    if (s == top || !leads(replicates, top, s)) result.possible.push_back(s);
}

}  // namespace

Bottleneck bottleneck(const FlowSample& sample, const BottleneckSettings& settings) {
  Bottleneck result;
  count_visits(sample, settings, result);
  if (result.wins == 0)
    result.undefined = "no deal was won in the window";
  else if (result.wins == result.wins_without_amount)
    result.undefined = "no deal won in the window has an amount";
  else if (sample.arrivals.empty())
    result.undefined = "no deal began in the window";
  if (!result.undefined.empty()) return result;

  const unsigned threads = base::thread_count(settings.threads);
  const FlowEstimator estimator(sample, all_classes, threads);
  FlowEstimator::Estimate estimate = estimator.estimate(estimator.totals(threads));
  estimate.model = with_capacity(std::move(estimate.model), settings);
  const auto flow = steady_flow(estimate.model);
  if (!flow) {
    result.undefined = "some deals go round in circles: no way out of their stages has been seen";
    return result;
  }
  write_flow(estimate, *flow, result);
  rank(result);
  if (settings.resamples > 0) {
    const auto replicates = resampled(sample, settings, result);
    write_intervals(replicates, result);
    name(replicates, result);
  }
  return result;
}

}  // namespace stagecraft::measures
