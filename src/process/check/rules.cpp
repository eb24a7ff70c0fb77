#include "process/check/rules.h"

#include <algorithm>

namespace stagecraft::process {
namespace {

using enum Severity;

constexpr Case no_goals[] = {{"flat", warning, 1}, {"one-goal", note, 1}, {"empty", note, 1}};
constexpr Case too_many_steps[] = {{"", warning, 1}, {"tasks", note, 1}};
constexpr Case seller_centred[] = {{"no-value", warning, 2},    {"seller-value", warning, 2},
                                   {"no-act", warning, 2},      {"seller-act", warning, 2},
                                   {"nothing-learnt", note, 2}, {"internal-outputs", warning, 2}};
constexpr Case opinion_criterion[] = {
    {"opinion", warning, 2}, {"seller-act", warning, 2}, {"unclear", note, 2}};
constexpr Case internal_gate[] = {{"criteria", warning, 2}, {"internal-evidence", warning, 2}};
constexpr Case journey[] = {
    {"unserved-step", warning, 2}, {"serves-no-step", note, 2}, {"none", note, 2}};
constexpr Case unmeasured[] = {{"goal-unmeasured", warning, 3},
                               {"no-target", warning, 3},
                               {"no-money", warning, 3},
                               {"small-measures", warning, 3},
                               {"task-measure", note, 3}};
constexpr Case no_duration[] = {{"no-days", warning, 3}, {"no-conversion", note, 3}};
constexpr Case inconsistent_targets[] = {{"", note, 3}};
constexpr Case borrowed[] = {{"not-adapted", warning, 4},
                             {"no-contributors", warning, 4},
                             {"unheard-role", note, 4},
                             {"no-consensus", warning, 4}};
constexpr Case no_outcome[] = {{"no-won", error}, {"no-lost", error}, {"dead-end", error}};
constexpr Case duplicate[] = {{"name", warning}, {"text", warning}};
constexpr Case plain_error[] = {{"", error}};
constexpr Case plain_warning[] = {{"", warning}};
constexpr Case plain_note[] = {{"", note}};

constexpr Rule table[] = {
    {"no-goals", no_goals, rules::no_goals},
    {"too-many-steps", too_many_steps, rules::too_many_steps},
    {"seller-centred", seller_centred, rules::seller_centred},
    {"opinion-criterion", opinion_criterion, rules::opinion_criterion},
    {"internal-gate", internal_gate, rules::internal_gate},
    {"journey", journey, rules::journey},
    {"unmeasured", unmeasured, rules::unmeasured},
    {"no-duration", no_duration, rules::no_duration},
    {"inconsistent-targets", inconsistent_targets, rules::inconsistent_targets},
    {"borrowed", borrowed, rules::borrowed},
    {"unreachable", plain_error, rules::unreachable},
    {"no-outcome", no_outcome, rules::no_outcome},
    {"no-exit-criterion", plain_warning, rules::no_exit_criterion},
    {"duplicate", duplicate, rules::duplicate},
    {"dangling", plain_error, rules::dangling},
    {"price-rule", plain_note, rules::price_rule},
    {"implicit-id", plain_note, rules::implicit_id},
    {"stale-waiver", plain_note, nullptr},
    {"language-unchecked", plain_note, rules::language_unchecked},
    {"ambiguous-selection", plain_error, nullptr},
};

}  // namespace

std::span<const Rule> all_rules() { return table; }

const Rule* find_rule(std::string_view id) {
  const auto found = std::ranges::find(table, id, &Rule::id);
  return found == std::end(table) ? nullptr : &*found;
}

}  // namespace stagecraft::process
