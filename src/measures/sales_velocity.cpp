#include "measures/sales_velocity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/statistics/quantile.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;

constexpr double least_window_days = 90;
constexpr double cycles_in_window = 4;

/// What velocity is made of, summed over deals.
struct Sums {
  std::int64_t open = 0, won = 0, closed = 0;
  std::int64_t minor = 0, amounts = 0;    ///< Won amounts.
  std::int64_t cycle_ms = 0, cycles = 0;  ///< Of won deals.

  void add(const Closing& closing, std::uint8_t currency) {
    ++closed;
    if (!closing.is_won()) return;
    ++won;
    if (closing.currency == currency) {
      minor += closing.minor;
      ++amounts;
    }
    if (closing.cycle >= 0) {
      cycle_ms += closing.cycle;
      ++cycles;
    }
  }
};

/// The same of one unit of the bootstrap.
enum Part : std::size_t { open, won, closed, amount, amounts, cycle, cycles, part_count };

using Parts = std::array<double, part_count>;

/// In major units and days.
Parts parts_of(const Sums& sums, double unit) {
  const auto number = [](std::int64_t count) { return static_cast<double>(count); };
  return {number(sums.open),         number(sums.won),     number(sums.closed),
          number(sums.minor) / unit, number(sums.amounts), to_days(number(sums.cycle_ms)),
          number(sums.cycles)};
}

double velocity(std::span<const double> sums) {
  const double rate = sums[won] / sums[closed];
  const double size = sums[amount] / sums[amounts];
  const double days = sums[cycle] / sums[cycles];
  return sums[open] * rate * size / days;
}

/// Closed deals of one slice, of which those in the window count, and its open ones.
struct Stock {
  std::span<const Closing> closings;
  std::optional<std::int64_t> from;  ///< Closed before, or on an unknown day: left out. None: all.
  std::vector<DealIndex> open;

  bool counts(const Closing& closing) const {
    return !from || (closing.is_dated() && closing.at >= *from);
  }
};

std::vector<Stock> stocks_of(const Study& study, const Slicing& slicing, const Closings& closings,
                             const ClosingWindow& window) {
  std::vector<Stock> stocks;
  for (const auto& closed : closings.of_slice)
    stocks.push_back({.closings = closed, .from = {}, .open = {}});
  if (study.period().is_whole)
    for (Stock& stock : stocks) stock.from = window.from;
  for (DealIndex d = 0; d < study.deal_count(); ++d) {
    const history::DealState& deal = study.deal(d);
    if (!deal.is_open()) continue;
    const auto slice = slicing.of_stock(d, study.flow().reading.as_of, deal.created);
    if (slice != Slicing::outside) stocks[slice].open.push_back(d);
  }
  return stocks;
}

Sums sums_of(const Stock& stock, std::uint8_t currency) {
  Sums sums;
  for (const Closing& closing : stock.closings)
    if (stock.counts(closing)) sums.add(closing, currency);
  sums.open = std::ssize(stock.open);
  return sums;
}

/// The deals of a stock, the closed ones first.
std::vector<DealIndex> deals_of(const Stock& stock) {
  std::vector<DealIndex> deals;
  for (const Closing& closing : stock.closings)
    if (stock.counts(closing)) deals.push_back(closing.deal);
  deals.insert(deals.end(), stock.open.begin(), stock.open.end());
  return deals;
}

void bootstrap(const Study& study, Figure& figure, const Stock& stock, std::uint8_t currency) {
  const Units units = units_of_deals(study, deals_of(stock));
  UnitSums sums(units.count, part_count);
  const auto add = [&](std::size_t deal, const Sums& own) {
    const Parts parts = parts_of(own, major_unit(study, currency));
    for (std::size_t p = 0; p < part_count; ++p) sums.add(units.of_deal[deal], p, parts[p]);
  };
  std::size_t deal = 0;
  for (const Closing& closing : stock.closings) {
    if (!stock.counts(closing)) continue;
    Sums own;
    own.add(closing, currency);
    add(deal++, own);
  }
  for (std::size_t i = 0; i < stock.open.size(); ++i) add(deal++, {.open = 1});
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto statistic = [](std::span<const double> drawn, std::span<double> out) {
    out[0] = velocity(drawn);
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, statistic)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
}

