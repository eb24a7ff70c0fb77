#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "process/fields.h"
#include "process/formula_lexer.h"

/// Conditions (process-map.md, 1.3): `amount >= 1000 and owner in ('Ann', 'Bo')`. Parsed once, then
/// held against any number of deals or records; total and without side effects.
namespace stagecraft::process {

using Literal = std::variant<double, std::string, bool>;

enum class Comparison : std::uint8_t {
  equal,
  not_equal,
  less,
  at_most,
  greater,
  at_least,
  filled,
  not_filled,
  in
};

/// One test. Money stands in major units, a date as days since 1970.
struct Test {
  std::uint16_t field = 0;  ///< Index into Condition::fields.
  Comparison comparison = Comparison::equal;
  std::vector<Literal> literals = {};  ///< One; for `in` one or more; for `is filled` none.

  bool operator==(const Test&) const = default;
};

/// Tests that must all hold. Without tests it always holds.
struct Condition {
  std::vector<std::string> fields;  ///< Each name once, in order of appearance.
  std::vector<ValueKind> kinds;     ///< Of `fields`.
  std::vector<Test> tests;

  bool operator==(const Condition&) const = default;
};

/// The value of a field of one deal or record: nullopt, not filled; money in major units; a date as
/// days since 1970; a text as it is.
using FieldValue = std::optional<std::variant<double, std::string_view, bool>>;

/// Whether one value passes one test. A field that is not filled passes no comparison, `!=`
/// included; only `is not filled` holds of it.
bool passes(const Test& test, const FieldValue& value);

/// Whether a condition holds. `value_of(i)` gives the FieldValue of Condition::fields[i], so names
/// are looked up once, outside. O(tests), allocates nothing.
template <class ValueOf>
bool holds(const Condition& condition, ValueOf&& value_of) {
  return std::ranges::all_of(condition.tests,
                             [&](const Test& test) { return passes(test, value_of(test.field)); });
}

/// Which fields a condition may name.
struct FieldTable {
  std::function<std::optional<FieldInfo>(std::string_view)> find;
  std::vector<std::string> names;  ///< For suggestions.

  /// The fields of a subject; `map` (may be null, else outlives the table) brings its own.
  static FieldTable of(Subject subject, const Map* map);
};

/// nullopt and a fault when `text` is no condition over the fields of the table.
std::optional<Condition> parse_condition(std::string_view text, const FieldTable& fields,
                                         FormulaFault& fault);

/// The condition at the cursor, up to what cannot belong to it. nullopt: the cursor has failed.
std::optional<Condition> parse_condition(TokenCursor& cursor, const FieldTable& fields);

}  // namespace stagecraft::process
