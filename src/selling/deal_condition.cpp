#include "selling/deal_condition.h"

#include "base/error.h"
#include "history/value_text.h"

namespace stagecraft::selling {
namespace {

using base::say;
using process::FieldValue;
using process::ValueKind;

FieldValue scaled(history::ValueKind kind, std::string_view text, double steps) {
  const auto value = history::parse_value(kind, text);
  if (!value) return std::nullopt;
  return static_cast<double>(*value) / steps;
}

FieldValue read(std::string_view text, ValueKind kind) {
  if (text.empty()) return std::nullopt;
  switch (kind) {
    case ValueKind::money:
      return scaled(history::ValueKind::money, text, static_cast<double>(history::money_steps));
    case ValueKind::count:
    case ValueKind::number:
    case ValueKind::share:
    case ValueKind::days:
      return scaled(history::ValueKind::number, text, static_cast<double>(history::number_steps));
    case ValueKind::date:
      return scaled(history::ValueKind::date, text, 1);
    case ValueKind::flag:
      if (text != "true" && text != "false") return std::nullopt;
      return text == "true";
    case ValueKind::text:
      break;
  }
  return text;
}

FieldValue filled(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return text;
}

double days_open(const Deal& deal, const Today& today) {
  const auto until = deal.closing ? today.zone.day_of(deal.closing->at) : today.day;
  return static_cast<double>((until - today.zone.day_of(deal.created_at)).count());
}

}  // namespace

double condition_days(base::Day day) { return static_cast<double>(day.time_since_epoch().count()); }

double condition_money(const base::Money& money) {
  return static_cast<double>(money.minor) / static_cast<double>(base::minor_units(money.currency));
}

FieldValue deal_field(const Deal& deal, std::string_view name, ValueKind kind, const Today& today) {
  if (name == "stage") return filled(deal.stage);
  if (name == "origin") return filled(deal.origin);
  if (name == "created_on") return condition_days(today.zone.day_of(deal.created_at));
  if (name == "days_open") return days_open(deal, today);
  if (name == "reason") return deal.closing ? filled(deal.closing->reason) : std::nullopt;
  if (name == "discount_share" && !deal.quotes.empty()) return deal.quotes.back().discount_share;
  return read(deal.attribute(name), kind);
}

bool holds(std::string_view condition, const Deal& deal, const process::Map& map,
           const Today& today) {
  if (condition.empty()) return true;
  process::FormulaFault fault;
  const auto parsed = process::parse_condition(
      condition, process::FieldTable::of(process::Subject::deal, &map), fault);
  if (!parsed)
    throw base::Error(base::ErrorKind::invalid,
                      say("The condition '{}' cannot be used: {} at character {}.", condition,
                          fault.message, fault.column));
  return process::holds(*parsed, [&](std::size_t i) {
    return deal_field(deal, parsed->fields[i], parsed->kinds[i], today);
  });
}

}  // namespace stagecraft::selling