Figure figure_of(const Study& study, Figure figure, const Stock& stock, std::uint8_t currency,
                 const ClosingWindow& window) {
  const Parts total = parts_of(sums_of(stock, currency), major_unit(study, currency));
  figure.n = static_cast<std::int64_t>(total[closed]);
  figure.n_open = std::ssize(stock.open);
  figure.extras["window_days"] = window.days;
  if (total[closed] + total[open] == 0) {
    set_undefined(figure, "no deal was won");
    return figure;
  }
  if (window.days > 0) figure.extras["booked_per_day"] = total[amount] / window.days;
  if (total[won] == 0 || total[amounts] == 0) {
    set_undefined(figure, total[won] == 0 ? base::Sentence("no deal was won")
                                          : base::Sentence("no won deal has an amount"));
    return figure;
  }
  if (total[cycles] == 0 || total[cycle] == 0) {
    set_undefined(figure, "no cycle time is known, or all are 0 days");
    return figure;
  }
  figure.value = velocity(total);
  figure.extras["open_deals"] = total[open];
  figure.extras["win_rate"] = total[won] / total[closed];
  figure.extras["mean_won_amount"] = total[amount] / total[amounts];
  figure.extras["mean_cycle_days"] = total[cycle] / total[cycles];
  if (total[amounts] < stats::minimum::amounts_for_mean ||
      total[closed] < stats::minimum::known_fates)
    set_too_thin(study, figure, "too few deals were closed or won");
  if (study.request().intervals == Intervals::full) bootstrap(study, figure, stock, currency);
  return figure;
}

}  // namespace

ClosingWindow closing_window(const Study& study) {
  const Period& period = study.period();
  if (!period.is_whole) return {period.from.instant, study.observed_days()};
  std::vector<double> cycles;
  std::int64_t begin = study.as_of().last(false);
  for (DealIndex d = 0; d < study.deal_count(); ++d) {
    const history::DealState& deal = study.deal(d);
    if (deal.created != history::DealState::unknown) begin = std::min(begin, deal.created);
    if (deal.status != history::DealStatus::won || deal.has(history::DealState::doubled)) continue;
    if (const auto cycle = cycle_ms(deal, study.request().zone))
      cycles.push_back(to_days(static_cast<double>(*cycle)));
  }
  const double median = stats::plain_quantile(cycles, 0.5).value_or(0);
  const double asked = std::max(least_window_days, cycles_in_window * median);
  const std::int64_t end = study.as_of().last(false);
  const double days = std::min(asked, to_days(static_cast<double>(end - begin)));
  return {end - std::llround(days * static_cast<double>(day_ms)), days};
}

std::vector<Figure> sales_velocity(const Study& study, const Slicing& slicing,
                                   const Closings& closings) {
  const ClosingWindow window = closing_window(study);
  const std::vector<Stock> stocks = stocks_of(study, slicing, closings, window);
  std::vector<Figure> figures;
  for (std::size_t slice = 0; slice < slicing.size(); ++slice)
    for (std::size_t c = 0; c < study.money().currencies.size(); ++c) {
      const auto currency = static_cast<std::uint8_t>(c);
      FigureHead head{"sales_velocity", "", Unit::money_per_day};
      figures.push_back(figure_of(study, make_money_figure(study, slicing, slice, head, currency),
                                  stocks[slice], currency, window));
    }
  return figures;
}

std::optional<CountedDeals> deals_of_velocity(const FigureSpot& spot) {
  if (spot.place != no_place || !spot.part.empty()) return std::nullopt;
  const Closings closed = closings(spot.study, spot.slicing);
  const auto stocks = stocks_of(spot.study, spot.slicing, closed, closing_window(spot.study));
  CountedDeals deals;
  for (const DealIndex d : deals_of(stocks[spot.slice])) deals.push_back({d});
  std::ranges::sort(deals, {}, &CountedDeal::deal);
  return deals;
}

}  // namespace stagecraft::measures
