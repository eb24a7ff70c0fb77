#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "measures/figure.h"

/// Instants and periods as people write them who ask for figures. A name is what they call the
/// parameter, `--from` or `?from`: it begins the sentence of what is refused and is the place of
/// the fault.
namespace stagecraft::measures {

/// A date, which means its last millisecond in `zone`, or an instant with its offset. Throws
/// Error{invalid}.
base::Instant read_instant(std::string_view name, const std::string& text, const base::Zone& zone);

struct AskedPeriod {
  std::string_view from_name, to_name;
  std::string from, to;  ///< Dates; `to` is the first day after the period. Empty: not stated.
};

/// nullopt when neither day is stated. Throws Error{invalid}, also for one without the other.
std::optional<FigurePeriod> read_period(const AskedPeriod& asked);

}  // namespace stagecraft::measures
