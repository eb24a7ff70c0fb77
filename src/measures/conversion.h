#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/statistics/life_table.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// Conversion (measures.md 5): of the deals that entered a place, the share that reaches a later
/// one. Told by Aalen-Johansen, because open deals may still get there. Deals whose first entry
/// lies in the period, followed to `as_of`.
namespace stagecraft::measures {

/// When the target counts as reached.
enum class Reaching : std::uint8_t {
  reached,  ///< It was entered, or a place that it dominates, or the deal was won and it dominates
            ///< won.
  any_stage,  ///< It was entered itself.
  all_stage,  ///< Every place that dominates it was entered, in order, and then it.
};

/// `any_stage`.
std::string_view to_word(Reaching reaching);

/// The deals that first entered `from` in the period. Causes are those of trace.h.
struct ConversionStays {
  base::statistics::LifeTable table;  ///< Ages from the first entry.
  std::int64_t undated = 0, contradictory = 0, doubled = 0;
};

/// Where a conversion leads. `to` equal to no_place: the place after each place in the main path.
struct ConversionTarget {
  PlaceIndex to = no_place;
  Reaching reaching = Reaching::reached;
};

/// [slice * tier.customer_count + from]; empty where a place has nothing after it. Writes to
/// `stays` when the pass is over.
std::unique_ptr<Gatherer> gather_conversion(const Study& study, const Tier& tier,
                                            const Slicing& slicing, const ConversionTarget& target,
                                            std::vector<ConversionStays>& stays);
/// By a pass of its own.
std::vector<ConversionStays> collect_conversions(const Study& study, const Tier& tier,
                                                 const Slicing& slicing,
                                                 const ConversionTarget& target);

/// Stays of a target.
struct Conversion {
  ConversionTarget target;
  std::vector<ConversionStays> stays;
};

/// What `conversion` tells of: to the next place (`reached`, and with full intervals `any_stage`
/// and `all_stage`) and to won. `conversions` must stay where it is until the pass is over.
Gatherers gather_conversions(const Study& study, const Tier& tier, const Slicing& slicing,
                             std::vector<Conversion>& conversions);

struct ConversionFigures {
  std::vector<Figure> figures;
  /// share_to_won of [slice * tier.customer_count + from]; empty where the tier has no won outcome.
  std::vector<std::optional<double>> shares_to_won;
};

/// `conversion` of every place to the targets. The part is the name of the definition.
ConversionFigures conversion(const Study& study, const Tier& tier, const Slicing& slicing,
                             const std::vector<Conversion>& conversions);

/// The deals that began the way from one place to a target, as ConversionStays holds them.
CountedDeals deals_that_began(const FigureSpot& spot, const ConversionTarget& target);
/// The deals behind `conversion`.
std::optional<CountedDeals> deals_of_conversion(const FigureSpot& spot);

/// The share of one place to won at the end of its curve, for `stage_weighted`; nullopt when
/// undefined.
std::optional<double> share_to_won(const Study& study, const ConversionStays& stays);

/// Where a curve is read that a share is told of.
base::statistics::Readings share_readings(const Study& study);

/// The age at which a share is told: the horizon asked for, else h_star of a censored curve, else
/// its end.
std::optional<base::statistics::Age> share_horizon(const Study& study,
                                                   const base::statistics::LifeTable& table);

}  // namespace stagecraft::measures
