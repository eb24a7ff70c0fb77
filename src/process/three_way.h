#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "process/map.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

enum class ConflictKind : std::uint8_t {
  set,      ///< One field, two values.
  removed,  ///< One side changed something inside what the other removed.
  moved,    ///< One item, two places.
  added,    ///< One id, added with different content.
};

/// What two sides did that can't both be. What they made of it is null where it is left out or
/// gone; of a move it is the place, as `goal:prove after demo`.
struct MergeConflict {
  ConflictKind kind = ConflictKind::set;
  std::string at;     ///< Address.
  std::string field;  ///< set; moved: the list, where a line of it was moved; else empty.
  Node base, ours, theirs;
};

/// REQUIRES of who uses it: nothing is written while there are conflicts.
struct MergedMap {
  Map map;                               ///< All that does not conflict; where it does, ours.
  std::vector<MergeConflict> conflicts;  ///< By address, field and kind.

  bool is_clean() const { return conflicts.empty(); }
};

/// Three-way merge (process-map.md, 5): ours, and each change of theirs that is not already in it.
/// Symmetric, but for the order of additions at one place (ours first). Check the result again: a
/// merge can break a rule that neither side broke. Throws Error{invalid} when what comes out is no
/// map that loads, though both sides are. O(n log n + changes * length of lists).
MergedMap merge(const Map& base, const Map& ours, const Map& theirs);

}  // namespace stagecraft::process
