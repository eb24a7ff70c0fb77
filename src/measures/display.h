#pragma once

#include <cstdint>
#include <string>

#include "measures/figure.h"

/// How figures are written for people (measures.md, 1.18): in text, HTML and SVG alike. Rounded
/// once, here, half away from zero; exports carry full precision and do not come by. English:
/// thousands by comma, minus is U+2212, `to` in intervals.
namespace stagecraft::measures {

/// How many digits of money: `headline` three significant ones, `table` whole units, `compact`
/// three digits of thousands, millions or billions (`€84.9 k`).
enum class MoneyStyle : std::uint8_t { headline, table, compact };

/// A figure in words, in pieces, so that a page can set the unit apart.
struct Shown {
  std::string value;         ///< `59`, `<1`, `at least 20`, `€90,000`; `–` when undefined.
  std::string unit;          ///< `%`, `days`, `hours`, `a week`, `k a day`; empty for ratios.
  std::string sign, digits;  ///< The two parts of the value of money: `€` and `90,000`. Of all else
                             ///< the sign is empty.
  std::string low, high;  ///< `31`, `88`, `more than 60`; both empty: no interval.
  std::string note;       ///< Why it is undefined or too thin, else empty.
  bool is_defined = true;
  bool is_grey = false;  ///< Too thin: shown grey, with its n.

  /// `59 %`.
  std::string text() const;
  /// `31 to 88 %`; empty where there is no interval.
  std::string interval() const;
};

/// The figure as people read it. Money is in major units. Days below two are written in hours, and
/// an interval's ends carry the unit and the decimals of the value; without a value those of the
/// ends themselves.
Shown show(const Figure& figure, MoneyStyle style = MoneyStyle::table);
/// The same for pictures, where room is scarce: `d` and `h` for days and hours, counts bare, money
/// compact, `≥ 20` for a bound.
Shown show_short(const Figure& figure);

/// `12,345`, `−7`.
std::string count_text(std::int64_t count);
/// `59 %`: whole per cent below n = 100, one decimal to 9,999, two above; never 0 % or 100 % for a
/// share that is neither.
std::string share_text(double share, std::int64_t n);
/// `36 hours`, `4.2 days`, `20 days`.
std::string days_text(double days);
/// `€12,300`; of a currency without a sign, or of none: `CHF 12,300`, `12,300`. `amount` in major
/// units.
std::string money_text(double amount, const std::string& currency, MoneyStyle style);
/// What somebody wrote down as a target or an expectation, with no more digits than it needs and at
/// most one decimal: `12`, `8.5`.
std::string stated_text(double number);
/// `€300 k`, `€1.5 m`, `€9,990`.
std::string stated_money(double amount, const std::string& currency);
/// A number with so many decimals, grouped: `1,234.5`. REQUIRES 0 <= decimals <= 15.
std::string number_text(double number, int decimals);

}  // namespace stagecraft::measures
