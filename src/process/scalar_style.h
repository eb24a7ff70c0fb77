#pragma once

#include <string>
#include <string_view>

#include "process/yaml_node.h"

/// How a scalar is written so that YAML 1.1 and 1.2 read the same (process-map.md, 3 'map format').
namespace stagecraft::process {

/// Whether YAML 1.1 or 1.2 reads the plain word as something else than a text: a number in any of
/// their notations, a boolean (on, yes, y ...), null, a date, `<<` or `=`.
bool is_special_plain(std::string_view word);

/// Whether a scalar is a text to every YAML tool.
bool is_text(const Node& scalar);

/// The text as a scalar on one line: plain where that is safe, else in single quotes, in double
/// ones where even these would not do. `in_flow`: inside [ ] or { }.
std::string write_text(std::string_view text, bool in_flow);

/// Whether the text has to be written as a block of lines (`|-`); it has more than one line.
bool needs_block(std::string_view text);

/// Whether `|-` can hold the text as it is; else it is written in double quotes.
bool fits_block(std::string_view text);

}  // namespace stagecraft::process
