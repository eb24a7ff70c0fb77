#pragma once

#include <string>
#include <vector>

#include "process/map_tree.h"

namespace stagecraft::process {

/// Stages of one map that newly replace stages of another: what was split, merged or given a new
/// id.
struct LineageGroup {
  std::string name;               ///< split, merge, rename
  std::vector<std::string> olds;  ///< Addresses in the older map.
  std::vector<std::string>
      parts;  ///< Addresses in the newer map, in its order; a survivor is in both.
};

/// The groups between two maps (process-map.md, 1.2 and 5), in the order of `b`. Every stage is in
/// at most one: what could be several is the first.
std::vector<LineageGroup> find_lineage_groups(const MapTree& a, const MapTree& b);

}  // namespace stagecraft::process
