#include "base/statistics/rounding.h"

#include <cassert>
#include <cmath>

namespace stagecraft::base::statistics {

namespace {

/// What a product of a few doubles may be off by, relatively.
constexpr double binary_dust = 4e-15;

}  // namespace

double round_half_away(double value, int decimals) {
  assert(-18 <= decimals && decimals <= 15);
  if (!std::isfinite(value)) return value;
  const double scale = std::pow(10.0, std::abs(decimals));
  const double scaled = decimals >= 0 ? value * scale : value / scale;
  if (!std::isfinite(scaled) || std::fabs(scaled) > 9e15)
    return value;  // No fraction left to round.
  const double rounded = std::round(scaled * (1 + binary_dust));
  const double result = decimals >= 0 ? rounded / scale : rounded * scale;
  return result == 0 ? 0.0 : result;  // Never -0.
}

double round_significant(double value, int digits) {
  assert(1 <= digits && digits <= 15);
  if (value == 0 || !std::isfinite(value)) return value;
  const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
  const int decimals = digits - 1 - magnitude;
  if (decimals > 15 || decimals < -18) return value;
  return round_half_away(value, decimals);
}

}  // namespace stagecraft::base::statistics
