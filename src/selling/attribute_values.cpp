#include "selling/attribute_values.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "history/value_text.h"
#include "selling/texts.h"

namespace stagecraft::selling {
namespace {

using base::say;
using base::Sentence;

constexpr std::array<std::pair<std::string_view, AttributeKind>, 11> built_in{
    {{"name", AttributeKind::name},
     {"owner", AttributeKind::id},
     {"team", AttributeKind::id},
     {"account", AttributeKind::id},
     {"channel", AttributeKind::line},
     {"offering", AttributeKind::line},
     {"campaign", AttributeKind::line},
     {"persona", AttributeKind::line},
     {"amount", AttributeKind::amount},
     {"currency", AttributeKind::currency},
     {"expected_close", AttributeKind::date}}};

AttributeKind kind_of(process::FieldKind kind) {
  switch (kind) {
    case process::FieldKind::number:
      return AttributeKind::number;
    case process::FieldKind::money:
      return AttributeKind::money;
    case process::FieldKind::days:
      return AttributeKind::days;
    case process::FieldKind::date:
      return AttributeKind::date;
    case process::FieldKind::flag:
      return AttributeKind::flag;
    case process::FieldKind::choice:
      return AttributeKind::choice;
    case process::FieldKind::text:
      break;
  }
  return AttributeKind::text;
}

/// `value` / `steps` with all its decimals, and at least so many.
std::string decimal_text(std::int64_t value, std::int64_t steps, std::size_t least_decimals) {
  const auto magnitude =
      value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  const auto unit = static_cast<std::uint64_t>(steps);
  auto decimals = fmt::format("{}", unit + magnitude % unit).substr(1);
  while (decimals.size() > least_decimals && decimals.ends_with('0')) decimals.pop_back();
  return fmt::format("{}{}{}{}", value < 0 ? "-" : "", magnitude / unit,
                     decimals.empty() ? "" : ".", decimals);
}

/// Reads one value; what is wrong goes to `gaps`.
class ValueReading {
 public:
  ValueReading(const AttributeRule& rule, std::string_view value, const ValuePlace& place,
               Gaps& gaps)
      : rule_(rule), value_(value), place_(place), gaps_(gaps) {}

  std::string run() {
    switch (rule_.kind) {
      case AttributeKind::name:
      case AttributeKind::line:
        check_line(gaps_, place_.at, value_);
        return value_;
      case AttributeKind::text:
        check_text(gaps_, place_.at, value_);
        return value_;
      case AttributeKind::id:
        return id();
      case AttributeKind::amount:
      case AttributeKind::money:
        return money();
      case AttributeKind::currency:
        return currency();
      case AttributeKind::date:
        return history::parse_iso_day(value_) ? value_ : refuse(history::ValueKind::date);
      case AttributeKind::number:
      case AttributeKind::days:
        return number();
      case AttributeKind::flag:
        return value_ == "true" || value_ == "false" ? value_ : refuse("is not true or false");
      case AttributeKind::choice:
        return choice();
    }
    return value_;
  }

 private:
  std::string refuse(Sentence why, Sentence mend = {}) {
    gaps_.add(place_.at, say("'{}' {}", value_, std::move(why)), std::move(mend));
    return value_;
  }
  std::string refuse(history::ValueKind kind) {
    return refuse(say("is {}", Sentence::of(history::refusal_of(kind))));
  }

  std::string id() {
    const bool is_number = value_.size() <= 18 &&
                           std::ranges::all_of(value_, [](char c) { return c >= '0' && c <= '9'; });
    return is_number && value_[0] != '0' ? value_ : refuse("is no number of a row", "Give its id.");
  }

  std::string money() {
    const auto steps = history::parse_value(history::ValueKind::money, value_);
    if (!steps) return refuse(history::ValueKind::money);
    if (*steps < 0 && rule_.kind == AttributeKind::amount) return refuse("is less than nothing");
    if (!place_.currency.is_stated()) return decimal_text(*steps, history::money_steps, 0);
    const auto unit = history::money_steps / base::minor_units(place_.currency);
    if (*steps % unit != 0) return refuse(say("has more decimals than {}", place_.currency.code()));
    return decimal_text(*steps, history::money_steps,
                        static_cast<std::size_t>(place_.currency.minor_digits()));
  }

  std::string currency() {
    return base::Currency::find(value_)
               ? value_
               : refuse("is no currency of ISO 4217", "Write three capital letters, as in EUR.");
  }

  std::string number() {
    const auto steps = history::parse_value(history::ValueKind::number, value_);
    if (!steps) return refuse(history::ValueKind::number);
    if (*steps < 0 && rule_.kind == AttributeKind::days) return refuse("is less than 0 days");
    return decimal_text(*steps, history::number_steps, 0);
  }

  std::string choice() {
    if (std::ranges::find(rule_.choices, value_) != rule_.choices.end()) return value_;
    return refuse("is none of the choices", say("Take one of {}.", fmt::join(rule_.choices, ", ")));
  }

  const AttributeRule& rule_;
  std::string value_;
  const ValuePlace& place_;
  Gaps& gaps_;
};

}  // namespace

std::optional<AttributeRule> find_attribute_rule(const process::Map& map, std::string_view name) {
  for (const auto& [known, kind] : built_in)
    if (known == name) return AttributeRule{kind};
  const auto own = std::ranges::find(map.fields, name, &process::Field::id);
  if (own == map.fields.end()) return std::nullopt;
  return AttributeRule{kind_of(own->kind), own->choices};
}

std::vector<std::string> attribute_names(const process::Map& map) {
  std::vector<std::string> names;
  for (const auto& [known, kind] : built_in) names.emplace_back(known);
  for (const auto& field : map.fields) names.push_back(field.id);
  return names;
}

std::string canonical_value(const AttributeRule& rule, std::string_view value,
                            const ValuePlace& place, Gaps& gaps) {
  return ValueReading(rule, value, place, gaps).run();
}

}  // namespace stagecraft::selling
