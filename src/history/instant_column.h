#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "history/value_text.h"

namespace stagecraft::history {

/// Reads a column of ISO 8601 instants. Of those written `2026-01-31T12:00:00.000Z` or with seconds
/// only, UTC, all but the day is read in place, and the day only where it differs from that of the
/// row before.
class InstantColumn {
 public:
  /// As parse_iso_instant.
  std::optional<ParsedInstant> read(std::string_view text) {
    if (text.size() == 24 && text[10] == 'T' && text[19] == '.' && text[23] == 'Z') {
      const std::int64_t thousandths = digits(text, 20, 3);
      const std::int64_t ms = time_of_day(text);
      if ((ms | thousandths) >= 0 && find_day(text))
        return ParsedInstant{day_ms_ + ms + thousandths, false};
    }
    return parse_iso_instant(text);
  }

 private:
  /// -2^40 or less when one is no digit.
  static std::int64_t digits(std::string_view text, std::size_t from, std::size_t count) {
    std::int64_t number = 0;
    for (std::size_t i = from; i < from + count; ++i) {
      const int digit = text[i] - '0';
      if (digit < 0 || digit > 9) return INT64_MIN;
      number = number * 10 + digit;
    }
    return number;
  }

  static std::int64_t time_of_day(std::string_view text) {
    const std::int64_t hours = digits(text, 11, 2);
    const std::int64_t minutes = digits(text, 14, 2);
    const std::int64_t seconds = digits(text, 17, 2);
    if ((hours | minutes | seconds) < 0 || hours > 23 || minutes > 59 || seconds > 59) return -1;
    if (text[13] != ':' || text[16] != ':') return -1;
    return ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }

  bool find_day(std::string_view text) {
    if (std::memcmp(day_text_, text.data(), sizeof day_text_) == 0) return true;
    const auto day = parse_iso_day(text.substr(0, sizeof day_text_));
    if (!day) return false;
    std::memcpy(day_text_, text.data(), sizeof day_text_);
    day_ms_ = *day * 86'400'000;
    return true;
  }

  char day_text_[10] = {};
  std::int64_t day_ms_ = 0;
};

}  // namespace stagecraft::history
