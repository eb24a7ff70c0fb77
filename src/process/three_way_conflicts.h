#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "process/map_tree.h"
#include "process/three_way.h"
#include "process/three_way_side.h"

namespace stagecraft::process {

/// The conflicts of a three-way merge. They are found before anything is merged, from what each
/// side did to the base alone and by rules that hold for both sides alike. So they are the same
/// from either side, and a change that can't be taken because of one does not become another.
class MergeConflicts {
 public:
  /// Keeps the references. O(changes * log map).
  MergeConflicts(const MapTree& base, const MergeSide& ours, const MergeSide& theirs);

  /// Whether ours works on something that goes with `address`, which theirs removed.
  bool keep(const std::string& address) const;
  /// Whether a field, or an object around it, was set to two values.
  bool are_about(const std::string& at, const std::string& field) const;
  /// By address, field and kind.
  std::vector<MergeConflict> list() const;

 private:
  void find_work_in_removed(const MergeSide& worker, const MergeSide& remover);
  void find_different_additions();
  void find_different_moves();
  void find_different_values(const MergeSide& setter, const MergeSide& other);

  std::string outermost_removed(const std::string& address, const MergeSide& keeper,
                                const MergeSide& remover) const;
  void report_element(ConflictKind kind, const std::string& at);
  void report_field(ConflictKind kind, const std::string& at, const std::string& field);
  void report_move(const std::string& at);
  void report(const MergeConflict& conflict);

  const MapTree& base_;
  const MergeSide& ours_;
  const MergeSide& theirs_;
  std::map<std::tuple<std::string, std::string, ConflictKind>, MergeConflict> found_;
};

}  // namespace stagecraft::process
