#include "measures/display.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "base/statistics/rounding.h"

namespace stagecraft::measures {

namespace {

using base::statistics::round_half_away;

constexpr std::string_view minus = "−";
constexpr std::string_view no_value = "–";
constexpr double hours_below_days = 2;

std::string grouped(const std::string& digits) {
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && i < point && (point - i) % 3 == 0) text += ',';
    text += digits[i];
  }
  return text;
}

std::string_view sign_of(std::string_view currency) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs{
      {{"EUR", "€"}, {"USD", "$"}, {"GBP", "£"}, {"JPY", "¥"}}};
  const auto* const found = std::ranges::find(signs, currency, &decltype(signs)::value_type::first);
  return found == signs.end() ? std::string_view() : found->second;
}

/// How the numbers of one figure are written: value and ends alike.
struct Scale {
  double factor = 1;
  int decimals = 0;  ///< Below 0: rounded to tens, hundreds ...
  std::string unit;
  std::string sign;            ///< Of money: sign or code.
  bool never_nothing = false;  ///< What is not exactly 0 does not read 0.
  bool is_share = false;       ///< ... and what is not exactly 1 does not read 100.

  std::string write(double number) const;
};

std::string Scale::write(double number) const {
  const double rounded = round_half_away(number * factor, decimals);
  const int shown = std::max(decimals, 0);
  if (is_share && number < 1 && rounded >= 100)
    return ">" + number_text(100 - std::pow(10.0, -decimals), shown);
  if (never_nothing && number > 0 && rounded == 0)
    return "<" + number_text(std::pow(10.0, -decimals), shown);
  if (rounded < 0) return std::string(minus) + sign + number_text(-rounded, shown);
  return sign + number_text(rounded, shown);
}

/// One decimal below 10, whole above, judged by what will be read: 9.96 is 10, not 10.0.
int one_decimal_below_ten(double number) {
  return round_half_away(std::fabs(number), 1) < 10 ? 1 : 0;
}

Scale share_scale(std::int64_t n) {
  const int decimals = n < 100 ? 0 : n < 10'000 ? 1 : 2;
  return {.factor = 100,
          .decimals = decimals,
          .unit = "%",
          .sign = {},
          .never_nothing = true,
          .is_share = true};
}

Scale days_scale(double days) {
  if (days != 0 && std::fabs(days) < hours_below_days)
    return {.factor = 24,
            .decimals = one_decimal_below_ten(days * 24),
            .unit = "hours",
            .sign = {},
            .never_nothing = true};
  const int decimals = days == 0 ? 0 : one_decimal_below_ten(days);
  return {.factor = 1, .decimals = decimals, .unit = "days", .sign = {}, .never_nothing = true};
}

// Three digits, and a word for the thousands from 10,000 on.
void compact(double amount, Scale& scale) {
  const double rounded = base::statistics::round_significant(std::fabs(amount), 3);
  const auto [one, word] = rounded >= 1e9   ? std::pair(1e9, "bn")
                           : rounded >= 1e6 ? std::pair(1e6, "m")
                           : rounded >= 1e4 ? std::pair(1e3, "k")
                                            : std::pair(1.0, "");
  scale.factor = 1 / one;
  scale.unit = word;
  scale.decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(rounded / one))), -18, 2);
}

Scale money_scale(double amount, const std::string& currency, MoneyStyle style) {
  Scale scale;
  const std::string_view sign = sign_of(currency);
  if (!sign.empty())
    scale.sign = sign;
  else if (!currency.empty() && currency != "---")
    scale.sign = currency + " ";
  if (style == MoneyStyle::headline && amount != 0) {
    const double rounded = base::statistics::round_significant(std::fabs(amount), 3);
    scale.decimals = std::clamp(2 - static_cast<int>(std::floor(std::log10(rounded))), -18, 15);
    // Cents are all that money has; 12.3 stays, 0.0123 does not.
    scale.decimals = std::min(scale.decimals, 2);
  }
  if (style == MoneyStyle::compact && amount != 0) compact(amount, scale);
  return scale;
}

