#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "history/flow.h"

namespace stagecraft::history {

/// What a replay needs of a log, a map and a reading, prepared once and shared by all threads.
class ReplayInput {
 public:
  ReplayInput(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
              const Reading& reading);

  /// Whether an event counts (measures.md 1.2).
  bool counts(EventIndex e, std::int64_t at, Precision precision) const {
    if (at >= borders_[static_cast<std::size_t>(precision)]) return false;
    return log.is_reconstructed() || was_known(e);
  }
  /// Where an open visit is cut: the last instant, or day, that the reading holds.
  std::int64_t cut(Precision precision) const {
    return precision == Precision::date ? last_day_ : last_instant_;
  }

  const EventLog& log;
  const process::Automaton& automaton;
  const process::NodeIndex* node_of_symbol;
  process::NodeIndex stage_count;
  process::NodeIndex first_outcome;    ///< Nodes from here on are outcomes.
  process::NodeIndex first_after_won;  ///< Customer stages from here on are after-sale.
  std::array<process::NodeIndex, 3>
      outcome_of;  ///< First outcome of each kind: won, lost, no_decision.

 private:
  bool was_known(EventIndex e) const;

  base::Border known_at_;
  std::array<std::int64_t, 3> borders_;  ///< By precision: the first instant that no longer counts.
  std::int64_t last_instant_, last_day_;
};

/// Folds the events of a deal, one after the other, into visits and a state (process-map.md 2,
/// 'Replay'). Writes visits to memory that the caller gives; allocates nothing while it runs.
class Replay {
 public:
  explicit Replay(const ReplayInput& input);

  /// Replays deal `d`; its visits go to `out`. REQUIRES room for one visit a stage_entered or
  /// reopened event of the deal. Returns the end of what it wrote; `first_visit` of the state is
  /// left 0.
  Visit* run(DealIndex d, Visit* out);

  /// Of the deal replayed last. `merged` ones are in merges() as well.
  const DealState& state() const { return state_; }
  /// Its open visit that is not in the background; null if there is none, so also once the deal is
  /// lost, deleted or merged. Lives as long as `out`.
  const Visit* current() const { return current_; }

  /// Over all deals replayed so far.
  FlowCounts counts() const;
  /// Deals with their merged_into event.
  const std::vector<std::pair<DealIndex, EventIndex>>& merges() const { return merges_; }

 private:
  struct Event {
    EventIndex index;
    std::int64_t at;
    Precision precision;
    SymbolIndex symbol;
  };
  struct Closing {
    DealStatus status;
    process::NodeIndex outcome;
    Exit exit;
  };

  void start(DealIndex d, Visit* out);
  void apply(EventKind kind, const Event& event);
  bool is_over() const {
    return state_.status == DealStatus::deleted || state_.status == DealStatus::merged;
  }
  void be_born(const Event& event);
  void create(const Event& event);
  void enter(const Event& event);
  void enter_stage(const Event& event, process::NodeIndex stage);
  void enter_outside(const Event& event);
  void enter_background(const Event& event, process::NodeIndex stage);
  void enter_contradicting(const Event& event, process::NodeIndex stage);
  bool closes_later_in_source(const Event& event) const;
  void reopen(const Event& event);
  void revoke_closing(const Event& event, process::NodeIndex stage);
  void close(const Event& event, const Closing& closing);
  void close_by_kind(const Event& event, DealStatus status);
  void replace_closing(Exit exit, process::NodeIndex next);
  void finish(const Event& event);
  void leave_for_good(const Event& event, DealStatus status, Exit exit);
  Visit& begin_visit(const Event& event, process::NodeIndex stage, process::EntryClass entry);
  void end_visit(Visit& visit, const Event& event, Exit exit, process::NodeIndex next);
  void end_background(const Event& event, Exit exit, process::NodeIndex next);
  void count(const Visit& visit);
  bool visit_first_time(process::NodeIndex stage);
  process::NodeIndex stage_after(const Visit& visit) const;
  void settle(DealIndex d, const Visit* begin);

  const ReplayInput& input_;
  DealIndex deal_ = 0;
  DealState state_;
  Visit* out_ = nullptr;
  Visit* current_ = nullptr;  ///< Open, in the foreground: of a customer stage or outside the map.
  Visit* background_ = nullptr;  ///< Open, of an internal stage.
  Visit* closed_ = nullptr;      ///< Ended by the standing closing.
  EventIndex closing_event_ = 0;
  process::NodeIndex stage_ = process::no_node;  ///< Customer stage of the map that it was in last.
  process::NodeIndex position_ = process::no_node;  ///< The last customer stage or outcome.
  SymbolIndex symbol_ = 0;                          ///< Of the current visit.
  bool was_outside_ = false;
  bool is_created_ = false;
  std::vector<std::uint64_t> visited_;  ///< A bit a node.
  FlowCounts counts_;                   ///< Without what counts() takes from `entered_`.
  /// Entries that began a visit: [class][1: the first of its stage]. One addition an entry.
  std::array<std::array<std::int64_t, 2>, process::entry_classes> entered_ = {};
  std::vector<std::pair<DealIndex, EventIndex>> merges_;
};

// What every entry goes through, inline.

inline void Replay::be_born(const Event& event) {
  if (state_.status == DealStatus::unborn) state_.status = DealStatus::without_stage;
  if (state_.created != DealState::unknown || event.precision == Precision::unknown) return;
  state_.created = event.at;
  if (event.precision == Precision::date) state_.flags |= DealState::created_date_only;
}

inline Visit& Replay::begin_visit(const Event& event, process::NodeIndex stage,
                                  process::EntryClass entry) {
  std::uint8_t flags = 0;
  if (event.precision == Precision::date) flags = Visit::date_only;
  if (event.precision == Precision::unknown) flags = Visit::entry_unknown;
  *out_ = {.entered = event.at,
           .left = input_.cut(event.precision),
           .stage = stage,
           .next = process::no_node,
           .exit = Exit::open,
           .entry = entry,
           .flags = flags,
           .first = false};
  return *out_++;
}

inline void Replay::end_visit(Visit& visit, const Event& event, Exit exit,
                              process::NodeIndex next) {
  visit.left = event.at;
  visit.exit = exit;
  visit.next = next;
  if (event.precision == Precision::date) visit.flags |= Visit::date_only;
  if (event.precision == Precision::unknown) visit.flags |= Visit::left_unknown;
  constexpr std::uint8_t by_day = Visit::date_only | Visit::entry_unknown | Visit::left_unknown;
  if (visit.left == visit.entered && (visit.flags & by_day) == 0 && exit == Exit::moved)
    ++counts_.same_instant;
}

inline void Replay::count(const Visit& visit) {
  ++entered_[static_cast<std::size_t>(visit.entry)][visit.first ? 1 : 0];
}

inline bool Replay::visit_first_time(process::NodeIndex stage) {
  auto& word = visited_[stage / 64];
  const auto bit = std::uint64_t{1} << (stage % 64);
  const bool first = (word & bit) == 0;
  word |= bit;
  return first;
}

/// Gives the deals that others were merged into the earliest `created` of them all
/// (measures.md 1.11).
void join_merged(const EventLog& log, std::span<const std::pair<DealIndex, EventIndex>> merges,
                 std::span<DealState> deals);

/// Marks the deals whose id the source has twice.
void mark_doubled(const EventLog& log, std::span<DealState> deals);

}  // namespace stagecraft::history
