#include "drawing/figure_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace stagecraft::drawing {
namespace {

using measures::Figure;
using measures::Unit;

constexpr std::string_view minus = "\u2212";

// Rounded half away from zero, with thousands separated.
std::string fixed(double value, int decimals) {
  const double factor = std::pow(10.0, decimals);
  // The tiny reserve undoes what binary fractions take away from a half: 0.145 is 0.14499...
  const double scaled = std::round(std::abs(value) * factor * (1 + 1e-12));
  const double rounded = scaled / factor;
  std::string digits = fmt::format("{:.{}f}", rounded, decimals);
  const auto point = std::min(digits.find('.'), digits.size());
  for (std::size_t at = point; at > 3; at -= 3) digits.insert(at - 3, ",");
  return value < 0 && scaled != 0 ? std::string(minus) + digits : digits;
}

int share_decimals(std::int64_t n) { return n < 100 ? 0 : n < 10'000 ? 1 : 2; }

struct Scaled {
  double value;
  std::string_view suffix;
};

Scaled scale_down(double value) {
  const double size = std::abs(value);
  if (size >= 999.5e6) return {value / 1e9, "bn"};
  if (size >= 999.5e3) return {value / 1e6, "m"};
  if (size >= 9'995) return {value / 1e3, "k"};
  return {value, ""};
}

std::string three_digits(double value) {
  const double size = std::abs(value);
  if (size >= 99.95) return fixed(value, 0);
  const int decimals = size >= 9.995 ? 1 : 2;
  auto text = fixed(value, decimals);
  // 2.40 m says no more than 2.4 m, and a round amount no more than its whole units.
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// Days with one unit for value and interval ends: hours below two days.
struct DayScale {
  double factor;
  int decimals;
  std::string_view unit;
};

DayScale day_scale(double days) {
  if (std::abs(days) < 2) return {24, 0, "h"};
  return {1, std::abs(days) < 9.95 ? 1 : 0, "d"};
}

FigureText money_parts(double major, std::string_view currency, std::string_view per) {
  const auto [value, suffix] = scale_down(major);
  std::string unit(suffix);
  if (!per.empty()) unit += (unit.empty() ? "" : " ") + std::string(per);
  return {std::string(currency_sign(currency)), three_digits(value), unit};
}

std::string number_like(const Figure& figure, double value) {
  switch (figure.unit) {
    case Unit::share:
      return share_number(value, figure.n);
    case Unit::days: {
      const auto scale = day_scale(figure.value.value_or(value));
      return fixed(value * scale.factor, scale.decimals);
    }
    case Unit::money:
    case Unit::money_per_day: {
      const auto by_value = scale_down(figure.value.value_or(value));
      const double factor = by_value.value == 0 ? 1 : figure.value.value_or(value) / by_value.value;
      return three_digits(value / factor);
    }
    case Unit::deals:
    case Unit::visits:
      return fixed(value, 0);
    case Unit::per_week:
    case Unit::per_month:
      return fixed(value, std::abs(value) < 10 ? 1 : 0);
    case Unit::ratio:
      return fixed(value, 2);
  }
  return {};
}

std::string_view unit_word(const Figure& figure) {
  switch (figure.unit) {
    case Unit::share:
      return "%";
    case Unit::days:
      return day_scale(figure.value.value_or(0)).unit;
    case Unit::per_week:
      return "a week";
    case Unit::per_month:
      return "a month";
    default:
      return "";
  }
}

}  // namespace

std::string FigureText::joined() const {
  std::string text = before;
  if (!text.empty()) text += ' ';
  text += number;
  if (!unit.empty()) text += ' ' + unit;
  return text;
}

FigureText to_text(const Figure& figure) {
  if (!figure.value || figure.state == measures::FigureState::undefined) return {"", "\u2013", ""};
  FigureText text;
  if (figure.unit == Unit::money || figure.unit == Unit::money_per_day) {
    text = money_parts(*figure.value, figure.currency,
                       figure.unit == Unit::money_per_day ? "a day" : "");
  } else {
    text = {"", number_like(figure, *figure.value), std::string(unit_word(figure))};
  }
  if (figure.value_is_bound) text.number = "\u2265 " + text.number;
  return text;
}

std::string interval_text(const Figure& figure) {
  if (!figure.low || (!figure.high && !figure.high_is_open)) return {};
  std::string text = number_like(figure, *figure.low) + " to ";
  if (figure.high_is_open) text += "more than ";
  text += number_like(figure, figure.high.value_or(figure.value.value_or(*figure.low)));
  const auto value = to_text(figure);
  if (!value.before.empty()) text = value.before + " " + text;
  return value.unit.empty() ? text : text + " " + value.unit;
}

std::string share_number(double share, std::int64_t n) {
  const int decimals = share_decimals(n);
  auto text = fixed(share * 100, decimals);
  if (share > 0 && text == fixed(0, decimals)) return "<1";
  if (share < 1 && text == fixed(100, decimals)) return ">99";
  return text;
}

std::string count_text(std::int64_t count) { return fixed(static_cast<double>(count), 0); }

std::string plain_days(double days) {
  return days == std::floor(days) ? fixed(days, 0) : fixed(days, 1);
}

std::string_view currency_sign(std::string_view code) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> signs{
      {{"EUR", "\u20AC"}, {"USD", "$"}, {"GBP", "\u00A3"}, {"JPY", "\u00A5"}}};
  for (const auto& [known, sign] : signs)
    if (known == code) return sign;
  return code;
}

std::string money_text(double major, std::string_view currency) {
  return money_parts(major, currency, "").joined();
}

}  // namespace stagecraft::drawing
