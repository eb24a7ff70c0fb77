#include "drawing/goal_head.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/figure_text.h"
#include "drawing/sheet.h"

namespace stagecraft::drawing {
namespace {

using measures::Figure;

constexpr double target_leading = 18;
constexpr Style target_label{Face::sans, 12, 16, Token::ink_2};
constexpr Style target_figure{Face::sans_bold, 12, 16, Token::ink};

// Label left, figure right; the label gives way.
void set_pair(Group& group, const TargetText& text, Rect at, double base) {
  const double figure = text_width(text.figure, target_figure.face, target_figure.size);
  set_line(
      group,
      {.text = text.label, .base = {at.x, base}, .room = std::max(24.0, at.width - figure - 10)},
      target_label);
  set_line(group, {.text = text.figure, .base = {at.right(), base}, .anchor = Anchor::end},
           target_figure);
}

struct FigureRow {
  std::string_view label;
  const std::optional<Figure>& figure;
  double size = 13;
};

void set_figure_row(Group& group, const FigureRow& row, Rect at, double base) {
  set_line(group, {.text = row.label, .base = {at.x, base}}, {Face::sans, 13, 17, Token::ink_2});
  if (!row.figure) {
    set_line(group, {.text = "\u2013", .base = {at.right(), base}, .anchor = Anchor::end},
             styles::quiet);
    return;
  }
  const auto text = to_text(*row.figure);
  const bool is_ok = row.figure->state == measures::FigureState::ok;
  double x = at.right();
  const Style unit{Face::sans, row.size, row.size, Token::ink_3};
  if (!text.unit.empty()) {
    set_line(group, {.text = text.unit, .base = {x, base}, .anchor = Anchor::end}, unit);
    x -= text_width(text.unit, unit.face, unit.size) + 3;
  }
  const Style number{Face::sans_bold, row.size, row.size, is_ok ? Token::ink : Token::ink_3};
  set_line(group, {.text = text.number, .base = {x, base}, .anchor = Anchor::end}, number);
  x -= text_width(text.number, number.face, number.size) + 3;
  if (!text.before.empty())
    set_line(group, {.text = text.before, .base = {x, base}, .anchor = Anchor::end}, unit);
}

}  // namespace

double goal_value_height(const PlannedColumn& column, double width) {
  return column.goal ? text_height(column.goal->value, styles::value, width) : 0;
}

void set_goal_value(Group& group, const PlannedColumn& column, Rect at) {
  if (column.goal) set_text(group, column.goal->value, styles::value, at);
}

double goal_targets_height(const PlannedColumn& column) {
  if (!column.goal || column.goal->measures.empty()) return 0;
  return (1 + static_cast<double>(column.goal->measures.size())) * target_leading;
}

void set_goal_targets(Group& group, const process::Map& map, const PlannedColumn& column, Rect at) {
  if (!column.goal || column.goal->measures.empty()) return;
  double base = at.y + 13;
  set_line(group, {.text = "targets", .base = {at.x, base}}, styles::quiet);
  base += target_leading;
  for (const auto& target : column.goal->measures) {
    set_pair(group, target_text(map, target), at, base);
    base += target_leading;
  }
}

void set_goal_figures(Group& group, const GoalFigures& figures, Rect at) {
  double base = at.y + 14;
  set_figure_row(group, {"Entered", figures.entered}, at, base);
  base += 26;
  set_figure_row(group, {"Goes on", figures.conversion, 20}, at, base);
  base += 17;
  if (figures.conversion) {
    const auto range = interval_text(*figures.conversion);
    set_line(group, {.text = "95 % interval", .base = {at.x, base}}, styles::quiet);
    set_line(group,
             {.text = range.empty() ? "\u2013" : range,
              .base = {at.right(), base},
              .anchor = Anchor::end},
             styles::quiet);
  }
  base += 22;
  set_figure_row(group, {"Median time", figures.median_days}, at, base);
  base += 21;
  set_figure_row(group, {"Open now", figures.money}, at, base);
}

}  // namespace stagecraft::drawing
