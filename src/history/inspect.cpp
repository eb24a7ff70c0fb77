#include "history/inspect.h"

#include <algorithm>
#include <memory>
#include <set>

#include "base/error.h"
#include "base/text.h"
#include "history/csv_reader.h"
#include "history/lookup_files.h"
#include "history/mapping.h"
#include "history/mapping_proposal.h"
#include "history/own_csv.h"
#include "history/peeked_source.h"
#include "history/presets.h"
#include "history/progress_meter.h"

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

constexpr std::int64_t rows_between_looks = 8'192;
constexpr std::string_view kind_of_lookup = "looked up by the mapping";

/// A file and the columns that were looked at.
struct Looked {
  FileSummary summary;
  std::vector<ColumnProfile> profiles;
  std::vector<std::string> header;
  bool can_be_imported = false;
};

bool is_xml(std::string_view head) {
  const auto first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && head[first] == '<';
}

void name_kind(Looked& looked, const ImportOptions& options) {
  const auto& header = looked.header;
  const auto* preset = find_preset(header);
  auto& kind = looked.summary.kind;
  if (is_events_header(header))
    kind = "events of Stagecraft";
  else if (is_deals_header(header))
    kind = "deals of Stagecraft";
  else if (options.mapping != nullptr && finds_deals(*options.mapping, header))
    kind = "read with the mapping";
  else if (preset != nullptr)
    kind = "preset " + preset->preset;
  else
    kind = "unknown";
  looked.can_be_imported = kind != "unknown";
}

Looked look_at(const std::string& file, const ImportOptions& options) {
  Looked looked;
  looked.summary.file = file;
  auto source = std::make_unique<PeekedSource>(open_source(file));
  if (is_xml(source->head())) {
    looked.summary.kind = "XES";
    looked.can_be_imported = true;
    return looked;
  }
  CsvReader reader(std::move(source), file);
  looked.header = reader.header();
  looked.summary.dialect = describe(reader.dialect());
  for (const auto& name : looked.header) looked.profiles.emplace_back(name);
  CsvRow row;
  ProgressMeter meter(options.on_progress);
  meter.expect(reader.bytes_total());
  std::int64_t bytes = 0;
  while (reader.next_row(row)) {
    if (++looked.summary.rows % rows_between_looks == 0) {
      meter.add(reader.bytes_done() - bytes, rows_between_looks);
      bytes = reader.bytes_done();
      meter.tell();
    }
    if (!row.is_ok()) {
      ++looked.summary.broken_rows;
      continue;
    }
    for (std::size_t i = 0; i < looked.profiles.size(); ++i)
      looked.profiles[i].see(row[i], row.line());
  }
  for (const auto& profile : looked.profiles) looked.summary.columns.push_back(profile.summary());
  name_kind(looked, options);
  return looked;
}

/// Columns that number their rows, but for a few.
void find_repeated_ids(const Looked& looked, std::vector<Sentence>& oddities) {
  for (const auto& column : looked.summary.columns) {
    const auto folded = base::fold(column.name);
    const bool is_named_id = folded == "id" || folded.ends_with("_id") || folded.ends_with(" id");
    const bool is_nearly_unique = column.repeated > 0 && column.repeated * 20 < column.distinct;
    if (!is_named_id || !is_nearly_unique || column.distinct_is_least) continue;
    oddities.push_back(say("{}: {} values of '{}' stand more than once ({} are different)",
                           looked.summary.file, column.repeated, column.name, column.distinct));
  }
}

void find_json(const Looked& looked, std::vector<Sentence>& oddities) {
  for (std::size_t i = 0; i < looked.profiles.size(); ++i) {
    if (looked.profiles[i].json_texts().empty()) continue;
    oddities.push_back(
        say("{}: cells of '{}' hold JSON", looked.summary.file, looked.summary.columns[i].name));
  }
}

/// `Qualified lead` here and `Qualified Lead` there.
void find_spellings(const std::vector<Looked>& files, std::vector<Sentence>& oddities) {
  std::map<std::string, std::set<std::string>> spellings;
  for (const auto& file : files)
    for (std::size_t i = 0; i < file.profiles.size(); ++i) {
      const auto kind = file.summary.columns[i].kind;
      if (kind == ColumnKind::text)
        for (const auto& [text, count] : file.profiles[i].values())
          spellings[base::fold(text)].insert(text);
      for (const auto& [text, count] : file.profiles[i].json_texts())
        spellings[base::fold(text)].insert(text);
    }
  for (const auto& [folded, forms] : spellings)
    if (forms.size() > 1)
      oddities.push_back(say("one name, written in {} ways: {}", forms.size(),
                             base::quoted({forms.begin(), forms.end()})));
}

