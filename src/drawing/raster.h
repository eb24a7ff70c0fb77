#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// SVG text -> PNG and PDF, through librsvg and cairo. The fonts are the machine's: with Debian's
/// fonts-liberation the text stands as measured.
namespace stagecraft::drawing {

/// Landscape sheets, and a page as large as the picture.
enum class Paper : std::uint8_t { fit, a4, a3 };

/// `fit`, `a4`, `a3`; nullopt for any other word.
std::optional<Paper> find_paper(std::string_view word);

/// REQUIRES 0 < scale. Throws Error: `invalid` if the SVG cannot be read, `too_large` if either
/// side would pass 32,767 px (cairo's limit).
std::string to_png(std::string_view svg, double scale);

/// On A4 and A3 the picture keeps a margin of 10 mm, is made smaller when it must be, never larger
/// than its size at 96 dpi, and stands at the top, in the middle. Throws Error{invalid} as above.
std::string to_pdf(std::string_view svg, Paper paper);

}  // namespace stagecraft::drawing
