#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"
#include "measures/time_in_stage.h"

/// Money in the pipeline at `as_of` (measures.md 8).
namespace stagecraft::measures {

/// Sums of one stage in one slice and currency; the last stage stands for 'in no stage of the map'.
struct StageMoney {
  std::int64_t deals = 0, without_amount = 0, other_currency = 0;
  double sum = 0;      ///< Major units.
  double squares = 0;  ///< Sum of squared amounts.
};

/// [slice][currency][place of the stage tier, or their number]
std::vector<std::vector<std::vector<StageMoney>>> pipeline_money(const Study& study,
                                                                 const Slicing& slicing);

/// sum a_i p_s(i), and the least spread: its standard deviation if deals were independent.
struct Weighted {
  double value = 0;
  double sd = 0;
};
Weighted stage_weighted(std::span<const StageMoney> stages, std::span<const double> share_to_won);

/// `pipeline` (whole and by stage) and `stage_weighted`, whose shares are the conversions to won of
/// all deals within `--where`, whatever the slice. Undefined where a stage with money has no share.
std::vector<Figure> pipeline(const Study& study, const Slicing& slicing,
                             std::span<const std::optional<double>> share_to_won);

/// An open deal that should not be counted on: listed, never removed.
struct StaleDeal {
  history::DealIndex deal;
  std::string id, stage;
  std::optional<double> days_past_close;  ///< Past its expected close.
  std::optional<double> idle_days;        ///< In its stage longer than the stage's p90.
  double stage_p90 = 0;
};
/// Sorted by deal id. `stays` are those of the whole (StayQuestion{}).
std::vector<StaleDeal> stale_deals(const Study& study, const std::vector<PlaceStays>& stays);

/// The deals behind `pipeline` and `stage_weighted`: those with an amount in the currency.
std::optional<CountedDeals> deals_of_pipeline(const FigureSpot& spot);

}  // namespace stagecraft::measures
