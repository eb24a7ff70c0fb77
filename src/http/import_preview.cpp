#include "http/import_preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "history/inspect.h"
#include "history/value_text.h"
#include "http/file_sample.h"
#include "http/phrasebook.h"
#include "process/operations_json.h"
#include "process/yaml_node.h"

namespace stagecraft::http {
namespace {

using base::Error;

constexpr std::size_t sample_bytes = 4'194'304, beginning_bytes = 262'144;
constexpr std::size_t shown_events = 20, shown_values = 10;

constexpr unsigned threads_a_preview = 1;

ImportColumn view_of(const history::ColumnSummary& column) {
  ImportColumn view{.name = column.name,
                    .kind = std::string(history::to_word(column.kind)),
                    .filled = column.filled,
                    .empty = column.empty,
                    .distinct = column.distinct,
                    .least = column.least,
                    .most = column.most,
                    .date_format = column.date_format,
                    .commonest = {}};
  for (const auto& [value, count] : column.commonest)
    if (view.commonest.size() < shown_values) view.commonest.push_back(value);
  return view;
}

std::string name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

ImportedFile view_of(const history::FileSummary& file, const base::Phrasebook& book) {
  ImportedFile view{.name = name_of(file.file),
                    .kind = file.kind,
                    .dialect = file.dialect.text(book),
                    .rows = file.rows,
                    .broken_rows = file.broken_rows,
                    .columns = {}};
  for (const auto& column : file.columns) view.columns.push_back(view_of(column));
  return view;
}

/// `salesforce` of `preset salesforce-opportunity`; empty: the file does not tell.
std::string system_of(const std::string& kind) {
  constexpr std::string_view preset = "preset ";
  if (!kind.starts_with(preset)) return {};
  const auto name = kind.substr(preset.size());
  return name.substr(0, name.find('-'));
}

std::vector<std::string> names_of(const process::Map* map) {
  std::vector<std::string> names;
  if (map == nullptr) return names;
  for (const auto& goal : map->goals)
    for (const auto& stage : goal.stages) names.push_back(stage.id);
  for (const auto& outcome : map->outcomes) names.push_back(outcome.id);
  return names;
}

void take_log(const history::LogSummary& log, const std::map<std::string, std::int64_t>& outside,
              ImportPreview& preview) {
  preview.deals = log.deals;
  preview.events = log.events;
  preview.first = log.first;
  preview.last = log.last;
  for (const auto& activity : log.activities)
    if (!outside.contains(activity.name))
      preview.activities.push_back({.name = activity.name,
                                    .kind = std::string(history::to_word(activity.kind)),
                                    .events = activity.events,
                                    .deals = activity.deals});
}

void take_report(const history::ImportReport& report, const process::Map* map,
                 ImportPreview& preview) {
  preview.rows_read = report.rows_read;
  preview.rows_rejected = report.rows_rejected;
  const auto names = names_of(map);
  const std::vector<std::string_view> views(names.begin(), names.end());
  for (const auto& [activity, events] : report.outside_map)
    preview.outside.push_back({.name = activity,
                               .events = events,
                               .nearest = std::string(base::nearest(activity, views))});
}

/// The first events of a log, deal by deal.
std::vector<PreviewEvent> first_events(const history::EventLog& log) {
  std::vector<PreviewEvent> events;
  for (history::DealIndex d = 0; d < log.deal_count(); ++d)
    for (auto e = log.begin(d); e < log.end(d); ++e) {
      if (events.size() == shown_events) return events;
      PreviewEvent event{.deal = std::string(log.deal_id(d)),
                         .kind = std::string(history::to_word(log.kind(e))),
                         .symbol = std::string(log.symbols().text(log.symbol(e))),
                         .from = {},
                         .to = {},
                         .at = {},
                         .precision = "unknown"};
      const auto* attribute = log.find_attribute(event.symbol);
      const auto* change = log.find_change(e);
      if (log.kind(e) == history::EventKind::attribute_changed && attribute != nullptr &&
          change != nullptr) {
        event.from = history::value_text(*attribute, d, change->from);
        event.to = history::value_text(*attribute, d, change->to);
      }
      if (log.precision(e) != history::Precision::unknown) {
        const bool is_day = log.precision(e) == history::Precision::date;
        event.at = base::to_iso(log.at(e)).substr(0, is_day ? 10 : std::string::npos);
        event.precision = is_day ? "date" : "time";
      }
      events.push_back(std::move(event));
    }
  return events;
}

/// The beginnings of the files, and a sentence on each that is longer.
std::vector<std::string> sample_of(const ImportFiles& files, std::size_t most,
                                   std::vector<base::Sentence>& notes) {
  std::vector<std::string> paths;
  for (const auto& path : files.paths()) {
    const auto sample = sample_file(path, files.workshop(), most);
    paths.push_back(sample.path);
    if (sample.is_whole) continue;
    notes.push_back(base::say(
        "{}: figures are of its first {} MB, unpacked; a dry run tells those of all of it",
        name_of(path),
        base::Sentence::number(fmt::format("{:.1f}", static_cast<double>(sample.bytes) / 1e6))));
  }
  return paths;
}

std::vector<PreviewEvent> read_beginning(const ImportFiles& files,
                                         const history::ImportOptions& options) {
  std::vector<base::Sentence> unsaid;
  try {
    const auto beginnings = sample_of(files, beginning_bytes, unsaid);
    return first_events(history::import_history(beginnings, options).log);
  } catch (const Error&) {
    return {};  // A format that only more of the file tells.
  }
}

/// Of an import of these files with this mapping, else by what is known of their columns; empty: it
/// can begin.
base::Sentence refusal_of_rest(const history::Inspection& inspection, bool has_mapping) {
  const auto is_unknown = [](const auto& file) { return file.kind == "unknown"; };
  const auto unknown = std::ranges::find_if(inspection.files, is_unknown);
  if (unknown == inspection.files.end() || !inspection.not_imported.empty()) return {};
  // The others wait for the mapping that is proposed for one of them.
  const auto proposed =
      std::ranges::find(inspection.files, inspection.proposal_file, &history::FileSummary::file);
  if (!has_mapping && proposed != inspection.files.end() && is_unknown(*proposed)) return {};
  return base::say(
      "{}: nothing says what its columns mean. Leave the file out, or name it in the lookups of "
      "the mapping.",
      name_of(unknown->file));
}

}  // namespace

RawJson mapping_as_json(std::string_view text) {
  if (text.empty()) return {"null"};
  const auto parsed = process::parse_yaml(text, "mapping");
  return {boost::json::serialize(process::to_json(parsed.document.root))};
}

ImportPreview preview_import(const ImportFiles& files, const PreviewQuestion& question) {
  const auto& book = phrasebook(question.language);
  const history::ImportOptions options{.map = question.map,
                                       .mapping = question.mapping,
                                       .threads = threads_a_preview,
                                       .lifecycle = question.lifecycle,
                                       .advice = base::Sentence::of(mapping_advice).text(book),
                                       .on_progress = {}};
  ImportPreview preview;
  preview.mapping = mapping_as_json(question.mapping_text);
  const auto told = [&](const base::Sentence& sentence) {
    return files.plain(sentence.text(book));
  };
  history::Inspection inspection;
  try {
    std::vector<base::Sentence> sampled;
    const auto paths = sample_of(files, sample_bytes, sampled);
    for (const auto& sentence : sampled) preview.sampled.push_back(told(sentence));
    inspection = history::inspect(paths, options);
  } catch (const Error& error) {
    if (error.kind() == base::ErrorKind::io) throw;
    preview.not_imported = told(error.sentence());
    return preview;
  }
  for (const auto& file : inspection.files) {
    preview.files.push_back(view_of(file, book));
    if (preview.proposed_system.empty()) preview.proposed_system = system_of(file.kind);
  }
  preview.not_imported = told(inspection.not_imported);
  if (preview.not_imported.empty())
    preview.not_imported = told(refusal_of_rest(inspection, question.mapping != nullptr));
  preview.proposal = inspection.proposal;
  if (question.mapping_text.empty()) preview.mapping = mapping_as_json(preview.proposal);
  preview.proposal_file = inspection.proposal_file.empty() ? "" : name_of(inspection.proposal_file);
  for (const auto& oddity : inspection.oddities) preview.oddities.push_back(told(oddity));
  if (inspection.log && inspection.report) {
    take_log(*inspection.log, inspection.report->outside_map, preview);
    take_report(*inspection.report, question.map, preview);
    for (const auto& note : inspection.report->notes) preview.notes_.push_back(told(note));
    preview.first_events = read_beginning(files, options);
  }
  return preview;
}

}  // namespace stagecraft::http
