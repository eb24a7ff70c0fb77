#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "measures/closings.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/study.h"
#include "measures/working_clock.h"

namespace stagecraft::measures {

/// Before the part of a figure in working days.
inline constexpr std::string_view working_days_prefix = "working_days/";

/// Makes figures out of ones in elapsed days: another unit, `working_days/` before the part, and
/// the calendar as a remark. Elsewhere measured by `clock`.
void name_working_days(std::vector<Figure>& figures, const WorkingClock& clock);

/// `sales_cycle` in working days, from creation: median, p90, mean. REQUIRES Study::clock().
std::vector<Figure> sales_cycle_in_working_days(const Study& study, const Slicing& slicing,
                                                const Closings& closings);
/// The deals behind a part of `sales_cycle` that is in working days.
std::optional<CountedDeals> deals_of_working_cycle(const FigureSpot& spot);

}  // namespace stagecraft::measures
