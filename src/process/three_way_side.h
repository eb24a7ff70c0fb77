#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "process/map.h"
#include "process/map_tree.h"
#include "process/operations.h"

namespace stagecraft::process {

/// What one side of a three-way merge did to the base, looked up by what it did it to.
struct MergeSide {
  using LineKey = std::tuple<std::string, std::string, std::string>;  ///< Address, field, line.

  MapTree tree;
  std::vector<Operation> ops;              ///< Groups are dissolved.
  std::map<std::string, ListPlace> moves;  ///< By address: where the element ended.
  std::set<std::pair<std::string, std::string>> fields_set;  ///< Address, field.
  std::map<LineKey, Node> inserted;                          ///< With the line before it.
  std::set<LineKey> deleted;

  MergeSide(const Map& base, const Map& map);

  static LineKey line_of(const Operation& op) { return {op.at, op.field, op.value.text}; }

  /// Taken from where it was in its list and put elsewhere.
  bool has_moved(const LineKey& line) const {
    return inserted.contains(line) && deleted.contains(line);
  }

  /// The outermost of `field` and the objects around it (`check` of `check.words`) that was set as
  /// a whole; empty: none.
  std::string find_set_around(const std::string& at, const std::string& field) const;
};

/// The elements that an operation works in: what it changes and, when it moves that, its new
/// parent. Of an addition it is the parent.
std::vector<std::string> places_of(const Operation& op);

}  // namespace stagecraft::process
