#include "process/operations.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "process/canonical_tree.h"
#include "process/decode.h"
#include "process/elements.h"
#include "process/encode.h"
#include "process/reading_error.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

[[noreturn]] void refuse(Sentence sentence) {
  throw base::Error(base::ErrorKind::conflict,
                    say("{} Compare with the newest version and try again.", std::move(sentence)));
}

bool same(const Node* node, const Node& value) {
  return node == nullptr ? value.is_null() : same_value(*node, value);
}

void require_known(const MapTree& tree, const std::string& address) {
  if (!tree.knows(address)) refuse(say("The map has no '{}'.", shown(address)));
}

/// The list that an operation names; its rule says what stands in it.
const FieldRule& require_list(const MapTree& tree, const std::string& parent,
                              std::string_view list) {
  require_known(tree, parent);
  const auto* rule = tree.shape(parent).find(list);
  if (rule == nullptr || rule->shape == nullptr || !rule->shape->has_id())
    refuse(say("'{}' has no list '{}'.", shown(parent), shown(list)));
  return *rule;
}

void require_sibling(const MapTree& tree, const std::string& parent, std::string_view list,
                     const std::string& after) {
  if (after.empty()) return;
  const auto ids = tree.ids(parent, list);
  if (std::ranges::find(ids, after) == ids.end())
    refuse(say("'{}' of '{}' has no '{}'.", list, shown(parent), shown(after)));
}

ElementSpot spot_of(const FieldRule& rule, const std::string& parent) {
  return {parent, std::string(rule.key), rule.shape};
}

void apply_add(MapTree& tree, const Operation& op) {
  const auto& rule = require_list(tree, op.at, op.field);
  require_sibling(tree, op.at, op.field, op.after);
  if (id_of(op.item).empty()) refuse(say("What is added to '{}' has no id.", shown(op.at)));
  const auto address = address_of(*rule.shape, id_of(op.item), op.at);
  if (tree.knows(address)) refuse(say("'{}' is there already.", shown(address)));
  tree.insert(spot_of(rule, op.at), op.item, op.after);
}

/// As a map holds it, without what a file may say beside: comments, and defaults that they hang on.
Node bare(Node node, const Shape& shape) {
  const auto strip = [](auto self, Node& inner) -> void {
    inner.comment = -1;
    for (auto& item : inner.items) self(self, item);
    for (auto& entry : inner.entries) self(self, entry.value);
  };
  strip(strip, node);
  make_canonical(node, shape);
  return node;
}

void apply_remove(MapTree& tree, const Operation& op) {
  const auto& rule = require_list(tree, op.at, op.field);
  const auto address = address_of(*rule.shape, id_of(op.item), op.at);
  const auto* spot = tree.spot(address);
  if (spot == nullptr || spot->parent != op.at)
    refuse(say("The map has no '{}' in '{}'.", shown(address), shown(op.at)));
  if (!same_value(bare(*tree.find(address), *rule.shape), op.item) ||
      tree.before(address) != op.after)
    refuse(say("'{}' is no longer as it was.", shown(address)));
  tree.remove(address);
}

/// Null for an `x_` key, which nothing is said of.
const FieldRule* require_field(const MapTree& tree, const Operation& op) {
  require_known(tree, op.at);
  const auto* rule = find_rule(tree.shape(op.at), op.field);
  if (rule == nullptr && !is_free_key(tree.shape(op.at), op.field))
    refuse(say("'{}' has no field '{}'.", shown(op.at), shown(op.field)));
  return rule;
}

/// A file may state the default because a comment hangs on it.
bool states_default(const Node* value, const FieldRule* rule) {
  return value != nullptr && rule != nullptr && is_default(*value, *rule);
}

void apply_set(MapTree& tree, const Operation& op) {
  const auto* rule = require_field(tree, op);
  const auto* value = tree.value(op.at, op.field);
  if (!same(value, op.from) && !(op.from.is_null() && states_default(value, rule)))
    refuse(say("'{}' of '{}' is no longer as it was.", op.field, shown(op.at)));
  tree.set_value(op.at, op.field, op.to);
}

/// Where the line stands that comes after `before`; -1: nowhere.
std::ptrdiff_t line_after(const Node& list, const Node& before) {
  if (before.is_null()) return 0;
  const auto at =
      std::ranges::find_if(list.items, [&](const Node& line) { return same_value(line, before); });
  return at == list.items.end() ? -1 : at - list.items.begin() + 1;
}

void apply_line(MapTree& tree, const Operation& op) {
  const auto* rule = require_field(tree, op);
  const auto* current = tree.value(op.at, op.field);
  const bool is_absent = current == nullptr || current->is_null();
  if (is_absent && empty_differs(rule))
    refuse(
        say("'{}' of '{}' is left out, and a list says something else. Set the whole "
            "list.",
            op.field, shown(op.at)));
  auto list = is_absent ? Node::sequence() : *current;
  const auto at = line_after(list, op.line_before);
  if (!list.is_sequence() || at < 0)
    refuse(say("'{}' of '{}' is no longer as it was.", op.field, shown(op.at)));
  if (op.kind == OperationKind::insert) {
    list.items.insert(list.items.begin() + at, op.value);
  } else {
    if (at == std::ssize(list.items) ||
        !same_value(list.items[static_cast<std::size_t>(at)], op.value))
      refuse(say("A line of '{}' of '{}' is no longer there.", op.field, shown(op.at)));
    list.items.erase(list.items.begin() + at);
  }
  const bool is_left_out = list.items.empty() && !empty_differs(rule);
  tree.set_value(op.at, op.field, is_left_out ? Node{} : std::move(list));
}

