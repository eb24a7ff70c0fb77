#include "process/scalar_value.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <system_error>

#include "base/money.h"
#include "base/text.h"
#include "process/reading_error.h"

namespace stagecraft::process {
namespace {

using base::is_digit;
using base::is_letter;
using base::say;
using base::Sentence;

constexpr double most_days = 3'650, most_hours = 1'000, most_number = 1e15;

std::size_t skip_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// `-12`, `0.5`, `1e3`: the numbers that JSON and both YAMLs know.
bool is_decimal(std::string_view text) {
  std::size_t at = text.starts_with('-') ? 1 : 0;
  const std::size_t whole_end = skip_digits(text, at);
  if (whole_end == at) return false;
  at = whole_end;
  if (at < text.size() && text[at] == '.') {
    const std::size_t end = skip_digits(text, at + 1);
    if (end == at + 1) return false;
    at = end;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::size_t end = skip_digits(text, at);
    if (end == at) return false;
    at = end;
  }
  return at == text.size();
}

bool is_beyond_numbers(std::string_view text) {
  std::string lower = base::to_lower(text);
  if (lower.starts_with('-') || lower.starts_with('+')) lower.erase(0, 1);
  return lower == ".nan" || lower == ".inf" || lower == "nan" || lower == "inf";
}

std::optional<Fault> number_fault(const FieldRule& rule, std::string_view text) {
  const auto outside = [&](Sentence range) {
    return Fault{"out-of-range",
                 say("'{}' is {}, not {}", rule.key, std::move(range), shown(text))};
  };
  const bool is_share = rule.rule == ValueRule::share;
  if (is_beyond_numbers(text)) return outside("a number");
  if (!is_decimal(text)) {
    if (is_share && text.ends_with('%'))
      return Fault{"wrong-type",
                   say("'{}' is a share between 0 and 1, not a percentage; write 0.6 for "
                       "60 %",
                       rule.key)};
    return Fault{"wrong-type", say("'{}' is a number, not '{}'", rule.key, shown(text))};
  }
  const auto value = parse_number(text);
  if (!value) return outside("a number that can be counted with");
  switch (rule.rule) {
    case ValueRule::share:
      if (*value > 1 && *value <= 100)
        return Fault{"out-of-range", say("'{}' is a share between 0 and 1, not {}; write {}",
                                         rule.key, shown(text), write_number(*value / 100))};
      if (*value < 0 || *value > 1) return outside("a share between 0 and 1");
      break;
    case ValueRule::days:
      if (*value <= 0 || *value > most_days) return outside("more than 0 and at most 3650 days");
      break;
    case ValueRule::hours:
      if (*value <= 0 || *value > most_hours) return outside("more than 0 and at most 1000 hours");
      break;
    case ValueRule::whole:
      if (*value != std::floor(*value) || *value < rule.low || *value > rule.high)
        return outside(say("a whole number from {} to {}", rule.low, rule.high));
      break;
    default:
      if (std::abs(*value) > most_number) return outside("a number up to 10^15");
  }
  return std::nullopt;
}

std::optional<Fault> text_fault(const FieldRule& rule, std::string_view text) {
  const bool is_name = rule.rule == ValueRule::name;
  const std::size_t most = is_name ? 120 : 2'000;
  const auto count = base::code_points(text).size();
  if (base::trim(text).empty())
    return Fault{"out-of-range", say("'{}' is empty; write a text or leave it out", rule.key)};
  if (count > most)
    return Fault{"out-of-range",
                 say("'{}' has {} characters; at most {} are allowed", rule.key, count, most)};
  if (is_name && text.find('\n') != std::string_view::npos)
    return Fault{"out-of-range", say("'{}' is one line, without a line break", rule.key)};
  return std::nullopt;
}

std::optional<Fault> id_fault(const FieldRule& rule, std::string_view text) {
  if (is_id(text)) return std::nullopt;
  return Fault{"bad-id",
               say("'{}' cannot be an id in '{}'; an id begins with a letter a-z and goes on "
                   "with at most 63 of a-z, 0-9 and _",
                   shown(text), rule.key)};
}

std::optional<Fault> address_fault(const FieldRule& rule, std::string_view text) {
  const auto colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string_view id = colon == std::string_view::npos ? "" : text.substr(colon + 1);
  const auto slash = id.find('/');
  const bool is_step = kind == "persona" && slash != std::string_view::npos;
  const bool is_well_formed =
      is_step ? is_id(id.substr(0, slash)) && is_id(id.substr(slash + 1)) : is_id(id);
  if (rule.refers.empty()) {
    if (text == "map") return std::nullopt;
    if (is_well_formed && std::ranges::count(address_kinds(), kind) > 0) return std::nullopt;
    return Fault{"bad-id", say("'{}' is no address; write 'map' or kind:id, as in "
                               "'stage:demo' or 'exit:signed'",
                               shown(text))};
  }
  if (is_well_formed && !is_step && (kind == "goal" || kind == "stage")) return std::nullopt;
  return Fault{"bad-id", say("'{}' is no address of a goal or stage; write 'goal:ID' or "
                             "'stage:ID'",
                             shown(text))};
}

std::optional<Fault> word_fault(const FieldRule& rule, std::string_view text) {
  if (std::ranges::count(rule.words, text) > 0) return std::nullopt;
  const std::string_view near = base::nearest(text, {rule.words.begin(), rule.words.end()});
  return Fault{"wrong-type",
               say("'{}' is one of {}; not '{}'{}", rule.key,
                   fmt::format("{}", fmt::join(rule.words, ", ")), shown(text), hint_at(near))};
}

std::optional<Fault> flag_fault(const FieldRule& rule, std::string_view text) {
  if (text == "true" || text == "false") return std::nullopt;
  return Fault{"wrong-type", say("'{}' is true or false, not '{}'", rule.key, shown(text))};
}

bool is_language(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('-'));
  return first.size() >= 2 && first.size() <= 3 && text.size() <= 35 && text.back() != '-' &&
         std::ranges::all_of(text, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
}

std::optional<Fault> code_fault(const FieldRule& rule, std::string_view text) {
  if (rule.rule == ValueRule::language && !is_language(text))
    return Fault{"out-of-range",
                 say("'{}' is no code of a language; write en, de, pt-BR ...", shown(text))};
  if (rule.rule == ValueRule::currency && !base::Currency::find(text))
    return Fault{"out-of-range", say("'{}' is no code of a currency (ISO 4217); write EUR, "
                                     "USD ...",
                                     shown(text))};
  if (rule.rule == ValueRule::date && !parse_day(text))
    return Fault{"out-of-range",
                 say("'{}' is a day, written 2026-01-31; not '{}'", rule.key, shown(text))};
  return std::nullopt;
}

std::optional<Fault> url_fault(const FieldRule& rule, std::string_view text) {
  const bool has_scheme = text.starts_with("https://") || text.starts_with("http://");
  const bool is_clean = text.find_first_of(" \n\"<>\\^`{|}") == std::string_view::npos;
  if (has_scheme && is_clean && text.size() > 8 && text.size() <= 2'000) return std::nullopt;
  return Fault{"out-of-range",
               say("'{}' is an address that begins with https:// or http://, not '{}'", rule.key,
                   shown(text))};
}

}  // namespace

std::optional<Fault> find_fault(const FieldRule& rule, std::string_view text) {
  switch (rule.rule) {
    case ValueRule::id:
    case ValueRule::reference:
      return id_fault(rule, text);
    case ValueRule::name:
    case ValueRule::path:
    case ValueRule::text:
      return text_fault(rule, text);
    case ValueRule::url:
      return url_fault(rule, text);
    case ValueRule::days:
    case ValueRule::hours:
    case ValueRule::share:
    case ValueRule::number:
    case ValueRule::whole:
      return number_fault(rule, text);
    case ValueRule::flag:
      return flag_fault(rule, text);
    case ValueRule::word:
      return word_fault(rule, text);
    case ValueRule::date:
    case ValueRule::language:
    case ValueRule::currency:
      return code_fault(rule, text);
    case ValueRule::address:
      return address_fault(rule, text);
    case ValueRule::condition:
    case ValueRule::formula:
    case ValueRule::object:
      break;
  }
  return std::nullopt;
}

std::optional<double> parse_number(std::string_view text) {
  if (!is_decimal(text)) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    return std::nullopt;
  return value == 0 ? 0 : value;  // No negative zero.
}

std::string write_number(double value) {
  std::array<char, 400> buffer;
  const auto [end, error] =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  return error == std::errc() ? std::string(buffer.data(), end) : fmt::format("{}", value);
}

std::optional<base::Day> parse_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto part = [&](std::size_t from, std::size_t count) {
    unsigned value = 0;
    for (const char c : text.substr(from, count)) {
      if (!is_digit(c)) return 0U;
      value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year(static_cast<int>(part(0, 4))),
                                        std::chrono::month(part(5, 2)),
                                        std::chrono::day(part(8, 2))};
  if (!day.ok() || part(0, 4) == 0) return std::nullopt;
  return base::Day(day);
}

}  // namespace stagecraft::process
