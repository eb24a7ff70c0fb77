#include "process/map_schema.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "process/map_json.h"
#include "process/reader.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

std::string text_of(const std::string& path) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/" + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// As much of JSON Schema as ours uses; gives the first place that does not fit.
class Validator {
 public:
  explicit Validator(const json::value& schema) : root_(schema) {}

  bool accepts(const json::value& value) { return check(value, root_); }
  bool knows_all_keywords() const { return unknown_.empty(); }

 private:
  bool check(const json::value& value, const json::value& schema) {
    if (schema.is_bool()) return schema.as_bool();
    const auto& rules = schema.as_object();
    for (const auto& [keyword, rule] : rules)
      if (!check_keyword(keyword, rule, value, rules)) return false;
    return true;
  }

  bool check_keyword(std::string_view keyword, const json::value& rule, const json::value& value,
                     const json::object& rules) {
    if (keyword == "$ref") return check(value, definition(rule.as_string()));
    if (keyword == "type") return is_type(value, rule.as_string());
    if (keyword == "enum") return std::ranges::count(rule.as_array(), value) > 0;
    if (keyword == "const") return rule == value;
    if (keyword == "anyOf")
      return std::ranges::any_of(rule.as_array(),
                                 [&](const auto& one) { return check(value, one); });
    if (keyword == "allOf")
      return std::ranges::all_of(rule.as_array(),
                                 [&](const auto& one) { return check(value, one); });
    if (keyword == "if") {
      const auto* branch = rules.if_contains(check(value, rule) ? "then" : "else");
      return !branch || check(value, *branch);
    }
    if (keyword == "required") return has_keys(value, rule.as_array());
    if (keyword == "properties") return check_properties(value, rule.as_object());
    if (keyword == "additionalProperties") return has_no_other_keys(value, rules);
    if (keyword == "items") return check_items(value, rule);
    if (keyword == "maxItems")
      return !value.is_array() || value.as_array().size() <= rule.to_number<std::size_t>();
    if (keyword == "minLength")
      return !value.is_string() || value.as_string().size() >= rule.to_number<std::size_t>();
    if (keyword == "minimum")
      return !value.is_number() || value.to_number<double>() >= rule.to_number<double>();
    if (keyword == "maximum")
      return !value.is_number() || value.to_number<double>() <= rule.to_number<double>();
    if (keyword == "exclusiveMinimum")
      return !value.is_number() || value.to_number<double>() > rule.to_number<double>();
    static const std::set<std::string_view> said_elsewhere{
        "$schema",           "$id",           "$defs",        "title",   "description",
        "default",           "then",          "else",         "pattern", "maxLength",
        "patternProperties", "minProperties", "maxProperties"};
    if (!said_elsewhere.contains(keyword)) unknown_.emplace(keyword);
    return true;
  }

  const json::value& definition(std::string_view reference) const {
    return root_.as_object().at("$defs").as_object().at(reference.substr(reference.rfind('/') + 1));
  }

  static bool is_type(const json::value& value, std::string_view type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "boolean") return value.is_bool();
    if (type == "integer") return value.is_int64();
    if (type == "null") return value.is_null();
    return type == "number" && value.is_number();
  }

  static bool has_keys(const json::value& value, const json::array& keys) {
    return !value.is_object() || std::ranges::all_of(keys, [&](const json::value& key) {
      return value.as_object().contains(std::string_view(key.as_string()));
    });
  }

  bool check_properties(const json::value& value, const json::object& properties) {
    if (!value.is_object()) return true;
    return std::ranges::all_of(value.as_object(), [&](const auto& member) {
      const auto* rule = properties.if_contains(member.key());
      return !rule || check(member.value(), *rule);
    });
  }

  static bool has_no_other_keys(const json::value& value, const json::object& rules) {
    if (!value.is_object()) return true;
    const auto* properties = rules.if_contains("properties");
    const auto& patterns = rules.at("patternProperties").as_object();
    return std::ranges::all_of(value.as_object(), [&](const auto& member) {
      if (properties && properties->as_object().contains(member.key())) return true;
      return patterns.contains("^x_") ? std::string_view(member.key()).starts_with("x_") : true;
    });
  }

  bool check_items(const json::value& value, const json::value& rule) {
    return !value.is_array() || std::ranges::all_of(value.as_array(), [&](const auto& item) {
      return check(item, rule);
    });
  }

  const json::value& root_;
  std::set<std::string> unknown_;
};

json::value example_as_json(const std::string& name) {
  const auto loaded = read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + name);
  return json::parse(write_json(loaded.map));
}

TEST(MapSchema, IsPublishedAsTheProgramWritesIt) {
  EXPECT_EQ(text_of("docs/schema/map-1.schema.json"), write_schema())
      << "run: stagecraft map schema > docs/schema/map-1.schema.json";
}

TEST(MapSchema, ClosesEveryObject) {
  const auto schema = json::parse(write_schema());
  for (const auto& [name, definition] : schema.as_object().at("$defs").as_object()) {
    const auto& rules = definition.as_object();
    ASSERT_TRUE(rules.contains("additionalProperties")) << name;
    EXPECT_EQ(rules.at("additionalProperties"), json::value(false)) << name;
    EXPECT_TRUE(rules.contains("title")) << name;
    for (const auto& [key, property] : rules.at("properties").as_object())
      EXPECT_TRUE(property.as_object().contains("description")) << name << '.' << key;
  }
}

class SchemaOfExamples : public ::testing::TestWithParam<std::string> {};

TEST_P(SchemaOfExamples, AcceptsTheMap) {
  const auto schema = json::parse(write_schema());
  Validator validator(schema);
  EXPECT_TRUE(validator.accepts(example_as_json(GetParam())));
  EXPECT_TRUE(validator.knows_all_keywords());
}

TEST_P(SchemaOfExamples, RefusesAnUnknownKeyAndAWrongValue) {
  const auto schema = json::parse(write_schema());
  Validator validator(schema);
  auto with_key = example_as_json(GetParam());
  with_key.as_object()["colour"] = "red";
  EXPECT_FALSE(validator.accepts(with_key));
  auto with_value = example_as_json(GetParam());
  with_value.as_object()["outcomes"].as_array()[0].as_object()["kind"] = "maybe";
  EXPECT_FALSE(validator.accepts(with_value));
}

INSTANTIATE_TEST_SUITE_P(All, SchemaOfExamples,
                         ::testing::Values("four-goals.yaml", "planning-partner.yaml",
                                           "seller-centred.yaml", "seven-steps.yaml"));

TEST(MapJson, ReadsBackAsTheSameMap) {
  for (const auto* name : {"four-goals.yaml", "seven-steps.yaml", "seller-centred.yaml"}) {
    const auto loaded = read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + std::string(name));
    const auto again = read_map(write_json(loaded.map), "map.json");
    ASSERT_TRUE(again.ok()) << to_line(again.errors.front());
    EXPECT_EQ(again.map, loaded.map) << name;
    const auto full = read_map(write_json(loaded.map, Defaults::written), "map.json");
    ASSERT_TRUE(full.ok()) << to_line(full.errors.front());
    EXPECT_EQ(full.map, loaded.map) << name;
  }
}

}  // namespace
}  // namespace stagecraft::process
