#pragma once

#include <optional>
#include <string>
#include <string_view>

/// The text form of iCalendar (RFC 5545, 3.1 and 3.3.11).
namespace stagecraft::http {

/// Appends `name:value` as a content line, folded at 75 bytes without taking a character apart,
/// ended by CRLF. What cannot stand in a line is left out of the value.
void add_ical_line(std::string& out, std::string_view name, std::string_view value);

/// A text for use as a value: backslash, semicolon, comma and line breaks escaped; other control
/// characters left out, bytes that are no UTF-8 replaced.
std::string ical_escaped(std::string_view text);

/// The inverses, for reading what we wrote. Nullopt: an escape that is none.
std::string ical_unfolded(std::string_view text);
std::optional<std::string> ical_unescaped(std::string_view text);

}  // namespace stagecraft::http
