#include "http/map_texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "process/messages.h"

namespace stagecraft::http {
namespace {

using process::Finding;
using process::Severity;

constexpr std::string_view extension = ".yaml";

bool stops_publishing(const Finding& finding) {
  return finding.severity == Severity::error && !finding.waived;
}

process::CheckReport report_of(const Desk& desk, const process::LoadedMap& loaded) {
  return process::check_map(loaded, desk.today(), process::check_messages(desk.language()));
}

std::string place_text(const base::Place& place) {
  return fmt::format("line {}, column {}", place.line, place.column);
}

MapFinding to_view(const Finding& finding) {
  return {.rule = process::name_of(finding),
          .severity = std::string(process::to_word(finding.severity)),
          .address = finding.address,
          .line = finding.place.line,
          .column = finding.place.column,
          .message = finding.message,
          .mend = finding.mend,
          .waived = finding.waived};
}

MapFinding to_view(const Desk& desk, const process::ReadingError& error) {
  return {.rule = error.id,
          .severity = "error",
          .address = "map",
          .line = error.place.line,
          .column = error.place.column,
          .message = desk.told(error.message),
          .mend = desk.told(error.mend),
          .waived = false};
}

}  // namespace

process::FileSource published_maps(const Desk& desk) {
  return [&desk](const std::string& path) -> std::optional<std::string> {
    if (!path.ends_with(extension)) return {};
    const auto row = store::find_process(
        desk.db(), std::string_view(path).substr(0, path.size() - extension.size()));
    if (!row || row->head == 0) return {};
    return store::find_version(desk.db(), {row->id, row->head}).value().own_text;
  };
}

process::LoadedMap read_map_text(const Desk& desk, std::string_view text) {
  return process::read_map(text, "map.yaml", published_maps(desk));
}

MapCheck check_map_text(const Desk& desk, const process::LoadedMap& loaded) {
  MapCheck check;
  if (!loaded.ok()) {
    for (const auto& error : loaded.errors) check.findings.push_back(to_view(desk, error));
    return check;
  }
  const auto report = report_of(desk, loaded);
  check.may_be_published = std::ranges::none_of(report.findings, stops_publishing);
  for (const auto& finding : process::to_show(report.findings))
    check.findings.push_back(to_view(finding));
  for (const auto grade : report.score.grades) check.mistakes.emplace_back(process::to_word(grade));
  return check;
}

std::vector<base::Fault> faults_of(const process::LoadedMap& loaded) {
  std::vector<base::Fault> faults;
  for (const auto& error : loaded.errors)
    faults.push_back({.at = place_text(error.place), .message = error.message, .mend = error.mend});
  return faults;
}

void refuse_unreadable(const process::LoadedMap& loaded) {
  if (loaded.ok()) return;
  throw base::Error(base::ErrorKind::invalid, "The text is no map that can be read.",
                    faults_of(loaded));
}

void refuse_unfit(const Desk& desk, const process::LoadedMap& loaded) {
  refuse_unreadable(loaded);
  std::vector<base::Fault> faults;
  for (const auto& finding : report_of(desk, loaded).findings)
    if (stops_publishing(finding))
      faults.push_back({.at = finding.address + ", " + place_text(finding.place),
                        .message = finding.message,
                        .mend = finding.mend});
  if (!faults.empty())
    throw base::Error(base::ErrorKind::invalid,
                      "The map has errors, so it cannot be published. Mend them, or waive them in "
                      "the map with a reason.",
                      faults);
}

}  // namespace stagecraft::http
