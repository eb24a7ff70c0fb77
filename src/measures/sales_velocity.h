#pragma once

#include <vector>

#include "measures/closings.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// Sales velocity (measures.md 7), money a day: open deals at `as_of` x win rate x mean won amount
/// / mean cycle days; the last three of the deals closed in the window: the period asked for, else
/// the last four median cycles, at least 90 days, of what history there is. `booked_per_day` stands
/// beside it. Undefined without a win. One figure a currency.
std::vector<Figure> sales_velocity(const Study& study, const Slicing& slicing,
                                   const Closings& closings);

/// The stretch of time that rates of closed deals are taken from, up to `as_of` or the period's
/// end.
struct ClosingWindow {
  std::int64_t from = 0;  ///< UTC ms.
  double days = 0;
};
ClosingWindow closing_window(const Study& study);

/// The deals behind it: those that were closed, and those that are open.
std::optional<CountedDeals> deals_of_velocity(const FigureSpot& spot);

}  // namespace stagecraft::measures
