#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "process/map.h"
#include "process/map_tree.h"
#include "process/yaml_node.h"

/// The one mechanism of comparing, undoing, live editing and proposals (process-map.md, 5): small
/// changes of a map, each of which carries what inverts it.
namespace stagecraft::process {

enum class OperationKind : std::uint8_t { add, remove, set, insert, delete_, move, group };

/// `add`, `insert`: the name of a kind as it is written (`delete`, not delete_).
std::string_view to_word(OperationKind kind);

/// A place in the lists of a map: in which element, after which sibling.
struct ListPlace {
  std::string parent;  ///< Address.
  std::string after;   ///< Id; empty: first.

  bool operator==(const ListPlace&) const = default;
};

/// One change; which members matter depends on `kind`.
struct Operation {
  OperationKind kind = OperationKind::set;
  std::string at;  ///< Address: add, remove: of the parent; others: of what changes.
  std::string
      field;  ///< add, remove: the list; set, insert, delete: the field (`skills.listening`).
  std::string after;             ///< add, remove: id of the item before. Empty: first.
  Node item;                     ///< add, remove: the whole element.
  Node from, to;                 ///< set: null is the default.
  Node value;                    ///< insert, delete: one line of a list of plain values,
  Node line_before;              ///< and the line before it; null: it is the first.
  ListPlace from_spot, to_spot;  ///< move
  std::string name;              ///< group: split, merge, rename, or free.
  std::vector<Operation> ops;

  static Operation add(const ElementSpot& spot, Node item, std::string after);
  static Operation remove(const ElementSpot& spot, Node item, std::string after);
  static Operation set(std::string at, std::string field, const Node* from, const Node* to);
};

bool operator==(const Operation& a, const Operation& b);

/// The operation that undoes `operation`: applying both gives the same map, byte for byte.
Operation inverse(const Operation& operation);
/// Undoes all of them, the last one first.
std::vector<Operation> inverse(std::span<const Operation> operations);

/// The map after the operations, one after the other. Throws Error: `conflict` when the
/// precondition of one does not hold (the address is not there, from, item or after are not as
/// stated), and `invalid` when what comes out is no map that loads. Nothing is changed then. O(map
/// + operations * log map).
Map apply_operations(const Map& map, std::span<const Operation> operations);
Map apply_operations(const Map& map, const Operation& operation);

/// The same on a tree; with an error the tree may hold some of the operations.
void apply_operations(MapTree& tree, std::span<const Operation> operations);
void apply_operations(MapTree& tree, const Operation& operation);

/// The map of a canonical tree. Throws Error{invalid} when it is none that loads.
Map to_map(const Node& tree);

/// The address of the element that an add or remove is about.
std::string address_of_item(const Operation& operation);

}  // namespace stagecraft::process
