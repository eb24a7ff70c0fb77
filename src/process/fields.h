#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "process/map.h"

/// The fields of deals and records that conditions and formulas speak of, with their kinds: one
/// table for evidence, price rules, measures and the filters of `--where` (process-map.md, 1.3).
namespace stagecraft::process {

/// What a value is, so that only like is compared or added.
enum class ValueKind : std::uint8_t { count, number, share, days, money, date, text, flag };

/// What a condition is about. Deals come first; the rest are records of a deal.
enum class Subject : std::uint8_t {
  deal,
  touchpoint,
  promise,
  push,
  quote,
  objection,
  literature_given,
  exception,
  contact,
  payment,
  referral
};

struct FieldInfo {
  std::string name;
  ValueKind kind = ValueKind::text;
  std::vector<std::string> choices = {};  ///< Words that a text can be; empty: any.
};

/// The built-in fields of a subject, sorted by name.
std::span<const FieldInfo> built_in_fields(Subject subject);

/// The built-in and, of deals, the map's own fields (`map` may be null); a quote is judged together
/// with its deal. nullopt: there is no such field.
std::optional<FieldInfo> find_field(const Map* map, Subject subject, std::string_view name);

/// All names that find_field finds, sorted.
std::vector<std::string> field_names(const Map* map, Subject subject);

bool is_built_in_field(std::string_view name);

/// The kind of a built-in measure (measures.md); nullopt: there is none of that name.
std::optional<ValueKind> find_built_in_measure(std::string_view name);
std::vector<std::string_view> built_in_measure_names();

Subject subject_of(RecordKind record);

/// 'a deal', 'a quote'.
std::string_view noun_of(Subject subject);
/// 'days', 'money', 'a count'.
std::string_view noun_of(ValueKind kind);

}  // namespace stagecraft::process
