#include "selling/words.h"

#include <algorithm>
#include <array>

namespace stagecraft::selling {
namespace {

// In the order of their enumerations.
constexpr std::array<std::string_view, 6> touchpoint_kinds{"call", "email", "meeting",
                                                           "demo", "visit", "form"};
constexpr std::array<std::string_view, 5> evidence_kinds{"touchpoint", "document", "field",
                                                         "record", "answer"};
constexpr std::array<std::string_view, 4> quote_states{"made", "waits_for_approval", "approved",
                                                       "refused"};

template <class Kind, std::size_t Count>
std::optional<Kind> find(const std::array<std::string_view, Count>& words, std::string_view word) {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<Kind>(found - words.begin());
}

}  // namespace

std::string_view to_word(process::TouchpointKind kind) {
  return touchpoint_kinds[static_cast<std::size_t>(kind)];
}

std::optional<process::TouchpointKind> find_touchpoint_kind(std::string_view word) {
  return find<process::TouchpointKind>(touchpoint_kinds, word);
}

std::string_view to_word(process::EvidenceKind kind) {
  return evidence_kinds[static_cast<std::size_t>(kind)];
}

std::optional<process::EvidenceKind> find_evidence_kind(std::string_view word) {
  return find<process::EvidenceKind>(evidence_kinds, word);
}

std::string_view to_word(QuoteState state) { return quote_states[static_cast<std::size_t>(state)]; }

std::string_view to_word(PlanMode mode) {
  return mode == PlanMode::confirm ? "confirm" : "read_only";
}

}  // namespace stagecraft::selling
