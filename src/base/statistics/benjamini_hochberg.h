#pragma once

#include <span>
#include <vector>

namespace stagecraft::base::statistics {

/// Adjusted p-values of a family of comparisons, in the order given: a comparison stands at a false
/// discovery rate f when its adjusted value is <= f. Empty for an empty family. O(n log n).
/// REQUIRES values in [0, 1]. Source: Benjamini, Hochberg 1995.
std::vector<double> benjamini_hochberg(std::span<const double> p_values);

}  // namespace stagecraft::base::statistics
