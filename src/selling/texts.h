#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "selling/gaps.h"

/// Texts that people type, as process-map.md 1.1 bounds them.
namespace stagecraft::selling {

inline constexpr std::size_t longest_line = 120;
inline constexpr std::size_t longest_text = 2'000;

/// Adds a gap unless it is UTF-8 of at most `longest_text` characters, without control characters
/// but line breaks. An empty one passes.
void check_text(Gaps& gaps, const std::string& at, std::string_view text);
/// The same for one line of at most `longest_line` characters.
void check_line(Gaps& gaps, const std::string& at, std::string_view line);
/// Each one a line that is not empty; at most 50.
void check_lines(Gaps& gaps, const std::string& at, const std::vector<std::string>& lines);

}  // namespace stagecraft::selling