void find_ambiguous_dates(const Looked& looked, std::vector<Sentence>& oddities) {
  for (const auto& column : looked.summary.columns)
    if (column.kind == ColumnKind::date && column.date_format.empty())
      oddities.push_back(
          say("{}: dates in '{}' could be day first or month first ({} to {}): declare date_format",
              looked.summary.file, column.name, column.least, column.most));
}

void add_log_oddities(const LogSummary& log, std::vector<Sentence>& oddities) {
  const auto add = [&](std::int64_t n, const Sentence& sentence) {
    if (n > 0) oddities.push_back(sentence);
  };
  add(log.doubled_deals, say("{} ids hold two deals: created twice", log.doubled_deals));
  add(log.skipping.value_or(0), say("{} deals leave out a stage", log.skipping.value_or(0)));
  add(log.going_back.value_or(0),
      say("{} deals go back to an earlier stage", log.going_back.value_or(0)));
  add(log.undated, say("{} events have no date", log.undated));
  add(log.without_actor, say("{} steps have no actor", log.without_actor));
  add(log.same_instant,
      say("{} stages were entered at the very instant of the one before", log.same_instant));
}

std::vector<std::string> stage_order(const process::Map* map) {
  std::vector<std::string> ids;
  if (map == nullptr) return ids;
  for (const auto& goal : map->goals)
    for (const auto& stage : goal.stages)
      if (!stage.internal) ids.push_back(stage.id);
  return ids;
}

void name_lookup_files(const Mapping* mapping, std::vector<Looked>& files) {
  std::vector<std::vector<std::string>> headers;
  for (const auto& looked : files) headers.push_back(looked.header);
  const LookupFiles lookups(mapping, headers);
  for (auto& looked : files)
    if (!looked.can_be_imported && lookups.holds(looked.summary.file, looked.header))
      looked.summary.kind = kind_of_lookup;
}

/// The log of all files that can be imported; a sentence where that fails.
void import_into(Inspection& inspection, const std::vector<std::string>& files,
                 const ImportOptions& options) {
  try {
    const auto imported = import_history(files, options);
    inspection.log = summarise(imported.log, stage_order(options.map));
    inspection.report = imported.report;
  } catch (const base::Error& error) {
    inspection.not_imported = error.sentence();
  }
}

}  // namespace

Inspection inspect(const std::vector<std::string>& files, const ImportOptions& options) {
  Inspection inspection;
  std::vector<Looked> all;
  for (const auto& file : files) all.push_back(look_at(file, options));
  name_lookup_files(options.mapping, all);
  std::vector<std::string> known;
  for (const auto& looked : all)
    if (looked.can_be_imported) known.push_back(looked.summary.file);

  ImportOptions import = options;
  std::optional<Mapping> proposed;
  for (const auto& looked : all) {
    if (looked.summary.kind == "XES" || looked.summary.kind == kind_of_lookup ||
        !inspection.proposal.empty())
      continue;
    if (!known.empty() && !looked.can_be_imported) continue;
    const auto* preset = find_preset(looked.header);
    auto proposal = preset != nullptr && options.mapping == nullptr
                        ? Proposal{.yaml = preset_text(preset->preset), .is_complete = true}
                        : propose_mapping(looked.summary);
    if (looked.can_be_imported && preset == nullptr) continue;
    inspection.proposal = proposal.yaml;
    inspection.proposal_file = looked.summary.file;
    if (!known.empty() || !proposal.is_complete) continue;
    proposed = read_mapping(proposal.yaml, "the proposal");
    import.mapping = &*proposed;
    known.push_back(looked.summary.file);
  }
  if (known.empty())
    inspection.not_imported =
        "No mapping is known for these columns. Complete the one that is proposed.";
  else
    import_into(inspection, known, import);
  for (const auto& looked : all) {
    find_repeated_ids(looked, inspection.oddities);
    find_json(looked, inspection.oddities);
    find_ambiguous_dates(looked, inspection.oddities);
  }
  find_spellings(all, inspection.oddities);
  if (inspection.log) add_log_oddities(*inspection.log, inspection.oddities);
  for (auto& looked : all) inspection.files.push_back(std::move(looked.summary));
  return inspection;
}

}  // namespace stagecraft::history
