#include "measures/sales_cycle.h"

#include <fmt/format.h>

#include "base/statistics/kaplan_meier.h"
#include "base/statistics/life_table.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"
#include "measures/parallel.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
namespace minimum = stats::minimum;
using history::DealState;
using history::Visit;

/// Cycles of winners, in ms, and the winners whose cycle is not known.
struct Cycles {
  base::BigVector<std::int64_t> ms;
  base::BigVector<history::DealIndex> deals;
  std::int64_t unknown = 0;

  void add(history::DealIndex deal, std::int64_t cycle) {
    if (cycle < 0) {
      ++unknown;
    } else {
      ms.push_back(cycle);
      deals.push_back(deal);
    }
  }
  Cycles& operator+=(const Cycles& other) {
    ms.insert(ms.end(), other.ms.begin(), other.ms.end());
    deals.insert(deals.end(), other.deals.begin(), other.deals.end());
    unknown += other.unknown;
    return *this;
  }
};

/// Cycles from creation, then from the first entry of each customer stage.
struct AllCycles {
  std::vector<Cycles> from;

  AllCycles& operator+=(const AllCycles& other) {
    for (std::size_t i = 0; i < from.size(); ++i) from[i] += other.from[i];
    return *this;
  }
};

void add_closing(const Study& study, const Closing& closing, std::vector<Cycles>& cycles) {
  if (!closing.is_won()) return;
  const Tier& tier = study.stages();
  cycles[0].add(closing.deal, closing.cycle);
  for (const Visit& visit : tier.visits_of(closing.deal)) {
    if (!visit.first || visit.stage >= tier.customer_count) continue;
    if (visit.has(Visit::after_sale)) continue;
    const bool known = closing.is_dated() && !visit.has(Visit::entry_unknown) &&
                       !study.deal(closing.deal).has(DealState::doubled);
    const std::int64_t length = known
                                    ? elapsed_ms({visit.entered, visit.has(Visit::date_only)},
                                                 {closing.at, closing.by_day}, study.request().zone)
                                    : Closing::unknown;
    cycles[1U + visit.stage].add(closing.deal, length);
  }
}

std::vector<Cycles> cycles_of(const Study& study, std::span<const Closing> closings) {
  const AllCycles none{std::vector<Cycles>(1U + study.stages().customer_count)};
  return sum_over(study.threads(), closings.size(), none,
                  [&](AllCycles& sum, std::size_t i) { add_closing(study, closings[i], sum.from); })
      .from;
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

std::vector<Figure> figures_of(const Study& study, const Cycles& cycles, const Figure& blank) {
  std::vector<Figure> figures;
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
  const stats::KaplanMeier curve(std::move(stays).table_for({.ages = {}, .quantiles = {0.5, 0.9}}));
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
  mean.value = sum / static_cast<double>(n);
  if (n < minimum::ended_for_median) set_too_thin(study, mean, fmt::format("only {} won", n));
  if (study.request().intervals == Intervals::full) bootstrap_mean(study, mean, cycles);
  return figures;
}

}  // namespace

std::vector<Figure> sales_cycle(const Study& study, const Slicing& slicing,
                                const Closings& closings) {
  std::vector<Figure> figures;
  const Tier& tier = study.stages();
  // Resampling has threads of its own.
  const unsigned threads = study.request().intervals == Intervals::full ? 1 : study.threads();
  for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
    const auto cycles = cycles_of(study, closings.of_slice[slice]);
    std::vector<std::vector<Figure>> made(cycles.size());
    for_each_index(threads, cycles.size(), [&](std::size_t i) {
      const Place* from = i == 0 ? nullptr : &tier.places[i - 1];
      if (from != nullptr && from->after_won) return;
      FigureHead head{"sales_cycle", "", Unit::days, from, nullptr, Level::stages};
      made[i] = figures_of(study, cycles[i], make_figure(study, slicing, slice, head));
    });
    for (std::vector<Figure>& more : made)
      figures.insert(figures.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
  }
  return figures;
}

}  // namespace stagecraft::measures
