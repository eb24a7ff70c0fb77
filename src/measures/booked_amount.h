#pragma once

#include <vector>

#include "measures/closings.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

/// Money that was won (measures.md 7, 8, 1.12), one figure a currency; never summed across them.
namespace stagecraft::measures {

/// `booked_amount` (sum at `won`), `average_size` (mean of won amounts),
/// `corrections_after_winning` (of the period in which they were made).
std::vector<Figure> booked_amount(const Study& study, const Slicing& slicing,
                                  const Closings& closings);

/// Orders and revenue by ISO week of `won`.
struct Orders {
  std::vector<std::int64_t> orders;          ///< Per week.
  std::vector<std::vector<double>> revenue;  ///< [currency][week], major units.
};
/// Of the whole. `weeks` is a grid of weeks over the period.
Orders orders_by_week(const Study& study, const CalendarGrid& weeks,
                      std::span<const Closing> closings);
/// `orders` and `revenue`, a figure a week; part is the week, `2026-W05`.
std::vector<Figure> order_figures(const Study& study, const CalendarGrid& weeks,
                                  const Orders& orders);

/// The deals behind `booked_amount`, `average_size` and `corrections_after_winning`.
std::optional<CountedDeals> deals_of_bookings(const FigureSpot& spot);
/// The deals behind `orders` and `revenue`: all orders of the week, those without an amount too.
std::optional<CountedDeals> deals_of_orders(const FigureSpot& spot);

}  // namespace stagecraft::measures
