#include "history/date_scanner.h"

#include <array>
#include <chrono>

#include "base/text.h"

namespace stagecraft::history {
namespace {

using base::is_digit;
using base::is_letter;

constexpr int first_year = 1900;
constexpr int last_year = 2200;
constexpr std::array<std::string_view, 12> months = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<std::string_view, 7> weekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

bool is_time_of_day(const DateFields& f) {
  const bool hour_fits = f.is_twelve_hours ? f.hour >= 1 && f.hour <= 12 : f.hour <= 23;
  return hour_fits && f.minute <= 59 && f.second <= 59;
}

int hour_of_24(const DateFields& f) {
  return f.is_twelve_hours ? f.hour % 12 + (f.is_afternoon ? 12 : 0) : f.hour;
}

}  // namespace

ParsedDate to_parsed_date(const DateFields& f) {
  using namespace std::chrono;
  const year_month_day date{year(f.year), month(static_cast<unsigned>(f.month)),
                            day(static_cast<unsigned>(f.day))};
  const bool year_is_possible = f.year >= 0 && f.year <= 9999;
  if (!year_is_possible || !date.ok() || !is_time_of_day(f))
    return {.problem = DateProblem::not_a_date, .value = {}};
  if (f.year < first_year || f.year > last_year)
    return {.problem = DateProblem::outside_years, .value = {}};
  const auto at = sys_time<milliseconds>(sys_days(date)) + hours(hour_of_24(f)) +
                  minutes(f.minute) + seconds(f.second) + milliseconds(f.millisecond) -
                  minutes(f.offset_minutes);
  return {.problem = DateProblem::none,
          .value = {.at_ms = at.time_since_epoch().count(),
                    .precision = f.has_time ? Precision::time : Precision::date,
                    .has_offset = f.has_offset}};
}

std::size_t DateScanner::leading_digits() const {
  std::size_t n = 0;
  while (n < rest_.size() && is_digit(rest_[n])) ++n;
  return n;
}

bool DateScanner::skip(char wanted) {
  if (peek() != wanted || rest_.empty()) return false;
  rest_.remove_prefix(1);
  return true;
}

void DateScanner::skip_spaces() {
  while (peek() == ' ' || peek() == '\t') rest_.remove_prefix(1);
}

bool DateScanner::number(int least, int most, int& value) {
  int digits = 0;
  value = 0;
  while (digits < most && is_digit(peek())) {
    value = value * 10 + (peek() - '0');
    rest_.remove_prefix(1);
    ++digits;
  }
  return digits >= least;
}

bool DateScanner::word(std::string_view lower_case) {
  if (rest_.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i)
    if ((rest_[i] | 0x20) != lower_case[i]) return false;
  const auto after = rest_.substr(lower_case.size());
  if (!after.empty() && is_letter(after.front())) return false;
  rest_ = after;
  return true;
}

bool DateScanner::month_name(int& month) {
  for (std::size_t i = 0; i < months.size(); ++i) {
    const bool is_short = !word(months[i]);
    if (is_short && !word(months[i].substr(0, 3)) && !(i == 8 && word("sept"))) continue;
    if (is_short) skip('.');
    month = static_cast<int>(i) + 1;
    return true;
  }
  return false;
}

bool DateScanner::weekday_name() {
  for (const auto day : weekdays)
    if (word(day) || word(day.substr(0, 3))) return true;
  return false;
}

bool DateScanner::half_of_day(bool& is_afternoon) {
  const char first = static_cast<char>(peek() | 0x20);
  if (rest_.empty() || (first != 'a' && first != 'p')) return false;
  auto rest = rest_.substr(1);
  const bool dotted = rest.starts_with('.');
  if (dotted) rest.remove_prefix(1);
  if (rest.empty() || (rest.front() | 0x20) != 'm') return false;
  rest.remove_prefix(1);
  if (dotted && rest.starts_with('.')) rest.remove_prefix(1);
  rest_ = rest;
  is_afternoon = first == 'p';
  return true;
}

bool DateScanner::offset(int& minutes) {
  minutes = 0;
  if (word("z") || word("utc") || word("gmt")) return true;
  const bool is_west = peek() == '-';
  if (!skip('+') && !skip('-')) return false;
  int hour = 0;
  int minute = 0;
  if (!number(2, 2, hour)) return false;
  skip(':');
  if (!is_at_end() && !number(2, 2, minute)) return false;
  if (hour > 18 || minute > 59) return false;
  minutes = (hour * 60 + minute) * (is_west ? -1 : 1);
  return true;
}

bool DateScanner::fraction(int& millisecond) {
  int weight = 100;
  bool any = false;
  millisecond = 0;
  for (; is_digit(peek()); rest_.remove_prefix(1), weight /= 10, any = true)
    millisecond += (peek() - '0') * weight;
  return any;
}

bool DateScanner::time_of_day(DateFields& fields) {
  fields.has_time = true;
  if (!number(1, 2, fields.hour)) return false;
  if (skip(':')) {
    if (!number(2, 2, fields.minute)) return false;
    if (skip(':') && !number(2, 2, fields.second)) return false;
    if ((skip('.') || skip(',')) && !fraction(fields.millisecond)) return false;
  } else if (leading_digits() == 2 || leading_digits() == 4) {
    const bool has_seconds = leading_digits() == 4;
    if (!number(2, 2, fields.minute)) return false;
    if (has_seconds && !number(2, 2, fields.second)) return false;
  } else if (peek() != ' ' && (peek() | 0x20) != 'a' && (peek() | 0x20) != 'p') {
    return false;
  }
  skip_spaces();
  fields.is_twelve_hours = half_of_day(fields.is_afternoon);
  skip_spaces();
  if (!is_at_end()) {
    if (!offset(fields.offset_minutes)) return false;
    fields.has_offset = true;
  }
  return is_at_end();
}

}  // namespace stagecraft::history
