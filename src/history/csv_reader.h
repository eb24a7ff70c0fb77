#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "history/byte_source.h"
#include "history/csv_dialect.h"
#include "history/csv_scan.h"

namespace stagecraft::history {

/// Why a row can't be used. `line` and `column` are those of the fault.
struct CsvProblem {
  std::int64_t line = 0;
  std::size_t field = 0;  ///< Which field, from 0.
  std::string value;      ///< At most 200 bytes of it.
  base::Sentence reason;  ///< "the quote opened here is never closed".
};

/// One row: views into the reader's buffer, valid until the next call of next_row.
class CsvRow {
 public:
  /// 1-based line on which the row begins.
  std::int64_t line() const { return line_; }
  std::size_t size() const { return size_; }
  /// The text of a field, quotes removed; empty when the row has no such field.
  std::string_view operator[](std::size_t field) const {
    return field < size_ ? fields_[field] : std::string_view();
  }
  /// False: the row is broken, `problem()` says how, and its fields are not to be used.
  bool is_ok() const { return !problem_; }
  /// REQUIRES !is_ok().
  const CsvProblem& problem() const { return *problem_; }

 private:
  friend class CsvReader;

  void add(const char* begin, const char* end) {
    if (size_ == fields_.size()) fields_.resize(2 * size_ + 8);
    fields_[size_++] = {begin, static_cast<std::size_t>(end - begin)};
  }
  std::span<std::string_view> fields() { return {fields_.data(), size_}; }

  std::int64_t line_ = 0;
  std::vector<std::string_view> fields_;  ///< The first `size_` are the row's; the rest is room.
  std::size_t size_ = 0;
  std::optional<CsvProblem> problem_;
  std::string converted_;  ///< Holds the fields of a row that was not UTF-8.
};

struct CsvOptions {
  std::optional<CsvDialect> dialect;   ///< Left out: sniffed.
  std::size_t field_limit = 1u << 20;  ///< Bytes; a longer field makes the row a broken one.
  std::size_t row_limit = 16u << 20;   ///< Bytes.
  std::int64_t first_line = 1;         ///< Number of the source's first line.
  std::optional<std::vector<std::string>>
      header;  ///< Given: the source is a part and has none of its own.
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

  /// The next row, good or broken; false at the end. A row with more or fewer fields than the
  /// header is broken; one empty field too many, after a last delimiter, is taken off.
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
  struct Fault {
    std::size_t at;      ///< In the buffer.
    std::size_t resume;  ///< Reading goes on after the first line end from here.
    base::Sentence reason;
  };

  void open();
  void read_header();
  bool refill();
  bool can_grow() const;
  Scan scan_row(CsvRow& row);
  void look_from(std::size_t at);
  Scan scan_quoted(std::size_t& at, CsvRow& row);
  Scan at_end_of_text(std::size_t field_begin, CsvRow& row);
  Scan finish_row(CsvRow& row, std::size_t end, std::size_t next);
  Scan fault(std::size_t at, std::size_t resume, base::Sentence reason);
  void break_row(CsvRow& row);
  void skip_line(std::size_t from);
  void remove_doubled_quotes(CsvRow& row);
  void check_text(CsvRow& row);
  void convert_text(CsvRow& row, std::size_t size) const;
  void check_width(CsvRow& row) const;
  std::int64_t lines_in(std::size_t begin, std::size_t end) const;

  std::unique_ptr<ByteSource> source_;
  std::string name_;
  CsvOptions options_;
  CsvDialect dialect_;
  std::vector<std::string> header_;
  std::vector<char> buffer_;  ///< With CsvScan::block_size zeros behind.
  std::size_t next_ = 0;      ///< In the buffer, where the next row begins.
  std::size_t filled_ = 0;    ///< Bytes in the buffer.
  std::int64_t base_ = 0;     ///< Offset of the buffer's first byte in the text.
  std::int64_t line_ = 1;
  std::int64_t rows_ = 0;
  bool at_end_ = false;  ///< The source has given all.

  CsvScan scan_;
  std::size_t block_ = 0;  ///< Where the block begins that `mask_` is of.
  BlockMask mask_;         ///< Its special bytes that have not been passed yet.
  bool has_block_ = false;
  bool has_high_ = false;             ///< The row has, or is beside, bytes of 0x80 and more.
  std::optional<std::size_t> quote_;  ///< Of an unclosed field, while a row is scanned.
  bool has_quotes_ = false;           ///< The row has a quoted field.
  std::vector<std::size_t> doubled_;  ///< Fields of the row with doubled quotes.
  Fault fault_{};
};

}  // namespace stagecraft::history
