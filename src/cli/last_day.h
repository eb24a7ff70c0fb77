#pragma once

#include <string>

#include "base/time.h"

namespace stagecraft::cli {

/// The last moment of a day that `--until` names, in UTC. Throws Error{invalid} unless it is a date
/// from 1903 to 2200.
base::Instant end_of_day(const std::string& text);

}  // namespace stagecraft::cli
