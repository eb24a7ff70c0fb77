#include "measures/deal_fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "measures/map_versions.h"

namespace stagecraft::measures {

using base::say;

namespace {

using history::Attribute;
using history::DealIndex;
using history::EventIndex;
using history::EventKind;
using history::EventLog;
using process::FieldInfo;
using process::FieldValue;

constexpr std::array<std::pair<std::string_view, process::ValueKind>, 4> computed_fields{
    {{"created_on", process::ValueKind::date},
     {"currency", process::ValueKind::text},
     {"days_open", process::ValueKind::days},
     {"stage", process::ValueKind::text}}};

constexpr double number_steps = 1'000'000;

process::ValueKind kind_of(history::ValueKind kind) {
  switch (kind) {
    case history::ValueKind::money:
      return process::ValueKind::money;
    case history::ValueKind::number:
      return process::ValueKind::number;
    case history::ValueKind::date:
      return process::ValueKind::date;
    default:
      return process::ValueKind::text;
  }
}

bool is_before(const EventLog& log, EventIndex e, const base::Border& at) {
  return at.holds_before(log.at(e), log.precision(e) == history::Precision::date);
}

/// The stage that a deal entered last.
FieldValue stage_of(const EventLog& log, DealIndex d, const base::Border& at) {
  FieldValue stage;
  for (EventIndex e = log.begin(d); e < log.end(d) && is_before(log, e, at); ++e)
    if (log.kind(e) == EventKind::stage_entered || log.kind(e) == EventKind::reopened)
      stage = log.symbols().text(log.symbol(e));
  return stage;
}

std::optional<base::Day> created_on(const EventLog& log, DealIndex d) {
  for (EventIndex e = log.begin(d); e < log.end(d); ++e)
    if (log.precision(e) != history::Precision::unknown)
      return std::chrono::floor<std::chrono::days>(log.at(e));
  return std::nullopt;
}

double days_since_1970(base::Day day) {
  return static_cast<double>(day.time_since_epoch().count());
}

}  // namespace

process::FieldTable deal_field_table(const process::Map& map, const EventLog& log) {
  process::FieldTable table;
  for (const Attribute& attribute : log.attributes()) table.names.push_back(attribute.name);
  for (const auto& [name, kind] : computed_fields) table.names.emplace_back(name);
  const bool has_versions = tells_versions(log);
  if (has_versions) table.names.emplace_back(version_field);
  // An attribute may have the name of a field that is computed.
  std::ranges::sort(table.names);
  const auto twice = std::ranges::unique(table.names);
  table.names.erase(twice.begin(), twice.end());
  table.find = [&map, &log, has_versions](std::string_view name) -> std::optional<FieldInfo> {
    if (const Attribute* attribute = log.find_attribute(name)) {
      // The map may know better what a number stands for.
      const auto stated = process::find_field(&map, process::Subject::deal, name);
      const auto kind = kind_of(attribute->kind);
      const bool is_number =
          stated && kind == process::ValueKind::number && stated->kind != process::ValueKind::text;
      return FieldInfo{std::string(name), is_number ? stated->kind : kind, {}};
    }
    if (name == version_field && has_versions)
      return FieldInfo{std::string(name), process::ValueKind::text, {}};
    const auto found =
        std::ranges::find(computed_fields, name, [](const auto& f) { return f.first; });
    if (found == computed_fields.end()) return std::nullopt;
    return FieldInfo{std::string(name), found->second, {}};
  };
  return table;
}

FieldReader::FieldReader(const EventLog& log, std::string_view name)
    : log_(&log), attribute_(log.find_attribute(name)) {
  if (attribute_ != nullptr) return;
  source_ = name == "created_on"    ? Source::created_on
            : name == "days_open"   ? Source::days_open
            : name == "currency"    ? Source::currency
            : name == version_field ? Source::version
                                    : Source::stage;
  if (source_ == Source::currency) attribute_ = log.find_attribute("amount");
}

FieldValue FieldReader::attribute_value(DealIndex d, const base::Border& at) const {
  const std::int64_t value =
      attribute_->has_history ? log_->attribute_at(*attribute_, d, at) : attribute_->value(d);
  if (!attribute_->is_stated(value)) return std::nullopt;
  switch (attribute_->kind) {
    case history::ValueKind::text:
      return attribute_->dictionary.text(static_cast<std::uint32_t>(value));
    case history::ValueKind::money:
      return static_cast<double>(value) /
             static_cast<double>(base::minor_units(attribute_->currency(d)));
    case history::ValueKind::number:
      return static_cast<double>(value) / number_steps;
    default:
      return static_cast<double>(value);
  }
}

FieldValue FieldReader::value(DealIndex d, const base::Border& at) const {
  switch (source_) {
    case Source::attribute:
      return attribute_value(d, at);
    case Source::stage:
      return stage_of(*log_, d, at);
    case Source::version: {
      const std::string_view version = version_at(*log_, d, at);
      return version.empty() ? FieldValue() : FieldValue(version);
    }
    case Source::currency: {
      if (attribute_ == nullptr || attribute_->currencies.empty()) return std::nullopt;
      const base::Currency& stated =
          attribute_->currencies[attribute_->currencies.size() == 1 ? 0 : d];
      if (!stated.is_stated()) return std::nullopt;
      return stated.code();
    }
    default:
      break;
  }
  const auto day = created_on(*log_, d);
  if (!day) return std::nullopt;
  if (source_ == Source::created_on) return days_since_1970(*day);
  return days_since_1970(at.day) - 1 - days_since_1970(*day);
}

DealCondition parse_where(const process::Map& map, const EventLog& log, std::string_view text,
                          std::string_view name) {
  process::FormulaFault fault;
  const auto table = deal_field_table(map, log);
  auto condition = process::parse_condition(text, table, fault);
  if (!condition)
    throw base::Error(base::ErrorKind::invalid,
                      say("{} {}: {} (at character {}). Fields of this history: {}.", name, text,
                          fault.message, fault.column, fmt::join(table.names, ", ")),
                      {{.at = std::string(name), .message = fault.message, .mend = {}}});
  DealCondition where;
  where.text = text;
  where.attributes = condition->fields;
  std::vector<FieldReader> readers;
  for (const std::string& field : condition->fields) readers.emplace_back(log, field);
  where.holds = [condition = std::move(*condition), readers = std::move(readers)](
                    DealIndex d, const base::Border& at) {
    return process::holds(condition, [&](std::size_t i) { return readers[i].value(d, at); });
  };
  return where;
}

}  // namespace stagecraft::measures
