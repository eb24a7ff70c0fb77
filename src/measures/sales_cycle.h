#pragma once

#include <vector>

#include "measures/closings.h"
#include "measures/figure.h"
#include "measures/study.h"

/// Cycle time (measures.md 7): creation to won, of deals won in the period. Of winners only.
namespace stagecraft::measures {

/// `sales_cycle`: median, p90, mean; and the same from the first entry of each stage.
std::vector<Figure> sales_cycle(const Study& study, const Slicing& slicing,
                                const Closings& closings);

}  // namespace stagecraft::measures
