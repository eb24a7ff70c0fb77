#include "measures/sales_cycle.h"

#include <fmt/format.h>

#include "base/statistics/kaplan_meier.h"
#include "base/statistics/life_table.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
namespace minimum = stats::minimum;
using history::DealState;
using history::Visit;

/// Cycles of winners, in ms, and the winners whose cycle is not known.
struct Cycles {
  std::vector<std::int64_t> ms;
  std::vector<history::DealIndex> deals;
  std::int64_t unknown = 0;

  void add(history::DealIndex deal, std::int64_t cycle) {
    if (cycle < 0) {
      ++unknown;
    } else {
      ms.push_back(cycle);
      deals.push_back(deal);
    }
  }
};

/// Cycles from creation, then from the first entry of each customer stage.
std::vector<Cycles> cycles_of(const Study& study, std::span<const Closing> closings) {
  const Tier& tier = study.stages();
  std::vector<Cycles> cycles(1U + tier.customer_count);
  for (const Closing& closing : closings) {
    if (!closing.is_won()) continue;
    cycles[0].add(closing.deal, closing.cycle);
    for (const Visit& visit : tier.visits_of(closing.deal)) {
      if (!visit.first || visit.stage >= tier.customer_count) continue;
      if (visit.has(Visit::after_sale)) continue;
      const bool known = closing.is_dated() && !visit.has(Visit::entry_unknown) &&
                         !study.deal(closing.deal).has(DealState::doubled);
      const std::int64_t length =
          known ? elapsed_ms({visit.entered, visit.has(Visit::date_only)},
                             {closing.at, closing.by_day}, study.request().zone)
                : Closing::unknown;
      cycles[1U + visit.stage].add(closing.deal, length);
    }
  }
  return cycles;
}

void bootstrap_mean(const Study& study, Figure& figure, const Cycles& cycles) {
  const Units units = units_of_deals(study, cycles.deals);
  UnitSums sums(units.count, 2);
  for (std::size_t i = 0; i < cycles.ms.size(); ++i) {
    sums.add(units.of_deal[i], 0, to_days(static_cast<double>(cycles.ms[i])));
    sums.add(units.of_deal[i], 1, 1);
  }
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto mean = [](std::span<const double> total, std::span<double> out) {
    out[0] = total[0] / total[1];
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, mean)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
}

void add_figures(const Study& study, const Cycles& cycles, const Figure& blank,
                 std::vector<Figure>& figures) {
  const auto n = static_cast<std::int64_t>(cycles.ms.size());
  const auto add = [&](const char* part) -> Figure& {
    figures.push_back(blank);
    Figure& figure = figures.back();
    figure.part = part;
    figure.n = n;
    if (cycles.unknown > 0) figure.excluded["dates not known"] = cycles.unknown;
    return figure;
  };
  stats::Stays stays;
  double sum = 0;
  for (const std::int64_t ms : cycles.ms) {
    stays.add(ms, 1);
    sum += to_days(static_cast<double>(ms));
  }
  const stats::KaplanMeier curve(std::move(stays).table());
  const auto quantile = [&](const char* part, double q, std::int64_t needed) {
    Figure& figure = add(part);
    if (n == 0) return set_undefined(figure, "no deal was won");
    set_quantile(study, figure, {curve.quantile(q), 0}, {needed, n});
  };
  quantile("median", 0.5, minimum::ended_for_median);
  quantile("p90", 0.9, minimum::ended_for_p90);
  Figure& mean = add("mean");
  if (n == 0) return set_undefined(mean, "no deal was won");
  mean.value = sum / static_cast<double>(n);
  if (n < minimum::ended_for_median) set_too_thin(study, mean, fmt::format("only {} won", n));
  if (study.request().intervals == Intervals::full) bootstrap_mean(study, mean, cycles);
}

}  // namespace

std::vector<Figure> sales_cycle(const Study& study, const Slicing& slicing,
                                const Closings& closings) {
  std::vector<Figure> figures;
  const Tier& tier = study.stages();
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    const auto cycles = cycles_of(study, closings.of_slice[slice]);
    for (std::size_t i = 0; i < cycles.size(); ++i) {
      const Place* from = i == 0 ? nullptr : &tier.places[i - 1];
      if (from != nullptr && from->after_won) continue;
      FigureHead head{"sales_cycle", "", Unit::days, from, nullptr, Level::stages};
      add_figures(study, cycles[i], make_figure(study, slicing, slice, head), figures);
    }
  }
  return figures;
}

}  // namespace stagecraft::measures
