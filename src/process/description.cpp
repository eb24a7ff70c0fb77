#include "process/description.h"

#include <algorithm>
#include <array>

#include "process/grammar.h"

namespace stagecraft::process {

const FieldRule* Shape::find(std::string_view key) const {
  const auto found = std::ranges::find(fields, key, &FieldRule::key);
  return found == fields.end() ? nullptr : &*found;
}

const Shape& map_shape() { return shape_of<Map>(); }

std::string title_of(std::string_view key) {
  std::string title(key);
  std::ranges::replace(title, '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z')
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
  return title;
}

std::span<const std::string_view> address_kinds() {
  static constexpr std::array<std::string_view, 17> kinds{
      "goal",     "stage",   "task",       "exit",    "output",     "outcome",
      "role",     "persona", "competency", "tool",    "literature", "channel",
      "offering", "brand",   "price_rule", "measure", "field"};
  return kinds;
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > 64 || text[0] < 'a' || text[0] > 'z') return false;
  return std::ranges::all_of(
      text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

}  // namespace stagecraft::process
