#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "history/event_log.h"

/// The canonical text of attribute values, which LogBuilder takes and exports write: money and
/// numbers
/// `-1234.56` (a point, no grouping; money in major units), dates `2026-01-31`. Empty: not stated.
namespace stagecraft::history {

/// What `parse_value` counts money in, until the deal's currency is known: 1/10,000 of a major
/// unit.
inline constexpr std::int64_t money_steps = 10'000;
inline constexpr std::int64_t number_steps = 1'000'000;

/// Money in 1/money_steps, a number in 1/number_steps (further decimals are rounded, half away from
/// zero), a date in days since 1970. nullopt: not of that kind, out of range, or kind text.
/// REQUIRES not empty.
std::optional<std::int64_t> parse_value(ValueKind kind, std::string_view text);

/// Why a text is no value of this kind: "not a number, written as 1234.56".
std::string_view refusal_of(ValueKind kind);

/// The canonical text of a value coded as `attribute` codes it for deal `d`; empty when not stated.
std::string value_text(const Attribute& attribute, DealIndex d, std::int64_t value);

/// `2026-01-31`, years 1900 to 2200, as days since 1970. Strict: ten characters, a day that exists.
std::optional<std::int64_t> parse_iso_day(std::string_view text);

/// What the canonical instant column says: `2026-01-31T12:00:00.000Z`.
struct ParsedInstant {
  std::int64_t at;  ///< UTC ms; the day's UTC midnight when date-only.
  bool date_only;
};
/// ISO 8601: a date, or a date and time (T or a space; seconds and 1 to 9 decimals may be left out,
/// kept to the millisecond) with `Z` or an offset `+02:00`, `+0200`, `+02`. A time without offset
/// is taken as UTC and `has_offset` set to false. Years 1900 to 2200 (judged in local time);
/// nullopt for anything else.
std::optional<ParsedInstant> parse_iso_instant(std::string_view text, bool* has_offset = nullptr);

/// The first and one past the last instant that a history takes: 1900-01-01 and 2201-01-01, UTC ms.
inline constexpr std::int64_t first_instant = -2'208'988'800'000;
inline constexpr std::int64_t end_instant = 7'289'654'400'000;

}  // namespace stagecraft::history
