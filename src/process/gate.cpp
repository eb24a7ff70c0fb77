#include "process/gate.h"

#include <algorithm>

namespace stagecraft::process {
namespace {

template <typename Range, typename Value>
bool holds_value(const Range& range, const Value& value) {
  return std::ranges::find(range, value) != std::ranges::end(range);
}

/// Looks for the instant from which on a criterion was met by the evidence that is not older than
/// `since`.
class Judge {
 public:
  Judge(const Criterion& criterion, const EvidenceSet& set, const ConditionTest& holds)
      : criterion_(criterion), set_(set), holds_(holds) {}

  std::optional<base::Instant> find(const Evidence& evidence, base::Instant since) const {
    switch (evidence.kind) {
      case EvidenceKind::touchpoint:
        return latest(set_.touchpoints, since,
                      [&](const auto& touchpoint) { return shows(evidence, touchpoint); });
      case EvidenceKind::document:
        return latest(set_.documents, since,
                      [&](const auto& document) { return document.output == evidence.output; });
      case EvidenceKind::field:
        return find_field(evidence, since);
      case EvidenceKind::record:
        return find_records(evidence, since);
      case EvidenceKind::answer:
        return latest(set_.answers, since, [&](const auto& answer) {
          return answer.criterion == criterion_.id &&
                 (evidence.accept.empty() || holds_value(evidence.accept, answer.choice));
        });
    }
    return {};
  }

  std::optional<base::Instant> find_confirmation(base::Instant since) const {
    return latest(set_.confirmations, since, [&](const auto& confirmation) {
      return confirmation.criterion == criterion_.id;
    });
  }

 private:
  template <typename Item, typename Shows>
  static std::optional<base::Instant> latest(const std::vector<Item>& items, base::Instant since,
                                             Shows shows) {
    std::optional<base::Instant> found;
    for (const auto& item : items)
      if (item.at >= since && shows(item) && (!found || *found < item.at)) found = item.at;
    return found;
  }

  bool shows(const Evidence& evidence, const EvidenceSet::Touchpoint& touchpoint) const {
    return (evidence.of.empty() || holds_value(evidence.of, touchpoint.kind)) &&
           (evidence.from.empty() || holds_value(touchpoint.with, evidence.from)) &&
           holds_value(touchpoint.confirms, criterion_.id);
  }

  std::optional<base::Instant> find_field(const Evidence& evidence, base::Instant since) const {
    const auto set = set_.set_at.find(evidence.field);
    const auto at = set == set_.set_at.end() ? base::Instant::min() : set->second;
    if (at < since) return {};
    const auto condition =
        evidence.require.empty() ? evidence.field + " is filled" : evidence.require;
    if (!holds_(Subject::deal, condition, set_.fields)) return {};
    return at;
  }

  std::optional<base::Instant> find_records(const Evidence& evidence, base::Instant since) const {
    std::vector<base::Instant> found;
    for (const auto& record : set_.records)
      if (record.kind == evidence.record && record.at >= since &&
          (evidence.where.empty() ||
           holds_(subject_of(record.kind), evidence.where, record.fields)))
        found.push_back(record.at);
    const auto enough = static_cast<std::size_t>(std::max(1, evidence.at_least));
    if (found.size() < enough) return {};
    std::ranges::sort(found);
    return found[enough - 1];
  }

  const Criterion& criterion_;
  const EvidenceSet& set_;
  const ConditionTest& holds_;
};

struct Shown {
  std::optional<Evidence> by;
  base::Instant at;
};

std::optional<Shown> find_shown(const Criterion& criterion, const Judge& judge,
                                base::Instant since) {
  if (criterion.evidence.empty()) {
    if (const auto at = judge.find_confirmation(since)) return Shown{{}, *at};
    return {};
  }
  for (const auto& evidence : criterion.evidence)
    if (const auto at = judge.find(evidence, since)) return Shown{evidence, *at};
  return {};
}

/// Where a node stands among the customer stages: won right after its stage.
int position_of(const Automaton& automaton, NodeIndex node) {
  if (node == no_node) return -1;
  return node < automaton.stage_count() ? node : automaton.on_leaving();
}

bool is_gated(EntryClass move) {
  return move == EntryClass::forward || move == EntryClass::skip || move == EntryClass::win ||
         move == EntryClass::begin;
}

/// The stages whose criteria a move asks for, in map order.
std::vector<NodeIndex> stages_asked(const Automaton& automaton, NodeIndex from, NodeIndex to,
                                    bool is_allowed) {
  std::vector<NodeIndex> stages;
  if (from != no_node && from < automaton.stage_count()) stages.push_back(from);
  if (is_allowed) return stages;
  const auto& target = automaton.node(to);
  const int end = target.kind == NodeKind::won ? automaton.on_leaving() + 1 : to;
  for (auto s = position_of(automaton, from) + 1; s < end; ++s)
    stages.push_back(static_cast<NodeIndex>(s));
  return stages;
}

}  // namespace

std::vector<CriterionState> GateAnswer::unmet() const {
  std::vector<CriterionState> found;
  std::ranges::copy_if(criteria, std::back_inserter(found), [](const CriterionState& criterion) {
    return criterion.required && !criterion.met;
  });
  return found;
}

CriterionState judge(const Criterion& criterion, std::string_view stage,
                     const EvidenceSet& evidence, const ConditionTest& holds) {
  CriterionState state{.stage = std::string(stage),
                       .criterion = criterion.id,
                       .text = criterion.text,
                       .required = criterion.required,
                       .by = {},
                       .at = {},
                       .would_do = {}};
  const auto entered = evidence.entered_at.find(stage);
  const bool has_entry = criterion.fresh && entered != evidence.entered_at.end();
  const auto since = has_entry ? entered->second : base::Instant::min();
  const Judge judge(criterion, evidence, holds);
  if (const auto shown = find_shown(criterion, judge, since)) {
    state.met = true;
    state.by = shown->by;
    state.at = shown->at;
  } else {
    state.was_met = has_entry && find_shown(criterion, judge, base::Instant::min()).has_value();
    state.would_do = criterion.evidence;
  }
  return state;
}

GateAnswer ask_gate(const Map& map, const Automaton& automaton, const Move& move,
                    const EvidenceSet& evidence, const ConditionTest& holds) {
  const auto from = move.from.empty() ? no_node : automaton.find(move.from);
  const auto to = automaton.find(move.to);
  GateAnswer answer;
  const bool was_closed = from != no_node && automaton.node(from).is_outcome();
  const bool is_after_sale = was_closed && automaton.node(from).kind == NodeKind::won &&
                             to < automaton.stage_count() && automaton.node(to).after_won;
  answer.move = automaton.classify(from, to, false, was_closed && !is_after_sale);
  if (to == no_node) return answer;
  if (answer.move == EntryClass::background || answer.move == EntryClass::repeat) {
    answer.is_allowed = true;
    return answer;
  }
  answer.is_allowed = (move.from.empty() || from != no_node) && automaton.allows(from, to);
  answer.is_gated = is_gated(answer.move);
  if (const auto* outcome = find_outcome(map, move.to)) answer.reasons = outcome->reasons;
  if (!answer.is_gated) return answer;
  for (const auto stage : stages_asked(automaton, from, to, answer.is_allowed)) {
    const auto& id = automaton.node(stage).id;
    for (const auto& criterion : find_stage(map, id)->exit)
      answer.criteria.push_back(judge(criterion, id, evidence, holds));
  }
  return answer;
}

}  // namespace stagecraft::process
