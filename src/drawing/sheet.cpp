#include "drawing/sheet.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "drawing/placed_map.h"

namespace stagecraft::drawing {
namespace {

constexpr double sheet_number_gap = 8;
constexpr double longest_summary = 760;

double number_room(std::string_view number, const Style& style) {
  return number.empty() ? 0 : text_width(number, style.face, style.size) + sheet_number_gap;
}

}  // namespace

double set_header(Scene& scene, const process::Map& map, const MapDrawing& drawing, double width) {
  Group group;
  double y = page_margin - 6;
  y += set_text(group, map.name, styles::title, {page_margin, y, width, 0});
  if (!map.summary.empty()) {
    Style summary = styles::detail;
    summary.max_lines = 2;
    const double room = std::min(width, longest_summary);
    y += 4 + set_text(group, map.summary, summary, {page_margin, y + 4, room, 0});
  }
  if (!drawing.version.empty())
    y += 2 + set_text(group, drawing.version, styles::quiet, {page_margin, y + 2, width, 0});
  scene.groups.push_back(std::move(group));
  return y + 22;
}

double goal_heading_height(const PlannedColumn& column, double width) {
  const double room = width - number_room(column.number, styles::goal_number);
  return text_height(column.heading, styles::goal_name, room);
}

void set_goal_heading(Group& group, const PlannedColumn& column, Rect at) {
  const double indent = number_room(column.number, styles::goal_number);
  Style name = styles::goal_name;
  if (!column.goal) name.face = Face::sans, name.colour = Token::ink_3;
  // Names of one row stand on one rule, so a short one hangs lower.
  const double y = at.bottom() - goal_heading_height(column, at.width);
  if (indent > 0) set_text(group, column.number, styles::goal_number, {at.x, y, indent, 0});
  set_text(group, column.heading, name, {at.x + indent, y, at.width - indent, 0});
  group.items.emplace_back(Line{.points = {{at.x, at.bottom() + 6}, {at.right(), at.bottom() + 6}},
                                .stroke = Token::line_2,
                                .width = 2});
}

Group internal_chip(const process::Stage& stage, Rect at) {
  Style style = on(styles::quiet, Token::ground);
  style.max_lines = 2;
  Group group{.kind = GroupKind::chip, .id = "stage-" + stage.id};
  group.title = stage.name + ": internal, runs in the background";
  const double room = at.width - 2 * sheet_number_gap;
  at.height = text_height(stage.name, style, room) + 8;
  group.rect = at;
  group.items.emplace_back(Box{
      .rect = at, .fill = Token::ground, .stroke = Token::line_2, .radius = 3, .dash = Dash::fine});
  set_text(group, stage.name, style, {at.x + sheet_number_gap, at.y + 4, room, 0});
  return group;
}

Group won_band(const MapPlan& plan, Rect at) {
  constexpr double icon_room = 24;
  std::string names;
  for (const auto* outcome : plan.won) names += (names.empty() ? "" : " / ") + outcome->name;
  const Style style{Face::sans_bold, 13, 17, Token::good, Token::good_bg, 2};
  const double room = at.width - icon_room - 2 * sheet_number_gap;
  at.height = text_height(names, style, room) + 10;
  Group group{.kind = GroupKind::band, .id = "outcome-" + plan.won.front()->id, .rect = at};
  group.title = names + ": won";
  group.items.emplace_back(Box{.rect = at, .fill = Token::good_bg});
  group.items.emplace_back(
      Line{.points = {{at.x, at.y}, {at.x, at.bottom()}}, .stroke = Token::good, .width = 3});
  group.items.emplace_back(Mark{
      .icon = Icon::won, .at = {at.x + card_padding, at.y + 6}, .size = 15, .colour = Token::good});
  set_text(group, names, style, {at.x + icon_room + sheet_number_gap, at.y + 5, room, 0});
  return group;
}

void check_size(const Scene& scene) {
  if (std::max(scene.width, scene.height) <= largest_side) return;
  throw base::Error(
      base::ErrorKind::too_large,
      fmt::format("The picture would be {:.0f} by {:.0f} px, and 20,000 is the most. Draw "
                  "the goals one by one with --view goal:ID, or give another --width.",
                  scene.width, scene.height));
}

}  // namespace stagecraft::drawing
