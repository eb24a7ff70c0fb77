#include "measures/sales_velocity.h"

#include <algorithm>
#include <cmath>

#include "base/statistics/quantile.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;

constexpr double least_window_days = 90;
constexpr double cycles_in_window = 4;

/// What a unit of the bootstrap adds to each sum.
enum Sum : std::size_t { open, won, closed, amount, amounts, cycle, cycles, sum_count };

double velocity(std::span<const double> sums) {
  const double rate = sums[won] / sums[closed];
  const double size = sums[amount] / sums[amounts];
  const double days = sums[cycle] / sums[cycles];
  return sums[open] * rate * size / days;
}

/// Closed deals of one slice and the numbers of open ones.
struct Stock {
  std::vector<Closing> closings;
  std::vector<DealIndex> open;
};

std::vector<Stock> stocks_of(const Study& study, const Slicing& slicing, const Closings& closings,
                             const ClosingWindow& window) {
  std::vector<Stock> stocks(slicing.size());
  for (std::size_t slice = 0; slice < stocks.size(); ++slice)
    for (const Closing& closing : closings.of_slice[slice])
      if (!study.period().is_whole || (closing.is_dated() && closing.at >= window.from))
        stocks[slice].closings.push_back(closing);
  for (DealIndex d = 0; d < study.deal_count(); ++d) {
    const history::DealState& deal = study.deal(d);
    if (!deal.is_open()) continue;
    const auto slice = slicing.of_stock(d, study.flow().reading.as_of, deal.created);
    if (slice != Slicing::outside) stocks[slice].open.push_back(d);
  }
  return stocks;
}

UnitSums sums_of(const Study& study, const Stock& stock, std::uint8_t currency,
                 const Units& units) {
  UnitSums sums(units.count, sum_count);
  const double unit = major_unit(study, currency);
  for (std::size_t i = 0; i < stock.closings.size(); ++i) {
    const Closing& closing = stock.closings[i];
    const std::uint32_t u = units.of_deal[i];
    sums.add(u, closed, 1);
    if (!closing.is_won()) continue;
    sums.add(u, won, 1);
    if (closing.currency == currency) {
      sums.add(u, amount, static_cast<double>(closing.minor) / unit);
      sums.add(u, amounts, 1);
    }
    if (closing.cycle >= 0) {
      sums.add(u, cycle, to_days(static_cast<double>(closing.cycle)));
      sums.add(u, cycles, 1);
    }
  }
  for (std::size_t i = 0; i < stock.open.size(); ++i)
    sums.add(units.of_deal[stock.closings.size() + i], open, 1);
  return sums;
}

Figure figure_of(const Study& study, Figure figure, const Stock& stock, std::uint8_t currency,
                 const ClosingWindow& window) {
  std::vector<DealIndex> deals;
  for (const Closing& closing : stock.closings) deals.push_back(closing.deal);
  deals.insert(deals.end(), stock.open.begin(), stock.open.end());
  figure.n = static_cast<std::int64_t>(stock.closings.size());
  figure.n_open = static_cast<std::int64_t>(stock.open.size());
  figure.extras["window_days"] = window.days;
  if (deals.empty()) {
    set_undefined(figure, "no deal was won");
    return figure;
  }
  const Units units = units_of_deals(study, deals);
  const UnitSums sums = sums_of(study, stock, currency, units);
  std::vector<double> total(sum_count, 0);
  sums.total(std::vector<std::uint32_t>(units.count, 1), total);
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
  if (study.request().intervals != Intervals::full) return figure;
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto statistic = [](std::span<const double> drawn, std::span<double> out) {
    out[0] = velocity(drawn);
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, statistic)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
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
  const auto stocks = stocks_of(spot.study, spot.slicing, closings(spot.study, spot.slicing),
                                closing_window(spot.study));
  const Stock& stock = stocks[spot.slice];
  CountedDeals deals;
  for (const Closing& closing : stock.closings) deals.push_back({closing.deal});
  for (const DealIndex d : stock.open) deals.push_back({d});
  std::ranges::sort(deals, {}, &CountedDeal::deal);
  return deals;
}

}  // namespace stagecraft::measures
