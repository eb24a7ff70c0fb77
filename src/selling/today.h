#pragma once

#include "base/time.h"

namespace stagecraft::selling {

/// The day as of which something is judged, and the zone of the workspace, which says on which day
/// an instant falls.
struct Today {
  base::Day day;
  base::Zone zone = {};
};

}  // namespace stagecraft::selling
