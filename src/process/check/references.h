#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/check/finding.h"
#include "process/map.h"

namespace stagecraft::process {

/// A place where a map names something by its id. Views into the map.
struct Reference {
  Spot spot;
  std::string_view kind;  ///< As in addresses; `next_node` for a stage or outcome.
  std::string_view id;
};

/// All references of a map, in the order of the file format. O(size of the map).
std::vector<Reference> references_of(const Map& map);

/// The ids that a reference of this kind may name, in file order.
std::vector<std::string_view> ids_of(const Map& map, std::string_view kind);

}  // namespace stagecraft::process
