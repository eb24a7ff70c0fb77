#include "process/three_way.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "process/diff.h"
#include "process/elements.h"
#include "process/encode.h"

namespace stagecraft::process {
namespace {

std::vector<Operation> flattened(const std::vector<Operation>& operations) {
  std::vector<Operation> flat;
  for (const auto& op : operations) {
    if (op.kind != OperationKind::group) {
      flat.push_back(op);
      continue;
    }
    const auto inner = flattened(op.ops);
    flat.insert(flat.end(), inner.begin(), inner.end());
  }
  return flat;
}

Node copy(const Node* node) { return node == nullptr ? Node() : *node; }

using LineKey = std::tuple<std::string, std::string, std::string>;  ///< Address, field, line.

LineKey line_of(const Operation& op) { return {op.at, op.field, op.value.text}; }

/// What one side did, looked up by what it did it to.
struct Side {
  MapTree tree;
  std::vector<Operation> ops;
  std::map<std::string, const Operation*> moves;  ///< By address.
  std::set<std::string> touched;                  ///< Addresses of elements changed, moved or made.
  std::map<LineKey, const Operation*> inserted, deleted;

  Side(const Map& base, const Map& map) : tree(encode_map(map)), ops(flattened(diff(base, map))) {
    for (const auto& op : ops) {
      const bool is_child = op.kind == OperationKind::add || op.kind == OperationKind::remove;
      touched.insert(is_child ? address_of_item(op) : op.at);
      if (op.kind == OperationKind::move) moves.emplace(op.at, &op);
      if (op.kind == OperationKind::insert) inserted.emplace(line_of(op), &op);
      if (op.kind == OperationKind::delete_) deleted.emplace(line_of(op), &op);
    }
  }
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;
};

class Merger {
 public:
  Merger(const Map& base, const Map& ours, const Map& theirs)
      : base_(encode_map(base)), ours_(base, ours), theirs_(base, theirs), result_(ours_.tree) {}

  MergedMap run() {
    for (const auto& op : ours_.ops) check_ours(op);
    for (const auto& op : theirs_.ops) take(op);
    MergedMap merged{.map = to_map(result_.root()), .conflicts = {}};
    for (auto& [key, conflict] : conflicts_) merged.conflicts.push_back(std::move(conflict));
    return merged;
  }

 private:
  void report(ConflictKind kind, const std::string& at, const std::string& field, Node base,
              Node ours, Node theirs) {
    conflicts_.try_emplace(
        std::tuple(at, field, kind),
        MergeConflict{kind, at, field, std::move(base), std::move(ours), std::move(theirs)});
  }

  /// The outermost element that `side` removed and that holds `address` in the base; empty: none.
  std::string removed_around(const std::string& address, const Side& side) const {
    std::string outermost;
    for (auto at = address; !at.empty() && at != "map"; at = parent_in_base(at))
      if (base_.knows(at) && !side.tree.knows(at)) outermost = at;
    return outermost;
  }

  std::string parent_in_base(const std::string& address) const {
    const auto* spot = base_.spot(address);
    return spot == nullptr ? std::string() : spot->parent;
  }

  void report_removed(const std::string& address) {
    report(ConflictKind::removed, address, "", copy(base_.find(address)),
           copy(ours_.tree.find(address)), copy(theirs_.tree.find(address)));
  }

  /// True, and a conflict, when what one side works on is gone on the other.
  bool check_kept(const std::string& address, const Side& other) {
    const auto removed = removed_around(address, other);
    if (removed.empty()) return true;
    report_removed(removed);
    return false;
  }

  /// Where an operation works: in which element, and, for what it places, in which parent.
  std::vector<std::string> places(const Operation& op) const {
    if (op.kind == OperationKind::move) return {op.at, op.to_spot.parent};
    return {op.at};
  }

  /// Ours inside what theirs removed. A removal by both is none.
  void check_ours(const Operation& op) {
    if (op.kind == OperationKind::remove) return;
    for (const auto& place : places(op)) check_kept(place, theirs_);
  }

