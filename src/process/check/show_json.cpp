#include <boost/json.hpp>
#include <optional>

#include "base/json_text.h"
#include "process/check/checked_file.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;

json::value or_null(const std::string& text) {
  return text.empty() ? json::value(nullptr) : json::value(text);
}

json::object to_object(const Finding& finding) {
  json::object object{{"rule", finding.rule},
                      {"case", or_null(finding.case_)},
                      {"severity", to_word(finding.severity)},
                      {"address", finding.address},
                      {"file", finding.place.file},
                      {"line", finding.place.line},
                      {"column", finding.place.column},
                      {"message", finding.message},
                      {"mend", finding.mend}};
  object["mistake"] = finding.mistake > 0 ? json::value(finding.mistake) : json::value(nullptr);
  object["waived"] = finding.waived;
  if (finding.related.empty()) return object;
  auto& related = object["related"].emplace_array();
  for (const auto& place : finding.related)
    related.push_back(
        json::object{{"file", place.file}, {"line", place.line}, {"column", place.column}});
  return object;
}

json::object to_object(const std::optional<ScoreCard>& card) {
  json::object object;
  for (int mistake = 1; card && mistake <= mistake_count; ++mistake)
    object[std::to_string(mistake)] = to_word(card->grade(mistake));
  return object;
}

std::optional<ScoreCard> card_of(const CheckedFile& file) {
  return file.errors.empty() ? std::optional(file.report.score) : std::nullopt;
}

}  // namespace

std::string to_json(std::span<const CheckedFile> files) {
  json::array findings, maps;
  std::optional<ScoreCard> worst;
  std::size_t not_shown = 0;
  for (const auto& file : files) {
    const auto shown = findings_of(file);
    for (const auto& finding : shown) findings.push_back(to_object(finding));
    if (file.errors.empty()) not_shown += file.report.findings.size() - shown.size();
    const auto card = card_of(file);
    if (card) worst = worst ? worst_of(*worst, *card) : *card;
    maps.push_back(json::object{{"file", file.file}, {"mistakes", to_object(card)}});
  }
  json::object report{{"findings", std::move(findings)}, {"mistakes", to_object(worst)}};
  if (not_shown > 0) report["not_shown"] = not_shown;
  if (files.size() > 1) report["maps"] = std::move(maps);
  return base::to_json_text(report);
}

}  // namespace stagecraft::process
