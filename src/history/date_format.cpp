#include "history/date_format.h"

#include <charconv>

#include "base/text.h"
#include "history/date_scanner.h"

namespace stagecraft::history {
namespace {

constexpr ParsedDate not_a_date{.problem = DateProblem::not_a_date, .value = {}};
constexpr ParsedDate outside_years{.problem = DateProblem::outside_years, .value = {}};

constexpr std::int64_t ms_of_1900 = -2'208'988'800'000;
constexpr std::int64_t ms_of_2201 = 7'289'654'400'000;

/// A separator between the numbers of a date; both must be the same.
char date_separator(DateScanner& scanner) {
  const char c = scanner.peek();
  const bool is_one = c == '-' || c == '/' || c == '.' || c == ' ';
  return is_one && scanner.skip(c) ? c : '\0';
}

bool read_year(DateScanner& scanner, int& year) {
  const auto digits = scanner.leading_digits();
  if (digits != 2 && digits != 4) return false;
  if (!scanner.number(2, 4, year)) return false;
  if (digits == 2) year = full_year(year);
  return true;
}

bool read_year_first(DateScanner& scanner, DateFields& fields) {
  const auto digits = scanner.leading_digits();
  if (digits != 4 && digits != 8) return false;
  if (!scanner.number(4, 4, fields.year)) return false;
  if (digits == 8) return scanner.number(2, 2, fields.month) && scanner.number(2, 2, fields.day);
  const char separator = date_separator(scanner);
  return separator != '\0' && scanner.number(1, 2, fields.month) && scanner.skip(separator) &&
         scanner.number(1, 2, fields.day);
}

/// `31-Dec-2026`, `31. December 2026`, `Dec 31, 2026`: with a month's name there is but one order.
bool read_with_month_name(DateScanner& scanner, DateFields& fields) {
  const auto gap = [&] {
    while (scanner.skip(' ') || scanner.skip('-') || scanner.skip('.') || scanner.skip(',') ||
           scanner.skip('/')) {
    }
  };
  if (scanner.weekday_name()) gap();
  if (scanner.month_name(fields.month)) {
    gap();
    if (!scanner.number(1, 2, fields.day)) return false;
  } else {
    if (!scanner.number(1, 2, fields.day)) return false;
    gap();
    if (!scanner.month_name(fields.month)) return false;
  }
  gap();
  return read_year(scanner, fields.year);
}

bool read_in_numbers(DateScanner& scanner, DateStyle style, DateFields& fields) {
  int& first = style == DateStyle::dmy ? fields.day : fields.month;
  int& second = style == DateStyle::dmy ? fields.month : fields.day;
  if (!scanner.number(1, 2, first)) return false;
  const char separator = date_separator(scanner);
  return separator != '\0' && scanner.number(1, 2, second) && scanner.skip(separator) &&
         read_year(scanner, fields.year);
}

bool read_time_after(DateScanner& scanner, DateFields& fields) {
  if (scanner.is_at_end()) return true;
  const bool is_apart =
      scanner.skip('T') || scanner.skip('t') || scanner.skip(',') || scanner.peek() == ' ';
  if (!is_apart) return false;
  scanner.skip_spaces();
  return scanner.time_of_day(fields);
}

ParsedDate parse_calendar(std::string_view text, DateStyle style) {
  DateFields fields;
  DateScanner scanner(text);
  bool fits = style == DateStyle::iso ? read_year_first(scanner, fields)
                                      : read_in_numbers(scanner, style, fields);
  if (!fits && style != DateStyle::iso) {
    fields = {};
    scanner = DateScanner(text);
    fits = read_with_month_name(scanner, fields);
  }
  if (!fits || !read_time_after(scanner, fields)) return not_a_date;
  return to_parsed_date(fields);
}

ParsedDate parse_epoch(std::string_view text, std::int64_t ms_a_unit) {
  std::int64_t whole = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, whole);
  if (error == std::errc::result_out_of_range) return outside_years;
  if (error != std::errc()) return not_a_date;
  int millisecond = 0;
  if (stop != end) {
    DateScanner scanner({stop, static_cast<std::size_t>(end - stop)});
    if (!scanner.skip('.') || !scanner.fraction(millisecond) || !scanner.is_at_end())
      return not_a_date;
  }
  if (whole > ms_of_2201 / ms_a_unit || whole < ms_of_1900 / ms_a_unit) return outside_years;
  const std::int64_t fraction = ms_a_unit == 1 ? 0 : (text.starts_with('-') ? -1 : 1) * millisecond;
  const std::int64_t at = whole * ms_a_unit + fraction;
  if (at >= ms_of_2201 || at < ms_of_1900) return outside_years;
  return {.problem = DateProblem::none,
          .value = {.at_ms = at, .precision = Precision::time, .has_offset = true}};
}

}  // namespace

std::optional<DateFormat> find_date_format(std::string_view word) {
  if (word.find('%') != std::string_view::npos)
    return DateFormat{.style = DateStyle::pattern, .pattern = std::string(word)};
  for (const auto style :
       {DateStyle::iso, DateStyle::dmy, DateStyle::mdy, DateStyle::epoch_s, DateStyle::epoch_ms})
    if (word == to_word({.style = style, .pattern = {}}))
      return DateFormat{.style = style, .pattern = {}};
  return std::nullopt;
}

std::string to_word(const DateFormat& format) {
  switch (format.style) {
    case DateStyle::iso:
      return "iso";
    case DateStyle::dmy:
      return "dmy";
    case DateStyle::mdy:
      return "mdy";
    case DateStyle::epoch_s:
      return "epoch_s";
    case DateStyle::epoch_ms:
      return "epoch_ms";
    case DateStyle::pattern:
      return format.pattern;
  }
  return {};
}

ParsedDate parse_date(std::string_view text, const DateFormat& format) {
  text = base::trim(text);
  if (text.empty()) return not_a_date;
  switch (format.style) {
    case DateStyle::iso:
    case DateStyle::dmy:
    case DateStyle::mdy:
      return parse_calendar(text, format.style);
    case DateStyle::epoch_s:
      return parse_epoch(text, 1000);
    case DateStyle::epoch_ms:
      return parse_epoch(text, 1);
    case DateStyle::pattern:
      return parse_by_pattern(text, format.pattern);
  }
  return not_a_date;
}

}  // namespace stagecraft::history