void apply_move(MapTree& tree, const Operation& op) {
  require_known(tree, op.at);
  const auto* spot = tree.spot(op.at);
  if (spot == nullptr) refuse("The map itself can't be moved.");
  if (spot->parent != op.from_spot.parent || tree.before(op.at) != op.from_spot.after)
    refuse(say("'{}' no longer stands where it did.", shown(op.at)));
  const auto old = *spot;
  require_known(tree, op.to_spot.parent);
  const auto fields = tree.shape(op.to_spot.parent).fields;
  const auto rule = std::ranges::find(fields, old.shape, &FieldRule::shape);
  const bool leaves_persona = old.shape->kind == "step" && op.to_spot.parent != old.parent;
  if (rule == fields.end() || leaves_persona)
    refuse(say("'{}' can't stand in '{}'.", shown(op.at), shown(op.to_spot.parent)));
  require_sibling(tree, op.to_spot.parent, rule->key, op.to_spot.after);
  const auto inside = tree.inside(op.at);
  const bool goes_into_itself = std::ranges::find(inside, op.to_spot.parent) != inside.end();
  if (goes_into_itself || address_of(*old.shape, op.to_spot.after, op.to_spot.parent) == op.at)
    refuse(say("'{}' can't stand behind or inside itself.", shown(op.at)));
  auto item = tree.remove(op.at);
  tree.insert(spot_of(*rule, op.to_spot.parent), std::move(item), op.to_spot.after);
}

}  // namespace

std::string_view to_word(OperationKind kind) {
  static constexpr std::array<std::string_view, 7> words{"add",    "remove", "set",  "insert",
                                                         "delete", "move",   "group"};
  return words[static_cast<std::size_t>(kind)];
}

Operation Operation::add(const ElementSpot& spot, Node item, std::string after) {
  Operation op;
  op.kind = OperationKind::add;
  op.at = spot.parent;
  op.field = spot.list;
  op.item = std::move(item);
  op.after = std::move(after);
  return op;
}

Operation Operation::remove(const ElementSpot& spot, Node item, std::string after) {
  auto op = add(spot, std::move(item), std::move(after));
  op.kind = OperationKind::remove;
  return op;
}

Operation Operation::set(std::string at, std::string field, const Node* from, const Node* to) {
  Operation op;
  op.at = std::move(at);
  op.field = std::move(field);
  if (from != nullptr) op.from = *from;
  if (to != nullptr) op.to = *to;
  return op;
}

bool operator==(const Operation& a, const Operation& b) {
  const auto texts = [](const Operation& op) {
    return std::tie(op.kind, op.at, op.field, op.after, op.name);
  };
  return texts(a) == texts(b) && a.from_spot == b.from_spot && a.to_spot == b.to_spot &&
         same_value(a.item, b.item) && same_value(a.from, b.from) && same_value(a.to, b.to) &&
         same_value(a.value, b.value) && same_value(a.line_before, b.line_before) && a.ops == b.ops;
}

Operation inverse(const Operation& operation) {
  auto op = operation;
  switch (operation.kind) {
    case OperationKind::add:
      op.kind = OperationKind::remove;
      break;
    case OperationKind::remove:
      op.kind = OperationKind::add;
      break;
    case OperationKind::set:
      std::swap(op.from, op.to);
      if (op.field == "id")  // The element then has its new name.
        op.at = operation.at.substr(0, operation.at.find_last_of(":/") + 1) + operation.to.text;
      break;
    case OperationKind::insert:
      op.kind = OperationKind::delete_;
      break;
    case OperationKind::delete_:
      op.kind = OperationKind::insert;
      break;
    case OperationKind::move:
      std::swap(op.from_spot, op.to_spot);
      break;
    case OperationKind::group:
      op.ops = inverse(std::span<const Operation>(operation.ops));
      break;
  }
  return op;
}

std::vector<Operation> inverse(std::span<const Operation> operations) {
  std::vector<Operation> undone;
  for (auto op = operations.rbegin(); op != operations.rend(); ++op) undone.push_back(inverse(*op));
  return undone;
}

void apply_operations(MapTree& tree, const Operation& operation) {
  switch (operation.kind) {
    case OperationKind::add:
      return apply_add(tree, operation);
    case OperationKind::remove:
      return apply_remove(tree, operation);
    case OperationKind::set:
      return apply_set(tree, operation);
    case OperationKind::insert:
    case OperationKind::delete_:
      return apply_line(tree, operation);
    case OperationKind::move:
      return apply_move(tree, operation);
    case OperationKind::group:
      return apply_operations(tree, std::span<const Operation>(operation.ops));
  }
}

void apply_operations(MapTree& tree, std::span<const Operation> operations) {
  for (const auto& operation : operations) apply_operations(tree, operation);
}

Map to_map(const Node& tree) {
  Reading reading;
  auto map = decode_map(tree, reading);
  check_unique_ids(tree, reading);
  check_invariants(map, tree, reading);
  if (!reading.errors.empty())
    throw base::Error(base::ErrorKind::invalid,
                      say("The map would no longer load: {}.", reading.errors[0].message));
  return map;
}

Map apply_operations(const Map& map, std::span<const Operation> operations) {
  MapTree tree(encode_map(map));
  apply_operations(tree, operations);
  return to_map(tree.root());
}

Map apply_operations(const Map& map, const Operation& operation) {
  return apply_operations(map, std::span(&operation, 1));
}

std::string address_of_item(const Operation& operation) {
  const auto* parent = shape_at(operation.at);
  const auto* rule = parent == nullptr ? nullptr : parent->find(operation.field);
  if (rule == nullptr || rule->shape == nullptr) return {};
  return address_of(*rule->shape, id_of(operation.item), operation.at);
}

}  // namespace stagecraft::process
