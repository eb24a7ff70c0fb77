#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "history/event_log.h"
#include "selling/deal.h"
#include "selling/event.h"

/// How long it is usually quiet between two events of a deal, by stage (D6).
namespace stagecraft::selling {

struct Gap {
  std::string stage;  ///< Where the deal stood when it began; empty: a lead.
  double days = 0;

  bool operator==(const Gap&) const = default;
};

/// The gaps between neighbouring events of an open deal: those up to its closing. `events` are all
/// of the deal's, by time; those without a date are left out, several at one instant are one.
/// O(events * log visits).
std::vector<Gap> gaps_of(const Deal& deal, std::span<const Event> events);

/// Quantile `q` of the gaps of each stage with at least `least` of them, in days. Hyndman-Fan
/// definition 2. REQUIRES 0 < q < 1.
std::map<std::string, double, std::less<>> usual_silence(std::span<const Gap> gaps, double q,
                                                         int least = 20);

/// The same from all deals of a log at once, those of stages in the background left to the stage
/// that the deal stands in. `background` has ids of internal stages. O(events).
std::map<std::string, double, std::less<>> usual_silence(const history::EventLog& log,
                                                         std::span<const std::string> background,
                                                         double q, int least = 20);

/// The customer stage in which a deal stood at an instant; empty: it was a lead.
std::string_view stage_at(const Deal& deal, base::Instant at);

}  // namespace stagecraft::selling
