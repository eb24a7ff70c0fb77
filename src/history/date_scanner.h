#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "history/date_format.h"

/// The pieces that dates are read by; inside of date_format.cpp and date_pattern.cpp.
namespace stagecraft::history {

/// Fields of a date while it is being read.
struct DateFields {
  int year = 0, month = 0, day = 0;
  int hour = 0, minute = 0, second = 0, millisecond = 0;
  int offset_minutes = 0;
  bool has_time = false, has_offset = false;
  bool is_twelve_hours = false, is_afternoon = false;
};

/// Checks the calendar and the limits, and counts milliseconds.
ParsedDate to_parsed_date(const DateFields& fields);

/// Of two digits: 69 to 99 are 19.., the rest 20...
constexpr int full_year(int two_digits) { return two_digits + (two_digits >= 69 ? 1900 : 2000); }

/// Reads a text from its front; every step tells whether it fitted, and moves on only if it did.
class DateScanner {
 public:
  explicit DateScanner(std::string_view text) : rest_(text) {}

  bool is_at_end() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }
  std::size_t leading_digits() const;
  bool skip(char wanted);
  void skip_spaces();
  /// A whole number of `least` to `most` digits, taking as many as there are.
  bool number(int least, int most, int& value);
  /// English month, long or three letters, in any case, an abbreviation's full stop included.
  bool month_name(int& month);
  bool weekday_name();
  /// `am`, `p.m.`
  bool half_of_day(bool& is_afternoon);
  /// `Z`, `UTC`, `+01:00`, `-0530`, `+01`.
  bool offset(int& minutes);
  /// Digits of a second's fraction, beyond milliseconds cut off.
  bool fraction(int& millisecond);
  /// `20:55[:10[.123]] [PM] [+01:00]`, to the end of the text.
  bool time_of_day(DateFields& fields);

 private:
  bool word(std::string_view lower_case);

  std::string_view rest_;
};

/// Reads by a strptime pattern that find_pattern_problem is content with.
ParsedDate parse_by_pattern(std::string_view text, std::string_view pattern);

}  // namespace stagecraft::history
