#pragma once

#include <algorithm>
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

/// What a spreadsheet would run instead of showing it. A plain number is none, whatever its sign.
inline bool runs_as_formula(std::string_view field) {
  constexpr std::string_view begins_formula = "=+-@\t\r";
  if (field.empty() || begins_formula.find(field.front()) == std::string_view::npos) return false;
  const bool is_signed = field.front() == '+' || field.front() == '-';
  return !is_signed || field.size() == 1 ||
         field.find_first_not_of("0123456789.", 1) != std::string_view::npos;
}

/// The field behind the apostrophes that it begins with.
inline std::string_view behind_apostrophes(std::string_view field) {
  return field.substr(std::min(field.find_first_not_of('\''), field.size()));
}

/// The same of a text that may come from anybody, for files that people open in a spreadsheet: what
/// it would run as a formula gets an apostrophe before it, as OWASP advises. A text that looks as
/// if it had one gets one more, so that without_guard() gives back what was written.
inline void append_safe_csv_field(std::string& text, std::string_view field) {
  if (runs_as_formula(behind_apostrophes(field)))
    append_csv_field(text, "'" + std::string(field));
  else
    append_csv_field(text, field);
}

inline std::string safe_csv_field(std::string_view field) {
  std::string text;
  append_safe_csv_field(text, field);
  return text;
}

/// A field of a file of our own as it was before append_safe_csv_field().
inline std::string_view without_guard(std::string_view field) {
  if (!field.starts_with('\'') || !runs_as_formula(behind_apostrophes(field))) return field;
  return field.substr(1);
}

}  // namespace stagecraft::history
