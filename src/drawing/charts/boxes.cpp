#include <fmt/format.h>

#include <algorithm>

#include "drawing/charts/axis.h"

namespace stagecraft::drawing {
namespace {

constexpr double box_room = 40;
constexpr double box_height = 16;

std::vector<ChartLabel> labels_of(const std::vector<BoxRow>& rows) {
  std::vector<ChartLabel> labels;
  for (const auto& row : rows) labels.push_back(row.label);
  return labels;
}

// One scale for all: up to the longest whisker, or the longest of what is known.
double longest(const std::vector<BoxRow>& rows) {
  double most = 1;
  for (const auto& row : rows)
    for (const auto& days : {row.p90, row.p75, row.median, row.expected})
      if (days) most = std::max(most, *days);
  return most;
}

void add_box(Group& group, const BoxRow& row, const Scale& x, double y) {
  const Token ink = row.is_too_thin ? Token::c_before : Token::ink_2;
  const auto first = row.p10 ? row.p10 : row.p25;
  const auto last = row.p90 ? row.p90 : row.p75;
  if (first && last)
    group.items.emplace_back(Line{.points = {{x(*first), y}, {x(*last), y}}, .stroke = ink});
  if (row.p25 && row.p75) {
    const Rect rect{x(*row.p25), y - box_height / 2, std::max(1.0, x(*row.p75) - x(*row.p25)),
                    box_height};
    Box box{.rect = rect, .fill = Token::c_soft, .stroke = ink};
    if (row.is_too_thin) box.fill = Token::paper;
    group.items.emplace_back(box);
  }
  if (row.median)
    group.items.emplace_back(Line{.points = {{x(*row.median), y - box_height / 2 - 1},
                                             {x(*row.median), y + box_height / 2 + 1}},
                                  .stroke = row.label.is_limit ? Token::limit : Token::ink,
                                  .width = 2.4});
  if (!row.expected) return;
  const double at = x(*row.expected);
  const double top = y - box_height / 2 - 8;
  group.items.emplace_back(
      Area{.points = {{at - 4.5, top}, {at + 4.5, top}, {at, top + 6}}, .fill = Token::customer});
}

}  // namespace

Scene box_chart(std::string_view title, const std::vector<BoxRow>& rows, double width) {
  Scene scene{.width = width, .title = std::string(title)};
  const double room = label_room(labels_of(rows), width * 0.34);
  double text = 0;
  for (const auto& row : rows) text = std::max(text, text_width(row.text, Face::sans, 12));
  text = std::min(text, width * 0.34);
  const auto grid = ticks(0, longest(rows), 4);
  const double bottom = 8 + box_room * static_cast<double>(rows.size());
  const Scale x{0, grid.back(), room + 22, std::max(room + 72, width - text - 24)};
  Group axis;
  set_grid(axis, {grid, "d", 4, bottom}, x);
  scene.groups.push_back(std::move(axis));
  double y = 8 + box_room / 2 + 4;
  for (const auto& row : rows) {
    Group group{.title = fmt::format("{}: {}", full_name(row.label), row.text)};
    set_label(group, row.label, {0, y + 4}, room);
    add_box(group, row, x, y);
    Style style = chart_styles::text;
    if (row.is_too_thin) style.colour = Token::ink_3;
    set_line(group,
             {.text = row.text, .base = {width, y + 4}, .anchor = Anchor::end, .room = text + 1},
             style);
    scene.description += group.title + ". ";
    scene.groups.push_back(std::move(group));
    y += box_room;
  }
  scene.height = bottom + 20;
  return scene;
}

}  // namespace stagecraft::drawing
