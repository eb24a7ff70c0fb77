#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/money.h"

namespace stagecraft::history {

enum class AmountProblem : std::uint8_t {
  none,
  not_a_number,
  /// `1.234` where the point was declared to be the decimal sign: three digits behind it look like
  /// a group of thousands, and taking it for 1.23 or for 1,234 would both be a guess.
  unclear_grouping,
  other_currency,  ///< Its sign or code is not that of the declared currency.
};

/// An amount or number as it was read.
struct ParsedAmount {
  AmountProblem problem = AmountProblem::none;
  std::string canonical;  ///< `-1234.56`: point, no grouping, as parse_value takes it.
  base::Currency
      currency;  ///< That its sign or code names; not stated where none does (`$`, `kr`).
  bool was_rounded = false;  ///< It had more digits after the decimal sign than `digits`.
};

struct AmountFormat {
  char decimal = '.';  ///< `.` or `,`; the other one groups thousands.
  int digits = 4;      ///< To keep after the decimal sign; more are rounded half away from zero.
  base::Currency currency;  ///< Declared; not stated: any.
};

/// Reads `1234.5`, `1,234.50`, `1 234,50 EUR`, `$1'234`, `(1,234.00)`, `-5`, `1,00,000` without
/// going through floating point. Digits are grouped by threes, or twos above the first group;
/// blanks (no-break ones too) and apostrophes always group. Never throws, whatever the bytes.
ParsedAmount parse_amount(std::string_view text, const AmountFormat& format);

}  // namespace stagecraft::history
