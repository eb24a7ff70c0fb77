#pragma once

#include <string_view>

#include "process/gate.h"
#include "process/map.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// What of a deal can show that exit criteria are met, as the gate asks for it (process-map.md, 2).
namespace stagecraft::selling {

/// All of a deal that can be evidence. A touchpoint is with the `customer` unless every contact has
/// roles of partners alone, and with the buying roles that its contacts have now. Fields and
/// records hold every field of process/fields.h; days are those of the workspace. O(what the deal
/// holds * log).
process::EvidenceSet evidence_of(const Deal& deal, const Setting& setting);

/// Holds conditions against the fields that evidence_of gives. A contact or touchpoint with several
/// buying roles passes if one of them does. The map must outlive the test. A text that is no
/// condition never holds; the reader of maps refuses it before.
process::ConditionTest condition_test(const process::Map& map);

/// How one criterion of the map stands on a deal; nullopt: the map has no such criterion.
std::optional<process::CriterionState> find_criterion_state(const Deal& deal,
                                                            std::string_view criterion,
                                                            const Setting& setting);

/// A criterion of a map and the stage that it leads out of; both null: there is none. O(criteria).
struct PlacedCriterion {
  const process::Stage* stage = nullptr;
  const process::Criterion* criterion = nullptr;

  explicit operator bool() const { return criterion != nullptr; }
};
PlacedCriterion find_criterion(const process::Map& map, std::string_view id);

}  // namespace stagecraft::selling
