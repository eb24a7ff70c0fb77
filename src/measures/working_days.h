#pragma once

#include <string>
#include <vector>

#include "measures/closings.h"
#include "measures/figure.h"
#include "measures/study.h"
#include "measures/working_clock.h"

namespace stagecraft::measures {

/// Makes figures out of ones in elapsed days: another unit, `working_days/` before the part, and
/// the calendar as a remark. Elsewhere measured by `clock`.
void name_working_days(std::vector<Figure>& figures, const WorkingClock& clock);

/// `sales_cycle` in working days, from creation: median, p90, mean. REQUIRES Study::clock().
std::vector<Figure> sales_cycle_in_working_days(const Study& study, const Slicing& slicing,
                                                const Closings& closings);

}  // namespace stagecraft::measures
