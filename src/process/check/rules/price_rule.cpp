#include <algorithm>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

bool is_internal(const Map& map, std::string_view address) {
  const auto id = address.substr(address.find(':') + 1);
  if (address.starts_with("stage:")) {
    const auto* stage = find_stage(map, id);
    return stage && stage->internal;
  }
  const auto* goal = address.starts_with("goal:") ? find_goal(map, id) : nullptr;
  return goal && !goal->stages.empty() && count_customer_stages(*goal) == 0;
}

}  // namespace

void price_rule(const CheckInput& input, Findings& findings) {
  for (const auto& rule : input.map.price_rules)
    if (!rule.where.empty() && std::ranges::all_of(rule.where, [&](const std::string& address) {
          return is_internal(input.map, address);
        }))
      findings.add("", {"price_rule:" + rule.id, "where"}, {{"rule", rule.id}});
}

}  // namespace stagecraft::process::rules
