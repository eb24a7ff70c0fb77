#include "drawing/palette.h"

namespace stagecraft::drawing {

std::string Palette::colour(Token token) const {
  if (css_) return "var(" + std::string(css_name(token)) + ")";
  return std::string(drawing::colour(token, theme_));
}

std::string Palette::font(Face face) const {
  if (css_) return face == Face::serif ? "var(--font-voice)" : "var(--font-data)";
  return face == Face::serif ? "'Liberation Serif', 'Times New Roman', Times, serif"
                             : "'Liberation Sans', Arial, Helvetica, sans-serif";
}

}  // namespace stagecraft::drawing
