#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sentence.h"

namespace stagecraft::history {

enum class Encoding : std::uint8_t { utf8, windows_1252 };

/// How a CSV is written. The quote is always `"`.
struct CsvDialect {
  char delimiter = ',';
  char newline = '\n';  ///< '\r' in files of old; CRLF is '\n', the CR is dropped.
  Encoding encoding = Encoding::utf8;

  bool operator==(const CsvDialect&) const = default;
};

/// The dialect of the text that begins with `head` (all of it: `is_whole`): of , ; tab | the
/// delimiter that splits the first rows most evenly. Windows-1252 where the bytes can't be UTF-8.
CsvDialect sniff_dialect(std::string_view head, bool is_whole = true);

/// Whether `text` is UTF-8, or could go on as such where it is not the whole.
bool may_be_utf8(std::string_view text, bool is_whole);

/// Appends Windows-1252 `text` as UTF-8.
void append_windows_1252(std::string& to, std::string_view text);

/// "semicolon-separated, Windows-1252".
base::Sentence describe(const CsvDialect& dialect);

}  // namespace stagecraft::history
