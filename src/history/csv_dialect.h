#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stagecraft::history {

enum class Encoding : std::uint8_t { utf8, windows_1252 };

/// How a CSV is written. The quote is always `"`.
struct CsvDialect {
  char delimiter = ',';
  char newline = '\n';  ///< '\r' in files of old; CRLF is '\n', the CR is dropped.
  Encoding encoding = Encoding::utf8;

  bool operator==(const CsvDialect&) const = default;
};

/// The dialect of the text that begins with `head`: of , ; tab | the delimiter that splits the
/// first rows into the most even number of fields. Windows-1252 where the bytes can't be UTF-8.
CsvDialect sniff_dialect(std::string_view head);

/// "semicolon-separated, Windows-1252".
std::string describe(const CsvDialect& dialect);

}  // namespace stagecraft::history
