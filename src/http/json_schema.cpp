#include "http/json_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace stagecraft::http {
namespace {

bool differs(const Shape& shape, std::set<const Shape*>& seen) {
  if (shape.item != nullptr) return differs(shape.item(), seen);
  if (shape.kind != Kind::object || !seen.insert(&shape).second) return false;
  return std::ranges::any_of(shape.fields, [&](const Field& field) {
    return may_be_left_out(field) || differs(field.shape(), seen);
  });
}

/// A schema with one more member.
void add_member(std::string& schema, std::string_view key, std::string_view json) {
  const bool is_empty = schema == "{}";
  schema.pop_back();
  fmt::format_to(std::back_inserter(schema), "{}\"{}\":{}}}", is_empty ? "" : ",", key, json);
}

struct LimitWords {
  std::string_view least, most;
};

LimitWords limit_words(const Shape& shape) {
  switch (shape.kind) {
    case Kind::text:
      return {"minLength", "maxLength"};
    case Kind::list:
      return {"minItems", "maxItems"};
    case Kind::dictionary:
      return {"minProperties", "maxProperties"};
    default:
      return {"minimum", "maximum"};
  }
}

bool has_limits(const Shape& shape) {
  return shape.kind == Kind::text || shape.kind == Kind::integer || shape.kind == Kind::number ||
         shape.kind == Kind::list || shape.kind == Kind::dictionary;
}

std::string integer_schema(const Shape& shape, const Note& note) {
  std::string out = R"({"type":"integer","format":"int64"})";
  const auto least = std::max(shape.least, note.least.value_or(shape.least));
  const auto most = std::min(shape.most, note.most.value_or(shape.most));
  if (least != std::numeric_limits<std::int64_t>::min())
    add_member(out, "minimum", fmt::to_string(least));
  if (most != std::numeric_limits<std::int64_t>::max())
    add_member(out, "maximum", fmt::to_string(most));
  return out;
}

std::string words_schema(const Shape& shape) {
  JsonList words;
  for (const auto& word : shape.words) words.text(word.name);
  return JsonObject().text("type", "string").add("enum", words.str()).str();
}

}  // namespace

bool differs_by_direction(const Shape& shape) {
  std::set<const Shape*> seen;
  return differs(shape, seen);
}

std::string Components::schema(const Shape& shape, Direction direction) {
  switch (shape.kind) {
    case Kind::boolean:
      return R"({"type":"boolean"})";
    case Kind::integer:
      return integer_schema(shape, {});
    case Kind::number:
      return R"({"type":"number"})";
    case Kind::text:
      return R"({"type":"string"})";
    case Kind::instant:
      return R"({"type":"string","format":"date-time"})";
    case Kind::day:
      return R"({"type":"string","format":"date"})";
    case Kind::json:
      return "{}";
    case Kind::optional:
    case Kind::change:
      return fmt::format(R"({{"anyOf":[{},{{"type":"null"}}]}})", schema(shape.item(), direction));
    case Kind::list:
      return fmt::format(R"({{"type":"array","items":{}}})", schema(shape.item(), direction));
    case Kind::dictionary:
      return fmt::format(R"({{"type":"object","additionalProperties":{}}})",
                         schema(shape.item(), direction));
    case Kind::word:
    case Kind::money:
    case Kind::object:
      return reference(shape, direction);
  }
  return "{}";
}

std::string Components::schema(const Field& field, Direction direction) {
  const auto& shape = field.shape();
  const bool is_nullable = shape.kind == Kind::optional || shape.kind == Kind::change;
  const auto& inner = is_nullable ? shape.item() : shape;
  std::string out =
      inner.kind == Kind::integer ? integer_schema(inner, field.note) : schema(inner, direction);
  if (has_limits(inner) && inner.kind != Kind::integer) {
    const auto words = limit_words(inner);
    if (field.note.least) add_member(out, words.least, fmt::to_string(*field.note.least));
    if (field.note.most) add_member(out, words.most, fmt::to_string(*field.note.most));
  }
  if (is_nullable) out = fmt::format(R"({{"anyOf":[{},{{"type":"null"}}]}})", out);
  if (!field.note.text.empty()) {
    std::string text;
    write_quoted(text, field.note.text);
    add_member(out, "description", text);
  }
  return out;
}

std::string Components::reference(const Shape& shape, Direction direction) {
  std::string name(shape.name);
  if (direction == Direction::request && differs_by_direction(shape)) name += "Input";
  const auto [owner, is_new] = owners_.try_emplace(name, &shape);
  if (owner->second != &shape)
    throw std::logic_error(fmt::format("Two types of the API are called {}; rename one.", name));
  if (is_new) texts_[name] = object(shape, direction);
  return fmt::format(R"({{"$ref":"#/components/schemas/{}"}})", name);
}

std::string Components::object(const Shape& shape, Direction direction) {
  if (shape.kind == Kind::word) return words_schema(shape);
  if (shape.kind == Kind::money)
    return R"({"type":"object","description":"An amount in minor units (cents) of an ISO 4217 currency.",)"
           R"("properties":{"amount_minor":{"type":"integer","format":"int64"},)"
           R"("currency":{"type":"string","minLength":3,"maxLength":3}},)"
           R"("required":["amount_minor","currency"],"additionalProperties":false})";
  return members(shape, direction).add("additionalProperties", "false").str();
}

std::string Components::open_schema(const Shape& shape, Direction direction) {
  return members(shape, direction).str();
}

JsonObject Components::members(const Shape& shape, Direction direction) {
  JsonObject properties;
  JsonList required;
  for (const auto& field : shape.fields) {
    properties.add(field.name, schema(field, direction));
    if (direction == Direction::answer || !may_be_left_out(field)) required.text(field.name);
  }
  JsonObject out;
  out.text("type", "object").add("properties", properties.str());
  if (!required.is_empty()) out.add("required", required.str());
  return out;
}

}  // namespace stagecraft::http
