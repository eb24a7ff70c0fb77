#pragma once

#include <cstdint>
#include <span>

#include "base/big_vector.h"
#include "base/time.h"
#include "history/binding.h"
#include "history/event_log.h"
#include "process/automaton.h"

/// The primitive *flow*: one pass over the log that replays every deal on a map (process-map.md, 2)
/// and yields its visits and its state. Total and never failing; what the map forbids is still
/// history. Results of parts of a log concatenate: flow(whole) == flow(part 1) + flow(part 2), so
/// it runs on several threads. Measures, mining and planning are built on it, never on raw events.
namespace stagecraft::history {

/// Which events count (measures.md, 1.2): those before both borders.
struct Reading {
  base::Border as_of;     ///< By when it happened.
  base::Border known_at;  ///< By when the system learnt it.
};

/// How a visit ended. `finished`: past the last stage, to the end of the map.
enum class Exit : std::uint8_t { open, moved, won, lost, no_decision, deleted, merged, finished };

/// A stay of a deal in one stage: [entered, left). As known at the reading: a closing that a later
/// event revoked or replaced is not the exit of any visit. It does not tell its deal, which whoever
/// meets it knows: 24 bytes are less to write and to read, ten million times.
///
/// Nothing says when an internal stage is left, so a background visit ends with the deal's next
/// entry of any stage, or its closing.
struct Visit {
  static constexpr std::uint8_t date_only =
      1;  ///< A border is known by day: the length is whole days.
  static constexpr std::uint8_t entry_unknown = 2;  ///< Entered, no date: only in counts (1.8).
  static constexpr std::uint8_t left_unknown = 4;   ///< Left, no date.
  static constexpr std::uint8_t revoked =
      8;  ///< The closing that ended it was revoked by a reopening.
  static constexpr std::uint8_t background = 16;  ///< Of an internal stage; runs beside the others.
  static constexpr std::uint8_t implied_reopen = 32;  ///< Entry after a closing without `reopened`.
  /// Its outcome is dated before it (1.8): `left` is `entered`, so that stocks balance; the dates
  /// are not to be paired.
  static constexpr std::uint8_t contradictory = 64;
  static constexpr std::uint8_t after_sale = 128;  ///< The deal is won and stays so.

  std::int64_t entered;  ///< Milliseconds since 1970, UTC; a day is its midnight.
  std::int64_t left;  ///< As `entered`; open: the last instant (date-only: day) that as_of holds.
  process::NodeIndex stage;  ///< no_node: outside the map.
  process::NodeIndex
      next;  ///< Stage or outcome that ended it; a revoked closing: the stage of reopening.
  Exit exit;
  process::EntryClass entry;
  std::uint8_t flags;
  bool first;  ///< The deal's first visit of this stage.

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
  bool is_open() const { return exit == Exit::open; }
  bool has_length() const { return (flags & (entry_unknown | left_unknown | contradictory)) == 0; }
  /// Elapsed days; the difference of the two days where a border is known by day only. REQUIRES
  /// has_length().
  double days() const {
    if (!has(date_only)) return base::to_days(base::Milliseconds(left - entered));
    return static_cast<double>((day_of(left) - day_of(entered)).count());
  }
  static base::Day day_of(std::int64_t at) {
    return std::chrono::floor<std::chrono::days>(base::Instant(base::Milliseconds(at)));
  }
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

/// Where a deal stands at `as_of`, and what closed it. A deal without an event that counts is
/// `unborn`. In a stage outside the map: `in_stage` with node no_node. Finished, but never won:
/// `without_stage`.
struct DealState {
  static constexpr std::int64_t unknown = INT64_MIN;
  static constexpr std::uint8_t created_date_only = 1;
  static constexpr std::uint8_t closed_date_only = 2;
  static constexpr std::uint8_t doubled = 4;        ///< Two deals under one id (1.8).
  static constexpr std::uint8_t contradictory = 8;  ///< An outcome dated before a stage entry.

  DealStatus status = DealStatus::unborn;
  process::NodeIndex node =
      process::no_node;  ///< Stage it is in (after-sale too), or was in when it closed.
  process::NodeIndex outcome = process::no_node;  ///< Standing closing.
  std::uint8_t flags = 0;
  /// `created`, else the first event with a date; the earlier one of deals that were merged into
  /// it.
  std::int64_t created = unknown;
  std::int64_t closed = unknown;  ///< Standing closing; unknown when open or undated.
  std::uint32_t first_visit = 0;  ///< Index into Flow::visit_room.
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
  std::int64_t stage_entries = 0;  ///< That began a visit, background ones left out.
  std::int64_t repeats = 0;        ///< The same stage again: no new visit.
  std::int64_t skips = 0;          ///< Entries of class skip.
  std::int64_t backs = 0;          ///< Entries of class back or return_: to an earlier stage.
  std::int64_t returns = 0;        ///< Into any stage visited before, reopenings left out (1.5).
  std::int64_t reopenings = 0;     ///< Stated by a `reopened`.
  std::int64_t implied_reopenings = 0;  ///< By an entry after a closing.
  std::int64_t outside = 0;             ///< Entries of what the map does not know.
  std::int64_t same_instant = 0;   ///< Visits of length 0, both ends known to the instant (1.4).
  std::int64_t contradictory = 0;  ///< Entries dated after the outcome that ended them (1.8).

  FlowCounts& operator+=(const FlowCounts& other);
  bool operator==(const FlowCounts&) const = default;
};

/// The earliest of moments, apart by how they are known: milliseconds, and UTC midnights of days.
struct Earliest {
  static constexpr std::int64_t none = INT64_MAX;

  std::int64_t instant = none;
  std::int64_t day = none;

  void add(std::int64_t at, bool date_only) {
    std::int64_t& first = date_only ? day : instant;
    if (at < first) first = at;
  }
  Earliest& operator+=(const Earliest& other) {
    add(other.instant, false);
    add(other.day, true);
    return *this;
  }
};

struct Flow {
  /// The visits of all deals, in their order. In between, and at the end, there may be room that
  /// was never filled: moving visits together would cost an eighth of the replay.
  base::BigVector<Visit> visit_room;
  base::BigVector<DealState> deals;  ///< One a deal of the log, in its order.
  FlowCounts counts;
  Reading reading;
  Earliest first_entry = {};  ///< Of all visits whose entry has a date.

  /// The visits of a deal, as they began.
  std::span<const Visit> visits_of(DealIndex d) const {
    return std::span(visit_room).subspan(deals[d].first_visit, deals[d].visit_count);
  }
  std::span<Visit> visits_of(DealIndex d) {
    return std::span(visit_room).subspan(deals[d].first_visit, deals[d].visit_count);
  }
};

/// Replays every deal. `threads` 0: as many as the machine has. O(events), 24 bytes a visit and 32
/// a deal.
///
/// Where events leave a choice: an outcome that stands is replaced by a later one; a stage entry
/// after a closing reopens the deal, unless it is of the after-sale of a won deal, outside the map,
/// or stands before that closing in the source (source_seq), which is a contradiction and not a
/// reopening; nothing counts after `deleted` or `merged_into`. An outcome that the map does not
/// know counts as the first of its kind.
Flow flow(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
          const Reading& reading, unsigned threads = 0);

}  // namespace stagecraft::history
