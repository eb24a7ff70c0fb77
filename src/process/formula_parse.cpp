#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/text.h"
#include "process/formula.h"
#include "process/limits.h"
#include "process/reading_error.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

constexpr std::array<std::string_view, 14> source_words{
    "created",          "won",         "lost",     "no_decision", "entered", "left",
    "in_stage",         "touchpoints", "promises", "pushes",      "quotes",  "objections",
    "literature_given", "exceptions"};

constexpr std::array<std::pair<std::string_view, FormulaOp>, 7> functions{
    {{"min", FormulaOp::min},
     {"max", FormulaOp::max},
     {"count", FormulaOp::count},
     {"sum", FormulaOp::sum},
     {"mean", FormulaOp::mean},
     {"median", FormulaOp::median},
     {"p90", FormulaOp::p90}}};

Subject subject_of(Source source) {
  switch (source) {
    case Source::touchpoints:
      return Subject::touchpoint;
    case Source::promises:
      return Subject::promise;
    case Source::pushes:
      return Subject::push;
    case Source::quotes:
      return Subject::quote;
    case Source::objections:
      return Subject::objection;
    case Source::literature_given:
      return Subject::literature_given;
    case Source::exceptions:
      return Subject::exception;
    default:
      return Subject::deal;
  }
}

bool takes_place(Source source) {
  return source == Source::entered || source == Source::left || source == Source::in_stage;
}

ValueKind kind_of(MeasureKind kind) {
  switch (kind) {
    case MeasureKind::share:
      return ValueKind::share;
    case MeasureKind::days:
      return ValueKind::days;
    case MeasureKind::money:
      return ValueKind::money;
    case MeasureKind::count:
      break;
  }
  return ValueKind::count;
}

/// Kind of a sum, difference, min or max: like with like; a bare number goes with anything.
std::optional<ValueKind> kind_of_sum(ValueKind a, ValueKind b) {
  if (a == b || b == ValueKind::number) return a;
  if (a == ValueKind::number) return b;
  return std::nullopt;
}

std::optional<ValueKind> kind_of_product(ValueKind a, ValueKind b) {
  if (a == ValueKind::number || a == ValueKind::share) return b == ValueKind::number ? a : b;
  if (b == ValueKind::number || b == ValueKind::share) return a;
  const auto is_many = [](ValueKind x) { return x == ValueKind::money || x == ValueKind::days; };
  if (is_many(a) && b == ValueKind::count) return a;
  if (is_many(b) && a == ValueKind::count) return b;
  return std::nullopt;
}

std::optional<ValueKind> kind_of_quotient(ValueKind a, ValueKind b) {
  if (b == ValueKind::number) return a;
  if (a == b) return ValueKind::share;
  if (b == ValueKind::count && a != ValueKind::number) return a;
  return std::nullopt;
}

class FormulaParser {
 public:
  FormulaParser(TokenCursor& cursor, const Map& map) : cursor_(cursor), map_(map) {}

  std::optional<Formula> parse() {
    parse_sum();
    if (!cursor_.has_failed() && !cursor_.is_at_end())
      cursor_.fail(say("+, -, *, / or the end is expected here, {}", cursor_.found()));
    if (cursor_.has_failed()) return std::nullopt;
    return std::move(formula_);
  }

 private:
  using Index = std::uint8_t;

  Index parse_sum() {
    Index left = parse_product();
    while (!cursor_.has_failed() && (cursor_.now().is("+") || cursor_.now().is("-"))) {
      const Token sign = cursor_.take();
      const Index right = parse_product();
      left = combine(sign.text == "+" ? FormulaOp::add : FormulaOp::subtract, left, right, sign);
    }
    return left;
  }

  Index parse_product() {
    Index left = parse_unary();
    while (!cursor_.has_failed() && (cursor_.now().is("*") || cursor_.now().is("/"))) {
      const Token sign = cursor_.take();
      const Index right = parse_unary();
      left = combine(sign.text == "*" ? FormulaOp::multiply : FormulaOp::divide, left, right, sign);
    }
    return left;
  }

  Index parse_unary() {
    const bool is_negative = cursor_.take_sign("-");
    const Index operand = parse_primary();
    if (!is_negative || cursor_.has_failed()) return operand;
    return add(
        {.op = FormulaOp::negate, .kind = node(operand).kind, .left = operand, .right = operand});
  }

