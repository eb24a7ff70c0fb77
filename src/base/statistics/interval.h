#pragma once

/// Statistics that know no domain: pure functions of numbers, the same on every run and platform.
/// Formulas are those of measures.md, 1.14 to 1.18, 4 to 6 and 14; all intervals are 95 %.
namespace stagecraft::base::statistics {

/// Two-sided 95 % point of the standard normal distribution.
inline constexpr double z95 = 1.959963984540054;

/// Both ends of an interval; low <= high.
struct Interval {
  double low = 0;
  double high = 0;

  double width() const { return high - low; }
  bool holds(double value) const { return low <= value && value <= high; }
  bool operator==(const Interval&) const = default;
};

/// How many observations a figure needs before it may be ranked, coloured or used in advice.
namespace minimum {
inline constexpr int known_fates = 10;          ///< Of a share.
inline constexpr double interval_width = 0.40;  ///< Of a share: the widest that is not too thin.
inline constexpr int ended_for_median = 5;
inline constexpr int ended_for_p90 = 20;
inline constexpr int amounts_for_mean = 5;
inline constexpr int at_risk = 5;                      ///< Where a curve with censoring ends.
inline constexpr int comparisons_without_family = 10;  ///< Above: Benjamini-Hochberg.
inline constexpr double false_discovery_rate = 0.10;
}  // namespace minimum

}  // namespace stagecraft::base::statistics
