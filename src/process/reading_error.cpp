#include "process/reading_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"

namespace stagecraft::process {

std::string to_line(const ReadingError& error) {
  std::string line = shown_file(error.place.file);
  if (error.place.line > 0) line += fmt::format(":{}:{}", error.place.line, error.place.column);
  return line + fmt::format(": error: {} [{}]", error.message, error.id);
}

std::string shown_file(std::string_view name) {
  std::string shown_name = base::printable(name);
  std::ranges::replace(shown_name, '\n', ' ');
  return shown_name;
}

void sort_errors(std::vector<ReadingError>& errors) {
  const auto is_before = [](const ReadingError& a, const ReadingError& b) {
    const auto order = std::tie(a.place, a.id) <=> std::tie(b.place, b.id);
    return order == 0 ? a.message.text() < b.message.text() : order < 0;
  };
  std::ranges::sort(errors, is_before);
  const auto twins = std::ranges::unique(errors);
  errors.erase(twins.begin(), twins.end());
}

base::Sentence hint_at(std::string_view near) {
  return near.empty() ? base::Sentence() : base::say("; did you mean '{}'?", near);
}

std::string shown(std::string_view text) {
  constexpr std::size_t most = 80;
  std::string result = base::printable(text.substr(0, most * 4));
  std::ranges::replace(result, '\n', ' ');
  const auto points = base::code_points(result);
  if (points.size() <= most && text.size() <= most * 4) return result;
  result.clear();
  for (std::size_t i = 0; i < std::min(most, points.size()); ++i)
    base::append_utf8(result, points[i]);
  return result + "\u2026";
}

}  // namespace stagecraft::process
