#pragma once

#include "process/map.h"
#include "process/reading.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// A variant's own file may leave out what its base says, and hold `remove` and `place`.
enum class Completeness { whole, variant_alone };

/// Turns a resolved tree into a map and reports all that does not fit the grammar (description.h).
/// A wrong value is left out. Never throws for bad input.
Map decode_map(const Node& tree, Reading& reading, Completeness completeness = Completeness::whole);

/// Reports ids that one file gives twice.
void check_unique_ids(const Node& tree, Reading& reading);

/// Reports conditions and formulas that do not parse, measures in a circle, ids that are built in.
void check_formulas(const Map& map, const Node& tree, Reading& reading);

/// The invariants that hold between the parts of a map (process-map.md, 1.2): ids are unique, won
/// outcomes agree, conditions and formulas parse, limits over lists hold.
void check_invariants(const Map& map, const Node& tree, Reading& reading);

}  // namespace stagecraft::process
