#include "history/value_text.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cstring>

namespace stagecraft::history {
namespace {

constexpr std::int64_t ms_per_day = 86'400'000;

/// Two digits, or a number past 99 when one is none.
unsigned two_digits(const char* from) {
  const auto tens = static_cast<unsigned>(static_cast<unsigned char>(from[0]) - '0');
  const auto ones = static_cast<unsigned>(static_cast<unsigned char>(from[1]) - '0');
  return tens > 9 || ones > 9 ? 1000 : tens * 10 + ones;
}

/// Digits with at most one point, as a whole number of 10^-decimals; false on anything else or
/// overflow.
bool read_fixed(std::string_view text, int decimals, std::int64_t& value) {
  constexpr std::int64_t limit = INT64_MAX / 10 - 10;
  std::int64_t digits = 0;
  int after_point = -1;
  int count = 0;
  bool round_up = false;
  for (const char c : text) {
    if (c == '.' && after_point < 0) {
      after_point = 0;
      continue;
    }
    if (c < '0' || c > '9') return false;
    ++count;
    if (after_point >= 0 && ++after_point > decimals) {
      if (after_point == decimals + 1) round_up = c >= '5';
      continue;
    }
    if (digits > limit) return false;
    digits = digits * 10 + (c - '0');
  }
  for (int i = std::max(after_point, 0); i < decimals; ++i) {
    if (digits > limit) return false;
    digits *= 10;
  }
  value = digits + (round_up ? 1 : 0);
  return count > 0;
}

std::optional<std::int64_t> parse_fixed(std::string_view text, int decimals) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  std::int64_t value = 0;
  if (!read_fixed(text, decimals, value)) return std::nullopt;
  return negative ? -value : value;
}

/// The shortest text that parse_fixed reads back as the same number.
std::string fixed_text(std::int64_t value, int decimals, int least_decimals) {
  const std::string sign = value < 0 ? "-" : "";
  std::string digits = fmt::format(
      "{}", value < 0 ? -static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value));
  const auto places = static_cast<std::size_t>(decimals);
  if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
  std::string fraction = digits.substr(digits.size() - places);
  while (fraction.size() > static_cast<std::size_t>(least_decimals) && fraction.ends_with('0'))
    fraction.pop_back();
  digits.resize(digits.size() - places);
  return sign + digits + (fraction.empty() ? "" : "." + fraction);
}

/// Reads `:ss` and a fraction when there; moves `text` past them. Milliseconds; -1: not a time.
std::int64_t read_seconds(std::string_view& text) {
  if (!text.starts_with(':')) return 0;
  if (text.size() < 3) return -1;
  const unsigned seconds = two_digits(text.data() + 1);
  if (seconds > 60) return -1;  // 60: a leap second, taken as the start of the next minute.
  text.remove_prefix(3);
  std::int64_t ms = std::int64_t{seconds} * 1000;
  if (!text.starts_with('.') && !text.starts_with(',')) return ms;
  std::size_t i = 1;
  for (std::int64_t unit = 100; i < text.size() && text[i] >= '0' && text[i] <= '9';
       ++i, unit /= 10)
    ms += (text[i] - '0') * unit;
  if (i == 1 || i > 10) return -1;
  text.remove_prefix(i);
  return ms;
}

/// Reads what follows the time: nothing, Z or an offset, in milliseconds to subtract.
std::optional<std::int64_t> read_offset(std::string_view text, bool& stated) {
  stated = !text.empty();
  if (!stated || text == "Z" || text == "z") return 0;
  if ((text[0] != '+' && text[0] != '-') || text.size() < 3) return std::nullopt;
  const unsigned hours = two_digits(text.data() + 1);
  std::string_view rest = text.substr(3);
  if (rest.starts_with(':')) rest.remove_prefix(1);
  if (!rest.empty() && rest.size() != 2) return std::nullopt;
  const unsigned minutes = rest.empty() ? 0 : two_digits(rest.data());
  if (hours > 14 || minutes > 59) return std::nullopt;
  const auto ms = static_cast<std::int64_t>(hours * 60 + minutes) * 60'000;
  return text[0] == '-' ? -ms : ms;
}

}  // namespace

std::optional<std::int64_t> parse_value(ValueKind kind, std::string_view text) {
  switch (kind) {
    case ValueKind::text:
      return std::nullopt;
    case ValueKind::money:
      return parse_fixed(text, 4);
    case ValueKind::number:
      return parse_fixed(text, 6);
    case ValueKind::date:
      return parse_iso_day(text);
  }
  return std::nullopt;
}

std::string_view refusal_of(ValueKind kind) {
  switch (kind) {
    case ValueKind::text:
      break;
    case ValueKind::money:
      return "not an amount of money, written as 1234.56";
    case ValueKind::number:
      return "not a number, written as 1234.56";
    case ValueKind::date:
      return "not a date, written as 2026-01-31, of the years 1900 to 2200";
  }
  return {};
}

std::string value_text(const Attribute& attribute, DealIndex d, std::int64_t value) {
  if (!attribute.is_stated(value)) return {};
  switch (attribute.kind) {
    case ValueKind::text:
      return std::string(attribute.dictionary.text(static_cast<std::uint32_t>(value)));
    case ValueKind::money: {
      const int digits = attribute.currency(d).minor_digits();
      return fixed_text(value, digits, digits);
    }
    case ValueKind::number:
      return fixed_text(value, 6, 0);
    case ValueKind::date:
      return base::to_iso(base::Day(std::chrono::days(value)));
  }
  return {};
}

std::optional<std::int64_t> parse_iso_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const unsigned year = two_digits(text.data()) * 100 + two_digits(text.data() + 2);
  const unsigned month = two_digits(text.data() + 5);
  const unsigned day = two_digits(text.data() + 8);
  if (year < 1900 || year > 2200) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

std::optional<ParsedInstant> parse_iso_instant(std::string_view text, bool* has_offset) {
  if (has_offset) *has_offset = true;
  if (text.size() < 10) return std::nullopt;
  const auto day = parse_iso_day(text.substr(0, 10));
  if (!day) return std::nullopt;
  if (text.size() == 10) return ParsedInstant{*day * ms_per_day, true};
  text.remove_prefix(10);
  if ((text[0] != 'T' && text[0] != ' ') || text.size() < 6 || text[3] != ':') return std::nullopt;
  const unsigned hours = two_digits(text.data() + 1);
  const unsigned minutes = two_digits(text.data() + 4);
  if (hours > 23 || minutes > 59) return std::nullopt;
  text.remove_prefix(6);
  const std::int64_t seconds_ms = read_seconds(text);
  bool stated = false;
  const auto offset = read_offset(text, stated);
  if (seconds_ms < 0 || !offset) return std::nullopt;
  if (has_offset) *has_offset = stated;
  const std::int64_t time_ms =
      static_cast<std::int64_t>(hours * 60 + minutes) * 60'000 + seconds_ms;
  return ParsedInstant{*day * ms_per_day + time_ms - *offset, false};
}

}  // namespace stagecraft::history
