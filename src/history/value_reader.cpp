#include "history/value_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"

namespace stagecraft::history {
namespace {

constexpr int money_digits =
    4;  ///< As many as LogBuilder keeps of money whose currency is not known.
constexpr int number_digits = 6;

std::string day_text(std::int64_t at_ms) {
  return base::to_iso(
      std::chrono::floor<std::chrono::days>(base::Instant(base::Milliseconds(at_ms))));
}

std::string_view reason_of(AmountProblem problem) {
  switch (problem) {
    case AmountProblem::none:
      return {};
    case AmountProblem::not_a_number:
      return "not a number";
    case AmountProblem::unclear_grouping:
      return "its decimal sign could group thousands; if it does, declare the other one as "
             "'decimal'";
    case AmountProblem::other_currency:
      return "another currency than the mapping declares";
  }
  return {};
}

AttributeValue read_amount(std::string_view value, const AttributeFormat& format,
                           const CellPlace& place, ImportFindings& findings) {
  const bool is_money = format.kind == ValueKind::money;
  const int digits = !is_money                     ? number_digits
                     : format.currency.is_stated() ? format.currency.minor_digits()
                                                   : money_digits;
  auto amount = parse_amount(
      value, {.decimal = format.decimal, .digits = digits, .currency = format.currency});
  if (amount.problem != AmountProblem::none) {
    findings.leave_out_value(place, base::Sentence::of(reason_of(amount.problem)));
    return {};
  }
  if (amount.was_rounded)
    findings.count_oddity(base::say("{}: rounded to {} decimals", place.column, digits));
  return {.text = std::move(amount.canonical), .currency = amount.currency};
}

ValueKind value_kind_of(process::FieldKind kind) {
  switch (kind) {
    case process::FieldKind::number:
    case process::FieldKind::days:
      return ValueKind::number;
    case process::FieldKind::money:
      return ValueKind::money;
    case process::FieldKind::date:
      return ValueKind::date;
    case process::FieldKind::text:
    case process::FieldKind::flag:
    case process::FieldKind::choice:
      return ValueKind::text;
  }
  return ValueKind::text;
}

}  // namespace

DateCell DateReader::read(std::string_view text) const {
  text = base::trim(text);
  if (text.empty()) return {.is_empty = true};
  const auto parsed = parse_date(text, format_);
  switch (parsed.problem) {
    case DateProblem::none:
      break;
    case DateProblem::not_a_date:
      return {.problem = "not a date of the column's format"};
    case DateProblem::outside_years:
      return {.problem = "outside the years 1900 to 2200"};
  }
  return {.time = {.at = clock_->to_utc_ms(parsed.value), .precision = parsed.value.precision}};
}

std::string_view Corrections::apply(std::string_view attribute, std::string_view column,
                                    std::string_view value, ImportFindings& findings) const {
  for (const auto name : {attribute, column}) {
    const auto table = mapping_.values.find(std::string(name));
    if (table == mapping_.values.end()) continue;
    const auto right = table->second.find(std::string(value));
    if (right == table->second.end()) continue;
    findings.count_correction(fmt::format("{}: {} -> {}", name, value, right->second));
    return right->second;
  }
  return value;
}

AttributeValue read_attribute(std::string_view value, const AttributeFormat& format,
                              const CellPlace& place, ImportFindings& findings) {
  value = base::trim(value);
  if (value.empty()) return {};
  switch (format.kind) {
    case ValueKind::text:
      return {.text = std::string(value), .currency = {}};
    case ValueKind::money:
    case ValueKind::number:
      return read_amount(value, format, place, findings);
    case ValueKind::date:
      break;
  }
  const auto date = parse_date(value, format.date);
  if (date.is_date()) return {.text = day_text(date.value.at_ms), .currency = {}};
  findings.leave_out_value(place, base::Sentence::of(date.problem == DateProblem::not_a_date
                                                         ? "not a date of the column's format"
                                                         : "outside the years 1900 to 2200"));
  return {};
}

ValueKind kind_of(const AttributeRule& rule, const process::Map* map) {
  if (rule.kind) return *rule.kind;
  if (rule.name == "amount") return ValueKind::money;
  if (rule.name == "expected_close") return ValueKind::date;
  if (map == nullptr) return ValueKind::text;
  const auto field = std::ranges::find(map->fields, rule.name, &process::Field::id);
  return field == map->fields.end() ? ValueKind::text : value_kind_of(field->kind);
}

std::string reason_details(std::string_view reason) {
  reason = base::trim(reason);
  if (reason.empty()) return {};
  return boost::json::serialize(boost::json::object{{"reason", reason}});
}

}  // namespace stagecraft::history
