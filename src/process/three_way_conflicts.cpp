#include "process/three_way_conflicts.h"

#include <fmt/format.h>

#include <utility>

namespace stagecraft::process {
namespace {

Node place_text(const MapTree& tree, const std::string& address) {
  const auto before = tree.before(address);
  const auto& parent = tree.spot(address)->parent;
  return Node::scalar(before.empty() ? parent : fmt::format("{} after {}", parent, before), false);
}

}  // namespace

MergeConflicts::MergeConflicts(const MapTree& base, const MergeSide& ours, const MergeSide& theirs)
    : base_(base), ours_(ours), theirs_(theirs) {
  find_work_in_removed(ours, theirs);
  find_work_in_removed(theirs, ours);
  find_different_additions();
  find_different_moves();
  find_different_values(ours, theirs);
  find_different_values(theirs, ours);
}

bool MergeConflicts::keep(const std::string& address) const {
  const auto outermost = outermost_removed(address, ours_, theirs_);
  return found_.contains({outermost, "", ConflictKind::removed});
}

bool MergeConflicts::are_about(const std::string& at, const std::string& field) const {
  for (auto end = field.find('.');; end = field.find('.', end + 1)) {
    if (found_.contains({at, field.substr(0, end), ConflictKind::set})) return true;
    if (end == std::string::npos) return false;
  }
}

std::vector<MergeConflict> MergeConflicts::list() const {
  std::vector<MergeConflict> all;
  for (const auto& [key, conflict] : found_) all.push_back(conflict);
  return all;
}

/// A removal is no work: what both removed is gone, whoever removed more around it.
void MergeConflicts::find_work_in_removed(const MergeSide& worker, const MergeSide& remover) {
  for (const auto& op : worker.ops) {
    if (op.kind == OperationKind::remove) continue;
    for (const auto& place : places_of(op))
      if (base_.knows(place) && !remover.tree.knows(place))
        report_element(ConflictKind::removed, outermost_removed(place, worker, remover));
  }
}

/// The element, or that around it in the base, which `remover` took away with all between, while
/// `keeper` has it. What was around it but is kept by both, or gone from both, is no part of that:
/// an element that one side moved out of what it removed lives on.
std::string MergeConflicts::outermost_removed(const std::string& address, const MergeSide& keeper,
                                              const MergeSide& remover) const {
  auto outermost = address;
  for (const auto* spot = base_.spot(address); spot != nullptr; spot = base_.spot(spot->parent)) {
    if (remover.tree.knows(spot->parent) || !keeper.tree.knows(spot->parent)) break;
    outermost = spot->parent;
  }
  return outermost;
}

void MergeConflicts::find_different_additions() {
  const auto is_new = [this](const std::string& address) {
    return !base_.knows(address) && ours_.tree.knows(address) && theirs_.tree.knows(address);
  };
  for (const auto& address : theirs_.tree.addresses()) {
    if (!is_new(address)) continue;
    const auto& mine = ours_.tree.spot(address)->parent;
    const auto& its = theirs_.tree.spot(address)->parent;
    if (mine == its && is_new(its)) continue;  // A part of what is compared as a whole.
    if (mine != its || !same_value(*ours_.tree.find(address), *theirs_.tree.find(address)))
      report_element(ConflictKind::added, address);
  }
}

void MergeConflicts::find_different_moves() {
  for (const auto& [address, place] : ours_.moves) {
    const auto its = theirs_.moves.find(address);
    if (its != theirs_.moves.end() && its->second != place) report_move(address);
  }
  for (const auto& [line, before] : ours_.inserted) {
    if (!ours_.has_moved(line) || !theirs_.has_moved(line)) continue;
    if (!same_value(before, theirs_.inserted.at(line)))
      report_field(ConflictKind::moved, std::get<0>(line), std::get<1>(line));
  }
}

void MergeConflicts::find_different_values(const MergeSide& setter, const MergeSide& other) {
  for (const auto& [at, field] : setter.fields_set) {
    if (!base_.knows(at) || !other.tree.knows(at)) continue;
    const auto its = copy_of(other.tree.value(at, field));
    if (same_value(its, copy_of(base_.value(at, field))) ||
        same_value(its, copy_of(setter.tree.value(at, field))))
      continue;
    // One side may have set an object of which the other set a part.
    const auto around = other.find_set_around(at, field);
    const auto own = setter.find_set_around(at, field);
    const bool is_others = !around.empty() && around.size() < own.size();
    report_field(ConflictKind::set, at, is_others ? around : own);
  }
}

void MergeConflicts::report_element(ConflictKind kind, const std::string& at) {
  report({kind, at, "", copy_of(base_.find(at)), copy_of(ours_.tree.find(at)),
          copy_of(theirs_.tree.find(at))});
}

void MergeConflicts::report_field(ConflictKind kind, const std::string& at,
                                  const std::string& field) {
  report({kind, at, field, copy_of(base_.value(at, field)), copy_of(ours_.tree.value(at, field)),
          copy_of(theirs_.tree.value(at, field))});
}

void MergeConflicts::report_move(const std::string& at) {
  report({ConflictKind::moved, at, "", place_text(base_, at), place_text(ours_.tree, at),
          place_text(theirs_.tree, at)});
}

void MergeConflicts::report(const MergeConflict& conflict) {
  found_.try_emplace(std::tuple(conflict.at, conflict.field, conflict.kind), conflict);
}

}  // namespace stagecraft::process