  Index parse_primary() {
    const Token token = cursor_.now();
    if (token.kind == Token::Kind::number) return parse_number_literal();
    if (token.is("(")) return parse_nested();
    if (token.kind != Token::Kind::word)
      return fail(
          say("a number, a measure, count(...) or ( is expected here, {}", cursor_.found()));
    if (!cursor_.after().is("(")) return parse_measure();
    const auto function =
        std::ranges::find(functions, token.text, &std::pair<std::string_view, FormulaOp>::first);
    if (function == functions.end())
      return fail(
          say("there is no function '{}'; there are count, sum, mean, median, p90, "
              "min and max",
              shown(token.text)));
    cursor_.take();
    cursor_.take();
    const bool is_pair = function->second == FormulaOp::min || function->second == FormulaOp::max;
    return is_pair ? parse_pair(function->second, token) : parse_aggregate(function->second);
  }

  Index parse_number_literal() {
    const Token token = cursor_.take();
    const auto value = parse_number(token.text);
    if (!value) return fail(say("'{}' is no number", shown(token.text)), token.column);
    return add({.op = FormulaOp::number, .number = *value});
  }

  Index parse_nested() {
    cursor_.take();
    if (!enter()) return 0;
    const Index inner = parse_sum();
    --depth_;
    if (!cursor_.has_failed()) cursor_.expect(")");
    return inner;
  }

  Index parse_pair(FormulaOp op, const Token& name) {
    if (!enter()) return 0;
    const Index left = parse_sum();
    if (cursor_.has_failed() || !cursor_.expect(",")) return 0;
    const Index right = parse_sum();
    --depth_;
    if (cursor_.has_failed() || !cursor_.expect(")")) return 0;
    return combine(op, left, right, name);
  }

  Index parse_measure() {
    const Token name = cursor_.take();
    const auto own = std::ranges::find(map_.measures, name.text, &Measure::id);
    if (own != map_.measures.end())
      return add({.op = FormulaOp::measure, .kind = kind_of(own->kind), .measure = name.text});
    if (const auto kind = find_built_in_measure(name.text))
      return add({.op = FormulaOp::measure, .kind = *kind, .measure = name.text});
    auto known = built_in_measure_names();
    for (const Measure& measure : map_.measures) known.push_back(measure.id);
    const auto near = base::nearest(name.text, known);
    return fail(say("there is no measure '{}'{}", shown(name.text), hint_at(near)), name.column);
  }

  // --- aggregates ---

  Index parse_aggregate(FormulaOp op) {
    FormulaNode aggregate{.op = op, .kind = ValueKind::count};
    Aggregate& over = aggregate.aggregate;
    const Token value = cursor_.now();
    if (op != FormulaOp::count && !parse_value(over)) return 0;
    if (!parse_source(over)) return 0;
    if (op != FormulaOp::count && !take_kind(aggregate, value)) return 0;
    if (cursor_.take_word("where")) {
      const auto where = parse_condition(cursor_, FieldTable::of(subject_of(over.source), &map_));
      if (!where) return 0;
      over.where = *where;
      node_count_ += over.where.tests.size();
    }
    if (!cursor_.expect(")")) return 0;
    return add(std::move(aggregate));
  }

  bool parse_value(Aggregate& over) {
    const Token name = cursor_.take();
    if (name.kind != Token::Kind::word)
      return cursor_.fail("a field is expected here", name.column);
    over.value = AggregateValue::field;
    if (name.text == "days_open") over.value = AggregateValue::days_open;
    if (name.text == "days_in") over.value = AggregateValue::days_in;
    if (name.text == "days_to") over.value = AggregateValue::days_to;
    if (over.value == AggregateValue::field) over.field = name.text;
    const bool has_place =
        over.value == AggregateValue::days_in || over.value == AggregateValue::days_to;
    if (has_place && !parse_place(over.value_place)) return false;
    return cursor_.take_word("of") ||
           cursor_.fail(say("'of' is expected here, {}", cursor_.found()));
  }

