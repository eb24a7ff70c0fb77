#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace stagecraft::http {

/// RFC 3339: `2026-01-31T12:00:00Z`, `...T12:00:00.250+02:00`; years 1 to 9999, finer than a
/// millisecond is cut. Nullopt for anything else.
std::optional<base::Instant> parse_instant(std::string_view text);

/// `2026-01-31`, a day that exists, in the years 1 to 9999.
std::optional<base::Day> parse_day(std::string_view text);

}  // namespace stagecraft::http
