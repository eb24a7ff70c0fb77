#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "process/description.h"
#include "process/yaml_node.h"

namespace stagecraft::process {

/// Where an element stands: in which list of which other element, and what it is.
struct ElementSpot {
  std::string parent;  ///< Address.
  std::string list;    ///< Key of the list.
  const Shape* shape = nullptr;
};

/// The canonical tree of a map (encode.h) that finds its elements by address and is changed in
/// place, staying canonical: keys in order, lists that become empty left out. What operations,
/// comparison and merging work on. Finding costs O(log elements + length of the lists that it
/// stands in).
class MapTree {
 public:
  explicit MapTree(Node root);

  const Node& root() const { return root_; }

  bool knows(std::string_view address) const {
    return address == "map" || spots_.contains(address);
  }
  /// Null for an unknown address. Valid until the next change.
  const Node* find(std::string_view address) const;
  /// REQUIRES knows(address).
  const Shape& shape(std::string_view address) const;
  /// Null for an unknown address and for the map itself.
  const ElementSpot* spot(std::string_view address) const;
  /// Addresses of all elements, the map left out, sorted.
  std::vector<std::string> addresses() const;
  /// `address` and the addresses of all that stands inside it, parents first.
  std::vector<std::string> inside(std::string_view address) const;
  /// Ids of a list of an element, in order; empty if it has none.
  std::vector<std::string> ids(std::string_view parent, std::string_view list) const;
  /// Id of the item before an element in its list; empty: it is the first.
  std::string before(std::string_view address) const;

  /// An element that is to stand at `address`, without those inside it that are in this tree
  /// already, wherever they stand.
  Node without_known(Node item, const Shape& shape, const std::string& address) const;

  /// REQUIRES a known parent with such a list, `after` empty (the front) or in it, new ids.
  void insert(const ElementSpot& spot, Node item, std::string_view after);
  /// Takes an element out, with all that it holds. REQUIRES knows(address).
  Node remove(const std::string& address);

  /// The value of a field, or null where it is left out; `skills.listening` is a key of a mapping.
  /// REQUIRES knows(at).
  const Node* value(std::string_view at, std::string_view field) const;
  /// Null leaves the field out. Mappings on the way are made; a comment on the field stays.
  /// REQUIRES knows(at).
  void set_value(const std::string& at, std::string_view field, Node value);

 private:
  Node* find_to_change(std::string_view address);
  void index(const Node& node, const Shape& shape, const std::string& address);

  Node root_;
  std::map<std::string, ElementSpot, std::less<>> spots_;
};

/// What stands at an address of some map, by its kind (`stage:demo`, `map`); null: no such kind.
const Shape* shape_at(std::string_view address);

/// The rule of a field of an element, by its path (`origin.adapted`); null: there is no such field.
/// A key of a free mapping has the rule of the mapping, an `x_` key none.
const FieldRule* find_rule(const Shape& shape, std::string_view path);

/// Whether an empty list says something else than one left out; so it does under an `x_` key, which
/// has no rule.
inline bool empty_differs(const FieldRule* rule) { return rule == nullptr || rule->empty_differs; }

/// Whether a path (`x_note`, `origin.x_note`) is that of an `x_` key, which may hold anything.
bool is_free_key(const Shape& shape, std::string_view path);

}  // namespace stagecraft::process
