#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "selling/deal.h"
#include "store/connection.h"

namespace stagecraft::store {

/// A deal on this version that entered this stage before then is late in it.
struct StageLimit {
  selling::MapVersion map;
  std::string stage;
  base::Instant late_before{};
};

/// What tells how much a deal needs attention, beside what it says itself.
struct Attention {
  base::Day today{};
  std::vector<StageLimit> limits;
};

/// SQL over `deals d` for one whole number: the smaller, the more a deal needs attention. First
/// deals with an overdue promise of either side, then those that nothing is promised on, then those
/// that are late in their stage; among equals what is due first, then what is longest where it is.
/// Leads, open and won deals come before all that is over; a won deal without a promise waits for
/// nobody.
std::string attention_number(Connection& db, const Attention& attention);

}  // namespace stagecraft::store
