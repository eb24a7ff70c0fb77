#pragma once

#include <span>

#include "process/check/findings.h"
#include "process/check/rule.h"

namespace stagecraft::process {

/// All rules, in the order in which they are documented.
std::span<const Rule> all_rules();

/// The rule with this id, or null.
const Rule* find_rule(std::string_view id);

}  // namespace stagecraft::process

/// One function a rule; what each says and exactly when: docs/check.
namespace stagecraft::process::rules {

void no_goals(const CheckInput& input, Findings& findings);
void too_many_steps(const CheckInput& input, Findings& findings);
void seller_centred(const CheckInput& input, Findings& findings);
void opinion_criterion(const CheckInput& input, Findings& findings);
void internal_gate(const CheckInput& input, Findings& findings);
void journey(const CheckInput& input, Findings& findings);
void unmeasured(const CheckInput& input, Findings& findings);
void no_duration(const CheckInput& input, Findings& findings);
void inconsistent_targets(const CheckInput& input, Findings& findings);
void borrowed(const CheckInput& input, Findings& findings);
void unreachable(const CheckInput& input, Findings& findings);
void no_outcome(const CheckInput& input, Findings& findings);
void no_exit_criterion(const CheckInput& input, Findings& findings);
void duplicate(const CheckInput& input, Findings& findings);
void dangling(const CheckInput& input, Findings& findings);
void price_rule(const CheckInput& input, Findings& findings);
void implicit_id(const CheckInput& input, Findings& findings);
void language_unchecked(const CheckInput& input, Findings& findings);

}  // namespace stagecraft::process::rules
