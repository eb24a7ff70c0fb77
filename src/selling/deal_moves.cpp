#include <algorithm>

#include "selling/fold.h"

namespace stagecraft::selling {
namespace {

using process::EntryClass;
using process::no_node;
using process::NodeIndex;
using process::NodeKind;

DealStatus status_of(NodeKind kind) {
  if (kind == NodeKind::won) return DealStatus::won;
  return kind == NodeKind::lost ? DealStatus::lost : DealStatus::no_decision;
}

DealStatus status_of(EventKind kind) {
  if (kind == EventKind::won) return DealStatus::won;
  return kind == EventKind::lost ? DealStatus::lost : DealStatus::no_decision;
}

/// One step of the replay of history::Replay, on values: the comments on why are there.
class Step {
 public:
  Step(Deal& deal, const Event& event, const process::Automaton* automaton)
      : deal_(deal), way_(deal.way), event_(event), automaton_(automaton) {}

  void run() {
    switch (event_.kind) {
      case EventKind::stage_entered:
        enter();
        break;
      case EventKind::reopened:
        reopen();
        break;
      case EventKind::finished:
        finish();
        break;
      case EventKind::migrated:
        migrate();
        break;
      case EventKind::merged_into:
        leave_for_good(DealStatus::merged);
        break;
      case EventKind::deleted:
        leave_for_good(DealStatus::deleted);
        break;
      default:
        close_by_kind(status_of(event_.kind));
    }
    settle();
  }

 private:
  NodeIndex find(std::string_view id) const {
    return automaton_ == nullptr || id.empty() ? no_node : automaton_->find(id);
  }
  bool is_customer_stage(NodeIndex node) const {
    return node != no_node && node < automaton_->stage_count();
  }
  bool is_outcome(NodeIndex node) const {
    return node != no_node && automaton_->node(node).is_outcome();
  }
  bool is_closed() const {
    return deal_.status == DealStatus::won || deal_.status == DealStatus::lost ||
           deal_.status == DealStatus::no_decision;
  }
  Visit& visit(int index) { return deal_.visits[static_cast<std::size_t>(index)]; }

  bool was_visited(std::string_view stage) const {
    return std::ranges::find(deal_.visits, stage, &Visit::stage) != deal_.visits.end();
  }

  int begin_visit(std::string_view stage, EntryClass entry) {
    deal_.visits.push_back(
        {.stage = std::string(stage), .entered = event_.at, .left = {}, .entry = entry});
    return static_cast<int>(deal_.visits.size()) - 1;
  }

  void end_visit(int& index) {
    if (index >= 0) visit(index).left = event_.at;
    index = -1;
  }

  void enter() {
    const auto node = find(event_.symbol);
    if (is_customer_stage(node)) return enter_stage(node);
    if (node == no_node) return enter_outside();
    if (!is_outcome(node)) return enter_background();
    close(status_of(automaton_->node(node).kind), event_.symbol);
  }

  void enter_stage(NodeIndex stage) {
    end_visit(way_.background);
    const bool is_after_sale = deal_.status == DealStatus::won && automaton_->node(stage).after_won;
    const bool is_reopening = is_closed() && !is_after_sale;
    if (is_reopening && closes_later_in_source()) return enter_contradicting(stage);
    if (!is_reopening && way_.current >= 0 && visit(way_.current).stage == event_.symbol) return;
    if (is_reopening) revoke_closing();
    end_visit(way_.current);
    const bool visited = was_visited(event_.symbol);
    auto entry = automaton_->classify(find(way_.position), stage, visited, is_reopening);
    if (entry == EntryClass::repeat) entry = EntryClass::return_;  // It was elsewhere in between.
    if (!is_after_sale) deal_.status = DealStatus::open;
    go_to(event_.symbol, entry);
  }

  void go_to(const std::string& stage, EntryClass entry) {
    way_.current = begin_visit(stage, entry);
    way_.position = way_.stage_of_map = way_.symbol = stage;
  }

  void enter_outside() {
    end_visit(way_.background);
    const bool stays = way_.current >= 0 && visit(way_.current).entry == EntryClass::outside &&
                       way_.symbol == event_.symbol;
    if (stays) return;
    end_visit(way_.current);
    if (!is_closed()) deal_.status = DealStatus::open;
    way_.current = begin_visit(event_.symbol, EntryClass::outside);
    way_.symbol = event_.symbol;
  }

  void enter_background() {
    if (way_.background >= 0 && visit(way_.background).stage == event_.symbol) return;
    end_visit(way_.background);
    way_.background = begin_visit(event_.symbol, EntryClass::background);
  }

  bool closes_later_in_source() const {
    return event_.source_seq >= 0 && event_.source_seq < way_.closing_seq;
  }

