#include "process/fields.h"

#include <algorithm>
#include <array>

namespace stagecraft::process {
namespace {

using enum ValueKind;

using Table = std::span<const FieldInfo>;

// Sorted by name. The names are those of history.md: attributes of deals, details of events.
Table deal_fields() {
  static const std::array<FieldInfo, 16> fields{{{"account", text},
                                                 {"amount", money},
                                                 {"campaign", text},
                                                 {"channel", text},
                                                 {"created_on", date},
                                                 {"currency", text},
                                                 {"days_open", days},
                                                 {"discount_share", share},
                                                 {"expected_close", date},
                                                 {"offering", text},
                                                 {"origin", text},
                                                 {"owner", text},
                                                 {"persona", text},
                                                 {"reason", text},
                                                 {"stage", text},
                                                 {"team", text}}};
  return fields;
}

Table touchpoint_fields() {
  static const std::array<FieldInfo, 6> fields{
      {{"at", date},
       {"campaign", text},
       {"kind", text, {"call", "email", "meeting", "demo", "visit", "form"}},
       {"result", text},
       {"role", text},
       {"who", text}}};
  return fields;
}

Table promise_fields() {
  static const std::array<FieldInfo, 5> fields{{{"due", date},
                                                {"kept", flag},
                                                {"moved", flag},
                                                {"side", text, {"us", "customer", "partner"}},
                                                {"withdrawn", flag}}};
  return fields;
}

Table push_fields() {
  static const std::array<FieldInfo, 3> fields{{{"at", date}, {"by_days", days}, {"to", date}}};
  return fields;
}

Table quote_fields() {
  static const std::array<FieldInfo, 5> fields{{{"amount", money},
                                                {"approved", flag},
                                                {"at", date},
                                                {"discount_share", share},
                                                {"refused", flag}}};
  return fields;
}

Table objection_fields() {
  static const std::array<FieldInfo, 4> fields{
      {{"answered", flag}, {"at", date}, {"closed", flag}, {"topic", text}}};
  return fields;
}

Table literature_fields() {
  static const std::array<FieldInfo, 2> fields{{{"at", date}, {"literature", text}}};
  return fields;
}

Table exception_fields() {
  static const std::array<FieldInfo, 4> fields{
      {{"at", date}, {"by", text}, {"reason", text}, {"stage", text}}};
  return fields;
}

Table contact_fields() {
  static const std::array<FieldInfo, 3> fields{
      {{"buying_role", text}, {"name", text}, {"view", text}}};
  return fields;
}

Table payment_fields() {
  static const std::array<FieldInfo, 2> fields{{{"amount", money}, {"at", date}}};
  return fields;
}

Table referral_fields() {
  static const std::array<FieldInfo, 2> fields{{{"at", date}, {"deal", text}}};
  return fields;
}

ValueKind kind_of(FieldKind kind) {
  switch (kind) {
    case FieldKind::number:
      return number;
    case FieldKind::money:
      return money;
    case FieldKind::days:
      return days;
    case FieldKind::date:
      return date;
    case FieldKind::flag:
      return flag;
    case FieldKind::text:
    case FieldKind::choice:
      break;
  }
  return text;
}

const FieldInfo* find_in(Table table, std::string_view name) {
  const auto found = std::ranges::lower_bound(table, name, {}, &FieldInfo::name);
  return found != table.end() && found->name == name ? &*found : nullptr;
}

/// A quote is judged together with its deal: price rules speak of both.
bool speaks_of_deal(Subject subject) {
  return subject == Subject::deal || subject == Subject::quote;
}

struct BuiltInMeasure {
  std::string_view name;
  ValueKind kind;
};

constexpr std::array<BuiltInMeasure, 11> measures{{{"booked_amount", money},
                                                   {"conversion", share},
                                                   {"entered", count},
                                                   {"expected", money},
                                                   {"in_stage", count},
                                                   {"left", count},
                                                   {"pipeline", money},
                                                   {"sales_cycle", days},
                                                   {"sales_velocity", money},
                                                   {"time_in_stage", days},
                                                   {"win_rate", share}}};

}  // namespace

std::span<const FieldInfo> built_in_fields(Subject subject) {
  switch (subject) {
    case Subject::deal:
      return deal_fields();
    case Subject::touchpoint:
      return touchpoint_fields();
    case Subject::promise:
      return promise_fields();
    case Subject::push:
      return push_fields();
    case Subject::quote:
      return quote_fields();
    case Subject::objection:
      return objection_fields();
    case Subject::literature_given:
      return literature_fields();
    case Subject::exception:
      return exception_fields();
    case Subject::contact:
      return contact_fields();
    case Subject::payment:
      return payment_fields();
    case Subject::referral:
      return referral_fields();
  }
  return {};
}

std::optional<FieldInfo> find_field(const Map* map, Subject subject, std::string_view name) {
  if (const FieldInfo* field = find_in(built_in_fields(subject), name)) return *field;
  if (!speaks_of_deal(subject)) return std::nullopt;
  if (const FieldInfo* field = find_in(deal_fields(), name)) return *field;
  if (!map) return std::nullopt;
  const auto own = std::ranges::find(map->fields, name, &Field::id);
  if (own == map->fields.end()) return std::nullopt;
  return FieldInfo{own->id, kind_of(own->kind), own->choices};
}

std::vector<std::string> field_names(const Map* map, Subject subject) {
  std::vector<std::string> names;
  for (const FieldInfo& field : built_in_fields(subject)) names.push_back(field.name);
  if (speaks_of_deal(subject)) {
    for (const FieldInfo& field : deal_fields()) names.push_back(field.name);
    if (map)
      for (const Field& field : map->fields) names.push_back(field.id);
  }
  std::ranges::sort(names);
  const auto twins = std::ranges::unique(names);
  names.erase(twins.begin(), twins.end());
  return names;
}

bool is_built_in_field(std::string_view name) { return find_in(deal_fields(), name) != nullptr; }

std::optional<ValueKind> find_built_in_measure(std::string_view name) {
  const auto found = std::ranges::find(measures, name, &BuiltInMeasure::name);
  return found == measures.end() ? std::nullopt : std::optional(found->kind);
}

std::vector<std::string_view> built_in_measure_names() {
  std::vector<std::string_view> names;
  for (const auto& measure : measures) names.push_back(measure.name);
  return names;
}

Subject subject_of(RecordKind record) {
  switch (record) {
    case RecordKind::contact:
      return Subject::contact;
    case RecordKind::quote:
      return Subject::quote;
    case RecordKind::payment:
      return Subject::payment;
    case RecordKind::referral:
      return Subject::referral;
    case RecordKind::promise:
      return Subject::promise;
    case RecordKind::objection:
      return Subject::objection;
    case RecordKind::touchpoint:
      return Subject::touchpoint;
  }
  return Subject::deal;
}

std::string_view noun_of(Subject subject) {
  static constexpr std::array<std::string_view, 11> nouns{
      "a deal",           "a touchpoint", "a promise", "a push",    "a quote",   "an objection",
      "literature given", "an exception", "a contact", "a payment", "a referral"};
  return nouns[static_cast<std::size_t>(subject)];
}

std::string_view noun_of(ValueKind kind) {
  static constexpr std::array<std::string_view, 8> nouns{
      "a count", "a number", "a share", "days", "money", "a date", "a text", "true or false"};
  return nouns[static_cast<std::size_t>(kind)];
}

}  // namespace stagecraft::process
