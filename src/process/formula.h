#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "process/condition.h"
#include "process/fields.h"
#include "process/formula_lexer.h"
#include "process/map.h"

/// Formulas of own measures (process-map.md, 1.3): arithmetic over aggregates of history. Parsed
/// and judged for kinds once, when a map loads; always ends, in a number or in 'undefined' with its
/// reason.
namespace stagecraft::process {

/// What an aggregate goes over: deals first, records from `touchpoints` on.
enum class Source : std::uint8_t {
  created,
  won,
  lost,
  no_decision,
  entered,
  left,
  in_stage,
  touchpoints,
  promises,
  pushes,
  quotes,
  objections,
  literature_given,
  exceptions
};

enum class FormulaOp : std::uint8_t {
  number,
  add,
  subtract,
  multiply,
  divide,
  negate,
  min,
  max,
  measure,
  count,
  sum,
  mean,
  median,
  p90
};

/// What an aggregate takes of each deal or record.
enum class AggregateValue : std::uint8_t { none, field, days_in, days_to, days_open };

/// What count, sum, mean, median and p90 go over. A place is the id of a goal or stage; empty:
/// where the measure stands.
struct Aggregate {
  Source source = Source::created;
  std::string source_place;  ///< entered, left, in_stage
  AggregateValue value = AggregateValue::none;
  std::string field;        ///< AggregateValue::field
  std::string value_place;  ///< days_in, days_to
  Condition where;

  bool operator==(const Aggregate&) const = default;
};

struct FormulaNode {
  FormulaOp op = FormulaOp::number;
  ValueKind kind = ValueKind::number;
  double number = 0;
  std::uint8_t left = 0, right = 0;  ///< Operands, by index; `negate` has only `left`.
  std::string measure;               ///< Id of an own or built-in measure.
  Aggregate aggregate;

  bool operator==(const FormulaNode&) const = default;
};

/// Operands stand before what they belong to, so the last node is the whole. Never empty.
struct Formula {
  std::vector<FormulaNode> nodes;

  ValueKind kind() const { return nodes.back().kind; }
  bool operator==(const Formula&) const = default;
};

/// nullopt and a fault when `text` is no formula, or when its result is not of the kind that the
/// measure declares. `map` knows own measures and fields.
std::optional<Formula> parse_formula(std::string_view text, MeasureKind kind, const Map& map,
                                     FormulaFault& fault);

/// Own measures that refer to one another in a circle: each member once, in the order of the
/// references, the first again at the end. Empty: none. Formulas that do not parse refer to
/// nothing.
std::vector<std::string> find_circle(const Map& map);

/// A number, or why there is none: 'no deals', 'division by 0', 'mixed currencies' ...
struct FormulaResult {
  std::optional<double> value;
  base::Sentence reason = {};

  bool operator==(const FormulaResult&) const = default;
};

/// The arithmetic of one node over the results of its operands. Undefined spreads; so do a division
/// by 0 and a number that is not finite. REQUIRES an op with operands, or `number`.
FormulaResult apply_operation(const FormulaNode& node, const FormulaResult& left,
                              const FormulaResult& right);

/// Evaluates a formula. `leaf(node)` gives the FormulaResult of each aggregate and measure.
/// O(nodes).
template <class Leaf>
FormulaResult evaluate(const Formula& formula, Leaf&& leaf) {
  std::vector<FormulaResult> results;
  results.reserve(formula.nodes.size());
  for (const FormulaNode& node : formula.nodes) {
    if (node.op >= FormulaOp::measure)
      results.push_back(leaf(node));
    else if (node.op == FormulaOp::number)
      results.push_back({node.number});
    else
      results.push_back(apply_operation(node, results[node.left], results[node.right]));
  }
  return results.back();
}

}  // namespace stagecraft::process