  /// The source has the outcome last, but dates it before this entry: both count, and the outcome
  /// stands.
  void enter_contradicting(NodeIndex stage) {
    auto from = no_node;
    if (way_.closed >= 0) {
      auto& before = visit(way_.closed);
      if (before.stage == event_.symbol) return;
      before.left = event_.at;
      if (before.entry != EntryClass::outside) from = find(before.stage);
    }
    const bool visited = was_visited(event_.symbol);
    way_.closed = begin_visit(event_.symbol, automaton_->classify(from, stage, visited, false));
    visit(way_.closed).left = event_.at;
    way_.stage_of_map = event_.symbol;
  }

  void reopen() {
    if (!is_closed()) {
      if (!event_.symbol.empty()) enter();
      return;
    }
    const auto node = find(event_.symbol);
    // Without a stage of its own, a deal goes on where it was left.
    const bool has_stage = !event_.symbol.empty() && (node == no_node || is_customer_stage(node));
    const auto stage = has_stage ? event_.symbol : way_.stage_of_map;
    end_visit(way_.background);
    revoke_closing();
    way_.position = way_.stage_of_map;
    if (is_customer_stage(find(stage))) {
      deal_.status = DealStatus::open;
      return go_to(stage, EntryClass::reopen);
    }
    deal_.status = DealStatus::lead;
    if (!event_.symbol.empty()) enter_outside();
  }

  void revoke_closing() {
    end_visit(way_.current);
    way_.closed = -1;
    deal_.closing.reset();
  }

  void close_by_kind(DealStatus status) {
    const auto node = find(event_.symbol);
    if (is_outcome(node))  // The map says what its outcomes are.
      return close(status_of(automaton_->node(node).kind), event_.symbol);
    close(status, first_outcome(status));
  }

  /// Of that kind in the map; empty: there is none.
  std::string first_outcome(DealStatus status) const {
    if (automaton_ == nullptr) return {};
    for (const auto& node : automaton_->nodes())
      if (node.is_outcome() && status_of(node.kind) == status) return node.id;
    return {};
  }

  void close(DealStatus status, const std::string& outcome) {
    end_visit(way_.background);
    const bool stays_won = deal_.status == DealStatus::won && status == DealStatus::won;
    if (way_.current >= 0 && !stays_won) {
      way_.closed = way_.current;
      end_visit(way_.current);
    }
    if (way_.current < 0) way_.position = outcome;
    way_.closing_seq = event_.source_seq;
    deal_.status = status;
    deal_.closing = Closing{.outcome = outcome.empty() ? event_.symbol : outcome,
                            .reason = event_.details.reason,
                            .note = event_.note,
                            .motivations = event_.details.motivations,
                            .pain_points = event_.details.pain_points,
                            .at = event_.at};
  }

  void finish() {
    end_visit(way_.background);
    end_visit(way_.current);
    if (deal_.status == DealStatus::open) deal_.status = DealStatus::finished;
  }

  /// No entry, no exit: the visit goes on under the stage's new id (measures.md 1.9).
  void migrate() {
    if (const auto version = find_map_version(event_.to)) deal_.map = *version;
    migrate_closing();
    const auto& stage = event_.details.stage;
    if (stage.empty()) return;
    if (way_.position == way_.stage_of_map) way_.position = stage;
    way_.stage_of_map = stage;
    if (way_.current < 0) return;
    visit(way_.current).stage = way_.symbol = stage;
  }

  /// An outcome that the new version does not know is its first of the same kind.
  void migrate_closing() {
    if (!deal_.closing || is_outcome(find(deal_.closing->outcome))) return;
    const auto outcome = first_outcome(deal_.status);
    if (outcome.empty()) return;
    if (way_.position == deal_.closing->outcome) way_.position = outcome;
    deal_.closing->outcome = outcome;
  }

  void leave_for_good(DealStatus status) {
    end_visit(way_.background);
    end_visit(way_.current);
    deal_.status = status;
    if (status == DealStatus::merged) deal_.merged_into = target();
  }

  std::optional<DealId> target() const {
    if (event_.details.deal) return event_.details.deal;
    return find_deal_id(event_.to);
  }

  /// What pages show of where the deal stands.
  void settle() {
    const bool is_in_stage = deal_.status == DealStatus::open && way_.current >= 0;
    deal_.stage = is_in_stage ? visit(way_.current).stage : way_.stage_of_map;
    if (deal_.status == DealStatus::lead) deal_.stage.clear();
    deal_.stage_entered_at.reset();
    for (const auto& stay : deal_.visits)
      if (stay.stage == deal_.stage && stay.entry != EntryClass::background)
        deal_.stage_entered_at = stay.entered;
  }

  Deal& deal_;
  Way& way_;
  const Event& event_;
  const process::Automaton* automaton_;
};

}  // namespace

bool is_move(EventKind kind) {
  switch (kind) {
    case EventKind::stage_entered:
    case EventKind::won:
    case EventKind::lost:
    case EventKind::no_decision:
    case EventKind::finished:
    case EventKind::reopened:
    case EventKind::migrated:
    case EventKind::merged_into:
    case EventKind::deleted:
      return true;
    default:
      return false;
  }
}

void apply_move(Deal& deal, const Event& event, const process::Automaton* automaton) {
  Step(deal, event, automaton).run();
}

}  // namespace stagecraft::selling
