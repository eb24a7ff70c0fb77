#pragma once

#include "base/id.h"

namespace stagecraft::store {

/// Rises with every event of a workspace, in the order of commits.
using EventId = base::Id<struct EventTag>;
using ImportId = base::Id<struct ImportTag>;

}  // namespace stagecraft::store
