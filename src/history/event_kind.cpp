#include "history/event_kind.h"

#include <array>

namespace stagecraft::history {
namespace {

constexpr std::array<std::string_view, event_kind_count> words = {"created",
                                                                  "stage_entered",
                                                                  "won",
                                                                  "lost",
                                                                  "no_decision",
                                                                  "finished",
                                                                  "reopened",
                                                                  "criterion_met",
                                                                  "criterion_withdrawn",
                                                                  "exception_made",
                                                                  "attribute_changed",
                                                                  "touchpoint",
                                                                  "literature_given",
                                                                  "promise_made",
                                                                  "promise_kept",
                                                                  "promise_moved",
                                                                  "promise_withdrawn",
                                                                  "plan_changed",
                                                                  "step_confirmed",
                                                                  "contact_role_set",
                                                                  "agreement_set",
                                                                  "objection_raised",
                                                                  "objection_answered",
                                                                  "objection_closed",
                                                                  "quote_made",
                                                                  "quote_approved",
                                                                  "quote_refused",
                                                                  "payment",
                                                                  "handed_over",
                                                                  "onboarding_confirmed",
                                                                  "origin_set",
                                                                  "migrated",
                                                                  "merged_into",
                                                                  "deleted",
                                                                  "recalled"};

}  // namespace

std::string_view to_word(EventKind kind) { return words[static_cast<std::size_t>(kind)]; }

std::optional<EventKind> find_event_kind(std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return static_cast<EventKind>(i);
  return std::nullopt;
}

}  // namespace stagecraft::history
