#pragma once

#include <string>

#include "drawing/text_metrics.h"
#include "drawing/tokens.h"

namespace stagecraft::drawing {

/// How a picture names its colours and fonts: a file on its own needs values, a picture inside a
/// page takes the page's custom properties, so that it follows the page's theme.
class Palette {
 public:
  /// Literal colours of one theme, and Liberation Sans and Serif.
  static Palette standalone(Theme theme) { return Palette(theme, false); }
  /// `var(--ink)`, `var(--font-data)`.
  static Palette css_variables() { return Palette(Theme::light, true); }

  std::string colour(Token token) const;
  std::string font(Face face) const;
  bool is_standalone() const { return !css_; }

 private:
  Palette(Theme theme, bool css) : theme_(theme), css_(css) {}

  Theme theme_;
  bool css_;
};

}  // namespace stagecraft::drawing
