#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "selling/ids.h"
#include "store/sql.h"

namespace stagecraft::store {

/// Whose data a person may see.
enum class Scope : std::uint8_t { own, team, all };

/// For whom something is read. Every reader of deals, accounts, contacts and notes takes one and
/// puts it into its SQL, so that no entry can forget it: what a viewer may not see is not there.
///
/// A deal is seen as selling::sees has it: by its owner, by the owner's team (scope `team`: the
/// deal's team is the viewer's, or it has neither owner nor team), or by all. An account is seen
/// with one of its deals, by its own owner and team, and by everybody while nobody owns it. A
/// contact is seen with its account, or with a deal in whose buying group it is; one without either
/// by everybody.
struct Viewer {
  selling::PersonId person;
  std::optional<selling::TeamId> team;
  Scope scope = Scope::own;

  /// The system itself: checks, back-ups, measures of the whole.
  static Viewer everything() { return {.person = {}, .team = {}, .scope = Scope::all}; }
};

/// ` AND ...` for a statement in which the table has this alias; empty for scope `all`.
std::string sees_deals(Sql& sql, const Viewer& viewer, std::string_view alias);
std::string sees_accounts(Sql& sql, const Viewer& viewer, std::string_view alias);
std::string sees_contacts(Sql& sql, const Viewer& viewer, std::string_view alias);

}  // namespace stagecraft::store
