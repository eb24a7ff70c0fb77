#include "drawing/goal_head.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/sheet.h"
#include "measures/display.h"

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

constexpr double before_width = 62;  // Of the column of the period before.

struct FigureRow {
  std::string_view label;
  const std::optional<Figure>& figure;
  const std::optional<Figure>* before = nullptr;  // Null: there is no column for it.
  double size = 13;
};

// The period before, in the paler ink; left out where it would not fit.
void set_before(Group& group, const FigureRow& row, Point right) {
  if (!*row.before || !(*row.before)->value) return;
  const auto text = measures::show_short(**row.before).text();
  if (text_width(text, styles::quiet.face, styles::quiet.size) > before_width - 8) return;
  set_line(group, {.text = text, .base = right, .anchor = Anchor::end}, styles::quiet);
}

void set_figure_row(Group& group, const FigureRow& row, Rect at, double base) {
  set_line(group, {.text = row.label, .base = {at.x, base}}, {Face::sans, 13, 17, Token::ink_2});
  if (row.before) {
    set_before(group, row, {at.right(), base});
    at.width -= before_width;
  }
  if (!row.figure) {
    set_line(group, {.text = "\u2013", .base = {at.right(), base}, .anchor = Anchor::end},
             styles::quiet);
    return;
  }
  const auto text = measures::show_short(*row.figure);
  const bool is_ok = row.figure->state == measures::FigureState::ok;
  double x = at.right();
  const Style unit{Face::sans, row.size, row.size, Token::ink_3};
  if (!text.unit.empty()) {
    set_line(group, {.text = text.unit, .base = {x, base}, .anchor = Anchor::end}, unit);
    x -= text_width(text.unit, unit.face, unit.size) + 3;
  }
  const Style number{Face::sans_bold, row.size, row.size, is_ok ? Token::ink : Token::ink_3};
  set_line(group, {.text = text.digits, .base = {x, base}, .anchor = Anchor::end}, number);
  x -= text_width(text.digits, number.face, number.size) + 3;
  if (!text.sign.empty())
    set_line(group, {.text = text.sign, .base = {x, base}, .anchor = Anchor::end}, unit);
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

void set_goal_figures(Group& group, const GoalFigures& figures, const GoalFigures* before,
                      Rect at) {
  const auto row = [&](std::string_view label, std::optional<Figure> GoalFigures::*figure) {
    return FigureRow{label, figures.*figure, before ? &(before->*figure) : nullptr};
  };
  double base = at.y + 14;
  if (before) {
    set_line(
        group,
        {.text = "this period", .base = {at.right() - before_width, base}, .anchor = Anchor::end},
        styles::quiet);
    set_line(group, {.text = "before", .base = {at.right(), base}, .anchor = Anchor::end},
             styles::quiet);
    base += before_head_height;
  }
  set_figure_row(group, row("Entered", &GoalFigures::entered), at, base);
  base += 26;
  auto goes_on = row("Goes on", &GoalFigures::conversion);
  goes_on.size = 20;
  set_figure_row(group, goes_on, at, base);
  base += 17;
  if (figures.conversion) {
    const auto range = measures::show_short(*figures.conversion).interval();
    set_line(group, {.text = "95 % interval", .base = {at.x, base}}, styles::quiet);
    set_line(group,
             {.text = range.empty() ? "\u2013" : range,
              .base = {at.right(), base},
              .anchor = Anchor::end},
             styles::quiet);
  }
  base += 22;
  set_figure_row(group, row("Median time", &GoalFigures::median_days), at, base);
  base += 21;
  set_figure_row(group, row("Open now", &GoalFigures::money), at, base);
}

}  // namespace stagecraft::drawing
