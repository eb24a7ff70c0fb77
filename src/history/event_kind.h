#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace stagecraft::history {

/// What happened (history.md, 1). Late, broken and overdue promises, returns, skips and repeats are
/// computed, never stored. The order is that of ties within one instant where a source gives none:
/// created, changes, entries, the rest, outcomes last (measures.md 1.4).
enum class EventKind : std::uint8_t {
  created,
  stage_entered,
  won,
  lost,
  no_decision,
  finished,
  reopened,
  criterion_met,
  criterion_withdrawn,
  exception_made,
  attribute_changed,
  touchpoint,
  literature_given,
  promise_made,
  promise_kept,
  promise_moved,
  promise_withdrawn,
  plan_changed,
  step_confirmed,
  contact_role_set,
  agreement_set,
  objection_raised,
  objection_answered,
  objection_closed,
  quote_made,
  quote_approved,
  quote_refused,
  payment,
  handed_over,
  onboarding_confirmed,
  origin_set,
  migrated,
  merged_into,
  deleted,
  recalled,
};
inline constexpr int event_kind_count = 35;

/// A deal ends with it: won, lost or without a decision.
constexpr bool is_outcome(EventKind kind) {
  return kind == EventKind::won || kind == EventKind::lost || kind == EventKind::no_decision;
}

/// `stage_entered`.
std::string_view to_word(EventKind kind);
std::optional<EventKind> find_event_kind(std::string_view word);

/// How exactly the instant of an event is known.
enum class Precision : std::uint8_t { time, date, unknown };

}  // namespace stagecraft::history
