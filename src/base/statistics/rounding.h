#pragma once

namespace stagecraft::base::statistics {

/// `value` rounded to `decimals` digits after the point, half away from zero. Halves are those of
/// the number as it was meant: 0.575 * 100, a hair below 57.5 in binary, gives 58. Negative
/// `decimals` round to tens, hundreds ... Infinities and NaN come back as they are. REQUIRES -18 <=
/// decimals <= 15.
double round_half_away(double value, int decimals);

/// `value` rounded to so many significant digits, half away from zero. REQUIRES 1 <= digits <= 15.
double round_significant(double value, int digits);

}  // namespace stagecraft::base::statistics
