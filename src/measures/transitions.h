#pragma once

#include <string>
#include <vector>

#include "measures/figure.h"
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

Transitions transitions(const Study& study, const Tier& tier, const Slicing& slicing);
/// `transitions`: a figure for each pair that occurs; n is the visits of the stage, n_open the open
/// ones.
std::vector<Figure> transition_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const Transitions& transitions);

/// `deviations` per stage: skips (entries past a stage that is not optional), back, returns,
/// same_instant (stays of length 0 that moved on); and for the whole repeats, reopenings,
/// implied_reopenings, outside.
std::vector<Figure> deviations(const Study& study, const Tier& tier, const Slicing& slicing);

}  // namespace stagecraft::measures
