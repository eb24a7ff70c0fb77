#include "base/statistics/log_log_band.h"

#include <cmath>

#include "base/statistics/quantile.h"

namespace stagecraft::base::statistics {

namespace {

/// log(-log S) and its standard error times z.
struct LogLog {
  double centre;
  double half;
};

/// REQUIRES 0 < s < 1.
LogLog log_log(double s, double greenwood) {
  const double hazard = -std::log(s);
  return {std::log(hazard), z95 * std::sqrt(greenwood) / hazard};
}

double from_log_log(double value) { return std::exp(-std::exp(value)); }

}  // namespace

Survival band_of(const CurvePoint& point) {
  if (point.survival <= 0) return {0, 0, 0};
  const LogLog scale = log_log(point.survival, point.greenwood);
  return {point.survival, from_log_log(scale.centre + scale.half),
          from_log_log(scale.centre - scale.half)};
}

bool low_may_reach(double share, const CurvePoint& first, const CurvePoint& last) {
  // Where the curve begins the hazard is 0, and the band has no bound.
  if (last.survival <= 0 || first.survival >= 1) return true;
  const double least_hazard = -std::log(first.survival);
  const double widest = z95 * std::sqrt(last.greenwood) / least_hazard;
  return from_log_log(log_log(last.survival, 0).centre + widest) <= share + same_share;
}

bool high_may_pass(double share, const CurvePoint& first, const CurvePoint& last) {
  if (last.survival <= 0) return true;
  const LogLog end = log_log(last.survival, first.greenwood);
  return from_log_log(end.centre - end.half) < share + same_share;
}

}  // namespace stagecraft::base::statistics
