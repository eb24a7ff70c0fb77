#include "drawing/overview.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/goal_head.h"
#include "drawing/placed_map.h"
#include "drawing/sheet.h"
#include "drawing/stage_card.h"

namespace stagecraft::drawing {
namespace {

constexpr double measured_step =
    64;  // Width a stage, so that goals are as wide as they have stages.
constexpr double narrowest_measured = 184;
constexpr double row_gap = 40;
constexpr double chip_gap = 6;
constexpr double list_inset = 7;

class OverviewLayout {
 public:
  OverviewLayout(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing)
      : map_(map),
        plan_(plan),
        drawing_(drawing),
        is_measured_(drawing.choice.view == View::measured) {
    placed_.is_list = is_measured_;
  }

  Scene lay_out() {
    place_columns();
    placed_.corridors.resize(static_cast<std::size_t>(rows_));
    const auto channels = plan_.detail == Detail::counts_only ? std::vector<double>{}
                                                              : corridor_heights(plan_, placed_);
    scene_.title = fmt::format("{}: {}", map_.name, is_measured_ ? "measured map" : "overview");
    scene_.description = description();
    double y = set_header(scene_, map_, drawing_, content_width());
    for (int row = 0; row < rows_; ++row) {
      const auto at = static_cast<std::size_t>(row);
      y = lay_out_row(row, y, at < channels.size() ? channels[at] : 0) + row_gap;
    }
    for (auto& edge : draw_moves(plan_, placed_)) scene_.groups.push_back(std::move(edge));
    y = set_foot(y - row_gap + 28);
    scene_.width = content_width() + 2 * page_margin;
    scene_.height = y + page_margin - 8;
    return std::move(scene_);
  }

 private:
  double width_of(const PlannedColumn& column) const {
    if (!is_measured_) return column_width;
    return std::max(narrowest_measured, measured_step * static_cast<double>(column.stages.size()));
  }

  // Columns a row, by --width; without one as many as make a picture that still prints.
  int columns_a_row() const {
    if (drawing_.width <= 0) return most_columns;
    return std::clamp((drawing_.width - 40) / 256, 1, most_columns);
  }

  // Goals of the measured map are as wide as they have stages, so they fill the width itself.
  double widest_row(int most) const {
    const double columns = most * (column_width + column_gap) - column_gap;
    if (drawing_.width <= 0) return columns;
    return std::clamp<double>(drawing_.width - 2 * page_margin, column_width,
                              most_columns * (column_width + column_gap) - column_gap);
  }

  void place_columns() {
    const int most = columns_a_row();
    const double widest = widest_row(most);
    double x = 0;
    int in_row = 0;
    for (const auto& column : plan_.columns) {
      const double width = width_of(column);
      const bool is_full = is_measured_ ? x + width > widest : in_row == most;
      if (in_row > 0 && is_full) x = 0, in_row = 0, ++rows_;
      placed_.columns.push_back({&column, rows_, page_margin + x, width});
      x += width + column_gap;
      widest_row_ = std::max(widest_row_, x - column_gap);
      ++in_row;
    }
    ++rows_;
  }

  double content_width() const { return std::max(widest_row_, column_width); }

  std::string description() const {
    auto text = describe(map_, plan_);
    if (!is_measured_) return text;
    for (const auto& column : plan_.columns)
      for (const auto& planned : column.stages)
        if (const auto* figures = figures_of(planned))
          text += " " + figures_sentence(planned, *figures);
    return text + " " + drawing_.figures->limit.sentence + " " + drawing_.figures->caption;
  }

  const StageFigures* figures_of(const PlannedStage& planned) const {
    if (!drawing_.figures) return nullptr;
    const auto at = drawing_.figures->stages.find(planned.stage->id);
    return at == drawing_.figures->stages.end() ? nullptr : &at->second;
  }

  template <typename Height>
  double tallest(int row, Height height) const {
    double most = 0;
    for (const auto& place : placed_.columns)
      if (place.row == row) most = std::max(most, height(place));
    return most;
  }

  // Heads of one row have the same heights, part by part, so that their cards begin on one line.
  double lay_out_row(int row, double y, double channel) {
    const double name =
        tallest(row, [](const auto& p) { return goal_heading_height(*p.column, p.width); });
    const double value =
        tallest(row, [](const auto& p) { return goal_value_height(*p.column, p.width); });
    const double targets =
        tallest(row, [](const auto& p) { return goal_targets_height(*p.column); });
    double below = y + name + 14;
    const double value_at = below;
    if (value > 0) below += value + 8;
    const double extra_at = below;
    if (is_measured_) {
      below += goal_figures_room() + band_height + 6;
    } else if (targets > 0) {
      below += targets + 8;
    }
    placed_.corridors[static_cast<std::size_t>(row)] = below;
    below += channel + (is_measured_ ? 0 : 4);
    double bottom = below;
    for (std::size_t i = 0; i < placed_.columns.size(); ++i) {
      const auto& place = placed_.columns[i];
      if (place.row != row) continue;
      Group head{.id = place.column->goal ? "goal-" + place.column->goal->id : ""};
      head.title =
          place.column->goal ? "Goal " + place.column->number + ": " + place.column->heading : "";
      set_goal_heading(head, *place.column, {place.x, y, place.width, name});
      set_goal_value(head, *place.column, {place.x, value_at, place.width, 0});
      set_extra(head, place, extra_at);
      scene_.groups.push_back(std::move(head));
      bottom = std::max(bottom, lay_out_column(i, below));
    }
    return bottom;
  }

