#pragma once

#include <optional>
#include <span>

namespace stagecraft::base::statistics {

/// How near two survival shares must be to count as equal: sums and products of shares carry
/// rounding.
inline constexpr double same_share = 1e-12;

/// Quantile `q` of plain numbers, definition 2 of Hyndman and Fan 1996 (the mean of the two
/// neighbours where n q is whole): the usual median. nullopt for no numbers. Reorders `values`;
/// O(n). REQUIRES 0 < q < 1.
std::optional<double> plain_quantile(std::span<double> values, double q);

/// The same of numbers that are sorted already; O(1).
std::optional<double> sorted_quantile(std::span<const double> sorted, double q);

/// Mean of plain numbers; nullopt for none.
std::optional<double> mean(std::span<const double> values);

}  // namespace stagecraft::base::statistics
