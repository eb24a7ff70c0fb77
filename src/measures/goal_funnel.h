#pragma once

#include <optional>
#include <vector>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"

/// The funnel of each goal (measures.md 5): of the deals that first entered the goal in the period,
/// how many reached each of its stages, and how many went on. Reaching is that of the funnel: a
/// skipped stage counts as passed. A goal ends where the next one begins, or with winning; the last
/// goal of the after-sale, which nothing follows, with its last stage.
namespace stagecraft::measures {

/// `goal_funnel` of every goal in every slice. Part `entered` counts the deals of the goal;
/// `reached` those of them that reached a stage; `to_next` is the share that reached the next
/// stage, or the end, from the instant of reaching the stage; `to_end` the share that reached the
/// end, from the first entry on. Open deals are censored. Empty for a map without named goals. By a
/// pass of its own: O(visits).
std::vector<Figure> goal_funnel_figures(const Study& study);

/// The deals behind it.
std::optional<CountedDeals> deals_of_goal_funnel(const FigureSpot& spot);

}  // namespace stagecraft::measures
