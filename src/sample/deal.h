#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "history/event_kind.h"
#include "sample/scenario.h"

namespace stagecraft::sample {

/// One event of a simulated deal. Views point into the Scenario.
struct SimulatedEvent {
  history::EventKind kind;
  std::string_view symbol;
  std::string from, to;
  std::string_view actor;
  base::Instant at;
  std::string details;  ///< JSON object, or empty.
};

/// A deal as it went, up to the scenario's `until`: events in order, and the attributes as they are
/// then.
struct SimulatedDeal {
  std::uint64_t number = 0;
  std::vector<SimulatedEvent> events;
  std::string account;
  std::string_view owner, team, channel, offering, campaign, persona;
  std::int64_t amount = 0;  ///< Major units of the scenario's currency.
  base::Day expected_close{};
};

/// Plays deal `number` of about `deals_in_all` through the process: seasons decide when it comes,
/// the owner's strength, the campaign, the size and the stage's own difficulty whether it goes
/// forward; it may skip what may be skipped, come back, slip, promise and keep promises. The result
/// depends on scenario and number only. `deal` is overwritten, so that its memory is used again.
void simulate_deal(const Scenario& scenario, std::uint64_t number, std::uint64_t deals_in_all,
                   SimulatedDeal& deal);

}  // namespace stagecraft::sample
