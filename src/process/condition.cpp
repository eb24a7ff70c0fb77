#include "process/condition.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <utility>

#include "base/text.h"
#include "process/limits.h"
#include "process/reading_error.h"
#include "process/scalar_value.h"

namespace stagecraft::process {
namespace {

using base::say;
using base::Sentence;

constexpr std::array<std::pair<std::string_view, Comparison>, 6> comparisons{
    {{"=", Comparison::equal},
     {"!=", Comparison::not_equal},
     {"<", Comparison::less},
     {"<=", Comparison::at_most},
     {">", Comparison::greater},
     {">=", Comparison::at_least}}};

bool is_order(Comparison comparison) {
  return comparison == Comparison::less || comparison == Comparison::at_most ||
         comparison == Comparison::greater || comparison == Comparison::at_least;
}

class ConditionParser {
 public:
  ConditionParser(TokenCursor& cursor, const FieldTable& fields)
      : cursor_(cursor), fields_(fields) {}

  std::optional<Condition> parse() {
    do {
      if (condition_.tests.size() >= limits::formula_nodes)
        cursor_.fail(say("more than {} tests", limits::formula_nodes));
      if (cursor_.has_failed() || !parse_test()) return std::nullopt;
    } while (cursor_.take_word("and"));
    return std::move(condition_);
  }

 private:
  bool parse_test() {
    if (cursor_.now().kind != Token::Kind::word)
      return cursor_.fail(say("the name of a field is expected here, {}", cursor_.found()));
    const Token name = cursor_.take();
    const auto field = fields_.find(name.text);
    if (!field) return report_unknown(name);
    Test test{.field = index_of(*field)};
    if (!parse_comparison(test, *field)) return false;
    condition_.tests.push_back(std::move(test));
    return true;
  }

  bool parse_comparison(Test& test, const FieldInfo& field) {
    if (cursor_.take_word("is")) {
      test.comparison = cursor_.take_word("not") ? Comparison::not_filled : Comparison::filled;
      return cursor_.take_word("filled") ||
             cursor_.fail(say("'filled' is expected here, {}", cursor_.found()));
    }
    if (cursor_.take_word("in")) {
      test.comparison = Comparison::in;
      if (!cursor_.expect("(")) return false;
      do {
        if (!parse_literal(test, field)) return false;
      } while (cursor_.take_sign(","));
      return cursor_.expect(")");
    }
    for (const auto& [sign, comparison] : comparisons) {
      if (!cursor_.now().is(sign)) continue;
      const bool has_order = field.kind != ValueKind::text && field.kind != ValueKind::flag;
      if (is_order(comparison) && !has_order)
        return cursor_.fail(say("'{}' is {}, which has no order; use = or !=", field.name,
                                Sentence::of(noun_of(field.kind))));
      cursor_.take();
      test.comparison = comparison;
      return parse_literal(test, field);
    }
    return cursor_.fail(say("=, !=, <, <=, >, >=, in or is is expected here, {}", cursor_.found()));
  }

  bool parse_literal(Test& test, const FieldInfo& field) {
    const int column = cursor_.now().column;
    const bool is_negative = cursor_.take_sign("-");
    const Token token = cursor_.take();
    if (field.kind == ValueKind::flag) return take_flag(test, token, column);
    if (field.kind == ValueKind::text) return take_text(test, field, token, column);
    if (field.kind == ValueKind::date) return take_date(test, field, token, column);
    const auto number = token.kind == Token::Kind::number ? parse_number(token.text) : std::nullopt;
    if (!number)
      return cursor_.fail(say("'{}' is {}: a number is expected here", field.name,
                              Sentence::of(noun_of(field.kind))),
                          column);
    if (field.kind == ValueKind::share && (is_negative || *number > 1))
      return cursor_.fail(say("'{}' is a share between 0 and 1", field.name), column);
    test.literals.emplace_back(is_negative ? -*number : *number);
    return true;
  }

  bool take_flag(Test& test, const Token& token, int column) {
    if (!token.is_word("true") && !token.is_word("false"))
      return cursor_.fail("true or false is expected here", column);
    test.literals.emplace_back(token.text == "true");
    return true;
  }

