#pragma once

#include "process/extends.h"
#include "process/reading.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// Merges a variant's tree onto its resolved base (process-map.md, 2 'extends', rules 1 to 5):
/// removals, merges, additions, placements. What was removed and what named nothing goes into
/// `result`, whose tree becomes the outcome. Generic: what is inherited, and how, the description
/// says.
void merge_variant(Node base, Node variant, Reading& reading, Resolved& result);

}  // namespace stagecraft::process
