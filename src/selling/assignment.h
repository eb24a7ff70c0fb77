#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "selling/deal.h"
#include "selling/setting.h"

/// Who gets a lead (D1): ordered rules, the first that fits and finds somebody.
namespace stagecraft::selling {

/// A rule names exactly one of a person, a team, or people who take turns. A team with turns is a
/// rule that lists its people and states the team as well.
struct AssignmentRule {
  std::string name;  ///< Shown in the explanation.
  std::string when;  ///< Condition over the lead's fields; empty: always.
  std::optional<PersonId> person = {};
  std::optional<TeamId> team = {};
  std::vector<PersonId> turns = {};
};

/// Somebody who works here.
struct Worker {
  PersonId person;
  std::string name;
  bool is_active = true;
  std::optional<TeamId> team = {};
  int load = 0;                                        ///< Open deals and leads.
  std::optional<base::Instant> last_assigned_at = {};  ///< By turns.
};

struct Assignment {
  std::optional<PersonId> owner;
  std::optional<TeamId> team;
  int rule = -1;  ///< Index of the rule that chose; -1: none did.
  /// One sentence a rule that was looked at, the last of it that which chose.
  std::vector<base::Sentence> because;

  bool is_made() const { return rule >= 0; }
  bool operator==(const Assignment&) const = default;
};

/// Of people who take turns, the active one with the least load gets it; of those the one assigned
/// longest ago (never first), then the lowest id. A rule whose people are all inactive is passed
/// over. Throws Error{invalid} for a rule whose condition is none, or that names nobody or both a
/// person and turns. O(rules + workers).
Assignment choose_owner(const Deal& lead, std::span<const AssignmentRule> rules,
                        std::span<const Worker> workers, const Setting& setting);

/// The change of owner and team, with what chose them as its note, told by `book`; nothing for an
/// assignment that was not made, or that changes nothing. Throws Error{conflict} for a deal that is
/// gone.
Change assign(const Deal& deal, const Assignment& assignment, const Setting& setting,
              const base::Phrasebook& book = {});

}  // namespace stagecraft::selling
