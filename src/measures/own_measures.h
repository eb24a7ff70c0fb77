#pragma once

#include <vector>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

/// Measures of the map's own (M3; measures.md 1.19): formulas over counts, sums and durations of
/// history.
namespace stagecraft::measures {

/// One figure for each measure of the map, its measure being the id, of the whole within `--where`.
/// `figures` are the built-in ones of the study: a formula that names one takes its value, and
/// inherits undefined and too thin from it. Money is in the map's currency. Without an interval
/// unless the formula is a single built-in measure.
std::vector<Figure> own_measures(const Study& study, const std::vector<Figure>& figures);

/// The deals that the aggregates of an own measure go over. Throws Error{conflict} for one that
/// is made of other figures alone: those open to deals.
std::optional<CountedDeals> deals_of_own_measure(const FigureSpot& spot);

}  // namespace stagecraft::measures
