#include "process/diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "process/elements.h"
#include "process/encode.h"
#include "process/lineage_groups.h"
#include "process/probable_renames.h"
#include "process/subsequence.h"

namespace stagecraft::process {
namespace {

bool same(const Node* a, const Node* b) {
  if (a == nullptr || b == nullptr) return a == b;
  return same_value(*a, *b);
}

/// Which items of `current` may stay where they are, when it is to become `target`: those of a
/// longest common subsequence.
std::set<std::string> staying(const std::vector<std::string>& current,
                              const std::vector<std::string>& target) {
  std::map<std::string_view, std::size_t> place;
  for (std::size_t i = 0; i < target.size(); ++i) place.emplace(target[i], i);
  std::vector<std::string> common;
  std::vector<std::size_t> places;
  for (const auto& item : current) {
    const auto at = place.find(item);
    if (at == place.end()) continue;
    common.push_back(item);
    places.push_back(at->second);
  }
  std::set<std::string> stay;
  for (const auto i : longest_increasing(places)) stay.insert(common[i]);
  return stay;
}

std::vector<std::string> texts(const Node* list) {
  std::vector<std::string> lines;
  if (list != nullptr)
    for (const auto& line : list->items) lines.push_back(line.text);
  return lines;
}

bool has_repeats(std::vector<std::string> lines) {
  std::ranges::sort(lines);
  return std::ranges::adjacent_find(lines) != lines.end();
}

/// Turns the tree of one map into that of the other, and notes every operation on the way, so that
/// the precondition of each is what is really there at its turn.
class Differ {
 public:
  Differ(const Map& a, const Map& b, const DiffOptions& options)
      : work_(encode_map(a)), target_(encode_map(b)), groups_(find_lineage_groups(work_, target_)) {
    for (const auto& [old, renamed] :
         find_probable_renames(work_, target_, options.derived_a, options.derived_b))
      set_id(old, renamed);
  }

  std::vector<Operation> run() {
    compare_element("map");
    remove_rest();
    settle_trunk();
    return std::move(ops_);
  }

 private:
  void emit(Operation op) {
    apply_operations(work_, op);
    ops_.push_back(std::move(op));
  }

  void set(const std::string& at, const std::string& field) {
    emit(Operation::set(at, field, work_.value(at, field), target_.value(at, field)));
  }

  void set_id(const std::string& old, const std::string& renamed) {
    if (!work_.knows(old)) return;  // Inside something that has been renamed itself.
    const auto id = Node::scalar(std::string(id_of(*target_.find(renamed))), false);
    emit(Operation::set(old, "id", work_.value(old, "id"), &id));
  }

  void compare_element(const std::string& at) {
    for (const auto& rule : target_.shape(at).fields) {
      if (rule.shape != nullptr && rule.shape->has_id())
        compare_list(at, rule);
      else
        compare_field(at, std::string(rule.key), rule);
    }
    compare_extensions(at, "");
  }

  void compare_field(const std::string& at, const std::string& path, const FieldRule& rule) {
    const auto* mine = work_.value(at, path);
    const auto* its = target_.value(at, path);
    if (same(mine, its)) return;
    const bool both = mine != nullptr && its != nullptr;
    if (rule.form == Form::list && rule.shape == nullptr)
      return compare_lines(at, path, rule.empty_differs);
    if (rule.form == Form::mapping || rule.form == Form::mapping_lists)
      return compare_keys(at, path, rule);
    if (rule.form != Form::one || rule.shape == nullptr || !both) return set(at, path);
    for (const auto& inner : rule.shape->fields)
      compare_field(at, path + "." + std::string(inner.key), inner);
    compare_extensions(at, path + ".");
  }

  void compare_keys(const std::string& at, const std::string& path, const FieldRule& rule) {
    std::set<std::string> keys;
    for (const auto* mapping : {work_.value(at, path), target_.value(at, path)})
      if (mapping != nullptr)
        for (const auto& entry : mapping->entries) keys.insert(entry.key);
    for (const auto& key : keys) {
      const auto inner = fmt::format("{}.{}", path, key);
      if (same(work_.value(at, inner), target_.value(at, inner))) continue;
      rule.form == Form::mapping_lists ? compare_lines(at, inner, true) : set(at, inner);
    }
  }

  /// `prefix`: of the object inside the element; empty: the element itself.
  void compare_extensions(const std::string& at, const std::string& prefix) {
    std::set<std::string> keys;
    const auto object = prefix.substr(0, prefix.size() - (prefix.empty() ? 0 : 1));
    for (const auto* mapping : {work_.value(at, object), target_.value(at, object)})
      if (mapping != nullptr)
        for (const auto& entry : mapping->entries)
          if (is_extension(entry.key)) keys.insert(entry.key);
    for (const auto& key : keys)
      if (!same(work_.value(at, prefix + key), target_.value(at, prefix + key)))
        set(at, prefix + key);
  }

