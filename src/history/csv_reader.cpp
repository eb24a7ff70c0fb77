#include "history/csv_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/text.h"

namespace stagecraft::history {
namespace {

using base::say;
using base::Sentence;

constexpr std::size_t first_buffer = std::size_t{1} << 16;
constexpr std::size_t value_limit = 200;  ///< Of CsvProblem::value, in bytes.

/// Where `byte` is in [from, to), else `to`.
const char* find(const char* from, const char* to, char byte) {
  const void* found = std::memchr(from, byte, static_cast<std::size_t>(to - from));
  return found ? static_cast<const char*>(found) : to;
}

/// The first bytes of a text, made fit to print.
std::string excerpt(std::string_view text) {
  if (text.size() > value_limit) {
    std::size_t size = value_limit;
    while (size > value_limit - 4 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
      --size;
    text = text.substr(0, size);
  }
  return base::printable(text.substr(0, text.find_first_of("\r\n")));
}

std::string megabytes(std::size_t bytes) {
  return bytes % (1u << 20) == 0 ? fmt::format("{} MiB", bytes >> 20)
                                 : fmt::format("{} bytes", bytes);
}

/// Whether all of a file can be UTF-8, read in pieces.
bool is_utf8_file(const std::string& file) {
  const auto source = open_source(file);
  std::string piece;
  for (;;) {
    const std::size_t kept = piece.size();
    piece.resize(kept + first_buffer);
    const std::size_t got = source->read(piece.data() + kept, first_buffer);
    piece.resize(kept + got);
    if (got == 0) return !base::find_invalid_utf8(piece);
    if (!may_be_utf8(piece, false)) return false;
    const auto cut = base::find_invalid_utf8(piece);
    piece.erase(0, cut.value_or(piece.size()));
  }
}

}  // namespace

CsvReader::CsvReader(const std::string& file, CsvOptions options)
    : CsvReader(open_source(file), file == "-" ? "standard input" : file, std::move(options)) {
  // What begins as plain ASCII may still turn out not to be UTF-8; a file can be read twice to
  // know.
  const bool is_sniffed = !options_.dialect && dialect_.encoding == Encoding::utf8;
  if (is_sniffed && file != "-" && splittable_size(file) >= 0 && !is_utf8_file(file))
    dialect_.encoding = Encoding::windows_1252;
}

CsvReader::CsvReader(std::unique_ptr<ByteSource> source, std::string name, CsvOptions options)
    : source_(std::move(source)), name_(std::move(name)), options_(std::move(options)) {
  line_ = options_.first_line;
  open();
  if (options_.header) {
    header_ = *options_.header;
  } else {
    read_header();
  }
}

std::optional<std::size_t> CsvReader::find_column(std::string_view name) const {
  const auto found = std::ranges::find(header_, name);
  if (found == header_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - header_.begin());
}

void CsvReader::open() {
  buffer_.resize(first_buffer + CsvScan::block_size);
  // A source may give little at first, as one whose kind was told from its first bytes does; the
  // dialect is told from all that fits.
  while (filled_ < first_buffer && refill()) continue;
  std::string_view head(buffer_.data(), filled_);
  const bool is_begin = !options_.header;
  if (is_begin && (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")))
    throw base::Error(base::ErrorKind::invalid,
                      say("'{}' is written in UTF-16. Save it as UTF-8.", name_));
  if (is_begin && head.starts_with("\xEF\xBB\xBF")) {
    next_ = 3;
    head.remove_prefix(3);
  }
  dialect_ = options_.dialect ? *options_.dialect : sniff_dialect(head, at_end_);
  scan_ = CsvScan(dialect_.delimiter, dialect_.newline);
}

void CsvReader::read_header() {
  CsvRow row;
  if (!next_row(row))
    throw base::Error(base::ErrorKind::invalid,
                      say("'{}' is empty. A table needs a header line.", name_));
  if (!row.is_ok())
    throw base::Error(base::ErrorKind::invalid,
                      say("The header of '{}' can't be read: line {}, column {}: {}.", name_,
                          row.problem().line, row.problem().field + 1, row.problem().reason));
  for (std::size_t i = 0; i < row.size(); ++i) header_.emplace_back(base::trim(row[i]));
  while (header_.size() > 1 && header_.back().empty()) header_.pop_back();
  rows_ = 0;
}

/// Moves the row that is begun to the front and reads on behind it; false when there is nothing to
/// read, or no room that may be taken.
bool CsvReader::refill() {
  if (at_end_) return false;
  if (next_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + next_, filled_ - next_);
    filled_ -= next_;
    base_ += static_cast<std::int64_t>(next_);
    next_ = 0;
  }
  if (filled_ + CsvScan::block_size == buffer_.size()) {
    if (!can_grow()) return false;
    buffer_.resize(std::min(filled_ * 2, options_.row_limit + first_buffer) + CsvScan::block_size);
  }
  const std::size_t room = buffer_.size() - CsvScan::block_size - filled_;
  const std::size_t got = source_->read(buffer_.data() + filled_, room);
  at_end_ = got == 0;
  filled_ += got;
  std::memset(buffer_.data() + filled_, 0, CsvScan::block_size);
  has_block_ = false;
  return true;
}

bool CsvReader::can_grow() const { return filled_ < options_.row_limit + first_buffer; }

bool CsvReader::next_row(CsvRow& row) {
  for (;;) {
    row.size_ = 0;
    row.problem_.reset();
    row.line_ = line_;
    switch (scan_row(row)) {
      case Scan::row:
        if (row.size_ == 0) continue;
        ++rows_;
        return true;
      case Scan::broken:
        break_row(row);
        ++rows_;
        return true;
      case Scan::need_more:
        if (refill()) continue;
        fault(quote_.value_or(next_), quote_ ? next_ : filled_,
              quote_ ? say("a quote is opened here, and not closed within {}",
                           megabytes(options_.row_limit))
                     : say("the row is longer than {}", megabytes(options_.row_limit)));
        break_row(row);
        ++rows_;
        return true;
      case Scan::end:
        return false;
    }
  }
}

/// Makes `mask_` tell of the special bytes from `at` on. REQUIRES at < filled_.
void CsvReader::look_from(std::size_t at) {
  if (!has_block_ || at < block_ || at >= block_ + CsvScan::block_size) block_ = at;
  mask_ = scan_.look(buffer_.data() + block_);
  mask_.special &= ~std::uint64_t{0} << (at - block_);
  has_block_ = true;
  has_high_ = has_high_ || mask_.has_high;
}

CsvReader::Scan CsvReader::scan_row(CsvRow& row) {
  has_quotes_ = false;
  has_high_ = has_block_ && mask_.has_high;
  doubled_.clear();
  quote_.reset();
  const char* const text = buffer_.data();
  std::size_t field_begin = next_;
  if (next_ >= filled_) return at_end_of_text(field_begin, row);
  if (!has_block_ || next_ < block_ || next_ >= block_ + CsvScan::block_size) look_from(next_);
  for (;;) {
    while (mask_.special == 0) {
      block_ += CsvScan::block_size;
      if (block_ >= filled_) {
        has_block_ = false;
        return at_end_of_text(field_begin, row);
      }
      mask_ = scan_.look(text + block_);
      has_high_ = has_high_ || mask_.has_high;
    }
    const std::size_t at = block_ + static_cast<std::size_t>(std::countr_zero(mask_.special));
    mask_.special &= mask_.special - 1;
    const char c = text[at];
    if (c == dialect_.delimiter) {
      row.add(text + field_begin, text + at);
      field_begin = at + 1;
    } else if (c == dialect_.newline) {
      const bool has_cr = c == '\n' && at > field_begin && text[at - 1] == '\r';
      const std::size_t end = has_cr ? at - 1 : at;
      if (end > next_) row.add(text + field_begin, text + end);
      return finish_row(row, end, at + 1);
    } else if (c == '"' && at == field_begin) {
      std::size_t after = at;
      const Scan scanned = scan_quoted(after, row);
      if (scanned != Scan::row) return scanned;
      has_block_ = false;  // `mask_` still tells of what is inside the quotes.
      const bool goes_on = after <= filled_ && text[after - 1] == dialect_.delimiter;
      if (!goes_on) return finish_row(row, after - 1, std::min(after, filled_));
      field_begin = after;
      if (after >= filled_) return at_end_of_text(field_begin, row);
      look_from(after);
    } else if (c == '\0') {
      return at < filled_ ? fault(at, at, "a NUL byte") : at_end_of_text(field_begin, row);
    }
  }
}

CsvReader::Scan CsvReader::at_end_of_text(std::size_t field_begin, CsvRow& row) {
  if (!at_end_) return Scan::need_more;
  if (next_ == filled_) return Scan::end;
  const bool has_cr = filled_ > field_begin && buffer_[filled_ - 1] == '\r';
  const std::size_t end = has_cr ? filled_ - 1 : filled_;
  if (end > next_) row.add(buffer_.data() + field_begin, buffer_.data() + end);
  return finish_row(row, end, filled_);
}

/// From the opening quote at `at` to behind the field and what ends it (one past the buffer: the
/// text's end).
CsvReader::Scan CsvReader::scan_quoted(std::size_t& at, CsvRow& row) {
  const std::size_t begin = at + 1;
  has_quotes_ = true;
  bool is_doubled = false;
  std::size_t close = begin;
  for (;; close += 2, is_doubled = true) {
    const void* found = std::memchr(buffer_.data() + close, '"', filled_ - close);
    if (found == nullptr) {
      quote_ = at;
      if (at_end_) return fault(at, next_, "the quote that is opened here is never closed");
      return Scan::need_more;
    }
    close = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    if (close + 1 == filled_ && !at_end_) return Scan::need_more;
    if (close + 1 == filled_ || buffer_[close + 1] != '"') break;
  }
  if (std::memchr(buffer_.data() + begin, '\0', close - begin) != nullptr)
    return fault(at, close, "a NUL byte");
  if (is_doubled) doubled_.push_back(row.size_);
  for (std::size_t i = begin; !has_high_ && i < close; ++i) has_high_ = (buffer_[i] & 0x80) != 0;
  row.add(buffer_.data() + begin, buffer_.data() + close);
  std::size_t after = close + 1;
  if (after < filled_ && buffer_[after] == '\r' && dialect_.newline == '\n') ++after;
  if (after >= filled_ && !at_end_) return Scan::need_more;
  if (after < filled_ && buffer_[after] != dialect_.newline &&
      (buffer_[after] != dialect_.delimiter || after != close + 1))
    return fault(after, after, "text after a closing quote");
  at = after + 1;
  return Scan::row;
}

CsvReader::Scan CsvReader::finish_row(CsvRow& row, std::size_t end, std::size_t next) {
  if (next - next_ > options_.row_limit + 2)
    return fault(next_, end, say("the row is longer than {}", megabytes(options_.row_limit)));
  for (std::size_t i = 0; next - next_ > options_.field_limit && i < row.size_; ++i)
    if (const std::string_view field = row.fields_[i]; field.size() > options_.field_limit)
      return fault(static_cast<std::size_t>(field.data() - buffer_.data()), end,
                   say("a field is longer than {}", megabytes(options_.field_limit)));
  line_ += has_quotes_ ? std::max<std::int64_t>(lines_in(next_, next), 1) : 1;
  next_ = next;
  if (!doubled_.empty()) remove_doubled_quotes(row);
  if (has_high_) check_text(row);
  if (row.is_ok() && !header_.empty() && row.size_ > 0) check_width(row);
  return Scan::row;
}

CsvReader::Scan CsvReader::fault(std::size_t at, std::size_t resume, Sentence reason) {
  fault_ = {at, resume, std::move(reason)};
  return Scan::broken;
}

/// Makes the row the broken one that `fault_` tells of, and goes to the line where reading resumes.
void CsvReader::break_row(CsvRow& row) {
  const char* place = buffer_.data() + fault_.at;
  const auto field = std::ranges::count_if(
      row.fields(), [place](std::string_view f) { return f.data() + f.size() < place; });
  row.problem_ = CsvProblem{line_ + lines_in(next_, fault_.at), static_cast<std::size_t>(field),
                            excerpt({place, filled_ - fault_.at}), std::move(fault_.reason)};
  has_block_ = false;  // Reading may resume before what has been passed.
  skip_line(fault_.resume);
}

/// To behind the first line end at `from` or later, in bounded memory however far that is.
void CsvReader::skip_line(std::size_t from) {
  for (;;) {
    const void* found = std::memchr(buffer_.data() + from, dialect_.newline, filled_ - from);
    const std::size_t end =
        found ? static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data()) + 1
              : filled_;
    line_ += lines_in(next_, end);
    next_ = end;
    if (found || !refill()) return;
    from = next_;
  }
}

void CsvReader::remove_doubled_quotes(CsvRow& row) {
  for (const std::size_t index : doubled_) {
    char* to = buffer_.data() + (row.fields_[index].data() - buffer_.data());
    const char* const begin = to;
    const char* from = to;
    const char* const end = from + row.fields_[index].size();
    while (from < end) {
      *to++ = *from;
      from += *from == '"' ? 2 : 1;
    }
    row.fields_[index] = {begin, static_cast<std::size_t>(to - begin)};
  }
}

void CsvReader::check_text(CsvRow& row) {
  if (dialect_.encoding == Encoding::windows_1252) {
    std::size_t size = 0;
    for (const std::string_view field : row.fields()) size += field.size();
    return convert_text(row, size);
  }
  for (std::size_t i = 0; i < row.size_; ++i) {
    if (!base::find_invalid_utf8(row.fields_[i])) continue;
    row.problem_ = CsvProblem{row.line_, i, excerpt(row.fields_[i]), "not valid UTF-8"};
    return;
  }
}

void CsvReader::convert_text(CsvRow& row, std::size_t size) const {
  row.converted_.clear();
  row.converted_.reserve(3 * size);  // So that views into it stay: a byte becomes three at most.
  for (std::string_view& field : row.fields()) {
    const std::size_t begin = row.converted_.size();
    append_windows_1252(row.converted_, field);
    field = std::string_view(row.converted_).substr(begin);
  }
}

void CsvReader::check_width(CsvRow& row) const {
  const std::size_t width = header_.size();
  while (row.size_ > width && row[row.size_ - 1].empty()) --row.size_;
  if (row.size_ == width) return;
  const std::size_t last = std::min(row.size_, width + 1) - 1;
  row.problem_ = CsvProblem{row.line_, last, excerpt(row.fields_[last]),
                            say("the row has {} fields, the header {}", row.size_, width)};
}

std::int64_t CsvReader::lines_in(std::size_t begin, std::size_t end) const {
  const char* from = buffer_.data() + begin;
  const char* const to = buffer_.data() + end;
  std::int64_t lines = 0;
  for (; (from = find(from, to, dialect_.newline)) != to; ++from) ++lines;
  return lines;
}

}  // namespace stagecraft::history
