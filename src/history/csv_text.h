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

/// The same of a text that may come from anybody, for files that people open in a spreadsheet: what
/// it would run as a formula gets an apostrophe before it, as OWASP advises.
inline std::string safe_csv_field(std::string_view field) {
  constexpr std::string_view begins_formula = "=+-@\t\r";
  std::string text;
  const bool is_formula =
      !field.empty() && begins_formula.find(field.front()) != std::string_view::npos;
  append_csv_field(text, is_formula ? "'" + std::string(field) : std::string(field));
  return text;
}

}  // namespace stagecraft::history
