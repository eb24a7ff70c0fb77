#include "history/snapshot.h"

#include <algorithm>

#include "history/replay.h"

namespace stagecraft::history {

std::vector<std::int64_t> Snapshot::in_stage(const process::Automaton& automaton) const {
  std::vector<std::int64_t> counts(automaton.nodes().size(), 0);
  for (const auto& deal : deals)
    if (deal.stage != process::no_node) ++counts[deal.stage];
  return counts;
}

Snapshot snapshot(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
                  const Reading& reading) {
  const ReplayInput input(log, automaton, binding, reading);
  const auto deal_count = static_cast<DealIndex>(log.deal_count());
  std::vector<DealState> states(deal_count);
  Snapshot result{.deals = std::vector<DealPosition>(deal_count), .reading = reading};
  EventIndex longest = 0;
  for (DealIndex d = 0; d < deal_count; ++d) longest = std::max(longest, log.end(d) - log.begin(d));
  base::BigVector<Visit> visits(longest);  // Of one deal at a time.
  Replay replay(input);
  for (DealIndex d = 0; d < deal_count; ++d) {
    replay.run(d, visits.data());
    states[d] = replay.state();
    const auto* visit = replay.current();
    if (visit == nullptr) continue;
    result.deals[d].stage = visit->stage;
    if (visit->has(Visit::entry_unknown)) continue;
    result.deals[d].entered = visit->entered;
    result.deals[d].entered_date_only = visit->has(Visit::date_only);
  }
  join_merged(log, replay.merges(), states);
  mark_doubled(log, states);
  for (DealIndex d = 0; d < deal_count; ++d) result.deals[d].state = states[d];
  return result;
}

}  // namespace stagecraft::history
