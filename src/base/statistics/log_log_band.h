#pragma once

#include "base/statistics/interval.h"

namespace stagecraft::base::statistics {

/// A survival share with its log-log band; fractions in [0, 1].
struct Survival {
  double value = 1;
  double low = 1;
  double high = 1;
};

/// Where a survival curve is: S, and Greenwood's sum of d/(n(n-d)).
struct CurvePoint {
  double survival = 1;
  double greenwood = 0;
};

/// S with its 95 % band on the log-log scale. 0, 0, 0 where S is 0. REQUIRES S < 1.
Survival band_of(const CurvePoint& point);

/// Whether the lower band may be <= `share` at a point from `first` to `last` of a curve; never
/// false where it is. S falls and Greenwood's sum rises on the way, so the largest sum and the
/// smallest hazard bound the band.
bool low_may_reach(double share, const CurvePoint& first, const CurvePoint& last);
/// The same of the upper band being < `share`.
bool high_may_pass(double share, const CurvePoint& first, const CurvePoint& last);

}  // namespace stagecraft::base::statistics
