#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "selling/bookings.h"
#include "selling/commission.h"

namespace stagecraft::selling {

/// What one booking earned one person in one role.
struct CommissionLine {
  DealId deal;
  PersonId person;
  std::string role;
  base::Instant at{};
  base::Money booked, commission;

  bool operator==(const CommissionLine&) const = default;
};

struct CommissionTotal {
  PersonId person;
  std::string role;
  base::Money booked, commission;

  bool operator==(const CommissionTotal&) const = default;
};

struct CommissionList {
  std::vector<CommissionTotal> totals;  ///< By person, then role.
  std::vector<CommissionLine> lines;    ///< In the order of the bookings.
  int in_other_currencies = 0;          ///< Bookings that the plan says nothing about.
};

struct DealBooking {
  DealId deal;
  Booked booked;
};

/// Who fills the roles of the maps: role -> people.
using PeopleOfRoles = std::map<std::string, std::vector<PersonId>>;

/// Commission on the bookings of a period, which are given by time: tiers go on from what a person
/// booked before. Whoever owns a deal when it books earns in each role of the plan that is theirs.
/// Throws as commission_of.
CommissionList reckon_commission(const CommissionPlan& plan, const PeopleOfRoles& people,
                                 std::span<const DealBooking> bookings);

}  // namespace stagecraft::selling
