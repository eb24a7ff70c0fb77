#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/time.h"
#include "process/automaton.h"
#include "process/fields.h"
#include "process/map.h"

/// Gates (process-map.md, 2): whether a deal may make a move, and what is missing if not. One pure
/// function, asked by board, form, API, import, bulk change and assistant alike.
namespace stagecraft::process {

/// The value of a field of a deal or record: not stated, a number (money in major units), a text (a
/// date as `2026-01-31`), a flag.
using StatedValue = std::variant<std::monostate, double, std::string, bool>;
using StatedValues = std::map<std::string, StatedValue, std::less<>>;

/// Whether a condition (process-map.md, 1.3) holds for the fields of a deal or, as `subject` says,
/// of a record.
using ConditionTest =
    std::function<bool(Subject subject, std::string_view condition, const StatedValues& fields)>;

/// All that is known of one deal and can show that criteria are met.
struct EvidenceSet {
  struct Touchpoint {
    TouchpointKind kind = TouchpointKind::call;
    std::vector<std::string>
        with;  ///< `customer` for a contact of the customer, and its buying roles.
    std::vector<std::string> confirms;  ///< Criteria that a person says it confirmed.
    base::Instant at{};
  };
  struct Document {
    std::string output;
    base::Instant at{};  ///< When it was attached.
  };
  struct Answer {
    std::string criterion, choice;
    base::Instant at{};
  };
  struct Confirmation {  ///< By a person, with a note: of a criterion without evidence of its own.
    std::string criterion;
    base::Instant at{};
  };
  struct Record {
    RecordKind kind = RecordKind::contact;
    StatedValues fields;
    base::Instant at{};
  };

  std::vector<Touchpoint> touchpoints;
  std::vector<Document> documents;
  std::vector<Answer> answers;
  std::vector<Confirmation> confirmations;
  std::vector<Record> records;
  StatedValues fields;  ///< Of the deal.
  std::map<std::string, base::Instant, std::less<>>
      set_at;  ///< When a field was last set, where known.
  /// When the deal last entered each stage: older evidence of a `fresh` criterion does not count.
  std::map<std::string, base::Instant, std::less<>> entered_at;
};

/// A criterion and how it stands.
struct CriterionState {
  std::string stage, criterion, text;
  bool required = true;
  bool met = false;
  bool was_met = false;  ///< Not met, but was before the last entry: it has to be shown afresh.
  std::optional<Evidence> by;  ///< Met: the evidence that shows it; none: a person confirmed it.
  base::Instant at{};          ///< Met: when that evidence came.
  std::vector<Evidence>
      would_do;  ///< Not met: any one suffices; none: a person confirms with a note.
};

/// What a gate says to a move.
struct GateAnswer {
  EntryClass move = EntryClass::forward;
  bool is_allowed = false;  ///< By the map.
  bool is_gated = false;    ///< Forward and winning moves are; returns, losses, reopenings are not.
  /// Of the stage that is left; and, where the map does not allow to pass them, of all stages
  /// jumped over.
  std::vector<CriterionState> criteria;
  std::vector<std::string> reasons;  ///< Of the outcome: one is asked for.

  /// Criteria that are required and not met.
  std::vector<CriterionState> unmet() const;
  bool is_ready() const { return is_allowed && unmet().empty(); }
  /// The move takes the right `deal.except` and a reason.
  bool needs_exception() const { return !is_ready(); }
};

struct Move {
  std::string from;  ///< Stage, or outcome that stands; empty: the deal has not begun.
  std::string to;    ///< Stage or outcome.
};

/// Judges a move of a deal. Total: an id that the map does not know is a move that is not allowed.
/// Pure, thread-safe as `holds` is. O(criteria * evidence).
GateAnswer ask_gate(const Map& map, const Automaton& automaton, const Move& move,
                    const EvidenceSet& evidence, const ConditionTest& holds);

/// How one criterion of a stage stands.
CriterionState judge(const Criterion& criterion, std::string_view stage,
                     const EvidenceSet& evidence, const ConditionTest& holds);

}  // namespace stagecraft::process
