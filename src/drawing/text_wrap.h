#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "drawing/text_metrics.h"

namespace stagecraft::drawing {

/// Where lines may end: `width` px at `size` px; `max_lines` 0 means as many as it takes.
struct WrapRules {
  Face face = Face::sans;
  double size = 13;
  double width = 208;
  int max_lines = 3;
};

struct WrappedText {
  std::vector<std::string>
      lines;            ///< None is wider than the rules say, unless one letter alone is.
  bool is_cut = false;  ///< The last line ends in an ellipsis; the rest is not shown.
};

/// Breaks at spaces, after `/`, `-`, `,` and between ideographs, as late as fits; neither inside a
/// number such as `11,400` nor before its `%`. A word longer than the line is broken where it must
/// be. Characters that reorder text, and control characters,
/// come out as U+FFFD. An empty text has no lines. O(length).
WrappedText wrap(std::string_view utf8, const WrapRules& rules);

/// True when the first letter that has a direction is of a right-to-left script.
bool is_right_to_left(std::string_view utf8);

}  // namespace stagecraft::drawing
