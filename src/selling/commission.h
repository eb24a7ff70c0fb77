#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "selling/ids.h"

/// Commission on what was booked (D11): a plan of rates, and the money that each person gets.
namespace stagecraft::selling {

/// Millionths: 50,000 is 5 %. Whole numbers, so that money comes out the same everywhere.
using Millionths = std::int64_t;
inline constexpr Millionths whole = 1'000'000;

/// The rate of the part of the money that lies above `above`, up to the next tier.
struct CommissionTier {
  std::int64_t above = 0;  ///< Minor units of the plan's currency.
  Millionths rate = 0;     ///< 0 to whole.
};

struct CommissionRule {
  std::string role;                   ///< Of the map.
  std::string offering = {};          ///< Empty: any for which no rule of its own is stated.
  std::vector<CommissionTier> tiers;  ///< By rising `above`, the first from 0.
};

struct CommissionPlan {
  base::Currency currency;
  std::vector<CommissionRule> rules;
};

struct Booking {
  base::Money amount;  ///< Booked amount; below 0: a correction after winning.
  std::string offering = {};
};

struct Earner {
  PersonId person;
  std::string role;
  Millionths part = whole;  ///< Of the role's commission, where several share it.
  /// What this person's bookings of the period came to before this one: tiers count on from there.
  std::int64_t booked_before = 0;
};

struct Commission {
  PersonId person;
  std::string role;
  base::Money amount;

  bool operator==(const Commission&) const = default;
};

/// One line an earner, in their order; an earner whose role has no rule gets 0. A correction takes
/// back from `booked_before`, at the rates of the tiers that it falls out of, and no more than
/// that. Each line is computed exactly and rounded once to minor units, half away from zero. Throws
/// Error{invalid} with every gap: a plan with two rules for one role and offering, tiers that do
/// not rise from 0, a rate or part outside 0 to whole, money in another currency than the plan's,
/// or more than 10^15 minor units.
std::vector<Commission> commission_of(const CommissionPlan& plan, const Booking& booking,
                                      std::span<const Earner> earners);

}  // namespace stagecraft::selling
