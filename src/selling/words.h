#pragma once

#include <optional>
#include <string_view>

#include "process/map.h"
#include "selling/deal.h"

/// The words that events hold for things of a few kinds.
namespace stagecraft::selling {

/// Symbol of contact_role_set: no longer of the buying group.
inline constexpr std::string_view left_word = "left";

/// Symbols of plan_changed.
inline constexpr std::string_view step_added_word = "step_added",
                                  step_removed_word = "step_removed";
inline constexpr std::string_view shared_word = "shared", unshared_word = "unshared";

/// Evidence of criterion_met: a person says so, of a criterion without evidence of its own.
inline constexpr std::string_view person_word = "person";

/// `call`.
std::string_view to_word(process::TouchpointKind kind);
std::optional<process::TouchpointKind> find_touchpoint_kind(std::string_view word);

/// `document`.
std::string_view to_word(process::EvidenceKind kind);
std::optional<process::EvidenceKind> find_evidence_kind(std::string_view word);

/// `waits_for_approval`.
std::string_view to_word(QuoteState state);

/// `read_only`.
std::string_view to_word(PlanMode mode);

}  // namespace stagecraft::selling
