#include "measures/sales_cycle.h"

#include <fmt/format.h>

#include "base/parallel.h"
#include "base/statistics/kaplan_meier.h"
#include "base/statistics/life_table.h"
#include "base/statistics/quantile.h"
#include "measures/closings.h"
#include "measures/figures.h"
#include "measures/working_days.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
namespace minimum = stats::minimum;
using history::DealIndex;
using history::DealState;
using history::Visit;

constexpr stats::Cause won_it = 1;

void join_cycles(WinnerCycles& into, WinnerCycles& more) {
  into.lengths.append(std::move(more.lengths));
  into.sum_ms += more.sum_ms;
  into.deals.insert(into.deals.end(), more.deals.begin(), more.deals.end());
  into.unknown += more.unknown;
}

/// Collects the cycles of the deals won in the period.
class CycleCollector {
 public:
  CycleCollector(const Study& study, const Slicing& slicing, std::size_t deals)
      : study_(study),
        slicing_(slicing),
        keeps_deals_(study.request().intervals == Intervals::full),
        starts_(1U + study.stages().customer_count),
        cycles_(slicing.size() * starts_) {
    if (slicing.size() == 1)
      for (WinnerCycles& cycles : cycles_) cycles.lengths.reserve(deals);
  }

  void add(const PassingDeal& deal) {
    const DealState& state = deal.state;
    if (state.status != history::DealStatus::won) return;
    const auto slice = slice_of_closing(study_, slicing_, deal.index);
    if (slice == Slicing::outside) return;
    WinnerCycles* const cycles = &cycles_[slice * starts_];
    add(cycles[0], deal.index, sound_cycle_ms(study_, deal.index));
    const bool is_plain = deal.is_plain && deal.trace.is_exact();
    for (const Visit& visit : deal.visits) {
      if (!visit.first || visit.has(Visit::after_sale) || visit.stage + 1U >= starts_) continue;
      add(cycles[1U + visit.stage], deal.index,
          is_plain ? state.closed - visit.entered : cycle_from(visit, state));
    }
  }

  std::vector<WinnerCycles>& cycles() { return cycles_; }

 private:
  void add(WinnerCycles& cycles, DealIndex deal, std::optional<std::int64_t> cycle) const {
    if (!cycle || *cycle < 0) {
      ++cycles.unknown;
    } else {
      cycles.lengths.add(*cycle, won_it);
      cycles.sum_ms += *cycle;
      if (keeps_deals_) cycles.deals.push_back({deal, *cycle});
    }
  }

  std::optional<std::int64_t> cycle_from(const Visit& visit, const DealState& deal) const {
    if (deal.closed == DealState::unknown || visit.has(Visit::entry_unknown) ||
        deal.has(DealState::doubled))
      return std::nullopt;
    return elapsed_ms({visit.entered, visit.has(Visit::date_only)},
                      {deal.closed, deal.has(DealState::closed_date_only)}, study_.request().zone);
  }

  const Study& study_;
  const Slicing& slicing_;
  bool keeps_deals_;
  std::size_t starts_;  ///< Creation, and the customer stages.
  std::vector<WinnerCycles> cycles_;
};

void bootstrap_mean(const Study& study, Figure& figure, const WinnerCycles& cycles) {
  std::vector<DealIndex> deals;
  for (const DealCycle& cycle : cycles.deals) deals.push_back(cycle.deal);
  const Units units = units_of_deals(study, deals);
  UnitSums sums(units.count, 2);
  for (std::size_t i = 0; i < deals.size(); ++i) {
    sums.add(units.of_deal[i], 0, to_days(static_cast<double>(cycles.deals[i].ms)));
    sums.add(units.of_deal[i], 1, 1);
  }
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto mean = [](std::span<const double> total, std::span<double> out) {
    out[0] = total[0] / total[1];
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, mean)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
}

