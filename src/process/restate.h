#pragma once

#include "process/yaml_node.h"

namespace stagecraft::process {

/// What a variant (a map file that extends another) has to state so that it resolves to `target`:
/// merging the result onto `base` by the rules of process-map.md, 2 'extends', gives `target`. What
/// `variant` states now stays, with its comments and places, where it still says what is wanted;
/// what the base says anyway is stated no more once it was changed back. All three are canonical
/// trees, `variant` of the file alone, the others of resolved maps. O(n^2) in the longest list.
///
/// Some targets cannot be stated (a flat map as a variant of one with goals): whoever needs to be
/// certain merges, and compares.
Node restate_variant(const Node& variant, const Node& base, const Node& target);

}  // namespace stagecraft::process