  void compare_lines(const std::string& at, const std::string& path, bool empty_differs) {
    const auto* mine = work_.value(at, path);
    const auto* its = target_.value(at, path);
    const auto target = texts(its);
    const auto current = texts(mine);
    const bool appears = mine == nullptr || its == nullptr;
    if ((appears && empty_differs) || has_repeats(current) || has_repeats(target))
      return set(at, path);
    const auto stay = staying(current, target);
    const auto lines = mine == nullptr ? std::vector<Node>() : mine->items;
    const auto new_lines = its == nullptr ? std::vector<Node>() : its->items;
    Node before;
    for (const auto& line : lines) {
      if (stay.contains(line.text))
        before = line;
      else
        emit_line(OperationKind::delete_, at, path, line, before);
    }
    before = {};
    for (const auto& line : new_lines) {
      if (!stay.contains(line.text)) emit_line(OperationKind::insert, at, path, line, before);
      before = line;
    }
  }

  void emit_line(OperationKind kind, const std::string& at, const std::string& path,
                 const Node& line, const Node& before) {
    Operation op;
    op.kind = kind;
    op.at = at;
    op.field = path;
    op.value = line;
    op.line_before = before;
    emit(std::move(op));
  }

  void compare_list(const std::string& at, const FieldRule& rule) {
    const auto target = target_.ids(at, rule.key);
    const auto stay = staying(work_.ids(at, rule.key), target);
    std::string previous;
    for (const auto& id : target) {
      const auto address = address_of(*rule.shape, id, at);
      if (!open_group(address)) {
        if (!stay.contains(id)) place(address, previous);
        compare_element(address);
      }
      if (!stay.contains(id)) place(address, previous);
      previous = id;
    }
    for (const auto& id : work_.ids(at, rule.key)) remove_if_over(address_of(*rule.shape, id, at));
  }

  /// Puts an element of the target behind its sibling `previous`, unless it stands there.
  void place(const std::string& address, const std::string& previous) {
    const auto& spot = *target_.spot(address);
    if (!work_.knows(address))
      return emit(Operation::add(
          spot, work_.without_known(*target_.find(address), *spot.shape, address), previous));
    if (stands_behind(address, spot, previous)) return;
    Operation op;
    op.kind = OperationKind::move;
    op.at = address;
    op.from_spot = {work_.spot(address)->parent, work_.before(address)};
    op.to_spot = {spot.parent, previous};
    emit(std::move(op));
  }

  /// What is still to go does not count.
  bool stands_behind(const std::string& address, const ElementSpot& spot,
                     const std::string& previous) const {
    if (work_.spot(address)->parent != spot.parent) return false;
    const auto ids = target_.ids(spot.parent, spot.list);
    const std::set<std::string> wanted(ids.begin(), ids.end());
    std::string before;
    for (const auto& id : work_.ids(spot.parent, spot.list)) {
      if (address_of(*spot.shape, id, spot.parent) == address) return before == previous;
      if (wanted.contains(id)) before = id;
    }
    return false;
  }

  /// Makes the group that a stage begins, with its other stages and what it replaces. False: it
  /// begins none.
  bool open_group(const std::string& address) {
    const auto group = std::ranges::find_if(
        groups_, [&](const LineageGroup& one) { return one.parts.front() == address; });
    if (group == groups_.end()) return false;
    const auto opened = *group;
    groups_.erase(group);
    Operation op;
    op.kind = OperationKind::group;
    op.name = opened.name;
    std::swap(op.ops, ops_);
    for (const auto& part : opened.parts) {
      const auto& spot = *target_.spot(part);
      if (!work_.knows(part)) {
        if (!work_.knows(spot.parent)) continue;  // Its goal comes later, and it with it.
        place(part, nearest_before(part, spot));
      }
      compare_element(part);
    }
    for (const auto& old : opened.olds) remove_if_over(old);
    std::swap(op.ops, ops_);
    if (!op.ops.empty()) ops_.push_back(std::move(op));
    return true;
  }

  /// Of the siblings that shall stand before an element, the nearest one that is there.
  std::string nearest_before(const std::string& address, const ElementSpot& spot) const {
    const auto there = work_.ids(spot.parent, spot.list);
    std::string nearest;
    for (const auto& id : target_.ids(spot.parent, spot.list)) {
      if (address_of(*spot.shape, id, spot.parent) == address) break;
      if (std::ranges::find(there, id) != there.end()) nearest = id;
    }
    return nearest;
  }

  /// Removes an element that the target does not have, unless parts of it live on and have yet to
  /// move.
  void remove_if_over(const std::string& address) {
    if (!work_.knows(address)) return;
    const auto all = work_.inside(address);
    if (std::ranges::any_of(all, [this](const auto& one) { return target_.knows(one); })) return;
    emit(Operation::remove(*work_.spot(address), *work_.find(address), work_.before(address)));
  }

  void remove_rest() {
    for (const auto& address : work_.inside("map"))
      if (address != "map" && !target_.knows(address)) remove_if_over(address);
  }

  /// Whether the map is flat shows even when it has neither goals nor stages.
  void settle_trunk() {
    for (const auto* key : {"goals", "stages"})
      if (target_.value("map", key) == nullptr && work_.value("map", key) != nullptr)
        set("map", key);
    for (const auto* key : {"goals", "stages"})
      if (!same(target_.value("map", key), work_.value("map", key))) set("map", key);
  }

  MapTree work_;
  const MapTree target_;
  std::vector<LineageGroup> groups_;
  std::vector<Operation> ops_;
};

}  // namespace

std::vector<Operation> diff(const Map& a, const Map& b, const DiffOptions& options) {
  return Differ(a, b, options).run();
}

}  // namespace stagecraft::process
