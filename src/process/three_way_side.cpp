#include "process/three_way_side.h"

#include "process/diff.h"
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

}  // namespace

MergeSide::MergeSide(const Map& base, const Map& map)
    : tree(encode_map(map)), ops(flattened(diff(base, map))) {
  for (const auto& op : ops) {
    if (op.kind == OperationKind::move) moves.insert_or_assign(op.at, op.to_spot);
    if (op.kind == OperationKind::set) fields_set.emplace(op.at, op.field);
    if (op.kind == OperationKind::insert) inserted.emplace(line_of(op), op.line_before);
    if (op.kind == OperationKind::delete_) deleted.insert(line_of(op));
  }
}

std::string MergeSide::find_set_around(const std::string& at, const std::string& field) const {
  for (auto end = field.find('.');; end = field.find('.', end + 1)) {
    auto outer = field.substr(0, end);
    if (fields_set.contains({at, outer})) return outer;
    if (end == std::string::npos) return {};
  }
}

std::vector<std::string> places_of(const Operation& op) {
  if (op.kind == OperationKind::move) return {op.at, op.to_spot.parent};
  return {op.at};
}

}  // namespace stagecraft::process