std::vector<Figure> figures_of(const Study& study, WinnerCycles cycles, const Figure& blank) {
  std::vector<Figure> figures;
  const std::int64_t n = cycles.n();
  const auto add = [&](const char* part) -> Figure& {
    figures.push_back(blank);
    Figure& figure = figures.back();
    figure.part = part;
    figure.n = n;
    if (cycles.unknown > 0) figure.excluded["dates not known"] = cycles.unknown;
    return figure;
  };
  const stats::KaplanMeier curve(
      std::move(cycles.lengths).table_for({.ages = {}, .quantiles = {0.5, 0.9}}));
  const auto quantile = [&](const char* part, double q, std::int64_t needed) {
    Figure& figure = add(part);
    if (n == 0) return set_undefined(figure, "no deal was won");
    set_quantile(study, figure, {curve.quantile(q), 0}, {needed, n});
  };
  quantile("median", 0.5, minimum::ended_for_median);
  quantile("p90", 0.9, minimum::ended_for_p90);
  Figure& mean = add("mean");
  if (n == 0) {
    set_undefined(mean, "no deal was won");
    return figures;
  }
  mean.value = to_days(static_cast<double>(cycles.sum_ms)) / static_cast<double>(n);
  if (n < minimum::ended_for_median) set_too_thin(study, mean, base::say("only {} won", n));
  if (study.request().intervals == Intervals::full) bootstrap_mean(study, mean, cycles);
  return figures;
}

}  // namespace

std::unique_ptr<Gatherer> gather_cycles(const Study& study, const Slicing& slicing,
                                        std::vector<WinnerCycles>& cycles) {
  return make_gatherer(
      [&study, &slicing](std::size_t deals) { return CycleCollector(study, slicing, deals); },
      [&cycles](std::span<const std::unique_ptr<CycleCollector>> parts) {
        cycles = std::move(parts[0]->cycles());
        return Pieces{cycles.size(), [&cycles, parts](std::size_t i) {
                        for (const auto& part : parts.subspan(1))
                          join_cycles(cycles[i], part->cycles()[i]);
                      }};
      });
}

std::vector<Figure> sales_cycle(const Study& study, const Slicing& slicing,
                                std::vector<WinnerCycles> cycles) {
  const Tier& tier = study.stages();
  const std::size_t starts = 1U + tier.customer_count;
  // Resampling has threads of its own.
  const unsigned threads = study.request().intervals == Intervals::full ? 1 : study.threads();
  std::vector<std::vector<Figure>> made(cycles.size());
  base::for_each_index(threads, cycles.size(), [&](std::size_t i) {
    const Place* from = i % starts == 0 ? nullptr : &tier.places[i % starts - 1];
    if (from != nullptr && from->after_won) return;
    FigureHead head{"sales_cycle", "", Unit::days, from, nullptr, Level::stages};
    made[i] =
        figures_of(study, std::move(cycles[i]), make_figure(study, slicing, i / starts, head));
  });
  std::vector<Figure> figures;
  for (std::vector<Figure>& more : made)
    figures.insert(figures.end(), std::make_move_iterator(more.begin()),
                   std::make_move_iterator(more.end()));
  return figures;
}

std::optional<CountedDeals> deals_of_sales_cycle(const FigureSpot& spot) {
  if (spot.part.starts_with(working_days_prefix)) return deals_of_working_cycle(spot);
  const bool is_of_stage = spot.is_of_stay() && !spot.tier.places[spot.place].after_won;
  const bool is_place = spot.place == no_place || is_of_stage;
  if (!is_place || (spot.part != "median" && spot.part != "p90" && spot.part != "mean"))
    return std::nullopt;
  const std::size_t start = spot.place == no_place ? 0 : 1U + spot.place;
  CycleCollector collector(spot.study, spot.slicing, 0);
  const WinnerCycles& cycles =
      collector.cycles()[spot.slice * (1U + spot.tier.customer_count) + start];
  return watch(spot, collector, [&] { return cycles.n(); });
}

}  // namespace stagecraft::measures
