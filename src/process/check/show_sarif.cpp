#include <fmt/format.h>

#include <boost/json.hpp>
#include <set>

#include "base/json_text.h"
#include "process/check/checked_file.h"
#include "process/check/rules.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

/// A path as a URI reference (RFC 3986).
std::string to_uri(std::string_view path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path)
    if (plain.find(c) != std::string_view::npos)
      uri += c;
    else
      uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
  return uri;
}

json::object location(const base::Place& place) {
  json::object physical{{"artifactLocation", {{"uri", to_uri(place.file)}}}};
  if (place.line > 0)
    physical["region"] = {{"startLine", place.line}, {"startColumn", place.column}};
  return {{"physicalLocation", std::move(physical)}};
}

json::object result(const Finding& finding) {
  auto where = location(finding.place);
  where["logicalLocations"] = json::array{{{"fullyQualifiedName", finding.address}}};
  const auto text = finding.mend.empty() ? finding.message : finding.message + " " + finding.mend;
  json::object object{{"ruleId", name_of(finding)},
                      {"level", to_word(finding.severity)},
                      {"message", {{"text", text}}},
                      {"locations", json::array{std::move(where)}}};
  if (!finding.related.empty()) {
    auto& related = object["relatedLocations"].emplace_array();
    for (const auto& place : finding.related) related.push_back(location(place));
  }
  if (finding.waived)
    object["suppressions"] = json::array{{{"kind", "inSource"}, {"status", "accepted"}}};
  return object;
}

/// All rules of the check, and the ids of the reading errors that occur.
json::array described_rules(std::span<const CheckedFile> files, const Messages& messages) {
  json::array rules;
  std::set<std::string> error_ids;
  for (const auto& file : files)
    for (const auto& error : file.errors) error_ids.insert(error.id);
  for (const auto& id : error_ids) rules.push_back(json::object{{"id", id}});
  for (const auto& rule : all_rules())
    for (const auto& [name, severity, mistake] : rule.cases) {
      const auto id = fmt::format("{}{}{}", rule.id, name.empty() ? "" : "/", name);
      json::object described{{"id", id},
                             {"shortDescription", {{"text", messages.outline(id)}}},
                             {"defaultConfiguration", {{"level", to_word(severity)}}}};
      if (mistake > 0) described["properties"] = {{"mistake", mistake}};
      rules.push_back(std::move(described));
    }
  return rules;
}

}  // namespace

std::string to_sarif(std::span<const CheckedFile> files, const Messages& messages) {
  json::array results;
  for (const auto& file : files)
    for (const auto& finding : findings_of(file)) results.push_back(result(finding));
  const json::object driver{{"name", "stagecraft"},
                            {"version", STAGECRAFT_VERSION},
                            {"rules", described_rules(files, messages)}};
  const json::object run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"results", std::move(results)}};
  return base::to_json_text(
      json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", json::array{run}}});
}

}  // namespace stagecraft::process