  bool take_text(Test& test, const FieldInfo& field, const Token& token, int column) {
    if (token.kind != Token::Kind::text)
      return cursor_.fail(
          say("'{}' is a text: write it in quotes, as in {} = '...'", field.name, field.name),
          column);
    if (!field.choices.empty() && std::ranges::count(field.choices, token.text) == 0)
      return cursor_.fail(say("'{}' is one of {}; not '{}'", field.name,
                              fmt::join(field.choices, ", "), shown(token.text)),
                          column);
    test.literals.emplace_back(token.text);
    return true;
  }

  bool take_date(Test& test, const FieldInfo& field, const Token& token, int column) {
    const auto day = token.kind == Token::Kind::text ? parse_day(token.text) : std::nullopt;
    if (!day) return cursor_.fail(say("'{}' is a date: write '2026-01-31'", field.name), column);
    test.literals.emplace_back(static_cast<double>(day->time_since_epoch().count()));
    return true;
  }

  std::uint16_t index_of(const FieldInfo& field) {
    auto& names = condition_.fields;
    const auto found = std::ranges::find(names, field.name);
    if (found == names.end()) {
      names.push_back(field.name);
      condition_.kinds.push_back(field.kind);
      return static_cast<std::uint16_t>(names.size() - 1);
    }
    return static_cast<std::uint16_t>(found - names.begin());
  }

  bool report_unknown(const Token& name) {
    const std::string_view near =
        base::nearest(name.text, {fields_.names.begin(), fields_.names.end()});
    return cursor_.fail(say("there is no field '{}' here{}", shown(name.text), hint_at(near)),
                        name.column);
  }

  TokenCursor& cursor_;
  const FieldTable& fields_;
  Condition condition_;
};

bool equals(const FieldValue& value, const Literal& literal) {
  if (const auto* text = std::get_if<std::string>(&literal)) {
    const auto* own = std::get_if<std::string_view>(&*value);
    return own && *own == *text;
  }
  if (const auto* flag = std::get_if<bool>(&literal)) {
    const auto* own = std::get_if<bool>(&*value);
    return own && *own == *flag;
  }
  const auto* own = std::get_if<double>(&*value);
  return own && *own == std::get<double>(literal);
}

bool is_in_order(Comparison comparison, double value, double literal) {
  switch (comparison) {
    case Comparison::less:
      return value < literal;
    case Comparison::at_most:
      return value <= literal;
    case Comparison::greater:
      return value > literal;
    default:
      return value >= literal;
  }
}

}  // namespace

bool passes(const Test& test, const FieldValue& value) {
  if (test.comparison == Comparison::not_filled) return !value;
  if (!value) return false;
  switch (test.comparison) {
    case Comparison::filled:
      return true;
    case Comparison::equal:
      return equals(value, test.literals.front());
    case Comparison::not_equal:
      return !equals(value, test.literals.front());
    case Comparison::in:
      return std::ranges::any_of(test.literals,
                                 [&](const Literal& literal) { return equals(value, literal); });
    default:
      break;
  }
  const auto* number = std::get_if<double>(&*value);
  return number && is_in_order(test.comparison, *number, std::get<double>(test.literals.front()));
}

FieldTable FieldTable::of(Subject subject, const Map* map) {
  return {[subject, map](std::string_view name) { return find_field(map, subject, name); },
          field_names(map, subject)};
}

std::optional<Condition> parse_condition(TokenCursor& cursor, const FieldTable& fields) {
  return ConditionParser(cursor, fields).parse();
}

std::optional<Condition> parse_condition(std::string_view text, const FieldTable& fields,
                                         FormulaFault& fault) {
  auto tokens = read_tokens(text, fault);
  if (!tokens) return std::nullopt;
  TokenCursor cursor(std::move(*tokens), fault);
  auto condition = parse_condition(cursor, fields);
  if (condition && !cursor.is_at_end()) {
    cursor.fail(say("'and' or the end is expected here, {}", cursor.found()));
    return std::nullopt;
  }
  return condition;
}

}  // namespace stagecraft::process
