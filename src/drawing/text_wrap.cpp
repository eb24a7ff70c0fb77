#include "drawing/text_wrap.h"

#include <algorithm>

#include "base/text.h"

namespace stagecraft::drawing {
namespace {

constexpr char32_t ellipsis = U'\u2026';
constexpr char32_t replacement = U'\uFFFD';

bool is_in(char32_t code, char32_t first, char32_t last) { return code >= first && code <= last; }

bool is_ideograph(char32_t code) {
  return is_in(code, 0x3040, 0x30FF) || is_in(code, 0x3400, 0x9FFF) ||
         is_in(code, 0xAC00, 0xD7AF) || is_in(code, 0xF900, 0xFAFF) ||
         is_in(code, 0xFF00, 0xFFEF) || is_in(code, 0x20000, 0x3FFFF);
}

// Closing punctuation never begins a line, whatever stands before it.
bool may_begin_line(char32_t code) {
  return !is_in(code, 0x3001, 0x3002) && !is_in(code, 0xFF09, 0xFF0E) && code != 0x300D &&
         code != 0xFF1A && code != 0xFF01 && code != 0xFF1F;
}

// Marks that belong to the letter before, so that nothing is broken between the two.
bool joins_previous(char32_t code) {
  return is_in(code, 0x300, 0x36F) || is_in(code, 0x591, 0x5C7) || is_in(code, 0x610, 0x61A) ||
         is_in(code, 0x64B, 0x65F) || is_in(code, 0x200C, 0x200D) || is_in(code, 0xFE00, 0xFE0F) ||
         is_in(code, 0x1F3FB, 0x1F3FF) || is_in(code, 0x20D0, 0x20FF);
}

bool is_space(char32_t code) { return code == ' ' || code == '\n' || code == '\t'; }

bool may_break_between(char32_t before, char32_t after) {
  if (joins_previous(after) || is_space(after)) return false;
  if (is_space(before)) return after != '%';  // `38.2 %` stays together.
  // A number stays whole: 11,400 and 24/7.
  if (before == '/' || before == '-' || before == ',') return after < '0' || after > '9';
  return (is_ideograph(before) || is_ideograph(after)) && may_begin_line(after);
}

std::u32string cleaned(std::string_view utf8) {
  std::u32string text;
  for (const char32_t code : base::code_points(utf8)) {
    const bool is_white = is_space(code);
    if (is_white && (text.empty() || text.back() == ' ')) continue;
    text += is_white ? U' ' : base::is_deceptive(code) ? replacement : code;
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

// One line, begun at `from`: what is shown ends before `end`, the next one begins at `next`.
struct Line {
  std::size_t end = 0, next = 0;
};

Line fit_line(const std::u32string& text, std::size_t from, const WrapRules& rules) {
  double width = 0;
  std::size_t last_break = from;
  std::size_t last_whole = from;  // Where a letter ends, marks included.
  for (std::size_t i = from; i < text.size(); ++i) {
    if (i > from && !joins_previous(text[i])) last_whole = i;
    if (i > from && may_break_between(text[i - 1], text[i])) last_break = i;
    width += advance(text[i], rules.face) * rules.size;
    // A space that ends a line takes no room.
    if (width <= rules.width || text[i] == ' ') continue;
    const std::size_t next = last_break > from   ? last_break
                             : last_whole > from ? last_whole
                                                 : std::max(i, from + 1);
    return {text[next - 1] == ' ' ? next - 1 : next, next};
  }
  return {text.size(), text.size()};
}

std::string to_utf8(std::u32string_view text) {
  std::string utf8;
  for (const char32_t code : text) base::append_utf8(utf8, code);
  return utf8;
}

std::string with_ellipsis(std::u32string line, const WrapRules& rules) {
  const double room = rules.width - advance(ellipsis, rules.face) * rules.size;
  double width = 0;
  std::size_t kept = 0;
  while (kept < line.size()) {
    width += advance(line[kept], rules.face) * rules.size;
    if (width > room) break;
    ++kept;
  }
  while (kept > 0 && kept < line.size() && joins_previous(line[kept])) --kept;
  line.resize(kept);
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return to_utf8(line + ellipsis);
}

}  // namespace

WrappedText wrap(std::string_view utf8, const WrapRules& rules) {
  const auto text = cleaned(utf8);
  WrappedText wrapped;
  for (std::size_t from = 0; from < text.size();) {
    const auto [end, next] = fit_line(text, from, rules);
    const auto count = static_cast<int>(wrapped.lines.size()) + 1;
    if (rules.max_lines > 0 && count == rules.max_lines && next < text.size()) {
      wrapped.lines.push_back(with_ellipsis(text.substr(from, end - from), rules));
      wrapped.is_cut = true;
      break;
    }
    wrapped.lines.push_back(to_utf8(std::u32string_view(text).substr(from, end - from)));
    from = next;
  }
  return wrapped;
}

bool is_right_to_left(std::string_view utf8) {
  for (const char32_t code : base::code_points(utf8)) {
    if (is_in(code, 0x590, 0x8FF) || is_in(code, 0xFB1D, 0xFDFF) || is_in(code, 0xFE70, 0xFEFC))
      return true;
    if ((code < 0x80 && ((code | 0x20) >= 'a' && (code | 0x20) <= 'z')) || code >= 0xC0)
      return false;
  }
  return false;
}

}  // namespace stagecraft::drawing
