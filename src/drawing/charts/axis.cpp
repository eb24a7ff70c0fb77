#include "drawing/charts/axis.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

constexpr double axis_number_gap = 6;
constexpr double triangle_room = 19;

double number_width(const ChartLabel& label) {
  if (label.number.empty()) return 0;
  return text_width(label.number, Face::sans, chart_styles::number.size) + axis_number_gap;
}

double nice_step(double rough) {
  const double power = std::pow(10, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 2.5, 5.0})
    if (rough <= factor * power * (1 + 1e-9)) return factor * power;
  return 10 * power;
}

}  // namespace

std::optional<ChartValue> chart_value(const measures::Figure& figure) {
  if (!figure.value || figure.state == measures::FigureState::undefined) return std::nullopt;
  ChartValue value{.value = *figure.value, .low = figure.low, .high = figure.high};
  value.text = measures::show_short(figure).text();
  value.is_too_thin = figure.state == measures::FigureState::too_thin;
  return value;
}

std::vector<double> ticks(double low, double high, int count) {
  if (!(high > low)) high = low + 1;
  const double step = nice_step((high - low) / std::max(1, count));
  std::vector<double> values;
  const double first = std::floor(low / step + 1e-9);
  const double last = std::ceil(high / step - 1e-9);
  for (double i = first; i <= last; ++i) values.push_back(i * step);
  return values;
}

std::string tick_text(double value, double step) {
  constexpr int most_decimals = 4;
  const double size = std::abs(step);
  int decimals = 0;
  for (double scaled = size; decimals < most_decimals; scaled *= 10, ++decimals)
    if (std::abs(scaled - std::round(scaled)) < 1e-6 * scaled) break;
  return measures::number_text(std::abs(value) < size / 2 ? 0 : value, decimals);
}

double Scale::operator()(double value) const {
  return from + (std::clamp(value, low, high) - low) / (high - low) * (to - from);
}

void set_label(Group& group, const ChartLabel& label, Point at, double room) {
  double x = at.x;
  if (!label.number.empty()) {
    set_line(group, {.text = label.number, .base = at}, chart_styles::number);
    x += number_width(label);
  }
  Style style = chart_styles::label;
  if (label.is_limit) {
    group.items.emplace_back(
        Mark{.icon = Icon::limit, .at = {x, at.y - 12}, .size = 14, .colour = Token::limit});
    x += triangle_room;
    style.colour = Token::limit;
  }
  set_line(group, {.text = label.name, .base = {x, at.y}, .room = at.x + room - x}, style);
}

double label_room(const std::vector<ChartLabel>& labels, double most) {
  double widest = 40;
  for (const auto& label : labels) {
    const double name = text_width(label.name, Face::sans_bold, chart_styles::label.size);
    widest =
        std::max(widest, number_width(label) + (label.is_limit ? triangle_room : 0) + name + 1);
  }
  return std::min(widest, most);
}

void set_grid(Group& group, const GridLines& grid, const Scale& scale) {
  if (grid.at.empty()) return;
  const double step = grid.at.size() > 1 ? grid.at[1] - grid.at[0] : 1;
  const auto width = [](const std::string& text) {
    return text_width(text, chart_styles::axis.face, chart_styles::axis.size);
  };
  const auto last = tick_text(grid.at.back(), step) + (grid.unit.empty() ? "" : " " + grid.unit);
  const double last_left =
      scale(grid.at.back()) + 4 - (grid.unit.empty() ? width(last) / 2 : width(last));
  for (const double value : grid.at) {
    const double x = scale(value);
    group.items.emplace_back(
        Line{.points = {{x, grid.top}, {x, grid.bottom}}, .stroke = Token::line});
    const bool is_last = value == grid.at.back() && !grid.unit.empty();
    const auto text = is_last ? last : tick_text(value, step);
    // Where the label of the highest tick stands, none before it does.
    if (value != grid.at.back() && x + width(text) / 2 > last_left - 4) continue;
    set_line(group,
             {.text = text,
              .base = {is_last ? x + 4 : x, grid.bottom + 15},
              .anchor = is_last ? Anchor::end : Anchor::middle},
             chart_styles::axis);
  }
}

void add_interval(Group& group, const ChartValue& value, const Scale& scale, double y,
                  Token colour) {
  if (value.low && value.high)
    group.items.emplace_back(Line{.points = {{scale(*value.low), y}, {scale(*value.high), y}},
                                  .stroke = colour,
                                  .width = 4,
                                  .opacity = 0.55});
  Dot dot{.at = {scale(value.value), y}, .radius = 4, .fill = colour};
  if (value.is_too_thin) dot.fill = Token::paper, dot.stroke = colour;
  group.items.emplace_back(dot);
}

Token mark_colour(const ChartLabel& label, bool is_too_thin) {
  if (is_too_thin) return Token::c_before;
  return label.is_limit ? Token::limit : Token::c_now;
}

std::string full_name(const ChartLabel& label) {
  return label.number.empty() ? label.name : label.number + " " + label.name;
}

}  // namespace stagecraft::drawing
