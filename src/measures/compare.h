#pragma once

#include <vector>

#include "measures/report.h"

namespace stagecraft::measures {

/// Figures that both periods have with a value, paired. The interval of a difference comes from the
/// two intervals, each arm's distances squared and added: Newcombe's method 10 for shares, and the
/// same rule (MOVER) for the rest. With more than 10 comparisons `differs` needs Benjamini-Hochberg
/// at 0.10 as well. Sources: Newcombe 1998; Zou, Donner 2008.
std::vector<Change> compare(const std::vector<Figure>& now, const std::vector<Figure>& before);

}  // namespace stagecraft::measures
