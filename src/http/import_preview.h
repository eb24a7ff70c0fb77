#pragma once

#include "http/import_files.h"
#include "process/map.h"

namespace stagecraft::http {

struct ImportColumn {
  std::string name, kind;
  std::int64_t filled = 0, empty = 0, distinct = 0;
  std::string least, most, date_format;
  std::vector<std::string> commonest;
};
BOOST_DESCRIBE_STRUCT(ImportColumn, (),
                      (name, kind, filled, empty, distinct, least, most, date_format, commonest))

struct ImportedFile {
  std::string name, kind, dialect;
  std::int64_t rows = 0, broken_rows = 0;
  std::vector<ImportColumn> columns;
  static constexpr Note notes[] = {
      {.field = "kind",
       .text = "events of Stagecraft, deals of Stagecraft, XES, preset ..., read with the mapping, "
               "looked up by the mapping, or unknown"}};
};
BOOST_DESCRIBE_STRUCT(ImportedFile, (), (name, kind, dialect, rows, broken_rows, columns))

struct ImportActivity {
  std::string name, kind;
  std::int64_t events = 0, deals = 0;
};
BOOST_DESCRIBE_STRUCT(ImportActivity, (), (name, kind, events, deals))

struct OutsideActivity {
  std::string name;
  std::int64_t events = 0;
  std::string nearest;
  static constexpr Note notes[] = {
      {.field = "nearest", .text = "A stage or outcome with a similar name; empty: none"}};
};
BOOST_DESCRIBE_STRUCT(OutsideActivity, (), (name, events, nearest))

struct PreviewEvent {
  std::string deal, kind, symbol, from, to, at, precision;
};
BOOST_DESCRIBE_STRUCT(PreviewEvent, (), (deal, kind, symbol, from, to, at, precision))

/// What is in files, as `stagecraft history inspect` says it, and their first events as they would
/// be read.
struct ImportPreview {
  std::vector<ImportedFile> files;
  std::string not_imported;
  std::string proposal, proposal_file, proposed_system;
  RawJson mapping;
  std::int64_t rows_read = 0, rows_rejected = 0, deals = 0, events = 0;
  std::optional<base::Instant> first, last;
  std::vector<ImportActivity> activities;
  std::vector<OutsideActivity> outside;
  std::vector<PreviewEvent> first_events;
  std::vector<std::string> oddities, notes_;
  std::vector<std::string> sampled;
  static constexpr Note notes[] = {
      {.field = "not_imported", .text = "Why nothing can be read yet; empty: it can"},
      {.field = "proposal", .text = "A mapping to start from; empty: none is needed"},
      {.field = "mapping",
       .text = "The mapping that was sent, else the proposal, as an object, also where it is not "
               "complete; null where none is needed"},
      {.field = "activities", .text = "Stages, outcomes and touchpoints that the process knows"},
      {.field = "outside", .text = "Steps that it does not know; they would be kept as they are"},
      {.field = "first_events", .text = "As they would be read"},
      {.field = "notes", .text = "Preset taken, date format found, zone"},
      {.field = "sampled",
       .text =
           "Files of which only the beginning was read, each in a sentence: figures are of that"}};
};
BOOST_DESCRIBE_STRUCT(ImportPreview, (),
                      (files, not_imported, proposal, proposal_file, proposed_system, mapping,
                       rows_read, rows_rejected, deals, events, first, last, activities, outside,
                       first_events, oddities, notes_, sampled))

/// The text of a mapping file, or what there is of one, as JSON: `null` where it is empty.
RawJson mapping_as_json(std::string_view text);

struct PreviewQuestion {
  const process::Map* map = nullptr;  ///< Null: stages go by their names.
  const history::Mapping* mapping = nullptr;
  std::string mapping_text = {};  ///< As it was sent.
  std::string lifecycle = "all";
  /// In which it says what it found: one of process::message_languages.
  std::string_view language = "en";
};

/// Reads the first megabytes of each file twice, and its beginning a third time; files that are
/// looked up in are read whole then.
ImportPreview preview_import(const ImportFiles& files, const PreviewQuestion& question);

}  // namespace stagecraft::http