  bool parse_source(Aggregate& over) {
    const Token name = cursor_.take();
    const auto found = std::ranges::find(source_words, name.text);
    if (name.kind != Token::Kind::word || found == source_words.end()) {
      const auto near = base::nearest(name.text, {source_words.begin(), source_words.end()});
      return cursor_.fail(say("what to go over is expected here (created, won, entered, "
                              "touchpoints ...), not '{}'{}",
                              shown(name.text), hint_at(near)),
                          name.column);
    }
    over.source = static_cast<Source>(found - source_words.begin());
    return !takes_place(over.source) || parse_place(over.source_place);
  }

  /// `(place)`, if it is there.
  bool parse_place(std::string& place) {
    if (!cursor_.take_sign("(")) return true;
    const Token name = cursor_.take();
    if (name.kind != Token::Kind::word)
      return cursor_.fail("the id of a goal or stage is expected here", name.column);
    place = name.text;
    return cursor_.expect(")");
  }

  bool take_kind(FormulaNode& aggregate, const Token& value) {
    const Aggregate& over = aggregate.aggregate;
    const Subject subject = subject_of(over.source);
    if (over.value != AggregateValue::field) {
      aggregate.kind = ValueKind::days;
      return subject == Subject::deal ||
             cursor_.fail(say("'{}' is known of deals, not of {}", value.text,
                              source_words[static_cast<std::size_t>(over.source)]),
                          value.column);
    }
    const auto field = find_field(&map_, subject, over.field);
    if (!field) {
      const auto names = field_names(&map_, subject);
      const auto near = base::nearest(over.field, {names.begin(), names.end()});
      return cursor_.fail(say("{} has no field '{}'{}", Sentence::of(noun_of(subject)),
                              shown(over.field), hint_at(near)),
                          value.column);
    }
    aggregate.kind = field->kind;
    const bool is_number = field->kind != ValueKind::date && field->kind != ValueKind::text &&
                           field->kind != ValueKind::flag;
    return is_number || cursor_.fail(say("'{}' is {}, which cannot be counted with", over.field,
                                         Sentence::of(noun_of(field->kind))),
                                     value.column);
  }

  // --- nodes ---

  Index combine(FormulaOp op, Index left, Index right, const Token& sign) {
    if (cursor_.has_failed()) return 0;
    const ValueKind a = node(left).kind, b = node(right).kind;
    const auto kind = op == FormulaOp::multiply ? kind_of_product(a, b)
                      : op == FormulaOp::divide ? kind_of_quotient(a, b)
                                                : kind_of_sum(a, b);
    if (!kind)
      return fail(say("'{}' does not go with {} and {}", sign.text, Sentence::of(noun_of(a)),
                      Sentence::of(noun_of(b))),
                  sign.column);
    return add({.op = op, .kind = *kind, .left = left, .right = right});
  }

  const FormulaNode& node(Index index) const { return formula_.nodes[index]; }

  Index add(FormulaNode node) {
    if (++node_count_ > limits::formula_nodes)
      return fail(say("more than {} parts; split it into several measures", limits::formula_nodes));
    formula_.nodes.push_back(std::move(node));
    return static_cast<Index>(formula_.nodes.size() - 1);
  }

  bool enter() {
    return ++depth_ <= limits::formula_depth ||
           cursor_.fail(say("more than {} levels of parentheses", limits::formula_depth));
  }

  Index fail(Sentence message) { return fail(std::move(message), cursor_.now().column); }
  Index fail(Sentence message, int column) {
    cursor_.fail(std::move(message), column);
    return 0;
  }

  TokenCursor& cursor_;
  const Map& map_;
  Formula formula_;
  std::size_t node_count_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<Formula> parse_formula(std::string_view text, MeasureKind kind, const Map& map,
                                     FormulaFault& fault) {
  auto tokens = read_tokens(text, fault);
  if (!tokens) return std::nullopt;
  TokenCursor cursor(std::move(*tokens), fault);
  auto formula = FormulaParser(cursor, map).parse();
  if (!formula) return std::nullopt;
  const ValueKind wanted = kind_of(kind);
  if (formula->kind() == wanted || formula->kind() == ValueKind::number) return formula;
  fault = {say("the result is {}, but the measure's kind is {}",
               Sentence::of(noun_of(formula->kind())), Sentence::of(noun_of(wanted))),
           1};
  return std::nullopt;
}

}  // namespace stagecraft::process