  bool has_before() const { return drawing_.figures && !drawing_.figures->before.label.empty(); }
  double goal_figures_room() const {
    if (map_.flat) return 0;
    return goal_figures_height + (has_before() ? before_head_height : 0);
  }

  const GoalFigures* before_of(const process::Goal& goal) const {
    static const GoalFigures unknown;
    if (!has_before()) return nullptr;
    const auto at = drawing_.figures->before.goals.find(goal.id);
    return at == drawing_.figures->before.goals.end() ? &unknown : &at->second;
  }

  void set_extra(Group& head, const ColumnPlace& place, double y) {
    if (!is_measured_) {
      set_goal_targets(head, map_, *place.column, {place.x, y, place.width, 0});
      return;
    }
    if (place.column->goal && !map_.flat) {
      const auto at = drawing_.figures->goals.find(place.column->goal->id);
      if (at != drawing_.figures->goals.end())
        set_goal_figures(head, at->second, before_of(*place.column->goal),
                         {place.x, y, place.width, 0});
      y += goal_figures_room();
    }
    const auto count = place.column->stages.size();
    set_band(head,
             {.column = *place.column,
              .count = count,
              .step = place.width / static_cast<double>(std::max<std::size_t>(1, count))},
             *drawing_.figures, {place.x, y, place.width, band_height});
  }

  double lay_out_column(std::size_t index, double y) {
    const auto& place = placed_.columns[index];
    if (plan_.detail == Detail::counts_only) return set_counts(place, y);
    const double gap = is_measured_ ? 0 : card_gap;
    for (const auto& planned : place.column->stages) {
      add_node(planned.stage->id, card_of(planned, {place.x, y, place.width, 0}), index);
      y = scene_.groups.back().rect.bottom() + gap;
      if (planned.stage->id != plan_.won_after) continue;
      if (is_measured_) y += 6;
      add_node(std::string(won_place), won_band(plan_, {place.x, y, place.width, 0}), index);
      y = scene_.groups.back().rect.bottom() + (is_measured_ ? 6 : gap);
    }
    if (!place.column->internal.empty()) y += is_measured_ ? 14 : 8;
    for (const auto* stage : place.column->internal) {
      scene_.groups.push_back(internal_chip(*stage, {place.x, y, place.width, 0}));
      y = scene_.groups.back().rect.bottom() + chip_gap;
    }
    return y;
  }

  Group card_of(const PlannedStage& planned, Rect at) const {
    const CardRequest request{planned, at, plan_.detail, drawing_.link_base};
    if (!is_measured_) return stage_card(request);
    return measured_row(request, figures_of(planned),
                        planned.stage->id == drawing_.figures->limit.stage);
  }

  void add_node(const std::string& id, Group group, std::size_t column) {
    Rect rect = group.rect;
    if (is_measured_ && group.kind == GroupKind::card) {
      // Rows have no padding of their own: lines keep off their text.
      const double x = placed_.columns[column].x - list_inset;
      rect = {x, rect.y, placed_.columns[column].width + 2 * list_inset, rect.height};
    }
    placed_.nodes[id] = {rect, static_cast<int>(column)};
    scene_.groups.push_back(std::move(group));
  }

  double set_counts(const ColumnPlace& place, double y) {
    Group group;
    auto text = fmt::format("{} stages", place.column->stages.size());
    if (!place.column->internal.empty())
      text += fmt::format(", {} in the background", place.column->internal.size());
    y += set_text(group, text, styles::detail, {place.x, y, place.width, 0});
    scene_.groups.push_back(std::move(group));
    return y;
  }

  std::vector<LegendItem> legend() const {
    std::vector<LegendItem> items;
    if (is_measured_) {
      items = legend_of_figures(*drawing_.figures, map_.flat);
    } else {
      items = {{LegendSample::customer_voice, "what the customer gains and does"}};
    }
    if (plan_.detail != Detail::counts_only) {
      const auto moves = legend_of_moves(plan_, rows_ > 1);
      // Rows of the measured map touch: their order is the way forward.
      items.insert(items.end(), moves.begin() + (is_measured_ && rows_ == 1 ? 1 : 0), moves.end());
    }
    if (!plan_.won.empty()) items.push_back({LegendSample::won, "won"});
    const bool has_chips = std::ranges::any_of(
        plan_.columns, [](const PlannedColumn& column) { return !column.internal.empty(); });
    if (has_chips) items.push_back({LegendSample::internal, "internal, in the background"});
    items.push_back(
        {LegendSample::none, "not drawn: losses, and returns that are allowed by default"});
    return items;
  }

  double set_foot(double y) {
    const double width = content_width();
    if (is_measured_) y += set_finding(scene_, *drawing_.figures, {page_margin, y, width, 0});
    if (const double outcomes = set_outcomes(scene_, map_, plan_, {page_margin, y, width, 0});
        outcomes > 0)
      y += outcomes + 22;
    y += set_legend(scene_, legend(), {page_margin, y, width, 0});
    return y;
  }

  const process::Map& map_;
  const MapPlan& plan_;
  const MapDrawing& drawing_;
  bool is_measured_;
  Scene scene_;
  PlacedMap placed_;
  int rows_ = 0;
  double widest_row_ = 0;
};

}  // namespace

Scene lay_out_overview(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing) {
  return OverviewLayout(map, plan, drawing).lay_out();
}

}  // namespace stagecraft::drawing
