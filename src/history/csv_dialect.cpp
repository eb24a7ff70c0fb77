#include "history/csv_dialect.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace stagecraft::history {
namespace {

constexpr std::array<char, 4> delimiters = {',', ';', '\t', '|'};
constexpr std::size_t rows_to_look_at = 50;

/// How often `delimiter` stands outside of quotes in each of the first rows.
std::vector<int> counts_a_row(std::string_view head, char delimiter, char newline) {
  std::vector<int> counts;
  int count = 0;
  bool quoted = false;
  bool empty = true;
  for (const char c : head) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == newline) {
      if (!empty) counts.push_back(count);
      if (counts.size() == rows_to_look_at) return counts;
      count = 0;
      empty = true;
      continue;
    }
    if (c != '\r') empty = false;
    if (c == delimiter) ++count;
  }
  if (!empty && counts.empty()) counts.push_back(count);
  return counts;
}

/// Rows that agree with the first one, weighted so that more fields win among equals; 0: not split
/// at all.
std::int64_t score(const std::vector<int>& counts) {
  if (counts.empty() || counts.front() == 0) return 0;
  const auto agreeing = std::ranges::count(counts, counts.front());
  return agreeing * 1'000'000 / static_cast<std::int64_t>(counts.size()) +
         std::min(counts.front(), 1000);
}

}  // namespace

bool may_be_utf8(std::string_view text, bool is_whole) {
  const auto wrong = base::find_invalid_utf8(text);
  return !wrong || (!is_whole && *wrong + 4 > text.size());
}

CsvDialect sniff_dialect(std::string_view head, bool is_whole) {
  CsvDialect dialect;
  if (head.find('\n') == std::string_view::npos && head.find('\r') != std::string_view::npos)
    dialect.newline = '\r';
  if (!may_be_utf8(head, is_whole)) dialect.encoding = Encoding::windows_1252;
  std::int64_t best = 0;
  for (const char delimiter : delimiters) {
    const std::int64_t points = score(counts_a_row(head, delimiter, dialect.newline));
    if (points <= best) continue;
    best = points;
    dialect.delimiter = delimiter;
  }
  return dialect;
}

base::Sentence describe(const CsvDialect& dialect) {
  base::Sentence delimiter = "comma-separated";
  if (dialect.delimiter == ';') delimiter = "semicolon-separated";
  if (dialect.delimiter == '\t') delimiter = "tab-separated";
  if (dialect.delimiter == '|') delimiter = "bar-separated";
  const std::string encoding = dialect.encoding == Encoding::utf8 ? "UTF-8" : "Windows-1252";
  return base::Sentence::joined({delimiter, encoding}, ", ");
}

void append_windows_1252(std::string& to, std::string_view text) {
  // 0x80 to 0x9F; the five free places are kept as control characters, as browsers do.
  constexpr std::array<char32_t, 32> high = {
      0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
      0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
      0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      to.push_back(c);
    } else {
      base::append_utf8(to, byte < 0xA0 ? high[byte - 0x80u] : char32_t{byte});
    }
  }
}

}  // namespace stagecraft::history
