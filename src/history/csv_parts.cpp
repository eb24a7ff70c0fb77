#include "history/csv_parts.h"

#include <algorithm>
#include <cstring>

namespace stagecraft::history {
namespace {

/// Where the first line that begins at `from` or later begins.
std::int64_t line_begin(const std::string& file, char newline, std::int64_t from,
                        std::int64_t end) {
  const auto source = open_range(file, from - 1, end);
  std::vector<char> piece(std::size_t{1} << 16);
  for (std::int64_t at = from - 1;;) {
    const std::size_t got = source->read(piece.data(), piece.size());
    if (got == 0) return end;
    if (const void* found = std::memchr(piece.data(), newline, got))
      return at + (static_cast<const char*>(found) - piece.data()) + 1;
    at += static_cast<std::int64_t>(got);
  }
}

}  // namespace

std::vector<CsvPart> cut_csv(const std::string& file, const CsvDialect& dialect, CsvPart whole,
                             unsigned parts) {
  std::vector<CsvPart> cut;
  std::int64_t begin = whole.begin;
  for (unsigned i = 1; i <= parts; ++i) {
    const std::int64_t about = whole.begin + (whole.end - whole.begin) / parts * i;
    const std::int64_t end =
        i == parts ? whole.end
                   : line_begin(file, dialect.newline, std::max(about, begin + 1), whole.end);
    cut.push_back({begin, end});
    begin = end;
  }
  return cut;
}

}  // namespace stagecraft::history
