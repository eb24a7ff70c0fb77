#include "process/three_way.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "process/elements.h"
#include "process/encode.h"
#include "process/three_way_conflicts.h"
#include "process/three_way_side.h"

namespace stagecraft::process {
namespace {

/// Takes what theirs did into ours, but for what is in conflict and for what rests on that.
class ThreeWayMerger {
 public:
  ThreeWayMerger(const Map& base, const Map& ours, const Map& theirs)
      : base_(encode_map(base)),
        ours_(base, ours),
        theirs_(base, theirs),
        conflicts_(base_, ours_, theirs_),
        result_(ours_.tree) {}

  MergedMap run() {
    for (const auto& op : theirs_.ops) take(op);
    return {.map = to_map(result_.root()), .conflicts = conflicts_.list()};
  }

 private:
  void take(const Operation& op) {
    if (op.kind == OperationKind::remove) return take_removal(op);
    // Removed by ours, or made by an addition that was not taken: both are in conflict.
    for (const auto& place : places_of(op))
      if (!result_.knows(place)) return;
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
    if (ours_.tree.knows(address)) return;  // The same, or in conflict.
    const ElementSpot spot{op.at, op.field, shape_at(address)};
    auto item = result_.without_known(op.item, *spot.shape, address);
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
    if (conflicts_.keep(address)) return;
    // A part that theirs moved out is still here when its move is in conflict.
    const auto lives_on = [this](const auto& one) { return theirs_.tree.knows(one); };
    if (std::ranges::any_of(result_.inside(address), lives_on)) return;
    result_.remove(address);
  }

  void take_move(const Operation& op) {
    if (ours_.moves.contains(op.at)) return;  // To the same place, or in conflict.
    const auto spot = *theirs_.tree.spot(op.at);
    auto item = result_.remove(op.at);
    result_.insert(spot, std::move(item), anchor(spot, op.to_spot.after));
  }

  void take_value(const Operation& op) {
    if (conflicts_.are_about(op.at, op.field)) return;
    // What is no longer as it was is already as theirs have it.
    if (same_value(copy_of(result_.value(op.at, op.field)), op.from))
      result_.set_value(op.at, op.field, op.to);
  }

  /// Whether ours hold what a line of theirs does, or are in conflict with it.
  bool is_settled(const Operation& op) const {
    if (conflicts_.are_about(op.at, op.field)) return true;
    if (!ours_.find_set_around(op.at, op.field).empty()) return true;
    const auto line = MergeSide::line_of(op);
    if (ours_.has_moved(line) && theirs_.has_moved(line)) return true;
    return op.kind == OperationKind::delete_ && ours_.deleted.contains(line);
  }

  void take_line(const Operation& op) {
    if (is_settled(op)) return;
    auto list = copy_of(result_.value(op.at, op.field));
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
    const bool is_left_out = list.items.empty() && !empty_differs(rule);
    result_.set_value(op.at, op.field, is_left_out ? Node() : std::move(list));
  }

  /// Behind the line that theirs name, or the nearest before it that is left; behind what ours put
  /// there.
  std::ptrdiff_t line_place(const Operation& op, const Node& list) const {
    const auto theirs = copy_of(theirs_.tree.value(op.at, op.field));
    const auto base = copy_of(base_.value(op.at, op.field));
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
  const MergeSide ours_, theirs_;
  const MergeConflicts conflicts_;
  MapTree result_;
};

}  // namespace

MergedMap merge(const Map& base, const Map& ours, const Map& theirs) {
  return ThreeWayMerger(base, ours, theirs).run();
}

}  // namespace stagecraft::process
