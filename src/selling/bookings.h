#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "selling/deal.h"

namespace stagecraft::selling {

/// Money that a deal booked, or took back.
struct Booked {
  base::Instant at{};
  base::Money amount;             ///< Below 0: a correction after winning, or a re-opening.
  std::optional<PersonId> owner;  ///< Of the deal at that time.
  std::string offering;           ///< At that time.

  bool operator==(const Booked&) const = default;
};

/// What a deal booked, in the order of its events (as `fold` takes them): its amount when it was
/// won, each change of it while it is, and all of it back when it is opened again, lost or deleted.
/// A change of currency takes back the one and books the other. Without an amount nothing is
/// booked. O(events).
std::vector<Booked> bookings_of(std::span<const Event> events, const MapVersions& maps);

}  // namespace stagecraft::selling
