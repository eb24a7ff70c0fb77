#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "base/statistics/interval.h"
#include "measures/bootstrap.h"
#include "measures/curve_sums.h"

/// Intervals of times in a stage where visits are not independent, because more than 5 % of its
/// deals visit it twice (measures.md, 1.16): whole deals are resampled, each with all its visits.
namespace stagecraft::measures {

struct StayIntervals {
  /// By quantile asked for, in the unit of the ages; an end that is not reached is infinite ('more
  /// than').
  std::vector<std::optional<base::statistics::Interval>> quantiles;
  std::optional<base::statistics::Interval> mean;  ///< Of the mean restricted to the horizon.
  base::Sentence how;                              ///< `2,000 resamples of 812 deals`.
};

struct StayQuestions {
  std::vector<double> quantiles;      ///< In (0, 1).
  base::statistics::Age horizon = 0;  ///< Where the curve ends, usually h_star.
};

/// `stays[i].unit` is a deal: any number. `accounts`: by deal; empty where each deal stands alone.
/// Every resample is a Kaplan-Meier curve of its own up to 50,000 stays; above, its curve is read
/// in 256 classes of age, and quantiles are interpolated within theirs. O(stays * resamples) at
/// most 50,000 stays, else O(stays).
StayIntervals bootstrap_stays(std::span<const UnitStay> stays,
                              std::span<const std::uint32_t> accounts,
                              const StayQuestions& questions, const Resampling& resampling);

}  // namespace stagecraft::measures
