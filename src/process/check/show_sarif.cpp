#include <fmt/format.h>

#include <boost/json.hpp>
#include <functional>
#include <map>
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

/// In a message braces stand around placeholders; those meant as such are doubled (SARIF, 3.11.5).
json::object message(std::string_view text) {
  std::string escaped;
  for (const char c : text) escaped.append(c == '{' || c == '}' ? 2 : 1, c);
  return {{"text", std::move(escaped)}};
}

/// The rules of a run in their order, and the place of each among them.
class DescribedRules {
 public:
  void add(const std::string& id, json::object about) {
    about["id"] = id;
    index_.emplace(id, rules_.size());
    rules_.push_back(std::move(about));
  }
  std::size_t index(const std::string& id) const { return index_.at(id); }
  const json::array& rules() const { return rules_; }

 private:
  json::array rules_;
  std::map<std::string, std::size_t, std::less<>> index_;
};

/// The ids of the reading errors that occur, and all rules of the check.
DescribedRules described_rules(std::span<const CheckedFile> files, const Messages& messages) {
  DescribedRules described;
  std::set<std::string> error_ids;
  for (const auto& file : files)
    for (const auto& error : file.errors) error_ids.insert(error.id);
  for (const auto& id : error_ids) described.add(id, {});
  for (const auto& rule : all_rules())
    for (const auto& [name, severity, mistake] : rule.cases) {
      const auto id = fmt::format("{}{}{}", rule.id, name.empty() ? "" : "/", name);
      json::object about{{"shortDescription", message(messages.outline(id))},
                         {"defaultConfiguration", {{"level", to_word(severity)}}}};
      if (mistake > 0) about["properties"] = {{"mistake", mistake}};
      described.add(id, std::move(about));
    }
  return described;
}

json::object result(const Finding& finding, const DescribedRules& rules) {
  auto where = location(finding.place);
  where["logicalLocations"] = json::array{{{"fullyQualifiedName", finding.address}}};
  const auto text = finding.mend.empty() ? finding.message : finding.message + " " + finding.mend;
  json::object object{{"ruleId", name_of(finding)},
                      {"ruleIndex", rules.index(name_of(finding))},
                      {"level", to_word(finding.severity)},
                      {"message", message(text)},
                      {"locations", json::array{std::move(where)}}};
  if (!finding.related.empty()) {
    auto& related = object["relatedLocations"].emplace_array();
    for (const auto& place : finding.related) related.push_back(location(place));
  }
  if (finding.waived)
    object["suppressions"] = json::array{{{"kind", "inSource"}, {"status", "accepted"}}};
  return object;
}

}  // namespace

std::string to_sarif(std::span<const CheckedFile> files, const Messages& messages) {
  const auto rules = described_rules(files, messages);
  json::array results;
  for (const auto& file : files)
    for (const auto& finding : findings_of(file)) results.push_back(result(finding, rules));
  const json::object driver{
      {"name", "stagecraft"}, {"version", STAGECRAFT_VERSION}, {"rules", rules.rules()}};
  const json::object run{{"tool", {{"driver", driver}}},
                         {"columnKind", "unicodeCodePoints"},
                         {"results", std::move(results)}};
  return base::to_json_text(
      json::object{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                   {"version", "2.1.0"},
                   {"runs", json::array{run}}});
}

}  // namespace stagecraft::process
