#pragma once

#include <span>
#include <string_view>

#include "sample/scenario.h"

namespace stagecraft::sample {

/// Somebody of the simulated company.
struct Member {
  std::string_view name;
  std::string_view email;  ///< At a domain that can never be anybody's (RFC 2606).
  std::string_view role;   ///< administrator, manager, editor, rep, viewer.
  std::string_view team;   ///< Empty: none.
};

/// How large the company of a sample workspace is: six sellers, a year and a half; a little luckier
/// than its map expects, so that the late stages have deals to show.
inline constexpr Extent workspace_extent{.span_days = 547, .reps = 6, .lean = 0.4};

/// Everybody who works there: who administers first, then the manager, then the reps of a Scenario
/// of workspace_extent, who have the same names and teams there; then the others.
std::span<const Member> company();

/// Who approves what only a manager may.
const Member& manager();
/// Who takes over customers that were won.
const Member& success_manager();

}  // namespace stagecraft::sample
