#include "http/iso_time.h"

#include <charconv>

#include "process/scalar_value.h"

namespace stagecraft::http {
namespace {

/// Reads from the front of a text; stays failed once it has failed.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    if (rest_.size() < count) return fail();
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }
  bool take(char wanted) {
    if (rest_.empty() || rest_.front() != wanted) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(char wanted) {
    if (!take(wanted)) fail();
  }
  /// Digits after a decimal point, as milliseconds.
  int fraction() {
    int value = 0, scale = 100, count = 0;
    for (; !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; ++count) {
      value += (rest_.front() - '0') * scale;
      scale /= 10;
      rest_.remove_prefix(1);
    }
    return count > 0 && count <= 9 ? value : fail();
  }
  int fail() {
    failed_ = true;
    return 0;
  }
  bool is_done() const { return !failed_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

}  // namespace

std::optional<base::Day> parse_day(std::string_view text) { return process::parse_day(text); }

std::optional<base::Instant> parse_instant(std::string_view text) {
  if (text.size() < 20) return {};
  const auto day = parse_day(text.substr(0, 10));
  Scanner scan(text.substr(10));
  scan.need('T');
  const int hour = scan.digits(2);
  scan.need(':');
  const int minute = scan.digits(2);
  scan.need(':');
  const int second = scan.digits(2);
  const int millisecond = scan.take('.') ? scan.fraction() : 0;
  int offset = 0;
  if (!scan.take('Z')) {
    const int sign = scan.take('-') ? -1 : 1;
    if (sign == 1) scan.need('+');
    const int hours = scan.digits(2);
    scan.need(':');
    const int minutes = scan.digits(2);
    if (hours > 23 || minutes > 59) return {};
    offset = sign * (hours * 60 + minutes);
  }
  if (!day || !scan.is_done() || hour > 23 || minute > 59 || second > 59) return {};
  return base::Instant(*day) + std::chrono::hours(hour) + std::chrono::minutes(minute - offset) +
         std::chrono::seconds(second) + std::chrono::milliseconds(millisecond);
}

}  // namespace stagecraft::http
