#pragma once

#include <vector>

#include "measures/closings.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// Touches a deal (measures.md 7): touchpoints from creation to closing, mean and median per closed
/// deal, for all (empty part), `won`, `lost` and `no_decision`. The touchpoints of a deal that was
/// merged into another count there. Undefined for a history without touchpoints. O(events).
std::vector<Figure> touches_a_deal(const Study& study, const Slicing& slicing,
                                   const Closings& closings);

/// The deals behind it; none where the history has no touchpoints.
std::optional<CountedDeals> deals_of_touches(const FigureSpot& spot);

}  // namespace stagecraft::measures
