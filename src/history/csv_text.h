#pragma once

#include <string>
#include <string_view>

namespace stagecraft::history {

/// Appends a field of a CSV, quoted where RFC 4180 asks for it, or where a reader may take it for
/// less than it is (blanks at its ends).
inline void append_csv_field(std::string& text, std::string_view field) {
  const bool is_plain = field.find_first_of(",\"\r\n") == std::string_view::npos &&
                        !field.starts_with(' ') && !field.ends_with(' ');
  if (is_plain) {
    text += field;
    return;
  }
  text += '"';
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  text += '"';
}

}  // namespace stagecraft::history
