#pragma once

#include <optional>
#include <string>
#include <vector>

#include "measures/closings.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

/// Win rate (measures.md 6): won / (won + lost + no decision) of the deals whose standing closing
/// falls in the period. It says nothing of open deals; beside it stands the conversion from the
/// start to won.
namespace stagecraft::measures {

/// `win_rate` (by count), part `decided` (without no decision), part `by_value` per currency.
std::vector<Figure> win_rate(const Study& study, const Slicing& slicing, const Closings& closings);

/// One row of a table of owners, products or channels.
struct RankedSlice {
  std::string slice;
  std::int64_t won = 0, closed = 0;
  std::optional<double> shrunk;  ///< What the table is ordered by; empty: no prior could be fitted.
  std::optional<int> rank;       ///< Empty where it does not differ from its neighbours.
};
/// Ordered by the shrunk rate, highest first; without a prior by name.
std::vector<RankedSlice> ranked_by_win_rate(const Slicing& slicing, const Closings& closings);

/// The deals behind `win_rate`.
std::optional<CountedDeals> deals_of_win_rate(const FigureSpot& spot);

}  // namespace stagecraft::measures
