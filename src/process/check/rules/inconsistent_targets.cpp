#include <fmt/core.h>

#include <algorithm>
#include <optional>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

constexpr double largest_factor = 1.5;

/// What the stages of a goal expect together; nullopt unless all that are not optional say it.
std::optional<double> expected_together(const Goal& goal) {
  double product = 1;
  bool any = false;
  for (const auto& stage : goal.stages) {
    if (stage.internal || stage.optional) continue;
    if (!stage.expected_conversion) return std::nullopt;
    product *= *stage.expected_conversion;
    any = true;
  }
  return any ? std::optional(product) : std::nullopt;
}

bool differ(double a, double b) {
  constexpr double rounding = 1e-9;  // 0.6 against 0.8 * 0.5 is the factor 1.5, not more.
  return std::max(a, b) > std::min(a, b) * largest_factor * (1 + rounding);
}

}  // namespace

void inconsistent_targets(const CheckInput& input, Findings& findings) {
  for (const auto& goal : input.map.goals) {
    const auto product = expected_together(goal);
    if (!product) continue;
    for (std::size_t i = 0; i < goal.measures.size(); ++i) {
      const auto& aim = goal.measures[i];
      if (aim.measure == "conversion" && aim.target && differ(*aim.target, *product))
        findings.add("", {address_of(input.map, goal), path("measures", i, "target")},
                     {{"goal", goal.name},
                      {"target", fmt::format("{:.3g}", *aim.target)},
                      {"product", fmt::format("{:.3g}", *product)}});
    }
  }
}

}  // namespace stagecraft::process::rules
