#pragma once

#include <cstdint>
#include <string_view>

namespace stagecraft::drawing {

/// The two voices: sans for what we do, measure and decide, serif for the customer.
enum class Face : std::uint8_t { sans, sans_bold, serif };

/// Smallest size of type in any picture, px.
inline constexpr double smallest_type = 12;

/// Width of one code point, in ems, times 1.03: a reserve for fonts that are a little wider than
/// Liberation's. 1 em times 1.03 for a code point that the tables do not know.
double advance(char32_t code_point, Face face);

/// Width of a line in px at `size` px. O(length). Thread-safe.
double text_width(std::string_view utf8, Face face, double size);

}  // namespace stagecraft::drawing
