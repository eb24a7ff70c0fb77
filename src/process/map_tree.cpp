#include "process/map_tree.h"

#include <algorithm>
#include <utility>

#include "process/elements.h"

namespace stagecraft::process {
namespace {

/// The first key of a path, and the rest.
std::pair<std::string_view, std::string_view> split(std::string_view path) {
  const auto dot = path.find('.');
  if (dot == std::string_view::npos) return {path, {}};
  return {path.substr(0, dot), path.substr(dot + 1)};
}

/// The goals of a map, or the stages of a flat one: one of the two is always there.
bool is_trunk(std::string_view parent, std::string_view list) {
  return parent == "map" && (list == "goals" || list == "stages");
}

std::size_t rank(const Shape* shape, std::string_view key) {
  if (shape == nullptr) return 0;
  const auto* rule = shape->find(key);
  return rule == nullptr ? shape->fields.size()
                         : static_cast<std::size_t>(rule - shape->fields.data());
}

/// Adds a key where it belongs: in the order of the grammar, free keys by the alphabet after them.
Node& place(Node& mapping, const Shape* shape, std::string_view key) {
  if (auto* value = mapping.find(key)) return *value;
  const auto order = [shape](std::string_view one) { return std::pair(rank(shape, one), one); };
  const auto is_later = [&](const Entry& entry) {
    const auto mine = order(key), its = order(entry.key);
    return mine.first != its.first ? mine.first < its.first : mine.second < its.second;
  };
  const auto at = std::ranges::find_if(mapping.entries, is_later);
  return mapping.entries.insert(at, Entry{std::string(key), {}, {}})->value;
}

std::vector<Node>::iterator find_item(Node& list, std::string_view id) {
  return std::ranges::find_if(list.items, [id](const Node& item) { return id_of(item) == id; });
}

std::string_view id_in(std::string_view address) {
  return address.substr(address.find_last_of(":/") + 1);
}

const Shape* find_kind(const Shape& shape, std::string_view kind) {
  if (shape.kind == kind) return &shape;
  for (const auto& rule : shape.fields) {
    if (rule.shape == nullptr) continue;
    if (const auto* found = find_kind(*rule.shape, kind)) return found;
  }
  return nullptr;
}

}  // namespace

const Shape* shape_at(std::string_view address) {
  const auto kind = address.substr(0, address.find(':'));
  return find_kind(map_shape(), address.find('/') == std::string_view::npos ? kind : "step");
}

const FieldRule* find_rule(const Shape& shape, std::string_view path) {
  const auto [key, rest] = split(path);
  const auto* rule = shape.find(key);
  if (rule == nullptr || rest.empty()) return rule;
  if (rule->form == Form::one && rule->shape != nullptr) return find_rule(*rule->shape, rest);
  const bool has_keys = rule->form == Form::mapping || rule->form == Form::mapping_lists;
  return has_keys && rest.find('.') == std::string_view::npos ? rule : nullptr;
}

bool is_free_key(const Shape& shape, std::string_view path) {
  const auto [key, rest] = split(path);
  if (rest.empty()) return is_extension(key);
  const auto* rule = shape.find(key);
  return rule != nullptr && rule->form == Form::one && rule->shape != nullptr &&
         is_free_key(*rule->shape, rest);
}

MapTree::MapTree(Node root) : root_(std::move(root)) { index(root_, map_shape(), "map"); }

void MapTree::index(const Node& node, const Shape& shape, const std::string& address) {
  for (const auto& rule : shape.fields) {
    if (rule.shape == nullptr || !rule.shape->has_id()) continue;
    const auto* list = node.find(rule.key);
    if (list == nullptr) continue;
    for (const auto& item : list->items) {
      const auto inner = address_of(*rule.shape, id_of(item), address);
      spots_.insert_or_assign(inner, ElementSpot{address, std::string(rule.key), rule.shape});
      index(item, *rule.shape, inner);
    }
  }
}

const Node* MapTree::find(std::string_view address) const {
  if (address == "map") return &root_;
  const auto spot = spots_.find(address);
  if (spot == spots_.end()) return nullptr;
  const auto* parent = find(spot->second.parent);
  const auto* list = parent == nullptr ? nullptr : parent->find(spot->second.list);
  if (list == nullptr) return nullptr;
  const auto id = id_in(address);
  const auto item =
      std::ranges::find_if(list->items, [id](const Node& one) { return id_of(one) == id; });
  return item == list->items.end() ? nullptr : &*item;
}

Node* MapTree::find_to_change(std::string_view address) {
  return const_cast<Node*>(std::as_const(*this).find(address));
}

const Shape& MapTree::shape(std::string_view address) const {
  return address == "map" ? map_shape() : *spots_.find(address)->second.shape;
}

const ElementSpot* MapTree::spot(std::string_view address) const {
  const auto found = spots_.find(address);
  return found == spots_.end() ? nullptr : &found->second;
}

std::vector<std::string> MapTree::addresses() const {
  std::vector<std::string> all;
  for (const auto& [address, spot] : spots_) all.push_back(address);
  return all;
}

std::vector<std::string> MapTree::inside(std::string_view address) const {
  std::vector<std::string> found{std::string(address)};
  for (const auto& rule : shape(address).fields) {
    if (rule.shape == nullptr || !rule.shape->has_id()) continue;
    for (const auto& id : ids(address, rule.key)) {
      const auto inner = inside(address_of(*rule.shape, id, address));
      found.insert(found.end(), inner.begin(), inner.end());
    }
  }
  return found;
}

std::vector<std::string> MapTree::ids(std::string_view parent, std::string_view list) const {
  std::vector<std::string> found;
  const auto* node = find(parent);
  const auto* items = node == nullptr ? nullptr : node->find(list);
  if (items == nullptr) return found;
  for (const auto& item : items->items) found.emplace_back(id_of(item));
  return found;
}

std::string MapTree::before(std::string_view address) const {
  const auto* at = spot(address);
  std::string previous;
  for (const auto& id : ids(at->parent, at->list)) {
    if (id == id_in(address)) break;
    previous = id;
  }
  return previous;
}

Node MapTree::without_known(Node item, const Shape& shape, const std::string& address) const {
  for (const auto& rule : shape.fields) {
    if (rule.shape == nullptr || !rule.shape->has_id()) continue;
    auto* list = item.find(rule.key);
    if (list == nullptr) continue;
    const auto address_inside = [&](const Node& one) {
      return address_of(*rule.shape, id_of(one), address);
    };
    std::erase_if(list->items, [&](const Node& one) { return knows(address_inside(one)); });
    for (auto& one : list->items) {
      const auto inner = address_inside(one);
      one = without_known(std::move(one), *rule.shape, inner);
    }
    if (list->items.empty()) item.erase(rule.key);
  }
  return item;
}

void MapTree::insert(const ElementSpot& spot, Node item, std::string_view after) {
  auto& list = place(*find_to_change(spot.parent), &shape(spot.parent), spot.list);
  list.kind = Node::Kind::sequence;
  auto at = list.items.begin();
  if (!after.empty()) at = find_item(list, after) + 1;
  const auto inner = address_of(*spot.shape, id_of(item), spot.parent);
  const auto placed = list.items.insert(at, std::move(item));
  spots_.insert_or_assign(inner, spot);
  index(*placed, *spot.shape, inner);
}

Node MapTree::remove(const std::string& address) {
  const auto at = *spot(address);
  const auto all = inside(address);
  auto& parent = *find_to_change(at.parent);
  auto& list = *parent.find(at.list);
  const auto item = find_item(list, id_in(address));
  Node taken = std::move(*item);
  list.items.erase(item);
  if (list.items.empty()) {
    // One of goals and stages stays, to say whether the map is flat.
    const std::string_view other = at.list == "goals" ? "stages" : "goals";
    if (!is_trunk(at.parent, at.list) || parent.find(other) != nullptr) parent.erase(at.list);
  }
  for (const auto& inner : all) spots_.erase(inner);
  return taken;
}

const Node* MapTree::value(std::string_view at, std::string_view field) const {
  const auto* node = find(at);
  while (node != nullptr && !field.empty()) {
    const auto [key, rest] = split(field);
    node = node->find(key);
    field = rest;
  }
  return node;
}

void MapTree::set_value(const std::string& at, std::string_view field, Node value) {
  auto* node = find_to_change(at);
  const auto* shape_here = &shape(at);
  std::vector<std::pair<Node*, std::string_view>> way;
  for (auto [key, rest] = split(field);; std::tie(key, rest) = split(rest)) {
    way.emplace_back(node, key);
    if (rest.empty()) break;
    auto& inner = place(*node, shape_here, key);
    if (inner.is_null()) inner = Node::mapping();
    const auto* rule = shape_here == nullptr ? nullptr : shape_here->find(key);
    shape_here = rule == nullptr ? nullptr : rule->shape;
    node = &inner;
  }
  if (!value.is_null()) {
    auto& there = place(*node, shape_here, way.back().second);
    if (value.comment < 0) value.comment = there.comment;  // It is about the field.
    there = std::move(value);
  } else {
    node->erase(way.back().second);
    // A free mapping without keys is left out; an object says that it is there.
    const auto* rule = way.size() < 2 ? nullptr : find_rule(shape(at), field);
    const bool is_free =
        rule != nullptr && (rule->form == Form::mapping || rule->form == Form::mapping_lists);
    for (auto i = way.size(); is_free && --i > 0 && way[i].first->entries.empty();)
      way[i - 1].first->erase(way[i - 1].second);
  }
  if (field != "id") return;
  spots_.clear();
  index(root_, map_shape(), "map");
}

}  // namespace stagecraft::process
