#include <fmt/format.h>

#include <algorithm>

#include "drawing/charts/axis.h"
#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

constexpr double bar_room = 44;
constexpr double bar_height = 14;
constexpr double text_reserve = 196;  // For the counts behind the longest bar.
constexpr double share_room = 52;

std::string whole(double count) { return measures::count_text(static_cast<std::int64_t>(count)); }

std::string counts_of(const FunnelRow& row) {
  auto text = whole(row.reached) + " in";
  if (row.left > 0) text += ", " + whole(row.left) + " left";
  if (row.inside > 0) text += ", " + whole(row.inside) + " inside";
  return text;
}

// Moved on, inside, left: parts of one bar that is as long as the deals that came.
void add_bar(Group& group, const FunnelRow& row, Rect at) {
  const double scale = row.reached > 0 ? at.width / row.reached : 0;
  const double moved = std::max(0.0, row.reached - row.inside - row.left) * scale;
  const double inside = row.inside * scale;
  const double left = row.left * scale;
  const auto part = [&](double x, double width) { return Rect{at.x + x, at.y, width, at.height}; };
  if (moved > 0) group.items.emplace_back(Box{.rect = part(0, moved), .fill = Token::c_now});
  if (inside > 0)
    group.items.emplace_back(Box{.rect = part(moved, inside), .fill = Token::c_now_2});
  if (left <= 1) return;
  Box box{.rect = part(moved + inside + 0.5, left - 1), .stroke = Token::edge};
  box.rect.y += 0.5;
  box.rect.height -= 1;
  if (row.label.is_limit) box.hatch = Hatch::limit, box.stroke = Token::limit_fill;
  group.items.emplace_back(box);
}

}  // namespace

Scene funnel_chart(std::string_view title, const std::vector<FunnelRow>& rows, double width) {
  Scene scene{.width = width, .title = std::string(title)};
  const double widest = std::max(40.0, width - text_reserve - share_room);
  const double most = rows.empty() ? 0 : rows.front().reached;
  double level = most;  // Deals that enter later on do not make a bar rise.
  double y = 0;
  for (const auto& row : rows) {
    level = std::min(level, row.reached);
    Group group{.title = fmt::format("{}: {}", full_name(row.label), counts_of(row))};
    set_label(group, row.label, {0, y + 13}, width - share_room);
    const double length = most > 0 ? widest * level / most : 0;
    add_bar(group, row, {0, y + 19, length, bar_height});
    set_line(group, {.text = counts_of(row), .base = {length + 8, y + 30}}, chart_styles::text);
    if (row.goes_on) {
      Style style = chart_styles::label;
      if (row.goes_on->is_too_thin) style.colour = Token::ink_3;
      set_line(group, {.text = row.goes_on->text, .base = {width, y + 30}, .anchor = Anchor::end},
               style);
      group.title += fmt::format(", {} go on", row.goes_on->text);
    }
    scene.description += group.title + ". ";
    scene.groups.push_back(std::move(group));
    y += bar_room;
  }
  scene.height = std::max(y, 1.0);
  return scene;
}

}  // namespace stagecraft::drawing
