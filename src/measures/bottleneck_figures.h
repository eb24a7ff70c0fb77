#pragma once

#include <vector>

#include "measures/bottleneck.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/flow_sample.h"
#include "measures/study.h"

/// Bottleneck and Little's law of a study, as figures (measures.md 10, 11).
namespace stagecraft::measures {

struct LimitedFlow {
  FlowSample sample;
  Bottleneck bottleneck;
  std::uint8_t currency = 0;  ///< Of the gains: the one in which most deals were won.
};

/// From the window of `sales_velocity`, with capacities of the map and the settings. Resampled only
/// with full intervals; without them no stage is named.
LimitedFlow limited_flow(const Study& study);

/// `bottleneck`: `won_a_month`, `money_a_month`, and per stage the gains a month `losses_minus_10`
/// (the ranking's), `conversion_plus_10`, `time_minus_10`.
std::vector<Figure> bottleneck_figures(const Study& study, const LimitedFlow& flow);
/// `littles_law` per stage.
std::vector<Figure> littles_law_figures(const Study& study, const LimitedFlow& flow);

/// The deals behind `bottleneck` and `littles_law`: those of the visits, and of the wins, that they
/// count.
std::optional<CountedDeals> deals_of_limits(const FigureSpot& spot);

}  // namespace stagecraft::measures
