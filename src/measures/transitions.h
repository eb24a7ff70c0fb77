#pragma once

#include <optional>
#include <vector>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// Transitions (measures.md 5) and deviations: where visits led, and how often the way was another
/// than the main path.
namespace stagecraft::measures {

/// Visits begun in the period, by place and what came next. A revoked closing leads to the stage of
/// reopening.
struct Transitions {
  std::size_t places = 0;
  std::vector<std::int64_t>
      counts;  ///< [slice][from][to], `to` up to and including `places`: elsewhere.
  std::vector<std::int64_t> open;  ///< [slice][from]

  Transitions& operator+=(const Transitions& other);
  std::int64_t count(std::size_t slice, PlaceIndex from, std::size_t to) const {
    return counts[(slice * places + from) * (places + 1) + to];
  }
};

/// Writes to `result` when the pass is over.
std::unique_ptr<Gatherer> gather_transitions(const Study& study, const Tier& tier,
                                             const Slicing& slicing, Transitions& result);
/// `transitions`: a figure for each pair that occurs; n is the visits of the stage, n_open the open
/// ones.
std::vector<Figure> transition_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const Transitions& transitions);

/// Of the visits of one place that began in the period.
struct PlaceDeviations {
  std::int64_t entries = 0, skips = 0, back = 0, returns = 0, same_instant = 0;
  std::int64_t doubled = 0;  ///< Entries of two deals under one id: their order means nothing.

  PlaceDeviations& operator+=(const PlaceDeviations& other);
};

/// Counts deals by something that their visits show. Visits come deal by deal.
class DealTally {
 public:
  /// REQUIRES that `other` counted other deals.
  DealTally& operator+=(const DealTally& other) {
    count_ += other.count_;
    return *this;
  }
  void add(history::DealIndex deal) {
    if (last_ == deal) return;
    last_ = deal;
    ++count_;
  }
  std::int64_t count() const { return count_; }

 private:
  std::optional<history::DealIndex> last_;
  std::int64_t count_ = 0;
};

struct DealDeviations {
  DealTally entered, doubled, skipping, going_back;

  DealDeviations& operator+=(const DealDeviations& other);
};

struct Deviations {
  std::vector<PlaceDeviations> places;  ///< [slice * customer_count + place]
  std::vector<DealDeviations> deals;    ///< [slice]

  Deviations& operator+=(const Deviations& other);
};

/// Writes to `result` when the pass is over.
std::unique_ptr<Gatherer> gather_deviations(const Study& study, const Tier& tier,
                                            const Slicing& slicing, Deviations& result);

/// `deviations` per stage: skips (entries past a stage that is not optional), back, returns,
/// same_instant (stays of length 0 that moved on); and for the whole repeats, reopenings,
/// implied_reopenings, outside.
std::vector<Figure> deviation_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const Deviations& deviations);

/// The deals behind `transitions`: those that the count counts, not all that its n does.
std::optional<CountedDeals> deals_of_transitions(const FigureSpot& spot);
/// The same of `deviations`.
std::optional<CountedDeals> deals_of_deviations(const FigureSpot& spot);

}  // namespace stagecraft::measures
