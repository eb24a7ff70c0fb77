#include "selling/texts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace stagecraft::selling {
namespace {

using base::say;

constexpr std::size_t most_lines = 50;

struct Bound {
  std::size_t characters;
  bool may_break;  ///< Line breaks.
};

void check(Gaps& gaps, const std::string& at, std::string_view text, Bound bound) {
  if (base::find_invalid_utf8(text)) return gaps.add(at, "the text is not UTF-8");
  const auto characters = base::code_points(text);
  if (characters.size() > bound.characters)
    gaps.add(at, say("the text has {} characters; at most {} are allowed", characters.size(),
                     bound.characters));
  if (!bound.may_break && std::ranges::find(characters, U'\n') != characters.end())
    gaps.add(at, "the text has a line break", "Write it on one line.");
  if (std::ranges::any_of(characters, base::is_deceptive))
    gaps.add(at, "the text has characters that cannot be shown", "Leave them out.");
}

}  // namespace

void check_text(Gaps& gaps, const std::string& at, std::string_view text) {
  check(gaps, at, text, {longest_text, true});
}

void check_line(Gaps& gaps, const std::string& at, std::string_view line) {
  check(gaps, at, line, {longest_line, false});
}

void check_lines(Gaps& gaps, const std::string& at, const std::vector<std::string>& lines) {
  gaps.unless(lines.size() <= most_lines, at,
              say("{} lines; at most {} are allowed", lines.size(), most_lines));
  for (std::size_t i = 0; i < std::min(lines.size(), most_lines); ++i) {
    const auto place = fmt::format("{}/{}", at, i);
    gaps.unless(!base::trim(lines[i]).empty(), place, "the line is empty", "Leave it out.");
    check_line(gaps, place, lines[i]);
  }
}

}  // namespace stagecraft::selling
