#pragma once

#include <cstdint>
#include <vector>

#include "base/time.h"
#include "history/event_log.h"
#include "process/automaton.h"

/// The primitive *flow*: one pass over the log that replays every deal on a map (process-map.md, 2)
/// and yields its visits and its state. Total and never failing; what the map forbids is still
/// history. Results of parts of a log concatenate: flow(whole) == flow(part 1) + flow(part 2), so
/// it runs on several threads. Measures, mining and planning are built on it, never on raw events.
namespace stagecraft::history {

/// Which node of the map each symbol of a log means: same id, else the stage that replaces it,
/// chained (process-map.md, 1.2); no_node for what the map does not know ('outside the map').
struct Binding {
  std::vector<process::NodeIndex> of_symbol;

  Binding(const EventLog& log, const process::Map& map, const process::Automaton& automaton);
};

/// Which events count (measures.md, 1.2): those before both borders.
struct Reading {
  base::Border as_of;     ///< By when it happened.
  base::Border known_at;  ///< By when the system learnt it.
};

enum class Exit : std::uint8_t { open, moved, won, lost, no_decision, deleted, merged };

/// A stay in one stage: [entered, left). Sorted by deal, then as they happened.
struct Visit {
  static constexpr std::uint8_t date_only =
      1;  ///< A border is known by day: the length is whole days.
  static constexpr std::uint8_t entry_unknown = 2;  ///< Entered, no date: only in counts (1.8).
  static constexpr std::uint8_t left_unknown = 4;   ///< Left, no date.
  static constexpr std::uint8_t revoked =
      8;  ///< The closing that ended it was revoked by a reopening.
  static constexpr std::uint8_t background = 16;  ///< Of an internal stage; runs beside the others.
  static constexpr std::uint8_t implied_reopen = 32;  ///< Entry after a closing without `reopened`.
  static constexpr std::uint8_t contradictory =
      64;  ///< Left before it was entered: dates not to be paired.
  static constexpr std::uint8_t after_sale = 128;  ///< The deal is won and stays so.

  DealIndex deal;
  process::NodeIndex stage;  ///< no_node: outside the map.
  process::NodeIndex
      next;  ///< Stage or outcome that ended it; a revoked closing: the stage of reopening.
  std::int64_t entered;  ///< Milliseconds since 1970, UTC.
  std::int64_t left;     ///< As `entered`; the border as_of when open.
  Exit exit;
  process::EntryClass entry;
  std::uint8_t flags;
  bool first;  ///< The deal's first visit of this stage.

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  bool is_open() const { return exit == Exit::open; }
  bool has_length() const { return (flags & (entry_unknown | left_unknown | contradictory)) == 0; }
  /// Elapsed days; whole days for date-only borders. REQUIRES has_length().
  double days() const { return static_cast<double>(left - entered) / 86'400'000.0; }
};

enum class DealStatus : std::uint8_t {
  unborn,
  without_stage,
  in_stage,
  won,
  lost,
  no_decision,
  deleted,
  merged
};

/// Where a deal stands at `as_of`, and what closed it.
struct DealState {
  static constexpr std::int64_t unknown = INT64_MIN;
  static constexpr std::uint8_t created_date_only = 1;
  static constexpr std::uint8_t closed_date_only = 2;
  static constexpr std::uint8_t doubled = 4;        ///< Two deals under one id (1.8).
  static constexpr std::uint8_t contradictory = 8;  ///< An outcome dated before a stage entry.

  DealStatus status = DealStatus::unborn;
  process::NodeIndex node = process::no_node;     ///< Stage it is in, or was in when it closed.
  process::NodeIndex outcome = process::no_node;  ///< Standing closing.
  std::uint8_t flags = 0;
  std::int64_t created = unknown;  ///< `created`, else the first event with a date.
  std::int64_t closed = unknown;   ///< Standing closing; unknown when open or undated.
  std::uint32_t first_visit = 0;   ///< Index into Flow::visits.
  std::uint32_t visit_count = 0;

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  bool is_open() const {
    return status == DealStatus::without_stage || status == DealStatus::in_stage;
  }
  bool is_closed() const {
    return status == DealStatus::won || status == DealStatus::lost ||
           status == DealStatus::no_decision;
  }
};

/// What happened besides visits, as counts of events.
struct FlowCounts {
  std::int64_t repeats = 0, skips = 0, backs = 0, returns = 0, reopenings = 0,
               implied_reopenings = 0;
  std::int64_t outside = 0, same_instant = 0, stage_entries = 0;

  FlowCounts& operator+=(const FlowCounts& other);
};

struct Flow {
  std::vector<Visit> visits;
  std::vector<DealState> deals;  ///< One a deal of the log, in its order.
  FlowCounts counts;
  Reading reading;
};

/// Replays every deal. `threads` 0: as many as the machine has. O(events), about 32 bytes a visit.
Flow flow(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
          const Reading& reading, unsigned threads = 0);

}  // namespace stagecraft::history