  void take(const Operation& op) {
    if (op.kind == OperationKind::remove) return take_removal(op);
    for (const auto& place : places(op))
      if (!check_kept(place, ours_)) return;
    for (const auto& place : places(op))
      if (!result_.knows(place)) return;  // Inside an addition that is in conflict.
    switch (op.kind) {
      case OperationKind::add:
        return take_addition(op);
      case OperationKind::move:
        return take_move(op);
      case OperationKind::set:
        return take_value(op);
      default:
        return take_line(op);
    }
  }

  void take_addition(const Operation& op) {
    const auto address = address_of_item(op);
    if (ours_.tree.knows(address)) {
      const auto mine = copy(ours_.tree.find(address)), its = copy(theirs_.tree.find(address));
      const bool same_parent =
          ours_.tree.spot(address)->parent == theirs_.tree.spot(address)->parent;
      if (!same_value(mine, its) || !same_parent)
        report(ConflictKind::added, address, "", {}, mine, its);
      return;
    }
    const ElementSpot spot{op.at, op.field, shape_at(address)};
    auto item = op.item;
    result_.insert(spot, std::move(item), anchor(spot, op.after));
  }

  /// The sibling after which something of theirs is to stand: the one that they name, or, where
  /// that is gone, the nearest one before it; behind what ours put there.
  std::string anchor(const ElementSpot& spot, const std::string& after) const {
    const auto here = result_.ids(spot.parent, spot.list);
    const auto theirs = theirs_.tree.ids(spot.parent, spot.list);
    std::string found;
    if (std::ranges::find(here, after) != here.end()) {
      found = after;
    } else if (!after.empty()) {
      for (const auto& id : theirs) {
        if (std::ranges::find(here, id) != here.end()) found = id;
        if (id == after) break;
      }
    }
    auto next = found.empty() ? here.begin() : std::ranges::find(here, found) + 1;
    for (; next != here.end(); ++next) {
      const auto address = address_of(*spot.shape, *next, spot.parent);
      if (base_.knows(address) || theirs_.tree.knows(address)) break;
      found = *next;
    }
    return found;
  }

  void take_removal(const Operation& op) {
    const auto address = address_of_item(op);
    if (!result_.knows(address)) return;  // Removed by both, or with something around it.
    const auto all = base_.inside(address);
    const auto now =
        ours_.tree.knows(address) ? ours_.tree.inside(address) : std::vector<std::string>();
    const auto is_touched = [this](const auto& one) { return ours_.touched.contains(one); };
    // Parts that theirs kept elsewhere are moves of theirs; ours may have changed them.
    const auto lives_on = [this](const auto& one) { return theirs_.tree.knows(one); };
    for (const auto* list : {&all, &now})
      for (const auto& one : *list)
        if (is_touched(one) && !lives_on(one)) return report_removed(address);
    if (std::ranges::any_of(result_.inside(address), lives_on)) return report_removed(address);
    result_.remove(address);
  }

  Node place_text(const MapTree& tree, const std::string& address) const {
    const auto before = tree.before(address);
    const auto& parent = tree.spot(address)->parent;
    return Node::scalar(before.empty() ? parent : fmt::format("{} after {}", parent, before),
                        false);
  }

  void take_move(const Operation& op) {
    const auto mine = ours_.moves.find(op.at);
    if (mine != ours_.moves.end()) {
      if (mine->second->to_spot == op.to_spot) return;
      return report(ConflictKind::moved, op.at, "", place_text(base_, op.at),
                    place_text(ours_.tree, op.at), place_text(theirs_.tree, op.at));
    }
    const auto spot = *theirs_.tree.spot(op.at);
    if (!result_.knows(spot.parent)) return;
    auto item = result_.remove(op.at);
    result_.insert(spot, std::move(item), anchor(spot, op.to_spot.after));
  }

  void report_value(const std::string& at, const std::string& field) {
    report(ConflictKind::set, at, field, copy(base_.value(at, field)),
           copy(ours_.tree.value(at, field)), copy(theirs_.tree.value(at, field)));
  }

