#pragma once

#include <cstdint>

#include "base/statistics/interval.h"

namespace stagecraft::base::statistics {

/// Garwood's exact interval of the mean of a Poisson count; divide both ends by the exposure for a
/// rate. For 0 the low end is 0. REQUIRES count >= 0. Source: Garwood 1936.
Interval garwood(std::int64_t count);

}  // namespace stagecraft::base::statistics
