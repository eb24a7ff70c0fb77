#include <fmt/format.h>

#include "history/date_scanner.h"

namespace stagecraft::history {
namespace {

/// One directive of a pattern; false when the text does not fit it.
bool read_directive(char directive, DateScanner& scanner, DateFields& fields);

bool read_all(std::string_view pattern, DateScanner& scanner, DateFields& fields) {
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == ' ') {
      scanner.skip_spaces();
    } else if (c != '%') {
      if (!scanner.skip(c)) return false;
    } else {
      ++i;
      if (i == pattern.size() || !read_directive(pattern[i], scanner, fields)) return false;
    }
  }
  return true;
}

bool read_two_digit_year(DateScanner& scanner, DateFields& fields) {
  if (!scanner.number(2, 2, fields.year)) return false;
  fields.year = full_year(fields.year);
  return true;
}

bool read_clock(char directive, DateScanner& scanner, DateFields& fields) {
  fields.has_time = true;
  switch (directive) {
    case 'H':
      return scanner.number(1, 2, fields.hour);
    case 'I':
      fields.is_twelve_hours = true;
      return scanner.number(1, 2, fields.hour);
    case 'M':
      return scanner.number(1, 2, fields.minute);
    case 'S':
      return scanner.number(1, 2, fields.second);
    case 'f':
      return scanner.fraction(fields.millisecond);
    case 'p':
      fields.is_twelve_hours = true;
      return scanner.half_of_day(fields.is_afternoon);
    case 'T':
      return read_all("%H:%M:%S", scanner, fields);
    case 'R':
      return read_all("%H:%M", scanner, fields);
    default:
      return false;
  }
}

bool read_directive(char directive, DateScanner& scanner, DateFields& fields) {
  switch (directive) {
    case 'Y':
      return scanner.number(4, 4, fields.year);
    case 'y':
      return read_two_digit_year(scanner, fields);
    case 'm':
      return scanner.number(1, 2, fields.month);
    case 'd':
    case 'e':
      scanner.skip_spaces();
      return scanner.number(1, 2, fields.day);
    case 'b':
    case 'B':
    case 'h':
      return scanner.month_name(fields.month);
    case 'a':
    case 'A':
      return scanner.weekday_name();
    case 'z':
      fields.has_offset = true;
      return scanner.offset(fields.offset_minutes);
    case 'F':
      return read_all("%Y-%m-%d", scanner, fields);
    case 'D':
      return read_all("%m/%d/%y", scanner, fields);
    case '%':
      return scanner.skip('%');
    default:
      return read_clock(directive, scanner, fields);
  }
}

bool names_any(std::string_view pattern, std::string_view directives) {
  for (std::size_t i = 0; i + 1 < pattern.size(); ++i)
    if (pattern[i] == '%' && directives.find(pattern[++i]) != std::string_view::npos) return true;
  return false;
}

}  // namespace

std::optional<std::string> find_pattern_problem(std::string_view pattern) {
  constexpr std::string_view known = "YymdebBhaAHIMSfpzFTDR%";
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') continue;
    if (++i == pattern.size()) return "A date pattern ends with a single '%'.";
    if (known.find(pattern[i]) == std::string_view::npos)
      return fmt::format("'%{}' is not known in a date pattern.", pattern[i]);
  }
  if (!names_any(pattern, "YyFD")) return "A date pattern needs a year: %Y or %y.";
  if (!names_any(pattern, "mbBhFD")) return "A date pattern needs a month: %m or %b.";
  if (!names_any(pattern, "deFD")) return "A date pattern needs a day: %d.";
  return std::nullopt;
}

ParsedDate parse_by_pattern(std::string_view text, std::string_view pattern) {
  DateFields fields;
  DateScanner scanner(text);
  if (!read_all(pattern, scanner, fields) || !scanner.is_at_end())
    return {.problem = DateProblem::not_a_date, .value = {}};
  return to_parsed_date(fields);
}

}  // namespace stagecraft::history
