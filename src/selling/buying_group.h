#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "selling/deal.h"
#include "selling/setting.h"

/// The buying group (D8): who belongs to it in which roles, what they need, whether they agree, and
/// how early the decision maker was reached.
namespace stagecraft::selling {

inline constexpr std::string_view decision_maker = "decision_maker";

/// A buying role: decision_maker, influencer, coach, gatekeeper, user, or a role of the map on the
/// customer's side.
bool is_buying_role(std::string_view role, const process::Map& map);

/// Null when they are not of the buying group.
const BuyingRole* find_member(const Deal& deal, ContactId contact);

struct BuyingRoles {
  ContactId contact;
  std::vector<std::string> roles;  ///< All that they have from now on; none: they left the group.
  std::string need = {};           ///< What they said they need; empty: as before.
  std::optional<base::Instant> at = {};
};

/// How much somebody's word weighs in the decision: they take it, shape it, or live with it.
enum class Weight : std::uint8_t { decide, shape, live };

/// Of the heaviest of these roles: decision_maker decides; influencer, coach and gatekeeper shape;
/// users, and roles that only the map knows, live with it.
Weight weight_of(std::span<const std::string> roles);

/// An event for each role gained or lost; a changed need without a changed role is an event of the
/// first role. Nothing when nothing changes. Throws Error: `invalid` for unknown or doubled roles,
/// a need of somebody who leaves, or leaving without having been there; `conflict` on a deal that
/// is gone.
Change set_buying_roles(const Deal& deal, const BuyingRoles& roles, const Setting& setting);

struct ContactView {
  ContactId contact;
  std::string view;  ///< `agrees`, `neutral`, `against`.
  std::optional<base::Instant> at = {};
};

/// Throws Error: `invalid` for another view, or a contact who is not of the group; `conflict` on a
/// deal that is gone.
Change set_view(const Deal& deal, const ContactView& view, const Setting& setting);

/// When somebody who decides was first reached.
struct Reached {
  ContactId contact;
  base::Instant at{};
  double days = 0;        ///< Elapsed since the deal was created.
  std::string stage;      ///< Where the deal stood then; empty: it was a lead.
  int stages_before = 0;  ///< How many visits of customer stages had ended by then.

  bool operator==(const Reached&) const = default;
};

/// Members by what they think. Each member is in exactly one of the first four lists, in the order
/// in which they joined.
struct Consensus {
  std::vector<ContactId> agree, neutral, against, unknown;
  std::vector<ContactId> not_reached;  ///< No touchpoint with them yet.
  std::vector<ContactId> decision_makers;
  std::optional<Reached> decision_maker_reached;  ///< The first of them that was.

  int members() const {
    return static_cast<int>(agree.size() + neutral.size() + against.size() + unknown.size());
  }
  /// Everybody agrees, and somebody of them decides.
  bool is_reached() const {
    return !decision_makers.empty() && static_cast<int>(agree.size()) == members();
  }
  bool operator==(const Consensus&) const = default;
};

Consensus consensus_of(const Deal& deal);

}  // namespace stagecraft::selling
