#include "history/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "history/foreign_import.h"
#include "history/import_report.h"
#include "history/log_builder.h"
#include "history/lookup_files.h"
#include "history/own_csv.h"
#include "history/peeked_source.h"
#include "history/progress_meter.h"
#include "history/xes_reader.h"

namespace stagecraft::history {
namespace {

enum class FileKind : std::uint8_t { own_deals, own_events, xes, foreign };

/// A file of an import, looked at but not read.
struct InputFile {
  std::string name;
  FileKind kind = FileKind::foreign;
  std::unique_ptr<PeekedSource> source;
  std::vector<std::string> header;  ///< Of a CSV.
  Mapping mapping;                  ///< Of a foreign file.
};

/// XML begins with '<', after blanks and a byte order mark.
bool looks_like_xml(std::string_view head) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const std::size_t first = head.find_first_not_of(" \t\r\n");
  return first != std::string_view::npos && head[first] == '<';
}

FileKind kind_of_csv(const std::vector<std::string>& header) {
  if (is_events_header(header)) return FileKind::own_events;
  return is_deals_header(header) ? FileKind::own_deals : FileKind::foreign;
}

InputFile look_at(const std::string& name) {
  InputFile file{.name = name};
  file.source = std::make_unique<PeekedSource>(open_source(name));
  if (looks_like_xml(file.source->head())) {
    file.kind = FileKind::xes;
    return file;
  }
  // Only the header is read of what was looked at.
  const CsvReader head(text_source(file.source->head()), name);
  file.header = head.header();
  file.kind = kind_of_csv(file.header);
  return file;
}

class Import {
 public:
  explicit Import(const ImportOptions& options)
      : options_(options),
        meter_(options.on_progress),
        foreign_(options, builder_, report_, meter_) {}

  Imported run(const std::vector<std::string>& names) {
    std::vector<InputFile> files;
    for (const std::string& name : names) files.push_back(look_at(name));
    add_deals_files(files);
    leave_lookup_files(files);
    // Deals first: their order is that of the log, and their columns say of which kind changes are.
    std::ranges::stable_sort(files, {}, &InputFile::kind);
    find_mappings(files);
    for (const InputFile& file : files) meter_.expect(file.source->bytes_total());
    for (InputFile& file : files) read(file);
    return finish(names);
  }

 private:
  /// `history.deals.csv` belongs to `history.csv`, and is read with it when it is there.
  void add_deals_files(std::vector<InputFile>& files) {
    const std::size_t named = files.size();
    for (std::size_t i = 0; i < named; ++i) {
      if (files[i].kind != FileKind::own_events || files[i].name == "-") continue;
      const std::string beside = deals_file_beside(files[i].name);
      const bool is_named = std::ranges::find(files, beside, &InputFile::name) != files.end();
      if (is_named || !std::filesystem::exists(beside)) continue;
      InputFile deals = look_at(beside);
      if (deals.kind != FileKind::own_deals) {
        report_.notes.push_back(
            base::say("'{}' was not read: a file of deals has the columns deal, map and "
                      "map_version.",
                      beside));
        continue;
      }
      report_.notes.push_back(base::say("Deals and their attributes were read from '{}'.", beside));
      files.push_back(std::move(deals));
    }
  }

  /// They are read by whoever looks something up in them.
  void leave_lookup_files(std::vector<InputFile>& files) const {
    std::vector<std::vector<std::string>> headers;
    for (const InputFile& file : files) headers.push_back(file.header);
    const LookupFiles lookups(options_.mapping, headers);
    std::erase_if(files, [&](const InputFile& file) {
      return file.kind == FileKind::foreign && lookups.holds(file.name, file.header);
    });
    if (files.empty())
      throw base::Error(
          base::ErrorKind::invalid,
          "The mapping only looks up in these files. Give the file of deals or events "
          "too.");
  }

  /// Files of steps come before files of deals: what a deal's row says of its stage counts only
  /// where no file tells the steps.
  void find_mappings(std::vector<InputFile>& files) {
    for (InputFile& file : files) {
      if (file.kind != FileKind::foreign) continue;
      file.mapping = foreign_.find_mapping(file.name, file.header, files.size() == 1);
      foreign_.declare(file.mapping);
    }
    std::ranges::stable_partition(files, [](const InputFile& file) {
      return file.kind != FileKind::foreign || file.mapping.layout != Layout::deals;
    });
  }

  void read(InputFile& file) {
    switch (file.kind) {
      case FileKind::own_deals:
      case FileKind::own_events:
        return read_own(file);
      case FileKind::xes:
        return read_xes_log(file);
      case FileKind::foreign:
        return foreign_.read(std::move(file.source), file.name, file.mapping);
    }
  }

  void read_own(InputFile& file) {
    CsvReader head(std::move(file.source), file.name, {.dialect = CsvDialect()});
    const OwnCsvReading reading{builder_, report_, meter_, options_.threads};
    if (file.kind == FileKind::own_deals) {
      read_own_deals(head, file.name, reading);
    } else {
      read_own_events(head, file.name, reading);
    }
  }

  void read_xes_log(InputFile& file) {
    read_xes(*file.source, file.name,
             {.builder = builder_,
              .report = report_,
              .meter = meter_,
              .lifecycle = options_.lifecycle,
              .match = foreign_.xes_activities()});
  }

  Imported finish(const std::vector<std::string>& names) {
    if (report_.rows_accepted == 0 && report_.rows_rejected > 0)
      throw base::Error(base::ErrorKind::invalid, nothing_read(names));
    foreign_.finish();
    LogFindings findings;
    Imported imported{builder_.finish(findings, options_.threads), std::move(report_)};
    add_findings(imported.report, findings);
    describe_log(imported.report, imported.log);
    return imported;
  }

  base::Sentence nothing_read(const std::vector<std::string>& names) const {
    const auto& reasons = report_.rejected_by_reason;
    const auto most =
        std::ranges::max_element(reasons, {}, [](const auto& entry) { return entry.second; });
    const auto row = std::ranges::find_if(
        report_.rejected, [&](const RejectedRow& one) { return one.reason == most->first; });
    const auto reason = row == report_.rejected.end() ? base::Sentence(most->first) : row->reason;
    if (report_.rows_rejected == 1)
      return base::say("The only row of '{}' could not be read: {}.", fmt::join(names, "', '"),
                       reason);
    return base::say("None of the {} rows of '{}' could be read; most often, in {}, because: {}.",
                     report_.rows_rejected, fmt::join(names, "', '"), most->second, reason);
  }

  const ImportOptions& options_;
  ProgressMeter meter_;
  LogBuilder builder_;
  ImportReport report_;
  ForeignImport foreign_;
};

}  // namespace

Imported import_history(const std::vector<std::string>& files, const ImportOptions& options) {
  return Import(options).run(files);
}

}  // namespace stagecraft::history