/// `reference`: the value, or an end where there is no value.
Scale scale_of(const Figure& figure, double reference, MoneyStyle style) {
  Scale scale;
  switch (figure.unit) {
    case Unit::deals:
      scale.unit = std::fabs(reference) == 1 ? "deal" : "deals";
      return scale;
    case Unit::visits:
      scale.unit = std::fabs(reference) == 1 ? "visit" : "visits";
      return scale;
    case Unit::share:
      return share_scale(figure.n);
    case Unit::days:
      return days_scale(reference);
    case Unit::working_days:
      scale.decimals = one_decimal_below_ten(reference);
      scale.unit = "working days";
      scale.never_nothing = true;
      return scale;
    case Unit::money:
      return money_scale(reference, figure.currency, style);
    case Unit::money_per_day:
      scale = money_scale(reference, figure.currency, style);
      scale.unit += scale.unit.empty() ? "a day" : " a day";
      return scale;
    case Unit::per_week:
    case Unit::per_month:
      scale.decimals = one_decimal_below_ten(reference);
      scale.unit = figure.unit == Unit::per_week ? "a week" : "a month";
      return scale;
    case Unit::ratio:
      scale.decimals = 2;
      return scale;
  }
  return scale;
}

std::string with_unit(const std::string& number, const std::string& unit) {
  return unit.empty() ? number : number + " " + unit;
}

void write_interval(const Figure& figure, const Scale& scale, Shown& shown) {
  if (figure.low) shown.low = scale.write(*figure.low);
  if (figure.high) shown.high = scale.write(*figure.high);
  if (figure.high_is_open) shown.high = figure.high ? "more than " + shown.high : "more";
}

/// `d` for days, `h` for hours; what is counted stands beside a picture's number anyway.
std::string short_unit(const Figure& figure, const std::string& unit) {
  if (figure.unit == Unit::days) return unit.substr(0, 1);
  return figure.unit == Unit::deals || figure.unit == Unit::visits ? "" : unit;
}

struct Setting {
  MoneyStyle money = MoneyStyle::table;
  bool is_short = false;
};

Shown shown(const Figure& figure, const Setting& setting) {
  Shown shown;
  shown.note = figure.reason.text();
  shown.value = shown.digits = no_value;
  shown.is_grey = figure.state == FigureState::too_thin;
  shown.is_defined = figure.state != FigureState::undefined && figure.value.has_value();
  if (figure.state == FigureState::undefined) return shown;

  const auto reference = figure.value ? figure.value : figure.low ? figure.low : figure.high;
  if (!reference) return shown;
  Scale scale = scale_of(figure, *reference, setting.money);
  shown.unit = setting.is_short ? short_unit(figure, scale.unit) : scale.unit;
  write_interval(figure, scale, shown);
  shown.sign = std::exchange(scale.sign, {});
  if (!figure.value) return shown;
  shown.digits = scale.write(*figure.value);
  scale.sign = shown.sign;
  shown.value = scale.write(*figure.value);
  if (figure.value_is_bound) {
    const std::string bound = setting.is_short ? "≥ " : "at least ";
    shown.value.insert(0, bound);
    shown.digits.insert(0, bound);
  }
  return shown;
}

}  // namespace

std::string Shown::text() const { return is_defined ? with_unit(value, unit) : value; }

std::string Shown::interval() const {
  if (low.empty() && high.empty()) return {};
  if (low.empty()) return with_unit(high, unit);
  if (high.empty()) return with_unit("from " + low, unit);
  return with_unit(low + " to " + high, unit);
}

Shown show(const Figure& figure, MoneyStyle style) { return shown(figure, {.money = style}); }

Shown show_short(const Figure& figure) {
  return shown(figure, {.money = MoneyStyle::compact, .is_short = true});
}

std::string count_text(std::int64_t count) {
  const std::string digits = fmt::format("{}", count);
  return count < 0 ? std::string(minus) + grouped(digits.substr(1)) : grouped(digits);
}

std::string share_text(double share, std::int64_t n) { return share_scale(n).write(share) + " %"; }

std::string days_text(double days) {
  const Scale scale = days_scale(days);
  return with_unit(scale.write(days), scale.unit);
}

std::string money_text(double amount, const std::string& currency, MoneyStyle style) {
  return money_scale(amount, currency, style).write(amount);
}

std::string stated_text(double number) {
  const double rounded = round_half_away(number, 1);
  return number_text(rounded, rounded == std::floor(rounded) ? 0 : 1);
}

std::string stated_money(double amount, const std::string& currency) {
  const Scale scale = money_scale(amount, currency, MoneyStyle::compact);
  std::string text = scale.write(amount);
  if (scale.decimals > 0) {
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
  }
  return with_unit(text, scale.unit);
}

std::string number_text(double number, int decimals) {
  const double rounded = round_half_away(number, decimals);
  std::string digits = grouped(fmt::format("{:.{}f}", std::fabs(rounded), decimals));
  return rounded < 0 ? std::string(minus) + digits : digits;
}

}  // namespace stagecraft::measures
