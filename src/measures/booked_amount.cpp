#include "measures/booked_amount.h"

#include <cmath>

#include "base/statistics/interval.h"
#include "measures/figures.h"

namespace stagecraft::measures {

namespace {

namespace minimum = base::statistics::minimum;

/// Won amounts of one currency in one slice.
struct Booked {
  std::int64_t won = 0, with_amount = 0, without_amount = 0, other_currency = 0;
  double sum = 0;  ///< Major units.
};

bool is_booked(const Closing& closing, std::uint8_t currency) {
  return closing.is_won() && closing.currency == currency;
}

Booked booked_in(const Study& study, std::span<const Closing> closings, std::uint8_t currency) {
  Booked booked;
  std::int64_t minor = 0;
  for (const Closing& closing : closings) {
    if (!closing.is_won()) continue;
    ++booked.won;
    booked.without_amount += closing.currency == DealMoney::no_amount;
    booked.other_currency +=
        closing.currency != DealMoney::no_amount && closing.currency != currency;
    if (closing.currency != currency) continue;
    minor += closing.minor;
    ++booked.with_amount;
  }
  booked.sum = static_cast<double>(minor) / major_unit(study, currency);
  return booked;
}

void bootstrap_mean(const Study& study, Figure& figure, std::span<const Closing> closings,
                    std::uint8_t currency) {
  std::vector<history::DealIndex> deals;
  std::vector<double> amounts;
  for (const Closing& closing : closings) {
    if (!is_booked(closing, currency)) continue;
    deals.push_back(closing.deal);
    amounts.push_back(static_cast<double>(closing.minor) / major_unit(study, currency));
  }
  const Units units = units_of_deals(study, deals);
  UnitSums sums(units.count, 2);
  for (std::size_t i = 0; i < amounts.size(); ++i) {
    sums.add(units.of_deal[i], 0, amounts[i]);
    sums.add(units.of_deal[i], 1, 1);
  }
  const Resampling resampling{.figure = bootstrap_name(figure), .threads = study.threads()};
  const auto mean = [](std::span<const double> total, std::span<double> out) {
    out[0] = total[1] > 0 ? total[0] / total[1] : std::nan("");
  };
  set_bootstrap(figure, percentile_interval(replicate(sums, resampling, 1, mean)[0]));
  figure.remarks.push_back(units.describe(resampling.resamples));
}

void add_exclusions(Figure& figure, const Booked& booked) {
  if (booked.without_amount > 0) figure.excluded["no amount"] = booked.without_amount;
  if (booked.other_currency > 0) figure.excluded["another currency"] = booked.other_currency;
}

/// Calls `add(correction, slice)` with the corrections of won deals that were made in the period.
template <typename Add>
void for_each_correction(const Study& study, const Slicing& slicing, std::uint8_t currency,
                         Add add) {
  for (const DealMoney::Correction& correction : study.money().corrections) {
    if (correction.currency != currency) continue;
    if (!study.period().holds(correction.at, correction.date_only)) continue;
    const auto slice =
        slicing.of_event(correction.deal, correction.at, study.deal(correction.deal).created);
    if (slice != Slicing::outside) add(correction, slice);
  }
}

/// Their sums per slice.
std::vector<double> corrections(const Study& study, const Slicing& slicing, std::uint8_t currency,
                                std::vector<std::int64_t>& counts) {
  std::vector<double> sums(slicing.size(), 0);
  for_each_correction(study, slicing, currency, [&](const auto& correction, auto slice) {
    sums[slice] += static_cast<double>(correction.delta) / major_unit(study, currency);
    ++counts[slice];
  });
  return sums;
}

/// The week in which an order came; nowhere: it is none.
std::size_t week_of_order(const Closing& closing, const CalendarGrid& weeks) {
  if (!closing.is_won() || !closing.is_dated()) return CalendarGrid::nowhere;
  return weeks.find(closing.at, closing.by_day);
}

}  // namespace

std::vector<Figure> booked_amount(const Study& study, const Slicing& slicing,
                                  const Closings& closings) {
  std::vector<Figure> figures;
  for (std::size_t c = 0; c < study.money().currencies.size(); ++c) {
    const auto currency = static_cast<std::uint8_t>(c);
    std::vector<std::int64_t> corrected(slicing.size(), 0);
    const auto deltas = corrections(study, slicing, currency, corrected);
    for (std::size_t slice = 0; slice < slicing.size(); ++slice) {
      const Booked booked = booked_in(study, closings.of_slice[slice], currency);
      const auto add = [&](const char* measure) -> Figure& {
        figures.push_back(
            make_money_figure(study, slicing, slice, {measure, "", Unit::money}, currency));
        return figures.back();
      };
      Figure& sum = add("booked_amount");
      sum.value = booked.sum;
      sum.n = booked.with_amount;
      sum.extras["won"] = static_cast<double>(booked.won);
      add_exclusions(sum, booked);
      Figure& mean = add("average_size");
      mean.n = booked.with_amount;
      add_exclusions(mean, booked);
      if (booked.with_amount == 0) {
        set_undefined(mean, "no won deal has an amount");
      } else {
        mean.value = booked.sum / static_cast<double>(booked.with_amount);
        if (mean.n < minimum::amounts_for_mean) set_too_thin(study, mean, "too few amounts");
        if (study.request().intervals == Intervals::full)
          bootstrap_mean(study, mean, closings.of_slice[slice], currency);
      }
      Figure& correction = add("corrections_after_winning");
      correction.value = deltas[slice];
      correction.n = corrected[slice];
      if (!study.money().has_history)
        set_undefined(correction, "the history has no changes of amounts");
    }
  }
  return figures;
}

Orders orders_by_week(const Study& study, const CalendarGrid& weeks,
                      std::span<const Closing> closings) {
  Orders found;
  found.orders.assign(weeks.size(), 0);
  found.revenue.assign(study.money().currencies.size(), std::vector<double>(weeks.size(), 0));
  for (const Closing& closing : closings) {
    const std::size_t week = week_of_order(closing, weeks);
    if (week == CalendarGrid::nowhere) continue;
    ++found.orders[week];
    if (closing.currency != DealMoney::no_amount)
      found.revenue[closing.currency][week] +=
          static_cast<double>(closing.minor) / major_unit(study, closing.currency);
  }
  return found;
}

std::vector<Figure> order_figures(const Study& study, const CalendarGrid& weeks,
                                  const Orders& orders) {
  std::vector<Figure> figures;
  const Slicing& whole = study.slicings().front();
  for (std::size_t week = 0; week < weeks.size(); ++week) {
    const std::string label = weeks.label(week);
    figures.push_back(make_figure(study, whole, 0, {"orders", label, Unit::deals}));
    set_count(figures.back(), orders.orders[week]);
    for (std::size_t c = 0; c < orders.revenue.size(); ++c) {
      figures.push_back(make_money_figure(study, whole, 0, {"revenue", label, Unit::money},
                                          static_cast<std::uint8_t>(c)));
      figures.back().value = orders.revenue[c][week];
      figures.back().n = orders.orders[week];
    }
  }
  return figures;
}

std::optional<CountedDeals> deals_of_bookings(const FigureSpot& spot) {
  if (spot.place != no_place || !spot.part.empty() || !spot.has_currency()) return std::nullopt;
  if (spot.measure != "corrections_after_winning")
    return counted_closings(spot, [&](std::span<const Closing> closing) {
      return is_booked(closing.front(), spot.currency) ? 1 : 0;
    });
  std::vector<history::DealIndex> deals;
  for_each_correction(spot.study, spot.slicing, spot.currency,
                      [&](const auto& correction, auto slice) {
                        if (slice == spot.slice) deals.push_back(correction.deal);
                      });
  return count_deals(std::move(deals));
}

std::optional<CountedDeals> deals_of_orders(const FigureSpot& spot) {
  const Study& study = spot.study;
  if (spot.place != no_place || !spot.slicing.attribute.empty()) return std::nullopt;
  const CalendarGrid weeks(CalendarGrid::Unit::week, study.period().days, study.request().zone);
  std::size_t week = 0;
  while (week < weeks.size() && weeks.label(week) != spot.part) ++week;
  if (week == weeks.size()) return std::nullopt;
  return counted_closings(spot, [&](std::span<const Closing> closing) {
    return week_of_order(closing.front(), weeks) == week ? 1 : 0;
  });
}

}  // namespace stagecraft::measures
