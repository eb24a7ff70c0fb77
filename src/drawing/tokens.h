#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// The colours of the design as data. Each means one thing, and comes with a shape or a word.
namespace stagecraft::drawing {

enum class Theme : std::uint8_t { light, dark, print };

enum class Token : std::uint8_t {
  paper,   ///< Where one reads.
  ground,  ///< Background of what stands back.
  sunk,
  ink,     ///< Names, figures, text.
  ink_2,   ///< Secondary text.
  ink_3,   ///< Units, captions, labels of axes.
  line,    ///< Hairlines between rows.
  line_2,  ///< Rules of sections, axes.
  edge,    ///< Borders and arrows: 3:1 on every surface.
  act,
  customer,  ///< Belongs to the customer: value, acts.
  customer_bg,
  limit,  ///< The bottleneck; with triangle or hatch.
  limit_bg,
  limit_fill,
  bad,   ///< Lost; with a cross.
  good,  ///< Won; with a check.
  good_bg,
  c_now,     ///< Marks of this period.
  c_band,    ///< The large fill of the map's band; figures on it in `paper`.
  c_now_2,   ///< Second quantity in the same chart.
  c_soft,    ///< Bars without emphasis, boxes of box plots.
  c_before,  ///< Last period, dashed.
  h_0,
  h_1,
  h_2,
  h_3,
  h_4,  ///< Heat: less to more.
};
inline constexpr int token_count = 28;

/// `#16211e`.
std::string_view colour(Token token, Theme theme);
/// The name as a CSS custom property: `--ink-2`.
std::string_view css_name(Token token);

/// `light`, `dark`, `print`; nullopt for any other word.
std::optional<Theme> find_theme(std::string_view word);

/// Contrast of two colours `#rrggbb`, 1 to 21. Source: WCAG 2.2, relative luminance and contrast
/// ratio.
double contrast(std::string_view a, std::string_view b);

}  // namespace stagecraft::drawing
