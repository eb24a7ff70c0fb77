#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "selling/ids.h"

/// Who may do what (P3). One table; every way in asks it, none has rules of its own.
namespace stagecraft::selling {

enum class Role : std::uint8_t { administrator, manager, editor, rep, viewer };
inline constexpr int role_count = 5;

/// `administrator`.
std::string_view to_word(Role role);
std::optional<Role> find_role(std::string_view word);

/// Whose deals, accounts and contacts a person reaches.
enum class Scope : std::uint8_t { none, own, team, all };

/// `team`.
std::string_view to_word(Scope scope);
std::optional<Scope> find_scope(std::string_view word);

enum class Right : std::uint8_t {
  deal_read,
  deal_create,
  deal_change,
  deal_move,
  deal_except,
  deal_assign,
  deal_merge,
  deal_delete,
  deal_migrate,
  deal_bulk,
  deal_import,
  deal_export,
  quote_approve,
  account_read,
  account_change,
  account_merge,
  person_erase,
  map_read,
  map_propose,
  map_edit,
  map_publish,
  library_change,
  measure_read,
  goal_set_own,
  view_share,
  rules_change,
  commission_read_own,
  commission_read_all,
  people_read,
  people_change,
  token_own,
  token_all,
  webhook_change,
  audit_read,
  workspace_change,
  workspace_back_up,
};
inline constexpr int right_count = 36;

struct RightRow {
  Right right;
  std::string_view word;  ///< `deal.except`, as tokens and messages name it.
  std::string_view may;   ///< What it allows: "move a deal whose criteria are not met".
  std::span<const Role> roles;
};

/// The table, in the order of Right.
std::span<const RightRow> rights();
const RightRow& row_of(Right right);
std::optional<Right> find_right(std::string_view word);

/// What a role reaches where nothing else is stated for a person. Writing is never wider than
/// reading.
struct Reach {
  Scope reads = Scope::none;
  Scope changes = Scope::none;

  bool operator==(const Reach&) const = default;
};

/// administrator: all, all; manager: all, team; editor and viewer: all, none; rep: team, own.
Reach usual_reach(Role role);

/// Somebody who is signed in, or the owner of a token.
struct Actor {
  PersonId person;
  Role role = Role::viewer;
  std::vector<TeamId> teams = {};
  /// Stated for this person; nullopt: what is usual for the role. It never makes a role's writing
  /// wider than `reads`.
  std::optional<Reach> reach = {};
  /// Of a token: the rights it is limited to; nullopt: all of its owner's.
  std::optional<std::vector<Right>> limited_to = {};

  bool operator==(const Actor&) const = default;
};

/// Who is responsible for a deal, account or contact. Nobody: it belongs to all (an unassigned lead
/// is there for whoever reads any team's).
struct Holder {
  std::optional<PersonId> owner = {};
  std::optional<TeamId> team = {};
};

Reach reach_of(const Actor& actor);
bool may(const Actor& actor, Right right);
/// Reads: in reach, and `deal.read`.
bool sees(const Actor& actor, const Holder& holder);
/// In reach of writing; which right that takes is asked apart.
bool reaches(const Actor& actor, const Holder& holder);

/// Throws Error{forbidden} that names the right and the roles that have it.
void require(const Actor& actor, Right right);
/// For one deal, account or contact. Throws Error: `not_found` where the actor may not even see it,
/// so that numbers tell nothing; `forbidden` where they see it and may not do this.
void require(const Actor& actor, Right right, const Holder& holder);

}  // namespace stagecraft::selling
