#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/sentence.h"
#include "base/statistics/interval.h"
#include "measures/flow_sample.h"

/// Little's law check (measures.md, 11): in balance, the deals in a stage are the deals that enter
/// a day times the days that a visit lasts. Source: Little 1961.
namespace stagecraft::measures {

struct LittlesLaw {
  static constexpr double tolerance =
      0.2;  ///< Off 1 by more: out of balance, if the interval agrees.

  double in_stage = 0;       ///< L: days spent in the stage in the window, over the window's days.
  double entries_a_day = 0;  ///< lambda.
  double mean_visit_days = 0;  ///< W: Kaplan-Meier, restricted to `horizon_days`.
  double horizon_days = 0;
  double ratio = 0;                                    ///< L / (lambda W).
  std::optional<base::statistics::Interval> interval;  ///< Bootstrap of deals.
  base::Sentence how;                                  ///< Of the interval.

  /// Entries and exits are out of balance, or deals lie unclosed: steady-state figures of the stage
  /// are to be marked. Never true without an interval.
  bool is_out_of_balance() const {
    return (ratio > 1 + tolerance || ratio < 1 - tolerance) && interval && !interval->holds(1);
  }
};

struct LittlesLawQuestion {
  std::size_t stage = 0;
  /// Where W ends; nullopt: at h_star, or at the last age where there never were 5 at risk.
  std::optional<base::statistics::Age> horizon;
  std::string figure = "littles_law@1";  ///< Definition, stage and slice: gives the seed.
  int resamples = 2000;                  ///< 0: no interval.
  unsigned threads = 0;
};

/// nullopt (undefined) when nobody entered the stage in the window, or nobody has spent time there.
/// O(visits).
std::optional<LittlesLaw> littles_law(const FlowSample& sample, const LittlesLawQuestion& question);

}  // namespace stagecraft::measures
