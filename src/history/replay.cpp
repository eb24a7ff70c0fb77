#include "history/replay.h"

#include <algorithm>

namespace stagecraft::history {
namespace {

using process::EntryClass;
using process::no_node;
using process::NodeIndex;
using process::NodeKind;

std::int64_t milliseconds(base::Instant at) { return at.time_since_epoch().count(); }
std::int64_t milliseconds(base::Day day) { return milliseconds(base::Instant(day)); }

Exit exit_of(DealStatus status) {
  if (status == DealStatus::won) return Exit::won;
  return status == DealStatus::lost ? Exit::lost : Exit::no_decision;
}

DealStatus status_of(NodeKind kind) {
  if (kind == NodeKind::won) return DealStatus::won;
  return kind == NodeKind::lost ? DealStatus::lost : DealStatus::no_decision;
}

}  // namespace

ReplayInput::ReplayInput(const EventLog& of_log, const process::Automaton& of_automaton,
                         const Binding& binding, const Reading& reading)
    : log(of_log),
      automaton(of_automaton),
      node_of_symbol(binding.of_symbol.data()),
      stage_count(of_automaton.stage_count()),
      known_at_(reading.known_at) {
  auto instant = reading.as_of.instant;
  auto day = reading.as_of.day;
  if (log.is_reconstructed()) {  // Known when it happened.
    instant = std::min(instant, reading.known_at.instant);
    day = std::min(day, reading.known_at.day);
  }
  borders_ = {milliseconds(instant), milliseconds(day), milliseconds(instant)};
  last_instant_ = milliseconds(instant) - 1;
  last_day_ = milliseconds(day - std::chrono::days(1));

  const auto nodes = automaton.nodes();
  first_outcome = static_cast<NodeIndex>(nodes.size());
  outcome_of = {no_node, no_node, no_node};
  for (auto n = nodes.size(); n-- > stage_count;) {
    if (nodes[n].is_stage()) continue;
    first_outcome = static_cast<NodeIndex>(n);
    const auto kind =
        static_cast<std::size_t>(nodes[n].kind) - static_cast<std::size_t>(NodeKind::won);
    outcome_of[kind] = first_outcome;
  }
  first_after_won = automaton.on_leaving() == no_node
                        ? stage_count
                        : static_cast<NodeIndex>(automaton.on_leaving() + 1);
}

bool ReplayInput::was_known(EventIndex e) const {
  const auto recorded = log.recorded_at(e);
  const bool by_day = log.precision(e) == Precision::date && recorded == log.at(e);
  return known_at_.holds_before(recorded, by_day);
}

Replay::Replay(const ReplayInput& input)
    : input_(input), visited_((input.automaton.nodes().size() + 63) / 64) {}

// Inline, because every event goes through them; nothing else uses them.
inline void Replay::enter(const Event& event) {
  const auto node = input_.node_of_symbol[event.symbol];
  if (node < input_.stage_count) return enter_stage(event, node);
  if (node == no_node) return enter_outside(event);
  if (node < input_.first_outcome) return enter_background(event, node);
  const auto status = status_of(input_.automaton.node(node).kind);
  close(event, {.status = status, .outcome = node, .exit = exit_of(status)});
}

inline void Replay::apply(EventKind kind, const Event& event) {
  be_born(event);
  switch (kind) {
    case EventKind::stage_entered:
      return enter(event);
    case EventKind::created:
      return create(event);
    case EventKind::won:
      return close_by_kind(event, DealStatus::won);
    case EventKind::lost:
      return close_by_kind(event, DealStatus::lost);
    case EventKind::no_decision:
      return close_by_kind(event, DealStatus::no_decision);
    case EventKind::finished:
      return finish(event);
    case EventKind::reopened:
      return reopen(event);
    case EventKind::merged_into:
      merges_.emplace_back(deal_, event.index);
      return leave_for_good(event, DealStatus::merged, Exit::merged);
    case EventKind::deleted:
      return leave_for_good(event, DealStatus::deleted, Exit::deleted);
    default:
      return;  // Of the deal, but not of its way through the map.
  }
}

FlowCounts Replay::counts() const {
  FlowCounts counts = counts_;
  for (std::size_t c = 0; c < entered_.size(); ++c) {
    const auto entry = static_cast<EntryClass>(c);
    const auto [again, first] = entered_[c];
    counts.stage_entries += again + first;
    if (entry != EntryClass::reopen) counts.returns += again;
    if (entry == EntryClass::skip) counts.skips += again + first;
    if (entry == EntryClass::back || entry == EntryClass::return_) counts.backs += again + first;
  }
  return counts;
}

// Flat, because calls for every event cost 5 to 10 % of the replay.
[[gnu::flatten]] Visit* Replay::run(DealIndex d, Visit* out) {
  start(d, out);
  const auto* kinds = input_.log.kind_column().data();
  const auto* symbols = input_.log.symbol_column().data();
  const auto* at = input_.log.at_column().data();
  const auto end = input_.log.end(d);
  for (auto e = input_.log.begin(d); e < end; ++e) {
    const auto kind = static_cast<EventKind>(kinds[e] & 0x3F);
    const auto precision = static_cast<Precision>(kinds[e] >> 6);
    if (!input_.counts(e, at[e], precision)) continue;
    apply(kind, {.index = e, .at = at[e], .precision = precision, .symbol = symbols[e]});
    if (is_over()) break;
  }
  settle(d, out);
  return out_;
}

void Replay::start(DealIndex d, Visit* out) {
  deal_ = d;
  state_ = {};
  out_ = out;
  current_ = background_ = closed_ = nullptr;
  stage_ = position_ = no_node;
  symbol_ = 0;
  was_outside_ = is_created_ = false;
  std::ranges::fill(visited_, 0);
}

void Replay::settle(DealIndex, const Visit* begin) {
  state_.visit_count = static_cast<std::uint32_t>(out_ - begin);
  if (state_.status == DealStatus::in_stage)
    state_.node = current_ == nullptr ? no_node : current_->stage;
  else if (state_.status != DealStatus::without_stage)
    state_.node = stage_;
}

void Replay::create(const Event& event) {
  if (is_created_ || event.precision == Precision::unknown) return;
  is_created_ = true;
  state_.created = event.at;
  state_.flags &= static_cast<std::uint8_t>(~DealState::created_date_only);
  if (event.precision == Precision::date) state_.flags |= DealState::created_date_only;
}

void Replay::enter_stage(const Event& event, NodeIndex stage) {
  if (background_ != nullptr) end_background(event, Exit::moved, stage);
  const bool is_after_sale = state_.status == DealStatus::won && stage >= input_.first_after_won;
  const bool is_reopening = state_.is_closed() && !is_after_sale;
  if (is_reopening && closes_later_in_source(event)) return enter_contradicting(event, stage);
  if (!is_reopening && current_ != nullptr && current_->stage == stage) {
    if (symbol_ == event.symbol) ++counts_.repeats;  // Else a merge of two stages: one visit.
    symbol_ = event.symbol;
    return;
  }
  if (is_reopening) {
    ++counts_.implied_reopenings;
    revoke_closing(event, stage);
  } else if (current_ != nullptr) {
    end_visit(*current_, event, Exit::moved, stage);
  }
  const bool first = visit_first_time(stage);
  auto entry = input_.automaton.classify(position_, stage, !first, is_reopening);
  if (entry == EntryClass::repeat) entry = EntryClass::return_;  // It was elsewhere in between.
  auto& visit = begin_visit(event, stage, entry);
  visit.first = first;
  if (is_reopening) visit.flags |= Visit::implied_reopen;
  if (is_after_sale) visit.flags |= Visit::after_sale;
  if (!is_after_sale) state_.status = DealStatus::in_stage;
  current_ = &visit;
  stage_ = position_ = stage;
  symbol_ = event.symbol;
  count(visit);
}

void Replay::enter_outside(const Event& event) {
  if (background_ != nullptr) end_background(event, Exit::moved, no_node);
  if (current_ != nullptr) {
    if (current_->stage == no_node && symbol_ == event.symbol) {
      ++counts_.repeats;
      return;
    }
    end_visit(*current_, event, Exit::moved, no_node);
  }
  auto& visit = begin_visit(event, no_node, EntryClass::outside);
  visit.first = !was_outside_;
  was_outside_ = true;
  if (state_.status == DealStatus::won) visit.flags |= Visit::after_sale;
  if (!state_.is_closed()) state_.status = DealStatus::in_stage;
  current_ = &visit;
  symbol_ = event.symbol;
  ++counts_.stage_entries;
  ++counts_.outside;
}

void Replay::enter_background(const Event& event, NodeIndex stage) {
  if (background_ != nullptr) {
    if (background_->stage == stage) {
      ++counts_.repeats;
      return;
    }
    end_background(event, Exit::moved, stage);
  }
  background_ = &begin_visit(event, stage, EntryClass::background);
  background_->flags |= Visit::background;
  background_->first = visit_first_time(stage);
}

bool Replay::closes_later_in_source(const Event& event) const {
  const auto entered = input_.log.source_seq(event.index);
  return entered >= 0 && entered < input_.log.source_seq(closing_event_);
}

/// The source has the outcome last, but dates it before this entry: both count, and the outcome
/// stands.
void Replay::enter_contradicting(const Event& event, NodeIndex stage) {
  if (closed_ != nullptr && closed_->stage == stage) {
    ++counts_.repeats;
    return;
  }
  const auto exit = exit_of(state_.status);
  const auto from = closed_ == nullptr ? no_node : closed_->stage;
  if (closed_ != nullptr) {
    auto& before = *closed_;
    before.flags &= static_cast<std::uint8_t>(~(Visit::left_unknown | Visit::contradictory));
    end_visit(before, event, Exit::moved, stage);
  }
  const bool first = visit_first_time(stage);
  auto& visit = begin_visit(event, stage, input_.automaton.classify(from, stage, !first, false));
  visit.first = first;
  visit.left = event.at;
  visit.exit = exit;
  visit.next = state_.outcome;
  visit.flags |= Visit::contradictory;
  state_.flags |= DealState::contradictory;
  stage_ = stage;
  closed_ = &visit;
  ++counts_.contradictory;
  count(visit);
}

void Replay::reopen(const Event& event) {
  auto stage = input_.node_of_symbol[event.symbol];
  if (!state_.is_closed()) {
    if (event.symbol != 0) enter(event);
    return;
  }
  // Without a stage of its own, a deal goes on where it was left.
  if (event.symbol == 0 || (stage != no_node && stage >= input_.stage_count)) stage = stage_;
  if (background_ != nullptr) end_background(event, Exit::moved, stage);
  ++counts_.reopenings;
  revoke_closing(event, stage);
  position_ = stage_;  // Where it was before it closed; a lead is one again.
  if (stage == no_node) {
    state_.status = DealStatus::without_stage;
    if (event.symbol != 0) enter_outside(event);
    return;
  }
  auto& visit = begin_visit(event, stage, EntryClass::reopen);
  visit.first = visit_first_time(stage);
  state_.status = DealStatus::in_stage;
  current_ = &visit;
  stage_ = position_ = stage;
  symbol_ = event.symbol;
  count(visit);
}

void Replay::revoke_closing(const Event& event, NodeIndex stage) {
  if (current_ != nullptr) end_visit(*current_, event, Exit::moved, stage);
  if (closed_ != nullptr) {
    closed_->flags |= Visit::revoked;
    closed_->exit = Exit::moved;
    closed_->next = stage;
  }
  current_ = closed_ = nullptr;
  state_.outcome = no_node;
  state_.closed = DealState::unknown;
  state_.flags &= static_cast<std::uint8_t>(~DealState::closed_date_only);
}

void Replay::close_by_kind(const Event& event, DealStatus status) {
  auto node = input_.node_of_symbol[event.symbol];
  if (node != no_node && node >= input_.first_outcome)
    status = status_of(input_.automaton.node(node).kind);  // The map says what its outcomes are.
  else
    node = input_.outcome_of[static_cast<std::size_t>(status) -
                             static_cast<std::size_t>(DealStatus::won)];
  close(event, {.status = status, .outcome = node, .exit = exit_of(status)});
}

void Replay::close(const Event& event, const Closing& closing) {
  if (background_ != nullptr) end_background(event, closing.exit, closing.outcome);
  const bool stays_won = state_.status == DealStatus::won && closing.status == DealStatus::won;
  if (current_ != nullptr && !stays_won) {
    // An after-sale visit ends: what stood before it was a move on.
    if (closed_ != nullptr) replace_closing(Exit::moved, stage_after(*closed_));
    end_visit(*current_, event, closing.exit, closing.outcome);
    closed_ = current_;
    current_ = nullptr;
  } else if (closed_ != nullptr) {
    replace_closing(closing.exit, closing.outcome);
  }
  if (current_ == nullptr) position_ = closing.outcome;
  closing_event_ = event.index;
  state_.status = closing.status;
  state_.outcome = closing.outcome;
  state_.closed = event.precision == Precision::unknown ? DealState::unknown : event.at;
  state_.flags &= static_cast<std::uint8_t>(~DealState::closed_date_only);
  if (event.precision == Precision::date) state_.flags |= DealState::closed_date_only;
}

void Replay::replace_closing(Exit exit, NodeIndex next) {
  closed_->exit = exit;
  closed_->next = next;
}

NodeIndex Replay::stage_after(const Visit& visit) const {
  for (const auto* next = &visit + 1; next != out_; ++next)
    if (!next->has(Visit::background)) return next->stage;
  return no_node;
}

void Replay::finish(const Event& event) {
  if (background_ != nullptr) end_background(event, Exit::finished, no_node);
  if (current_ != nullptr) end_visit(*current_, event, Exit::finished, no_node);
  current_ = nullptr;
  if (state_.status == DealStatus::in_stage) state_.status = DealStatus::without_stage;
}

void Replay::leave_for_good(const Event& event, DealStatus status, Exit exit) {
  if (background_ != nullptr) end_background(event, exit, no_node);
  if (current_ != nullptr) end_visit(*current_, event, exit, no_node);
  current_ = nullptr;
  state_.status = status;
}

void Replay::end_background(const Event& event, Exit exit, NodeIndex next) {
  const auto same_instant = counts_.same_instant;
  end_visit(*background_, event, exit, next);
  counts_.same_instant = same_instant;
  background_ = nullptr;
}

void mark_doubled(const EventLog& log, std::span<DealState> deals) {
  for (const auto deal : log.doubled()) deals[deal].flags |= DealState::doubled;
}

}  // namespace stagecraft::history
