#include <fmt/format.h>

#include <algorithm>

#include "drawing/charts/axis.h"

namespace stagecraft::drawing {
namespace {

constexpr double share_height = 29;
constexpr double value_room = 62;

struct Columns {
  double label = 0, note = 0;
  Scale x;
};

template <typename Rows>
double note_room(const Rows& rows, double least) {
  double widest = least;
  for (const auto& row : rows) widest = std::max(widest, text_width(row.note, Face::sans, 12) + 1);
  return widest;
}

template <typename Rows>
Columns columns_of(const Rows& rows, double width, double least_note) {
  std::vector<ChartLabel> labels;
  for (const auto& row : rows) labels.push_back(row.label);
  Columns columns{.label = label_room(labels, width * 0.4), .note = note_room(rows, least_note)};
  columns.x.from = columns.label + 22;
  columns.x.to = std::max(columns.x.from + 60, width - columns.note - value_room - 28);
  return columns;
}

void set_value(Group& group, const std::optional<ChartValue>& value, Point right) {
  Style style = chart_styles::label;
  if (!value || value->is_too_thin) style.colour = Token::ink_3;
  set_line(group, {.text = value ? value->text : "\u2013", .base = right, .anchor = Anchor::end},
           style);
}

}  // namespace

Scene share_chart(std::string_view title, const std::vector<ShareRow>& rows, double width) {
  Scene scene{.width = width, .title = std::string(title)};
  auto columns = columns_of(rows, width, 0);
  columns.x.low = 0;
  columns.x.high = 100;
  const double bottom = 6 + share_height * static_cast<double>(rows.size());
  Group axis;
  set_grid(axis, {{0, 25, 50, 75, 100}, "%", 4, bottom}, columns.x);
  scene.groups.push_back(std::move(axis));
  double y = 4 + share_height / 2;
  for (const auto& row : rows) {
    Group group{.title = fmt::format("{}: {} {}", full_name(row.label),
                                     row.share ? row.share->text : "not known", row.note)};
    set_label(group, row.label, {0, y + 4}, columns.label);
    if (row.share) {
      auto share = *row.share;
      share.value *= 100;
      if (share.low) *share.low *= 100;
      if (share.high) *share.high *= 100;
      add_interval(group, share, columns.x, y, mark_colour(row.label, share.is_too_thin));
    }
    set_value(group, row.share, {width - columns.note - 12, y + 4});
    set_line(group, {.text = row.note, .base = {width, y + 4}, .anchor = Anchor::end},
             chart_styles::axis);
    scene.description += group.title + ". ";
    scene.groups.push_back(std::move(group));
    y += share_height;
  }
  scene.height = bottom + 20;
  return scene;
}

Scene lever_chart(std::string_view title, const LeverHeads& heads,
                  const std::vector<LeverRow>& rows, double width) {
  Scene scene{.width = width, .title = std::string(title)};
  auto columns = columns_of(rows, width, text_width(heads.note, Face::sans, 12) + 1);
  columns.x.low = 0;
  columns.x.high = 0;
  for (const auto& row : rows) {
    if (!row.gain) continue;
    columns.x.low = std::min({columns.x.low, row.gain->value, row.gain->low.value_or(0)});
    columns.x.high = std::max({columns.x.high, row.gain->value, row.gain->high.value_or(0)});
  }
  if (columns.x.high <= columns.x.low) columns.x.high = columns.x.low + 1;
  Group head;
  set_line(head, {.text = heads.lever, .base = {0, 12}}, chart_styles::axis);
  set_line(head,
           {.text = heads.gain, .base = {width - columns.note - 12, 12}, .anchor = Anchor::end},
           chart_styles::axis);
  set_line(head, {.text = heads.note, .base = {width, 12}, .anchor = Anchor::end},
           chart_styles::axis);
  head.items.emplace_back(Line{.points = {{0, 20}, {width, 20}}, .stroke = Token::line_2});
  scene.groups.push_back(std::move(head));
  double y = 20 + share_height / 2;
  for (const auto& row : rows) {
    Group group{.title = fmt::format("{}: {} {}", full_name(row.label),
                                     row.gain ? row.gain->text : "not known", row.note)};
    set_label(group, row.label, {0, y + 4}, columns.label);
    const double zero = columns.x(0);
    group.items.emplace_back(
        Line{.points = {{zero, y - 9}, {zero, y + 9}}, .stroke = Token::line_2});
    if (row.gain)
      add_interval(group, *row.gain, columns.x, y, mark_colour(row.label, row.gain->is_too_thin));
    set_value(group, row.gain, {width - columns.note - 12, y + 4});
    set_line(group, {.text = row.note, .base = {width, y + 4}, .anchor = Anchor::end},
             chart_styles::text);
    group.items.emplace_back(
        Line{.points = {{0, y + share_height / 2}, {width, y + share_height / 2}},
             .stroke = Token::line});
    scene.description += group.title + ". ";
    scene.groups.push_back(std::move(group));
    y += share_height;
  }
  scene.height = y - share_height / 2 + 2;
  return scene;
}

}  // namespace stagecraft::drawing
