#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "drawing/charts/axis.h"

namespace stagecraft::drawing {
namespace {

constexpr double cohort_height = 24;
constexpr double cohort_gap = 2;
constexpr double widest_cell = 64;

struct Heat {
  Token fill, ink;
};

// Five steps of equal width; the figure is always printed, the shade only helps the eye.
Heat heat_of(double share) {
  constexpr std::array<Heat, 5> steps{{{Token::h_0, Token::ink},
                                       {Token::h_1, Token::ink},
                                       {Token::h_2, Token::ink},
                                       {Token::h_3, Token::ink},
                                       {Token::h_4, Token::paper}}};
  return steps[static_cast<std::size_t>(std::clamp(share * 5, 0.0, 4.0))];
}

struct CohortColumns {
  double label = 0, count = 0, cell = 0;

  double cell_x(std::size_t at) const {
    return label + count + 20 + static_cast<double>(at) * cell;
  }
};

CohortColumns columns_of(const CohortTable& table, double width) {
  CohortColumns columns;
  for (const auto& row : table.rows) {
    columns.label = std::max(columns.label, text_width(row.label, Face::sans, 13) + 8);
    columns.count = std::max(columns.count, text_width(row.count, Face::sans, 12) + 1);
  }
  const auto count = static_cast<double>(std::max<std::size_t>(1, table.ages.size()));
  columns.cell =
      std::clamp((width - columns.label - columns.count - 20) / count, 30.0, widest_cell);
  return columns;
}

void add_cell(Group& group, const CohortCell& cell, Rect at) {
  const double base = at.y + 16;
  const double middle = at.x + at.width / 2;
  if (!cell.share) {
    set_line(group, {.text = "\u00B7", .base = {middle, base}, .anchor = Anchor::middle},
             chart_styles::axis);
    return;
  }
  const Heat heat = heat_of(*cell.share);
  Box box{.rect = at, .fill = heat.fill};
  Style style{Face::sans, 12, 16, heat.ink, heat.fill};
  if (!cell.is_complete) {
    box.hatch = Hatch::quiet;
    style.colour = Token::ink;
    style.on = Token::line;
  }
  group.items.emplace_back(box);
  set_line(group, {.text = cell.text, .base = {middle, base}, .anchor = Anchor::middle}, style);
}

}  // namespace

Scene cohort_chart(std::string_view title, const CohortTable& table, double width) {
  Scene scene{.width = width, .title = std::string(title)};
  const CohortColumns columns = columns_of(table, width);
  Group heads;
  for (std::size_t i = 0; i < table.ages.size(); ++i)
    set_line(heads,
             {.text = table.ages[i],
              .base = {columns.cell_x(i) + columns.cell / 2, 12},
              .anchor = Anchor::middle},
             chart_styles::axis);
  set_line(heads, {.text = "n", .base = {columns.label + columns.count, 12}, .anchor = Anchor::end},
           chart_styles::axis);
  scene.groups.push_back(std::move(heads));
  double y = 20;
  for (const auto& row : table.rows) {
    Group group{.title = row.label + ":"};
    set_line(group, {.text = row.label, .base = {0, y + 16}}, {Face::sans, 13, 17, Token::ink});
    set_line(
        group,
        {.text = row.count, .base = {columns.label + columns.count, y + 16}, .anchor = Anchor::end},
        chart_styles::axis);
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const auto& cell = row.cells[i];
      add_cell(group, cell,
               {columns.cell_x(i), y, columns.cell - cohort_gap, cohort_height - cohort_gap});
      if (cell.share && i < table.ages.size())
        group.title +=
            fmt::format(" {} {}{}", table.ages[i], cell.text, cell.is_complete ? "" : " so far");
    }
    scene.description += group.title + ". ";
    scene.groups.push_back(std::move(group));
    y += cohort_height;
  }
  scene.height = y + 2;
  return scene;
}

}  // namespace stagecraft::drawing
