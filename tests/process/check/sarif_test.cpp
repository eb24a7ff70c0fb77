#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>
#include <string>

#include "process/check/checked_file.h"
#include "process/reader.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

/// What OASIS SARIF 2.1.0 asks of the members that are written here: which must be there, of which
/// type and with which words, and what refers to what. Paragraphs are those of the standard.
class LogOfARun {
 public:
  explicit LogOfARun(const json::value& log) {
    EXPECT_EQ(log.at("version"), "2.1.0");  // 3.13.2
    EXPECT_EQ(log.at("$schema"), "https://json.schemastore.org/sarif-2.1.0.json");
    const auto& run = log.at("runs").as_array().at(0).as_object();
    has_only(run, {"tool", "columnKind", "results"});
    EXPECT_EQ(run.at("columnKind"), "unicodeCodePoints");  // 3.14.27
    look_at_driver(run.at("tool").at("driver").as_object());
    for (const auto& result : run.at("results").as_array()) look_at_result(result.as_object());
  }

  std::size_t result_count() const { return results_; }
  std::size_t related_count() const { return related_; }

 private:
  static void has_only(const json::object& object, const std::set<std::string>& members) {
    for (const auto& member : object)
      EXPECT_TRUE(members.contains(std::string(member.key()))) << member.key();
  }

  /// 3.19 toolComponent, 3.49 reportingDescriptor
  void look_at_driver(const json::object& driver) {
    has_only(driver, {"name", "version", "rules"});
    EXPECT_FALSE(driver.at("name").as_string().empty());
    std::set<std::string> ids;
    for (const auto& value : driver.at("rules").as_array()) {
      const auto& rule = value.as_object();
      has_only(rule, {"id", "shortDescription", "defaultConfiguration", "properties"});
      const std::string id(rule.at("id").as_string());
      EXPECT_TRUE(ids.insert(id).second) << id << " is described twice";
      rules_.push_back(id);
      if (rule.contains("shortDescription")) look_at_message(rule.at("shortDescription"));
      if (rule.contains("defaultConfiguration"))
        look_at_level(rule.at("defaultConfiguration").at("level"));
    }
  }

  /// 3.27
  void look_at_result(const json::object& result) {
    ++results_;
    has_only(result, {"ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations",
                      "suppressions"});
    const auto index = result.at("ruleIndex").to_number<std::size_t>();
    ASSERT_LT(index, rules_.size());
    EXPECT_EQ(result.at("ruleId"), json::value(rules_[index]));
    look_at_level(result.at("level"));
    look_at_message(result.at("message"));
    ASSERT_EQ(result.at("locations").as_array().size(), 1u);
    look_at_location(result.at("locations").as_array()[0].as_object());
    if (const auto* related = result.if_contains("relatedLocations")) {
      for (const auto& location : related->as_array()) look_at_location(location.as_object());
      related_ += related->as_array().size();
    }
    if (const auto* suppressions = result.if_contains("suppressions")) {
      EXPECT_EQ(*suppressions, json::parse(R"([{"kind": "inSource", "status": "accepted"}])"));
    }
  }

  static void look_at_level(const json::value& level) {
    EXPECT_TRUE(level == "error" || level == "warning" || level == "note") << level;
  }

  /// 3.11: a text, of which each brace stands twice, for there are no arguments.
  static void look_at_message(const json::value& message) {
    has_only(message.as_object(), {"text"});
    const std::string_view text = message.at("text").as_string();
    EXPECT_FALSE(text.empty());
    for (std::size_t i = 0; i < text.size(); ++i)
      if (text[i] == '{' || text[i] == '}') {
        ASSERT_LT(i + 1, text.size());
        EXPECT_EQ(text[i], text[i + 1]) << text;
        ++i;
      }
  }

  /// 3.28 to 3.30
  static void look_at_location(const json::object& location) {
    has_only(location, {"physicalLocation", "logicalLocations"});
    const auto& physical = location.at("physicalLocation").as_object();
    has_only(physical, {"artifactLocation", "region"});
    look_at_uri(physical.at("artifactLocation").at("uri").as_string());
    if (const auto* region = physical.if_contains("region")) {
      has_only(region->as_object(), {"startLine", "startColumn"});
      EXPECT_GE(region->at("startLine").as_int64(), 1);
      EXPECT_GE(region->at("startColumn").as_int64(), 1);
    }
    if (const auto* logical = location.if_contains("logicalLocations")) {
      for (const auto& one : logical->as_array())
        EXPECT_FALSE(one.at("fullyQualifiedName").as_string().empty());
    }
  }

  /// 3.4.3 and RFC 3986: what is not plain is a percent sign and two digits.
  static void look_at_uri(std::string_view uri) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (uri.starts_with("file://")) uri.remove_prefix(7);
    ASSERT_FALSE(uri.empty());
    for (std::size_t i = 0; i < uri.size(); ++i) {
      if (plain.find(uri[i]) != std::string_view::npos) continue;
      ASSERT_EQ(uri[i], '%') << uri;
      ASSERT_LT(i + 2, uri.size());
      EXPECT_NE(digits.find(uri[i + 1]), std::string_view::npos);
      EXPECT_NE(digits.find(uri[i + 2]), std::string_view::npos);
      i += 2;
    }
  }

  std::vector<std::string> rules_;
  std::size_t results_ = 0, related_ = 0;
};

CheckedFile checked(const LoadedMap& loaded, const std::string& file) {
  CheckedFile one{file, loaded.map.name, loaded.errors, {}};
  if (loaded.ok()) one.report = check_map(loaded, *parse_day("2026-06-01"), check_messages("en"));
  return one;
}

TEST(Sarif, HasTheMembersThatTheStandardAsksFor) {
  const auto example = [](const std::string& name) {
    return read_map_file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + name + ".yaml");
  };
  const std::vector files{
      checked(example("seller-centred"), "maps/seller-centred.yaml"),
      checked(example("four-goals"), "/tmp/my maps/100%/f\u00FCnf.yaml"),
      checked(example("planning-partner"), "a?b#c:d.yaml"),
      checked(read_map("stagecraft: 1\nid: a\nname: {a: 1}\nstages: [{id: b, nam: B}]\n", "b.yaml"),
              "b.yaml"),
      checked(read_map("stagecraft: 1\nid: a\nname: A\nstages:\n  - {id: b, name: B}\n"
                       "  - {id: c, name: B, does: [x, x], next: [gone]}\n",
                       "c.yaml"),
              "c.yaml")};
  const LogOfARun log(json::parse(to_sarif(files, check_messages("en"))));
  EXPECT_GT(log.result_count(), 40u);
  EXPECT_GT(log.related_count(), 0u);
}

TEST(Sarif, OfFilesWithoutFindingsHasAnEmptyListOfResults) {
  const auto log = json::parse(to_sarif({}, check_messages("en")));
  LogOfARun{log};
  EXPECT_EQ(log.at("runs").as_array().at(0).at("results"),
            json::array{});  // 3.14.23: not left out.
}

}  // namespace
}  // namespace stagecraft::process
