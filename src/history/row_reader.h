#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "history/csv_reader.h"
#include "history/date_inference.h"
#include "history/import_session.h"
#include "history/lookup_table.h"
#include "history/stage_matcher.h"
#include "history/value_reader.h"

namespace stagecraft::history {

/// What all layouts share while one file is read: its columns, formats, lookups and where results
/// go.
struct FileReading {
  ImportSession& session;
  const Mapping& mapping;
  ColumnBinding& columns;
  StageMatcher& matcher;
  ZoneClock& clock;
  std::vector<std::optional<DateFormat>> date_formats;  ///< By column; nullopt: not a date column.
  std::vector<LookupTable> lookups;                     ///< As in mapping.lookups.

  ImportFindings& findings() const { return session.findings; }
  const std::string& file() const { return columns.file(); }
  CellPlace place(const CsvRow& row, std::size_t column) const {
    return {.file = columns.file(),
            .line = row.line(),
            .column = columns.name(column),
            .value = row[column]};
  }
  DateReader date_reader(std::size_t column) const {
    return {date_formats[column].value_or(DateFormat()), clock};
  }
};

/// Turns the rows of one layout into events. One object a file.
class RowReader {
 public:
  virtual ~RowReader() = default;
  /// Takes a row, or rejects it; never throws for what a row says.
  virtual void read(const CsvRow& row) = 0;
  /// Takes what it held back until all rows were read.
  virtual void finish() {}
};

std::unique_ptr<RowReader> make_events_reader(FileReading& file);
std::unique_ptr<RowReader> make_deals_reader(FileReading& file);
std::unique_ptr<RowReader> make_changes_reader(FileReading& file);

/// A column of dates, if the mapping names one.
struct DateColumn {
  std::size_t column = 0;
  DateReader reader;

  DateCell read(const CsvRow& row) const { return reader.read(row[column]); }
};
std::optional<DateColumn> find_date_column(const FileReading& file, const ColumnRef& column);

/// The row's number among those of one instant, from its column; -1: not stated.
std::int64_t order_of(const CsvRow& row, std::optional<std::size_t> column);

/// The attributes that a row states: its own columns, then those of the lookups.
class RowAttributes {
 public:
  explicit RowAttributes(FileReading& file);

  struct Value {
    std::string_view name;
    std::string text;  ///< Canonical; empty: not stated.
  };
  /// Reads all of a row; what can't be read is listed and left out. Valid until the next call.
  const std::vector<Value>& read(const CsvRow& row);

 private:
  struct Column {
    std::size_t column;
    AttributeFormat format;
  };

  void add(std::string_view name, std::string text);
  void read_lookup(const CsvRow& row, std::size_t index);

  FileReading& file_;
  Corrections corrections_;
  std::vector<Column> columns_;
  std::optional<std::size_t> currency_column_;
  std::vector<std::size_t> lookup_keys_;
  std::vector<Value> values_;
};

}  // namespace stagecraft::history
