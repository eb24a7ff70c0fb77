#include "process/map_schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/json.hpp>
#include <set>

#include "base/json_text.h"
#include "process/description.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

constexpr std::string_view id_pattern = "^[a-z][a-z0-9_]{0,63}$";

/// A file that stands alone, or one that says only how it differs from its base.
enum class SchemaUse { whole, variant };

json::object type_of(std::string_view type) { return {{"type", type}}; }

json::object text_schema(int most) {
  return {{"type", "string"}, {"minLength", 1}, {"maxLength", most}};
}

json::object pattern_of(std::string_view pattern) {
  return {{"type", "string"}, {"pattern", pattern}};
}

json::object number_of(const FieldRule& rule) {
  switch (rule.rule) {
    case ValueRule::days:
      return {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 3650}};
    case ValueRule::hours:
      return {{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", 1000}};
    case ValueRule::share:
      return {{"type", "number"}, {"minimum", 0}, {"maximum", 1}};
    case ValueRule::whole:
      return {{"type", "integer"}, {"minimum", rule.low}, {"maximum", rule.high}};
    default:
      return type_of("number");
  }
}

json::object enum_of(const FieldRule& rule) {
  json::array words;
  for (const std::string_view word : rule.words) words.emplace_back(word);
  return {{"enum", words}};
}

json::object scalar_schema(const FieldRule& rule) {
  switch (rule.rule) {
    case ValueRule::id:
    case ValueRule::reference:
      return pattern_of(id_pattern);
    case ValueRule::name:
      return text_schema(120);
    case ValueRule::path:
    case ValueRule::text:
      return text_schema(2000);
    case ValueRule::url:
      return pattern_of("^https?://");
    case ValueRule::flag:
      return type_of("boolean");
    case ValueRule::date:
      return pattern_of("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    case ValueRule::word:
      return enum_of(rule);
    case ValueRule::language:
      return pattern_of("^[A-Za-z]{2,3}(-[A-Za-z0-9]+)*$");
    case ValueRule::currency:
      return pattern_of("^[A-Z]{3}$");
    case ValueRule::address:
      return pattern_of("^(map|[a-z_]+:[a-z][a-z0-9_/]*)$");
    case ValueRule::condition:
    case ValueRule::formula:
      return text_schema(500);
    default:
      return number_of(rule);
  }
}

json::value default_of(const FieldRule& rule) {
  if (rule.rule == ValueRule::flag) return rule.fallback == "true";
  if (rule.rule == ValueRule::whole)
    return static_cast<std::int64_t>(parse_number(rule.fallback).value_or(0));
  return json::value(rule.fallback);
}

class SchemaWriter {
 public:
  std::string write() {
    const std::string whole = define(map_shape(), SchemaUse::whole);
    const std::string variant = define(map_shape(), SchemaUse::variant);
    json::object schema{
        {"$schema", "https://json-schema.org/draft/2020-12/schema"},
        {"$id", "urn:stagecraft:map:1"},
        {"title", "Stagecraft process map"},
        {"description",
         "A sales process: goals, stages, tasks, exit criteria, outcomes, catalogues."},
        {"type", "object"},
        {"if", json::object{{"required", json::array{"extends"}}}},
        {"then", reference(variant)},
        {"else", reference(whole)}};
    schema["$defs"] = std::move(definitions_);
    return base::to_json_text(schema);
  }

 private:
  static json::object reference(const std::string& name) { return {{"$ref", "#/$defs/" + name}}; }

  /// 'stage', 'variant_stage', 'exit_criterion'.
  static std::string name_of(const Shape& shape, SchemaUse use) {
    std::string name(shape.noun);
    for (const std::string_view article : {"a ", "an "})
      if (name.starts_with(article)) name.erase(0, article.size());
    std::erase(name, '`');
    for (char& c : name)
      if (c == ' ') c = '_';
    return use == SchemaUse::variant ? "variant_" + name : name;
  }

  std::string define(const Shape& shape, SchemaUse use) {
    const std::string name = name_of(shape, use);
    if (!begun_.insert(name).second) return name;
    json::object properties;
    for (const FieldRule& rule : shape.fields) properties[rule.key] = property(rule, use);
    const bool is_element = shape.has_id() && &shape != &map_shape();
    if (use == SchemaUse::variant && is_element) add_edits(properties);
    json::object schema{{"title", title_of(name_of(shape, SchemaUse::whole))},
                        {"type", "object"},
                        {"properties", std::move(properties)},
                        {"patternProperties", json::object{{"^x_", true}}},
                        {"additionalProperties", false}};
    add_required(shape, use, schema);
    add_kinds(shape, use, schema);
    definitions_[name] = std::move(schema);
    return name;
  }

  json::object property(const FieldRule& rule, SchemaUse use) {
    json::object schema{{"title", title_of(rule.key)}, {"description", rule.about}};
    if (!rule.fallback.empty()) schema["default"] = default_of(rule);
    json::object value = value_schema(rule, use);
    if (use == SchemaUse::variant && !rule.required)
      schema["anyOf"] = json::array{std::move(value), type_of("null")};
    else
      for (auto& member : value) schema[member.key()] = member.value();
    return schema;
  }

  json::object value_schema(const FieldRule& rule, SchemaUse use) {
    // What has no ids is replaced as a whole, so it is whole in a variant as well.
    const bool is_partial = rule.shape && (rule.shape->has_id() || !rule.is_list());
    json::object one = rule.shape
                           ? reference(define(*rule.shape, is_partial ? use : SchemaUse::whole))
                           : scalar_schema(rule);
    json::object list{{"type", "array"}, {"maxItems", rule.limit}, {"items", one}};
    switch (rule.form) {
      case Form::one:
        return one;
      case Form::list:
        return list;
      case Form::mapping:
        return mapping_of(rule, std::move(one), use);
      case Form::mapping_lists:
        return mapping_of(rule, std::move(list), use);
    }
    return one;
  }

  static json::object mapping_of(const FieldRule& rule, json::object value, SchemaUse use) {
    if (use == SchemaUse::variant)
      value = {{"anyOf", json::array{std::move(value), type_of("null")}}};
    const std::string keys = rule.keys.empty() ? std::string(id_pattern)
                                               : fmt::format("^({})$", fmt::join(rule.keys, "|"));
    return {{"type", "object"},
            {"patternProperties", json::object{{keys, std::move(value)}}},
            {"additionalProperties", false}};
  }

  static void add_edits(json::object& properties) {
    properties["remove"] = {{"title", "Remove"},
                            {"description", "Takes away what the base has under this id."},
                            {"type", "boolean"}};
    properties["place"] = {{"title", "Place"},
                           {"description", "Puts it before or after another of its list."},
                           {"type", "object"},
                           {"properties", json::object{{"before", pattern_of(id_pattern)},
                                                       {"after", pattern_of(id_pattern)}}},
                           {"minProperties", 1},
                           {"maxProperties", 1},
                           {"additionalProperties", false}};
  }

  /// An id that is left out is made from the name, so only a map needs one.
  static void add_required(const Shape& shape, SchemaUse use, json::object& schema) {
    const bool is_map = &shape == &map_shape();
    json::array required;
    for (const FieldRule& rule : shape.fields) {
      const bool is_derived = rule.key == "id" && !is_map;
      const bool is_needed = use == SchemaUse::whole || is_map;
      if (rule.required && is_needed && !is_derived && rule.only_for.empty())
        required.emplace_back(rule.key);
    }
    if (!required.empty()) schema["required"] = std::move(required);
  }

  /// Keys that go with one `kind` only.
  static void add_kinds(const Shape& shape, SchemaUse use, json::object& schema) {
    json::array conditions;
    for (const FieldRule& rule : shape.fields) {
      if (rule.only_for.empty()) continue;
      const bool is_negated = rule.only_for.starts_with('!');
      const json::object is_kind{
          {"properties",
           json::object{
               {"kind", json::object{{"const", rule.only_for.substr(is_negated ? 1 : 0)}}}}},
          {"required", json::array{"kind"}}};
      const json::object forbidden{{"properties", json::object{{rule.key, false}}}};
      json::object condition{{"if", is_kind}};
      if (rule.required && use == SchemaUse::whole)
        condition["then"] = {{"required", json::array{rule.key}}};
      if (use == SchemaUse::whole) condition[is_negated ? "then" : "else"] = forbidden;
      if (condition.size() > 1) conditions.push_back(std::move(condition));
    }
    if (!conditions.empty()) schema["allOf"] = std::move(conditions);
  }

  json::object definitions_;
  std::set<std::string> begun_;
};

}  // namespace

std::string write_schema() { return SchemaWriter().write(); }

}  // namespace stagecraft::process
