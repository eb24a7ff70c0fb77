#pragma once

#include <string>
#include <vector>

#include "drawing/charts/chart.h"
#include "drawing/type_setting.h"

/// Parts that charts share.
namespace stagecraft::drawing {

namespace chart_styles {
inline constexpr Style label{Face::sans_bold, 13, 17, Token::ink, Token::paper, 1};
inline constexpr Style number{Face::sans, 13, 17, Token::ink_3, Token::paper, 1};
inline constexpr Style text{Face::sans, 12, 16, Token::ink_2, Token::paper, 1};
inline constexpr Style axis{Face::sans, 12, 16, Token::ink_3, Token::paper, 1};
}  // namespace chart_styles

/// Round numbers from at most `low` to at least `high`, about `count` of them: 0, 25, 50 ... Steps
/// are 1, 2, 2.5 or 5 times a power of ten. Equal ends are moved apart.
std::vector<double> ticks(double low, double high, int count);

/// A tick as short as it can be told from its neighbours: `25`, `0.5`.
std::string tick_text(double value, double step);

/// A linear scale from values to px.
struct Scale {
  double low = 0, high = 1;  ///< Values.
  double from = 0, to = 1;   ///< Where they lie.

  double operator()(double value) const;
};

/// Number and name of a row, with the triangle of the bottleneck, on the base line at `at`, in
/// `room` px.
void set_label(Group& group, const ChartLabel& label, Point at, double room);
/// Widest label, as set_label sets it, but not more than `most`.
double label_room(const std::vector<ChartLabel>& labels, double most);

/// Vertical grid lines with their figures below, between `top` and `bottom`; the last one takes the
/// unit.
struct GridLines {
  std::vector<double> at;
  std::string unit;
  double top = 0, bottom = 0;
};
void set_grid(Group& group, const GridLines& grid, const Scale& scale);

/// A dot on a thick pale line.
void add_interval(Group& group, const ChartValue& value, const Scale& scale, double y,
                  Token colour);

/// The colour of a row's mark.
Token mark_colour(const ChartLabel& label, bool is_too_thin);

/// `3.2 Proof on own data`.
std::string full_name(const ChartLabel& label);

}  // namespace stagecraft::drawing
