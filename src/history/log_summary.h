#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "history/event_log.h"

namespace stagecraft::history {

/// Median and mean of spans in days; empty where there is none.
struct SpanStats {
  std::int64_t n = 0;
  std::optional<double> median, mean;  ///< Days of 86,400 s.
};

/// What happened, under one name: a stage entered, an outcome, a touchpoint.
struct ActivitySummary {
  std::string name;
  EventKind kind = EventKind::stage_entered;
  std::int64_t events = 0, deals = 0;
  SpanStats to_next_stage;  ///< Of stages: from entering it to entering whichever stage came next.
};

/// Two activities, one right after the other in a deal.
struct PairSummary {
  std::string from, to;
  SpanStats span;
};

struct VariantSummary {
  std::vector<std::string> activities;
  std::int64_t deals = 0;
};

/// Deals by how they ended: the last of their outcomes. Days run from the first to the last dated
/// event.
struct OutcomeSummary {
  std::string name;  ///< "open" where there is no outcome.
  SpanStats days;
  std::int64_t deals = 0;
};

/// What a log holds, before any map is asked. Activities are stages entered, outcomes and
/// touchpoints; creations and changed attributes are no steps. Ordered by count, then name.
struct LogSummary {
  std::int64_t deals = 0, events = 0, activity_events = 0, changes = 0, without_actor = 0,
               undated = 0;
  std::int64_t doubled_deals = 0, same_instant = 0;
  std::optional<base::Instant> first, last;
  SpanStats throughput;  ///< From the first to the last activity of a deal.
  std::vector<ActivitySummary> activities;
  std::vector<OutcomeSummary> outcomes;
  std::int64_t variant_count = 0, pair_count = 0;
  std::vector<VariantSummary> variants;  ///< The 10 commonest.
  std::vector<PairSummary> pairs;
  /// Deals that leave a stage out, and that go back, by the order of the stages; nullopt: no order
  /// known.
  std::optional<std::int64_t> skipping, going_back;
};

/// O(events). `stage_order` holds stage symbols in their order; empty: whole numbers have theirs,
/// other names none.
LogSummary summarise(const EventLog& log, const std::vector<std::string>& stage_order = {});

}  // namespace stagecraft::history
