#include "history/mapped_import.h"

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "base/text.h"
#include "history/date_columns.h"
#include "history/row_reader.h"

namespace stagecraft::history {
namespace {

constexpr std::int64_t rows_between_progress = 8'192;

std::string path_beside(const std::string& folder, const std::string& name) {
  return (std::filesystem::path(folder) / name).string();
}

/// Where the other file of a lookup is: beside the mapping, else beside the data; empty: nowhere.
std::string find_lookup_file(const Lookup& lookup, const Mapping& mapping,
                             const std::string& data) {
  const auto data_folder = std::filesystem::path(data).parent_path().string();
  for (const auto& folder : {mapping.folder, data_folder}) {
    auto path = path_beside(folder, lookup.file);
    if (std::filesystem::is_regular_file(path)) return path;
  }
  return {};
}

/// Loads the lookups. A preset does without the files that are not there; a mapping of the user
/// names what it needs.
std::vector<LookupTable> load_lookups(Mapping& mapping, const std::string& data,
                                      ImportFindings& findings) {
  std::vector<LookupTable> tables;
  std::vector<Lookup> found;
  for (const auto& lookup : mapping.lookups) {
    const auto path = find_lookup_file(lookup, mapping, data);
    if (!path.empty()) {
      tables.emplace_back(lookup, path, findings);
      found.push_back(lookup);
      findings.note(base::say("{}: joined by '{}'", path, lookup.key.to_text()));
    } else if (mapping.preset.empty()) {
      throw base::Error(base::ErrorKind::not_found,
                        base::say("The lookup file {} is neither beside the mapping nor beside {}.",
                                  lookup.file, data));
    }
  }
  mapping.lookups = std::move(found);
  return tables;
}

std::unique_ptr<RowReader> make_reader(FileReading& file) {
  switch (file.mapping.layout) {
    case Layout::events:
      return make_events_reader(file);
    case Layout::deals:
      return make_deals_reader(file);
    case Layout::changes:
      return make_changes_reader(file);
  }
  return nullptr;
}

/// Rows that the mapping leaves out, such as deleted ones.
class LeftOut {
 public:
  LeftOut(const Mapping& mapping, ColumnBinding& columns) : columns_(columns) {
    for (const auto& [name, values] : mapping.leave_out) {
      const ColumnRef ref{{name}};
      const auto column = columns.find_stated(ref, "leave_out");
      if (!column) continue;
      rules_.push_back({.column = *column, .values = {}});
      for (const auto& value : values) rules_.back().values.push_back(base::fold(value));
    }
  }

  bool holds(const CsvRow& row, ImportFindings& findings) const {
    for (const auto& rule : rules_) {
      const auto value = base::trim(row[rule.column]);
      if (value.empty() || std::ranges::find(rule.values, base::fold(value)) == rule.values.end())
        continue;
      findings.count_oddity(
          base::say("rows left out: {} is {}", columns_.name(rule.column), value));
      return true;
    }
    return false;
  }

 private:
  struct Rule {
    std::size_t column;
    std::vector<std::string> values;  ///< Folded.
  };

  const ColumnBinding& columns_;
  std::vector<Rule> rules_;
};

/// Tells the meter how far a file has been read.
class FileProgress {
 public:
  FileProgress(const CsvReader& reader, ProgressMeter& meter) : reader_(reader), meter_(meter) {}

  void tell() {
    meter_.add(reader_.bytes_done() - bytes_, reader_.rows() - rows_);
    bytes_ = reader_.bytes_done();
    rows_ = reader_.rows();
    meter_.tell();
  }

 private:
  const CsvReader& reader_;
  ProgressMeter& meter_;
  std::int64_t bytes_ = 0, rows_ = 0;
};

void reject_broken(const CsvReader& reader, const CsvProblem& problem, ImportFindings& findings) {
  const auto& header = reader.header();
  findings.reject_row(
      {.file = reader.file(),
       .line = problem.line,
       .column = problem.field < header.size() ? std::string_view(header[problem.field]) : "",
       .value = problem.value},
      problem.reason);
}

void read_rows(CsvReader& reader, RowReader& rows, const LeftOut& left_out,
               ImportSession& session) {
  FileProgress progress(reader, session.meter);
  CsvRow row;
  while (reader.next_row(row)) {
    session.findings.read_row();
    if (reader.rows() % rows_between_progress == 0) progress.tell();
    if (!row.is_ok()) {
      reject_broken(reader, row.problem(), session.findings);
    } else if (left_out.holds(row, session.findings)) {
      session.findings.accept_row();
    } else {
      rows.read(row);
    }
  }
  rows.finish();
  progress.tell();
}

void note_reading(const CsvReader& reader, const Mapping& mapping, ImportFindings& findings) {
  if (!mapping.preset.empty())
    findings.note(base::say("{}: read with the preset '{}'", reader.file(), mapping.preset));
  findings.note(base::say("{}: {}", reader.file(), describe(reader.dialect())));
  findings.note(
      mapping.zone_stated
          ? base::say("{}: times without offset are taken in {}", reader.file(), mapping.zone)
          : base::say("{}: times without offset are taken in {} (no zone was declared)",
                      reader.file(), mapping.zone));
}

}  // namespace

void declare_attributes(const Mapping& mapping, ImportSession& session) {
  for (const auto& rule : mapping.attributes) {
    const auto kind = kind_of(rule, session.options.map);
    const bool is_as_is = kind == kind_of({rule.name, {}, {}}, nullptr);
    const auto [known, is_new] = session.declared.emplace(rule.name, kind);
    if (known->second != kind)
      throw base::Error(base::ErrorKind::invalid,
                        base::say("Attribute '{}' has one kind in one mapping and another in "
                                  "another. Give it the same kind in both.",
                                  rule.name));
    if (is_new && !is_as_is) session.builder.declare_attribute(rule.name, kind);
  }
}

void import_mapped(std::unique_ptr<ByteSource> source, const std::string& file,
                   const Mapping& stated, ImportSession& session) {
  CsvReader reader(std::move(source), file);
  ColumnBinding columns(reader.header(), file, stated.preset.empty());
  Mapping mapping = stated;
  StageMatcher matcher(session.options.map, mapping);
  ZoneClock clock{base::Zone(mapping.zone)};
  auto lookups = load_lookups(mapping, file, session.findings);
  session.has_reopenings |= mapping.outcome && !mapping.outcome->open.empty();
  session.deals.begin_file();
  note_reading(reader, mapping, session.findings);

  FileReading reading{.session = session,
                      .mapping = mapping,
                      .columns = columns,
                      .matcher = matcher,
                      .clock = clock,
                      .date_formats = find_date_formats(file, mapping, columns, session.options.map,
                                                        session.findings),
                      .lookups = std::move(lookups)};
  const auto rows = make_reader(reading);
  const LeftOut left_out(mapping, columns);
  columns.check();
  read_rows(reader, *rows, left_out, session);
  for (const auto& table : reading.lookups) table.count_unused(session.findings);
}

}  // namespace stagecraft::history
