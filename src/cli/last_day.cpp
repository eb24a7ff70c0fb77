#include "cli/last_day.h"

#include <fmt/format.h>

#include "base/error.h"
#include "history/value_text.h"

namespace stagecraft::cli {

base::Instant end_of_day(const std::string& text) {
  constexpr base::Day first = std::chrono::year(1903) / 1 / 1;
  const auto days = history::parse_iso_day(text);
  if (!days || base::Day(std::chrono::days(*days)) < first)
    throw base::Error(
        base::ErrorKind::invalid,
        fmt::format("--until {}: write a date from 1903 to 2200 as 2026-06-30.", text));
  return base::Instant(base::Day(std::chrono::days(*days + 1))) - base::Milliseconds(1);
}

}  // namespace stagecraft::cli
