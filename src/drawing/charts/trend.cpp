#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "drawing/charts/axis.h"

namespace stagecraft::drawing {
namespace {

constexpr double height = 190;
constexpr double top = 22;
constexpr double bottom = height - 22;
constexpr std::string_view target_word = "target";

class TrendDrawer {
 public:
  TrendDrawer(const Trend& trend, double width) : trend_(trend), width_(width) {
    // The word stands behind its line, where no bar can come.
    if (trend.target) width_ -= text_width(target_word, Face::sans_bold, 13) + 6;
  }

  void draw(Scene& scene) {
    Group group;
    set_axis(group);
    if (trend_.is_bars) {
      for (std::size_t i = 0; i < trend_.points.size(); ++i) add_bar(group, i);
    } else {
      add_line(group);
    }
    set_labels(group);
    set_target(group);
    scene.groups.push_back(std::move(group));
  }

 private:
  double step() const {
    return (width_ - left_) / static_cast<double>(std::max<std::size_t>(1, trend_.points.size()));
  }
  double middle(std::size_t i) const { return left_ + step() * (static_cast<double>(i) + 0.5); }

  double most() const {
    double most = trend_.target.value_or(0);
    for (const auto& point : trend_.points)
      if (point.value) most = std::max({most, point.value->value, point.value->high.value_or(0)});
    return most;
  }

  void set_axis(Group& group) {
    const auto values = ticks(0, most() > 0 ? most() * trend_.scale : 1, 4);
    const double gap = values[1] - values[0];
    for (const double value : values)
      left_ = std::max(left_, text_width(tick_text(value, gap), Face::sans, 12) + 10);
    y_ = {0, values.back() / trend_.scale, bottom, top};
    for (const double value : values) {
      const double y = y_(value / trend_.scale);
      group.items.emplace_back(Line{.points = {{left_, y}, {width_, y}},
                                    .stroke = value == 0 ? Token::line_2 : Token::line});
      set_line(group,
               {.text = tick_text(value, gap), .base = {left_ - 8, y + 4}, .anchor = Anchor::end},
               chart_styles::axis);
    }
    set_line(group, {.text = trend_.unit, .base = {0, 11}}, chart_styles::axis);
  }

  void add_bar(Group& group, std::size_t i) {
    const auto& point = trend_.points[i];
    if (!point.value) return;
    const double bar = std::clamp(step() * 0.62, 2.0, 36.0);
    const double y = y_(point.value->value);
    Box box{.rect = {middle(i) - bar / 2, y, bar, bottom - y}, .fill = Token::c_now};
    if (!point.is_finished) {
      box = {.rect = {box.rect.x + 0.5, y + 0.5, bar - 1, std::max(0.5, bottom - y - 1)},
             .fill = Token::paper,
             .stroke = Token::c_now,
             .dash = Dash::fine};
    }
    group.items.emplace_back(box);
  }

  // Straight from point to point; broken where nothing is known.
  void add_line(Group& group) {
    for (std::size_t i = 1; i < trend_.points.size(); ++i) {
      const auto& from = trend_.points[i - 1];
      const auto& to = trend_.points[i];
      if (from.value && to.value)
        group.items.emplace_back(Line{
            .points = {{middle(i - 1), y_(from.value->value)}, {middle(i), y_(to.value->value)}},
            .stroke = Token::c_now,
            .width = 1.5,
            .dash = to.is_finished ? Dash::none : Dash::fine});
    }
    for (std::size_t i = 0; i < trend_.points.size(); ++i) {
      const auto& point = trend_.points[i];
      if (!point.value) continue;
      const double x = middle(i);
      if (point.value->low && point.value->high)
        group.items.emplace_back(
            Line{.points = {{x, y_(*point.value->low)}, {x, y_(*point.value->high)}},
                 .stroke = Token::c_now,
                 .width = 4,
                 .opacity = 0.4});
      Dot dot{.at = {x, y_(point.value->value)}, .radius = 4, .fill = Token::c_now};
      if (!point.is_finished || point.value->is_too_thin)
        dot.fill = Token::paper, dot.stroke = Token::c_now;
      group.items.emplace_back(dot);
    }
  }

  // As many labels as have room; always the last one.
  void set_labels(Group& group) {
    double widest = 1;
    for (const auto& point : trend_.points)
      widest = std::max(widest, text_width(point.label, Face::sans, 12) + 10);
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(widest / step())));
    const std::size_t count = trend_.points.size();
    const double half = widest / 2 - 5;
    double free_until = 1e9;  // The last label may be moved to the left, towards the one before it.
    for (std::size_t back = 0; back < count; back += every) {
      const std::size_t i = count - 1 - back;
      const double x = std::max(std::min(middle(i), width_ - half), half);
      if (x + half > free_until) continue;
      free_until = x - half - 6;
      set_line(group,
               {.text = trend_.points[i].label, .base = {x, bottom + 16}, .anchor = Anchor::middle},
               chart_styles::axis);
    }
  }

  void set_target(Group& group) {
    if (!trend_.target) return;
    const double y = y_(*trend_.target);
    group.items.emplace_back(
        Line{.points = {{left_, y}, {width_, y}}, .stroke = Token::ink, .width = 1.2});
    set_line(group, {.text = target_word, .base = {width_ + 6, y + 4}}, chart_styles::label);
  }

  const Trend& trend_;
  double width_;
  double left_ = 24;
  Scale y_;
};

}  // namespace

Scene trend_chart(std::string_view title, const Trend& trend, double width) {
  Scene scene{.width = width, .height = height, .title = std::string(title)};
  for (const auto& point : trend.points)
    scene.description +=
        fmt::format("{}: {}{}. ", point.label, point.value ? point.value->text : "not known",
                    point.is_finished ? "" : ", not finished");
  TrendDrawer(trend, width).draw(scene);
  return scene;
}

}  // namespace stagecraft::drawing
