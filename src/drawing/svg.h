#pragma once

#include <string>
#include <string_view>

#include "drawing/palette.h"
#include "drawing/scene.h"

namespace stagecraft::drawing {

struct SvgOptions {
  Palette palette = Palette::standalone(Theme::light);
  std::string id_prefix;  ///< Before every id: tells apart several pictures in one page.
};

/// Writes a scene. The same scene gives the same bytes, in every locale: at most two decimals, ids
/// of the scene, everything escaped. A standalone picture is a whole file with its background; one
/// for a page is the element only.
std::string to_svg(const Scene& scene, const SvgOptions& options);

/// At most two decimals, `.`, no trailing zeros, never `-0`.
std::string svg_number(double value);

/// For text and attributes of XML: `& < > " '` as entities, characters that XML has no place for,
/// and those that reorder text, as U+FFFD.
std::string escape_xml(std::string_view utf8);

}  // namespace stagecraft::drawing
