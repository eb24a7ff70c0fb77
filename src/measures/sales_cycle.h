#pragma once

#include <vector>

#include "base/big_vector.h"
#include "base/statistics/life_table.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// Cycle time (measures.md 7): creation to won, of deals won in the period. Of winners only.
namespace stagecraft::measures {

/// How long one deal took, to its winning.
struct DealCycle {
  history::DealIndex deal;
  std::int64_t ms;
};

/// Cycles of winners.
struct WinnerCycles {
  base::statistics::Stays lengths;   ///< All of them ended, by the only cause.
  std::int64_t sum_ms = 0;           ///< Of these: at most 292 million years.
  base::BigVector<DealCycle> deals;  ///< Whose they are; empty but for full intervals.
  std::int64_t unknown = 0;          ///< Winners whose cycle is not known.

  std::int64_t n() const { return static_cast<std::int64_t>(lengths.size()); }
};

/// [slice * (1 + customer stages) + start]: from creation, then from the first entry of each stage.
/// Writes to `cycles` when the pass over the stages is over.
std::unique_ptr<Gatherer> gather_cycles(const Study& study, const Slicing& slicing,
                                        std::vector<WinnerCycles>& cycles);

/// `sales_cycle`: median, p90, mean; and the same from the first entry of each stage.
std::vector<Figure> sales_cycle(const Study& study, const Slicing& slicing,
                                std::vector<WinnerCycles> cycles);
/// The deals behind it, in working days too.
std::optional<CountedDeals> deals_of_sales_cycle(const FigureSpot& spot);

}  // namespace stagecraft::measures
