#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "history/event_kind.h"

/// How instants are written in files from elsewhere.
namespace stagecraft::history {

enum class DateStyle : std::uint8_t {
  iso,       ///< Year first: 2026-01-31, 2026/1/31 20:55, 20260131T205500Z.
  dmy,       ///< Day first: 31.12.2026, 31/12/26 8:55 PM, 31-Dec-2026.
  mdy,       ///< Month first: 12/31/2026, 12/31/26 8:55 PM, Dec 31, 2026.
  epoch_s,   ///< Seconds since 1970, with or without a fraction.
  epoch_ms,  ///< Milliseconds since 1970.
  pattern    ///< As for strptime; see find_pattern_problem.
};

struct DateFormat {
  DateStyle style = DateStyle::iso;
  std::string pattern;  ///< Style pattern only.

  bool operator==(const DateFormat&) const = default;
};

/// `iso`, `dmy`, `mdy`, `epoch_s`, `epoch_ms`, or any text with a `%`, which is a pattern.
std::optional<DateFormat> find_date_format(std::string_view word);
/// As find_date_format reads it.
std::string to_word(const DateFormat& format);

/// What is wrong with a pattern, as a sentence; nullopt when it can be used. Known are %Y %y %m %d
/// %e %b %B %h %a %A %H %I %M %S %f %p %z %F %T %D %R %%; it must name a year, a month and a day.
std::optional<std::string> find_pattern_problem(std::string_view pattern);

/// A date as it was read. `at_ms` is UTC when the text had an offset, else the local wall clock as
/// if it were UTC; for a date without time, its midnight.
struct DateValue {
  std::int64_t at_ms = 0;
  Precision precision = Precision::time;
  bool has_offset = false;

  bool operator==(const DateValue&) const = default;
};

enum class DateProblem : std::uint8_t { none, not_a_date, outside_years };

struct ParsedDate {
  DateProblem problem = DateProblem::none;
  DateValue value;

  bool is_date() const { return problem == DateProblem::none; }
};

/// Reads the whole of `text` (white space around it is ignored). Years from 1900 to 2200; of two
/// digits, 69 to 99 are 19.., the rest 20... Months are numbers or English names, long or of three
/// letters. Never throws, whatever the bytes. O(n).
ParsedDate parse_date(std::string_view text, const DateFormat& format);

}  // namespace stagecraft::history
