#pragma once

#include <string>
#include <vector>

#include "base/statistics/aalen_johansen.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// The funnel (measures.md 5): of the deals that began in the period, how many reached each place.
/// A place counts as reached by entering it, by entering one that it dominates, or by winning if it
/// dominates won; so bars of places that follow on each other never rise.
namespace stagecraft::measures {

struct FunnelBar {
  PlaceIndex place =
      no_place;  ///< A customer stage before won in map order, or at last the won outcome.
  std::int64_t reached = 0;
  std::int64_t doubled = 0;             ///< Of `reached`: two deals under one id; not in the share.
  std::int64_t undated = 0;             ///< Of `reached`: without the dates that the share needs.
  base::statistics::Incidence to_next;  ///< From reaching this place to reaching the next bar.
};

/// [slice][bar]; writes to `funnel` when the pass is over.
std::unique_ptr<Gatherer> gather_funnel(const Study& study, const Tier& tier,
                                        const Slicing& slicing,
                                        std::vector<std::vector<FunnelBar>>& funnel);
/// `funnel`: part `reached` counts, part `to_next` shares.
std::vector<Figure> funnel_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                   const std::vector<std::vector<FunnelBar>>& funnel);
/// The deals behind `funnel`.
std::optional<CountedDeals> deals_of_funnel(const FigureSpot& spot);

}  // namespace stagecraft::measures
