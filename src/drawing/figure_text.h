#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "measures/figure.h"

/// Figures as people read them (measures.md 1.18): computed in double, rounded once, half away from
/// zero. English: `.` for decimals, `,` for thousands.
namespace stagecraft::drawing {

/// A figure in two parts, because the unit is set in a paler ink: `59` and `%`, `33` and `d`. The
/// currency goes before, in `before`. Undefined: an en dash alone.
struct FigureText {
  std::string before, number, unit;

  /// `€ 2.43 m`, `59 %`.
  std::string joined() const;
};

/// By the figure's unit. Money: three significant digits, as in headlines.
FigureText to_text(const measures::Figure& figure);

/// `48.7 to 67.8 %`, `12 to more than 40 d`; empty when the figure has no interval.
std::string interval_text(const measures::Figure& figure);

/// A share in per cent, without the sign: whole below n = 100, one decimal to 9,999, two above.
/// Never 0 or 100 unless it is exactly that: `<1`, `>99`.
std::string share_number(double share, std::int64_t n);

/// `1,284`.
std::string count_text(std::int64_t count);

/// Days as written on a map: `12`, `8.5`; no more decimals than one.
std::string plain_days(double days);

/// `€` for EUR, `$` for USD; the code itself where no sign is unambiguous.
std::string_view currency_sign(std::string_view code);

/// `€ 300 k`: three significant digits.
std::string money_text(double major, std::string_view currency);

}  // namespace stagecraft::drawing
