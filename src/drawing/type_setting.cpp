#include "drawing/type_setting.h"

#include "drawing/text_wrap.h"

namespace stagecraft::drawing {
namespace {

WrapRules rules_of(const Style& style, double width) {
  return {.face = style.face, .size = style.size, .width = width, .max_lines = style.max_lines};
}

// Where the base line lies in a line of text: the ascent of Liberation Sans is 0.9 em, and what
// leading is left over stands half above.
double first_base(const Style& style) {
  return (style.leading - style.size) / 2 + style.size * 0.86;
}

Words words_of(const Style& style) {
  return {.face = style.face, .size = style.size, .colour = style.colour, .on = style.on};
}

}  // namespace

Style whole(Style style) {
  style.max_lines = 0;
  return style;
}

double text_height(std::string_view text, const Style& style, double width) {
  return static_cast<double>(wrap(text, rules_of(style, width)).lines.size()) * style.leading;
}

double set_text(Group& group, std::string_view text, const Style& style, Rect at) {
  const auto wrapped = wrap(text, rules_of(style, at.width));
  const bool is_rtl = is_right_to_left(text);
  double y = at.y + first_base(style);
  for (const auto& line : wrapped.lines) {
    Words words = words_of(style);
    words.at = {at.x, y};
    words.text = line;
    words.room = at.width;
    words.is_right_to_left = is_rtl;
    if (wrapped.is_cut && &line == &wrapped.lines.back()) words.full = text;
    group.items.emplace_back(std::move(words));
    y += style.leading;
  }
  return static_cast<double>(wrapped.lines.size()) * style.leading;
}

void set_line(Group& group, const OneLine& line, const Style& style) {
  Words words = words_of(style);
  words.at = line.base;
  words.anchor = line.anchor;
  words.room = line.room;
  words.text = line.text;
  if (line.room > 0) {
    Style single = style;
    single.max_lines = 1;
    const auto wrapped = wrap(line.text, rules_of(single, line.room));
    words.text = wrapped.lines.empty() ? "" : wrapped.lines.front();
    if (wrapped.is_cut) words.full = line.text;
    words.is_right_to_left = is_right_to_left(line.text);
  }
  if (!words.text.empty()) group.items.emplace_back(std::move(words));
}

}  // namespace stagecraft::drawing
