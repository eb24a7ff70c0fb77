#include <algorithm>
#include <array>
#include <optional>

#include "process/check/check.h"
#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process {
namespace {

/// One list of `serves`.
struct Dimension {
  std::string_view kind;
  std::vector<std::string> Serves::*values;
};

constexpr std::array dimensions{Dimension{"channel", &Serves::channels},
                                Dimension{"offering", &Serves::offerings},
                                Dimension{"persona", &Serves::personas}};

/// The values of a deal that could run on both maps with equal weight, in words; nullopt when there
/// are none. Weights are equal exactly when both state the same lists, because each list weighs
/// more than those after it together; then every stated list has to share a value.
std::optional<std::string> shared_values(const Serves& a, const Serves& b,
                                         const Messages& messages) {
  std::vector<std::string> shared;
  for (const auto& [kind, values] : dimensions) {
    const auto &of_a = a.*values, &of_b = b.*values;
    if (of_a.empty() != of_b.empty()) return std::nullopt;
    if (of_a.empty()) continue;
    const auto common = std::ranges::find_first_of(of_a, of_b);
    if (common == of_a.end()) return std::nullopt;
    shared.push_back(
        messages.phrase("value_of", {{"kind", messages.phrase(kind)}, {"id", *common}}));
  }
  return shared.empty() ? messages.phrase("any_values") : messages.list(shared);
}

}  // namespace

std::vector<std::vector<Finding>> check_selection(std::span<const LoadedMap* const> maps,
                                                  const Messages& messages) {
  std::vector<std::vector<Finding>> found;
  for (std::size_t later = 0; later < maps.size(); ++later) {
    const auto& b = *maps[later];
    Findings findings(messages, b.places);
    findings.begin(*find_rule("ambiguous-selection"));
    for (const auto* earlier : maps.first(later)) {
      const auto& a = *earlier;
      if (is_catalogue(a.map) || is_catalogue(b.map) || a.map.id == b.map.id) continue;
      const auto values =
          shared_values(a.map.serves.value_or(Serves{}), b.map.serves.value_or(Serves{}), messages);
      if (!values) continue;
      auto& finding = findings.add("", {"map", "serves"},
                                   {{"values", *values}, {"a", a.map.name}, {"b", b.map.name}});
      finding.related.push_back(a.places.find("map", "serves"));
    }
    found.push_back(findings.take());
  }
  return found;
}

}  // namespace stagecraft::process
