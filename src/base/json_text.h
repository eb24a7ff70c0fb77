#pragma once

#include <string>

namespace boost::json {
class value;
}

namespace stagecraft::base {

/// JSON as people read it: two spaces a level, `{"a": 1}` on one line when it fits in 100 columns,
/// numbers as short as they can be read back (`0.5`, where Boost.JSON itself writes `5E-1`). Keys
/// stay in their order. Ends with a line break. The same value gives the same text.
std::string to_json_text(const boost::json::value& value);

/// The same on one line, without a line break.
std::string to_json_line(const boost::json::value& value);

/// Appends `number` as short as it can be read back: `0` for -0, which readers that know integers
/// would not give back, `null` for what JSON has no number for (infinite, not a number).
void append_json_number(std::string& text, double number);

}  // namespace stagecraft::base
