#pragma once

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "history/log_builder.h"
#include "tests/process/small_maps.h"

/// Logs for tests: an event a line, its day told as a number.
namespace stagecraft::history {

inline constexpr std::int64_t day_length = 86'400'000;

struct Happening {
  std::string deal;
  EventKind kind = EventKind::stage_entered;
  std::string symbol;
  double day = 0;
  Precision precision = Precision::time;
  std::string to = {};
  std::int64_t source_seq = -1;
  std::optional<double> recorded_on = {};
};

inline Happening enters(const std::string& deal, const std::string& stage, double day) {
  return {.deal = deal, .symbol = stage, .day = day};
}

inline Happening happens(const std::string& deal, EventKind kind, double day,
                         const std::string& symbol = {}) {
  return {.deal = deal, .kind = kind, .symbol = symbol, .day = day};
}

inline std::int64_t to_milliseconds(double day) {
  return static_cast<std::int64_t>(day * static_cast<double>(day_length));
}

inline EventLog log_of(const std::vector<Happening>& happenings) {
  LogBuilder builder;
  for (const auto& it : happenings) {
    std::optional<std::int64_t> recorded;
    if (it.recorded_on) recorded = to_milliseconds(*it.recorded_on);
    const auto refusal = builder.add({.deal = it.deal,
                                      .kind = it.kind,
                                      .symbol = it.symbol,
                                      .to = it.to,
                                      .at = to_milliseconds(it.day),
                                      .precision = it.precision,
                                      .recorded_at = recorded,
                                      .source_seq = it.source_seq});
    if (!refusal.empty()) throw std::invalid_argument(std::string(refusal));
  }
  return builder.finish();
}

/// Everything up to and including the end of `day`, or up to the instant of a day's fraction.
inline base::Border up_to(double day) {
  return base::Border::just_after(base::Instant(base::Milliseconds(to_milliseconds(day))),
                                  base::Zone());
}

inline Reading as_of(double day) { return {.as_of = up_to(day), .known_at = up_to(day)}; }

/// The visits of all deals, in their order.
inline std::vector<Visit> all_visits(const Flow& flow) {
  std::vector<Visit> visits;
  for (DealIndex d = 0; d < flow.deals.size(); ++d)
    for (const Visit& visit : flow.visits_of(d)) visits.push_back(visit);
  return visits;
}

/// Log E of measures.md 2.
inline std::vector<Happening> log_e_events(Precision precision = Precision::time) {
  std::vector<Happening> events;
  const auto add = [&](const std::string& deal, EventKind kind, const std::string& symbol,
                       double day) {
    events.push_back(
        {.deal = deal, .kind = kind, .symbol = symbol, .day = day, .precision = precision});
  };
  const auto enter = [&](const std::string& deal, const std::string& stage, double day) {
    add(deal, EventKind::stage_entered, stage, day);
  };
  const double created[] = {0, 5, 8, 12, 15, 20, 30, 40};
  for (int d = 1; d <= 8; ++d) {
    add("d" + std::to_string(d), EventKind::created, "", created[d - 1]);
    enter("d" + std::to_string(d), "A", created[d - 1]);
  }
  enter("d1", "B", 10), enter("d1", "C", 30), add("d1", EventKind::won, "won", 40);
  enter("d2", "B", 25), add("d2", EventKind::lost, "lost", 35);
  add("d2", EventKind::reopened, "B", 55), add("d2", EventKind::won, "won", 66);
  enter("d3", "C", 20), add("d3", EventKind::won, "won", 50);
  enter("d4", "B", 22), enter("d4", "A", 32), enter("d4", "B", 40), enter("d4", "C", 60);
  add("d5", EventKind::lost, "lost", 45);
  enter("d6", "B", 50);
  add("d7", EventKind::no_decision, "stalled", 65);
  return events;
}

}  // namespace stagecraft::history
