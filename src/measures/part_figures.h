#pragma once

#include <vector>

#include "measures/figure.h"
#include "measures/study.h"

namespace stagecraft::measures {

/// What can be told of the parts of split stages one by one: flows, times, conversions and moves of
/// the visits recorded since the split (measures.md 1.9). `parts` is Study::of_parts() of `study`.
std::vector<Figure> part_figures(const Study& study, const Study& parts);

}  // namespace stagecraft::measures
