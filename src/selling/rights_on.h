#pragma once

#include <span>
#include <vector>

#include "selling/deal.h"
#include "selling/rights.h"

/// What somebody may do with one deal, told before it is tried.
namespace stagecraft::selling {

/// On one deal, account or contact: exactly where `require` lets it pass (rights.h).
bool may(const Actor& actor, Right right, const Holder& holder);

/// The rights that reading a deal and the acts on it take, in the order of Right.
std::span<const Right> rights_about_deals();

/// As `may`, of a deal in this state: merged and deleted ones are read and take no acts. What an
/// act asks for besides, as a gate or the role that approves, it says itself.
bool may_on(const Actor& actor, Right right, const Holder& holder, DealStatus status);

/// Of rights_about_deals, those that the actor has on such a deal.
std::vector<Right> rights_on(const Actor& actor, const Holder& holder, DealStatus status);

}  // namespace stagecraft::selling
