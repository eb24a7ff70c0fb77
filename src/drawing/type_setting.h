#pragma once

#include <string_view>

#include "drawing/scene.h"

namespace stagecraft::drawing {

/// How a paragraph looks: `max_lines` 0 means all of it.
struct Style {
  Face face = Face::sans;
  double size = 13;
  double leading = 17;  ///< From base line to base line.
  Token colour = Token::ink;
  Token on = Token::paper;
  int max_lines = 3;
};

/// The same look for all of a text, however long.
Style whole(Style style);

/// Height of a text of `width` px set in this style; 0 for an empty text.
double text_height(std::string_view text, const Style& style, double width);

/// Sets a text with its top left corner at `at` into lines of at most `width` px; returns its
/// height. What is cut carries the whole text.
double set_text(Group& group, std::string_view text, const Style& style, Rect at);

/// One line that is known to be short: no wrapping, an ellipsis if it is wider than the room.
struct OneLine {
  std::string_view text;
  Point base;  ///< On the base line, at the anchor.
  Anchor anchor = Anchor::start;
  double room = 0;
};
void set_line(Group& group, const OneLine& line, const Style& style);

}  // namespace stagecraft::drawing
