#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "process/map.h"

namespace stagecraft::process {

/// The stages of `map` that an id of an old event means (process-map.md, 1.2): the stage or outcome
/// with that id; else the stages that replace it, in map order, chained over `earlier` versions of
/// the map (oldest first). More than one: the stage was split. None: outside the map.
std::vector<std::string> successors(std::string_view id, const Map& map,
                                    std::span<const Map> earlier = {});

}  // namespace stagecraft::process
