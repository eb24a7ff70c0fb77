#include "history/stage_columns.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace stagecraft::history {
namespace {

/// The text that the first `*` of `pattern` stands for in `name`; nullopt when it does not fit.
std::optional<std::string_view> captured(std::string_view name, std::string_view pattern) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos || !name.starts_with(pattern.substr(0, star))) return {};
  name.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  const auto second = pattern.find('*');
  const auto tail = second == std::string_view::npos ? pattern : pattern.substr(second + 1);
  if (!name.ends_with(tail)) return {};
  name.remove_suffix(tail.size());
  if (second != std::string_view::npos) {
    const auto middle = name.rfind(pattern.substr(0, second));
    if (middle == std::string_view::npos) return {};
    name = name.substr(0, middle);
  }
  if (name.empty()) return {};
  return name;
}

}  // namespace

std::vector<StageRule> expand_stage_columns(const std::vector<StageRule>& rules,
                                            const ColumnBinding& columns) {
  std::vector<StageRule> expanded;
  for (const auto& rule : rules) {
    if (rule.stage != "*") {
      expanded.push_back(rule);
      continue;
    }
    for (std::size_t column = 0; column < columns.size(); ++column)
      for (const auto& pattern : rule.entered.names)
        if (const auto stage = captured(columns.name(column), pattern)) {
          expanded.push_back(
              {.stage = std::string(*stage), .entered = {{columns.name(column)}}, .state = {}});
          break;
        }
  }
  return expanded;
}

}  // namespace stagecraft::history