  void take_value(const Operation& op) {
    const auto current = copy(result_.value(op.at, op.field));
    if (same_value(current, op.to)) return;
    if (!same_value(current, op.from)) return report_value(op.at, op.field);
    result_.set_value(op.at, op.field, op.to);
  }

  /// Whether ours set the list as a whole, so that its lines can't be told apart.
  bool is_set_by_ours(const Operation& op) const {
    return std::ranges::any_of(ours_.ops, [&](const Operation& mine) {
      return mine.kind == OperationKind::set && mine.at == op.at &&
             (op.field == mine.field || op.field.starts_with(mine.field + "."));
    });
  }

  void take_line(const Operation& op) {
    if (is_set_by_ours(op)) {
      if (!same_value(copy(ours_.tree.value(op.at, op.field)),
                      copy(theirs_.tree.value(op.at, op.field))))
        report_value(op.at, op.field);
      return;
    }
    if (is_moved_by_both(op)) return;
    auto list = copy(result_.value(op.at, op.field));
    if (!list.is_sequence()) list = Node::sequence();
    const auto same_line = [&op](const Node& line) { return same_value(line, op.value); };
    const auto at = std::ranges::find_if(list.items, same_line);
    if (op.kind == OperationKind::delete_) {
      if (at == list.items.end()) return;
      list.items.erase(at);
    } else {
      if (at != list.items.end()) return;
      list.items.insert(list.items.begin() + line_place(op, list), op.value);
    }
    const auto* rule = find_rule(result_.shape(op.at), op.field);
    const bool is_left_out = list.items.empty() && !(rule != nullptr && rule->empty_differs);
    result_.set_value(op.at, op.field, is_left_out ? Node() : std::move(list));
  }

  /// A line that both took from where it was and put elsewhere. A conflict, unless it is the same
  /// place.
  bool is_moved_by_both(const Operation& op) {
    const auto key = line_of(op);
    const auto mine = ours_.inserted.find(key), its = theirs_.inserted.find(key);
    if (mine == ours_.inserted.end() || its == theirs_.inserted.end()) return false;
    if (!ours_.deleted.contains(key) || !theirs_.deleted.contains(key)) return false;
    if (!same_value(mine->second->line_before, its->second->line_before))
      report(ConflictKind::moved, op.at, op.field, copy(base_.value(op.at, op.field)),
             copy(ours_.tree.value(op.at, op.field)), copy(theirs_.tree.value(op.at, op.field)));
    return true;
  }

  /// Behind the line that theirs name, or the nearest before it that is left; behind what ours put
  /// there.
  std::ptrdiff_t line_place(const Operation& op, const Node& list) const {
    const auto theirs = copy(theirs_.tree.value(op.at, op.field));
    const auto base = copy(base_.value(op.at, op.field));
    const auto find = [](const Node& lines, const Node& line) {
      return std::ranges::find_if(lines.items,
                                  [&](const Node& one) { return same_value(one, line); }) -
             lines.items.begin();
    };
    std::ptrdiff_t place = 0;
    for (const auto* order : {&base, &theirs}) {
      const auto end = find(*order, op.line_before);
      if (op.line_before.is_null() || end == std::ssize(order->items)) continue;
      for (auto i = end; i >= 0 && place == 0; --i) {
        const auto at = find(list, order->items[static_cast<std::size_t>(i)]);
        if (at < std::ssize(list.items)) place = at + 1;
      }
    }
    const auto is_ours_alone = [&](const Node& line) {
      return find(base, line) == std::ssize(base.items) &&
             find(theirs, line) == std::ssize(theirs.items);
    };
    while (place < std::ssize(list.items) &&
           is_ours_alone(list.items[static_cast<std::size_t>(place)]))
      ++place;
    return place;
  }

  const MapTree base_;
  const Side ours_, theirs_;
  MapTree result_;
  std::map<std::tuple<std::string, std::string, ConflictKind>, MergeConflict> conflicts_;
};

}  // namespace

MergedMap merge(const Map& base, const Map& ours, const Map& theirs) {
  return Merger(base, ours, theirs).run();
}

}  // namespace stagecraft::process
