#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "history/byte_source.h"
#include "history/csv_dialect.h"

namespace stagecraft::history {

/// Why a row can't be used. `line` and `column` are those of the fault.
struct CsvProblem {
  std::int64_t line = 0;
  std::size_t field = 0;  ///< Which field, from 0.
  std::string value;      ///< At most 200 bytes of it.
  std::string reason;     ///< "the quote opened here is never closed".
};

/// One row: views into the reader's buffer, valid until the next call of next_row.
class CsvRow {
 public:
  /// 1-based line on which the row begins.
  std::int64_t line() const { return line_; }
  std::size_t size() const { return fields_.size(); }
  /// The text of a field, quotes removed; empty when the row has no such field.
  std::string_view operator[](std::size_t field) const {
    return field < fields_.size() ? fields_[field] : std::string_view();
  }
  /// False: the row is broken, `problem()` says how, and its fields are not to be used.
  bool is_ok() const { return !problem_; }
  /// REQUIRES !is_ok().
  const CsvProblem& problem() const { return *problem_; }

 private:
  friend class CsvReader;

  std::int64_t line_ = 0;
  std::vector<std::string_view> fields_;
  std::optional<CsvProblem> problem_;
  std::string converted_;  ///< Holds the fields of a row that was not UTF-8.
};

struct CsvOptions {
  std::optional<CsvDialect> dialect;   ///< Left out: sniffed.
  std::size_t field_limit = 1u << 20;  ///< Bytes; a longer field makes the row a broken one.
  std::size_t row_limit = 16u << 20;   ///< Bytes.
  bool has_header = true;              ///< False: a part of a file, its first row is data.
};

/// Reads a CSV (RFC 4180, with fields that hold delimiters, quotes and line breaks) row by row, in
/// memory bounded by the row limit. A broken row is returned as such and reading goes on with the
/// next line. Empty lines are skipped. Not thread-safe; one reader a thread.
///
///   CsvReader reader("deals.csv");
///   CsvRow row;
///   while (reader.next_row(row)) use(row[0]);
class CsvReader {
 public:
  /// Opens `file` ("-": standard input; gzip is seen by content) and reads its header. Throws
  /// Error: `not_found`, `io`; `invalid` for an empty file, UTF-16, or a broken header.
  explicit CsvReader(const std::string& file, CsvOptions options = {});
  /// The same over any source; `name` is for messages.
  CsvReader(std::unique_ptr<ByteSource> source, std::string name, CsvOptions options = {});

  const std::string& file() const { return name_; }
  const CsvDialect& dialect() const { return dialect_; }
  /// Column names: trimmed, as written.
  const std::vector<std::string>& header() const { return header_; }
  std::optional<std::size_t> find_column(std::string_view name) const;

  /// The next row, good or broken; false at the end. Rows with more fields than the header are
  /// broken; missing fields at the end of a row are too, unless only one, empty, is missing.
  bool next_row(CsvRow& row);

  std::int64_t rows() const { return rows_; }
  std::int64_t bytes_done() const { return source_->bytes_done(); }
  std::int64_t bytes_total() const { return source_->bytes_total(); }
  /// Bytes of text read up to the end of the last row.
  std::int64_t offset() const { return base_ + static_cast<std::int64_t>(next_); }
  /// The line on which the next row begins.
  std::int64_t line() const { return line_; }

 private:
  enum class Scan : std::uint8_t { row, broken, need_more, end };

  void open(const CsvOptions& options);
  void read_header();
  bool refill();
  Scan scan_row(CsvRow& row);
  Scan scan_quoted(std::size_t& at, CsvRow& row);
  void finish_row(CsvRow& row, std::size_t end, std::size_t next);
  Scan break_row(CsvRow& row, std::size_t at, std::string_view reason);
  void skip_long_row(CsvRow& row);
  void check_text(CsvRow& row, std::size_t end);
  void check_width(CsvRow& row) const;

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  CsvOptions options_;
  CsvDialect dialect_;
  std::vector<std::string> header_;
  std::vector<char> buffer_;
  std::size_t next_ = 0;    ///< In the buffer, where the next row begins.
  std::size_t filled_ = 0;  ///< Bytes in the buffer.
  std::int64_t base_ = 0;   ///< Offset of the buffer's first byte in the text.
  std::int64_t line_ = 1;
  std::int64_t rows_ = 0;
  bool at_end_ = false;  ///< The source has given all.
};

}  // namespace stagecraft::history
