#pragma once

#include <functional>
#include <string>
#include <vector>

#include "process/check/finding.h"
#include "process/map.h"

namespace stagecraft::process {

/// Calls `use` for every list of plain values that the map states, with the spot of the list.
void for_each_list(const Map& map,
                   const std::function<void(const Spot&, const std::vector<std::string>&)>& use);

}  // namespace stagecraft::process
