#pragma once

#include "base/statistics/life_table.h"

namespace stagecraft::base::statistics {

/// The life table of `stays` with rows of single ages only at `readings`. O(stays), and a sort of
/// the censored ones and of those that end near a reading.
LifeTable merged_life_table(StayColumns stays, Cause causes, const Readings& readings);

}  // namespace stagecraft::base::statistics
