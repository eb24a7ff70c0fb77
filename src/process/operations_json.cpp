#include "process/operations_json.h"

#include <boost/json.hpp>
#include <charconv>

namespace stagecraft::process {
namespace {

namespace json = boost::json;

template <typename Number>
bool parse_whole(const std::string& text, Number& number) {
  const auto* end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && at == end;
}

json::value scalar(const Node& node) {
  if (!node.plain) return json::string(node.text);
  if (node.text == "true") return true;
  if (node.text == "false") return false;
  std::int64_t whole = 0;
  if (parse_whole(node.text, whole)) return whole;
  double number = 0;
  if (parse_whole(node.text, number)) return number;
  return json::string(node.text);
}

json::value id_or_null(const std::string& id) {
  if (id.empty()) return nullptr;
  return json::string(id);
}

json::value to_json(const ListPlace& spot) {
  return {{"parent", spot.parent}, {"after", id_or_null(spot.after)}};
}

}  // namespace

json::value to_json(const Node& value) {
  if (value.is_scalar()) return scalar(value);
  if (value.is_sequence()) {
    json::array items;
    for (const auto& item : value.items) items.push_back(to_json(item));
    return items;
  }
  if (!value.is_mapping()) return nullptr;
  json::object entries;
  for (const auto& entry : value.entries) entries[entry.key] = to_json(entry.value);
  return entries;
}

json::value to_json(const Operation& operation) {
  json::object object{{"op", to_word(operation.kind)}};
  if (operation.kind == OperationKind::group) {
    object["name"] = operation.name;
    object["ops"] = to_json(std::span<const Operation>(operation.ops));
    return object;
  }
  object["at"] = operation.at;
  switch (operation.kind) {
    case OperationKind::add:
    case OperationKind::remove:
      object["list"] = operation.field;
      object["item"] = to_json(operation.item);
      object["after"] = id_or_null(operation.after);
      break;
    case OperationKind::set:
      object["field"] = operation.field;
      object["from"] = to_json(operation.from);
      object["to"] = to_json(operation.to);
      break;
    case OperationKind::move:
      object["from"] = to_json(operation.from_spot);
      object["to"] = to_json(operation.to_spot);
      break;
    default:
      object["field"] = operation.field;
      object["value"] = to_json(operation.value);
      object["after"] = to_json(operation.line_before);
      break;
  }
  return object;
}

json::value to_json(std::span<const Operation> operations) {
  json::array all;
  for (const auto& operation : operations) all.push_back(to_json(operation));
  return all;
}

}  // namespace stagecraft::process
