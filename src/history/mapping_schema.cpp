#include <boost/json.hpp>

#include "history/mapping.h"
#include "history/mapping_shape.h"

namespace stagecraft::history {
namespace {

namespace json = boost::json;

json::object schema_of(const Shape& shape);

json::object schema_of_object(const Shape& shape) {
  json::object properties;
  json::array required;
  for (const auto& key : shape.keys) {
    auto property = schema_of(*key.shape);
    property["description"] = key.says;
    properties[key.name] = std::move(property);
    if (key.required) required.emplace_back(key.name);
  }
  json::object schema{{"type", "object"}, {"title", shape.noun}};
  schema["properties"] = std::move(properties);
  schema["patternProperties"] = json::object{{"^x_", json::object{}}};
  schema["additionalProperties"] = false;
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

/// A text may be written as a number or truth value: the reader takes scalars by what the key
/// expects.
json::object schema_of(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::text:
      return {{"type", json::array{"string", "number", "boolean"}}};
    case Shape::Kind::number:
      return {{"const", 1}};
    case Shape::Kind::choice: {
      json::array words;
      for (const auto word : shape.words) words.emplace_back(word);
      return {{"enum", std::move(words)}};
    }
    case Shape::Kind::list:
      return {{"type", "array"}, {"items", schema_of(*shape.item)}};
    case Shape::Kind::map:
      return {{"type", "object"}, {"additionalProperties", schema_of(*shape.item)}};
    case Shape::Kind::object:
      return schema_of_object(shape);
    case Shape::Kind::either: {
      json::array alternatives;
      for (const auto* alternative : shape.of) alternatives.push_back(schema_of(*alternative));
      return {{"anyOf", std::move(alternatives)}};
    }
  }
  return {};
}

/// One key a line, so that changes of the schema read well as differences.
void print(const json::value& value, int depth, std::string& out) {
  const auto list = [&](char open, char close, const auto& items, const auto& print_item) {
    out += open;
    bool is_first = true;
    for (const auto& item : items) {
      out += is_first ? "\n" : ",\n";
      out.append(static_cast<std::size_t>(depth + 1) * 2, ' ');
      print_item(item);
      is_first = false;
    }
    if (!is_first) out.append("\n").append(static_cast<std::size_t>(depth) * 2, ' ');
    out += close;
  };
  if (value.is_object()) {
    list('{', '}', value.get_object(), [&](const json::key_value_pair& pair) {
      out += json::serialize(json::string(pair.key())) + ": ";
      print(pair.value(), depth + 1, out);
    });
  } else if (value.is_array() && !value.get_array().empty() && value.get_array()[0].is_object()) {
    list('[', ']', value.get_array(),
         [&](const json::value& item) { print(item, depth + 1, out); });
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string mapping_schema() {
  json::object schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                      {"$id", "urn:stagecraft:mapping:1"}};
  for (auto& pair : schema_of(mapping_shape())) schema[pair.key()] = std::move(pair.value());
  schema["title"] = "Stagecraft mapping: how the columns of a file become the history of deals";
  std::string out;
  print(schema, 0, out);
  return out + "\n";
}

}  // namespace stagecraft::history
