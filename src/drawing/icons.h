#pragma once

#include <cstdint>
#include <string_view>

namespace stagecraft::drawing {

/// Shapes that stand beside a word, so that colour never tells alone.
enum class Icon : std::uint8_t {
  won,
  lost,
  no_decision,
  limit,
  touchpoint,
  document,
  field,
  record,
  answer,
  person,  ///< A person confirms.
};

/// Outline of an icon as SVG path data on a grid of 16 by 16, drawn with a line 1.5 wide.
std::string_view outline(Icon icon);

}  // namespace stagecraft::drawing
