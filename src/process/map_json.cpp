#include "process/map_json.h"

#include <boost/json.hpp>

#include "base/json_text.h"
#include "process/description.h"
#include "process/scalar_style.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

json::value number_of(const std::string& text) {
  const double value = parse_number(text).value_or(0);
  const bool is_whole = value == static_cast<double>(static_cast<std::int64_t>(value));
  return is_whole ? json::value(static_cast<std::int64_t>(value)) : json::value(value);
}

json::value scalar_of(ValueRule rule, const std::string& text) {
  switch (rule) {
    case ValueRule::days:
    case ValueRule::hours:
    case ValueRule::share:
    case ValueRule::number:
    case ValueRule::whole:
      return number_of(text);
    case ValueRule::flag:
      return text == "true";
    default:
      return json::value(text);
  }
}

/// An `x_` value, of which only YAML says what it is.
json::value free_value(const Node& node) {
  if (node.is_sequence()) {
    json::array array;
    for (const Node& item : node.items) array.push_back(free_value(item));
    return array;
  }
  if (node.is_mapping()) {
    json::object object;
    for (const Entry& entry : node.entries) object[entry.key] = free_value(entry.value);
    return object;
  }
  if (!node.is_scalar()) return nullptr;
  if (!node.plain) return json::value(node.text);
  if (node.text == "true" || node.text == "false") return node.text == "true";
  return parse_number(node.text) ? number_of(node.text) : json::value(node.text);
}

json::object object_of(const Node& mapping, const Shape& shape);

json::value value_of(const Node& node, const FieldRule& rule) {
  if (node.is_scalar()) return scalar_of(rule.rule, node.text);
  if (node.is_sequence()) {
    json::array array;
    for (const Node& item : node.items) array.push_back(value_of(item, rule));
    return array;
  }
  if (rule.shape) return object_of(node, *rule.shape);
  json::object object;
  for (const Entry& entry : node.entries) object[entry.key] = value_of(entry.value, rule);
  return object;
}

json::object object_of(const Node& mapping, const Shape& shape) {
  json::object object;
  for (const Entry& entry : mapping.entries) {
    const FieldRule* rule = shape.find(entry.key);
    object[entry.key] = rule ? value_of(entry.value, *rule) : free_value(entry.value);
  }
  return object;
}

}  // namespace

std::string write_json(const Map& map, Defaults defaults) {
  Node tree = encode_map(map, defaults);
  tree.erase("extends");
  return base::to_json_text(object_of(tree, map_shape()));
}

}  // namespace stagecraft::process
