#include <fmt/format.h>

#include <algorithm>

#include "drawing/goal_head.h"
#include "drawing/lane_moves.h"
#include "drawing/lane_plan.h"
#include "drawing/overview.h"
#include "drawing/placed_map.h"
#include "drawing/sheet.h"
#include "drawing/stage_card.h"
#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

constexpr double label_width = 128;
constexpr double lane_label_room = 100;  // Circles of moves stand behind it.
constexpr double lane_padding = 12;
constexpr double cell_gap = 8;
constexpr double strip_gap = 44;

class LanesLayout {
 public:
  LanesLayout(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing)
      : map_(map), plan_(plan), drawing_(drawing), lanes_(lanes_of(map)) {}

  Scene lay_out() {
    const auto strips = strips_of(map_, plan_, columns_a_strip());
    std::size_t widest = 1;
    for (const auto& strip : strips) widest = std::max(widest, strip.size());
    width_ =
        label_width + static_cast<double>(widest) * (column_width + column_gap) + column_gap / 2;
    scene_.title = map_.name + ": lanes";
    scene_.description = describe(map_, plan_);
    double y = set_header(scene_, map_, drawing_, width_);
    for (const auto& strip : strips) y = lay_out_strip(strip, y) + strip_gap;
    for (auto& edge : draw_lane_moves(plan_, placed_)) scene_.groups.push_back(std::move(edge));
    has_circles_ = strips.size() > 1;
    y = set_foot(y - strip_gap + 24);
    scene_.width = width_ + 2 * page_margin;
    scene_.height = y + page_margin - 8;
    return std::move(scene_);
  }

 private:
  std::size_t columns_a_strip() const {
    if (drawing_.width <= 0) return most_columns;
    return static_cast<std::size_t>(
        std::clamp((drawing_.width - 40 - static_cast<int>(label_width)) / 256, 1, most_columns));
  }

  static double column_x(std::size_t at) {
    return page_margin + label_width + static_cast<double>(at) * (column_width + column_gap) +
           column_gap / 2;
  }

  double lay_out_strip(const Strip& strip, double y) {
    std::vector<std::string> stages;
    for (const auto& column : strip) stages.push_back(column.planned.stage->id);
    const auto channels = channel_heights(plan_, stages);
    auto& placed = placed_.emplace_back();
    for (const auto& stage : stages) placed.cards.push_back({stage, {}});
    y = set_heads(strip, y);
    placed.above = y;
    y += channels.above;
    for (const Lane& lane : lanes_)
      if (lane.side == process::Side::customer || has_cells(strip, lane))
        y = set_lane(strip, lane, y);
    placed.below = y;
    y = set_background(strip, y + channels.below);
    const double right = page_margin + width_;
    Group rule;
    rule.items.emplace_back(
        Line{.points = {{page_margin, y}, {right, y}}, .stroke = Token::line_2});
    scene_.groups.push_back(std::move(rule));
    return y;
  }

  // Goals over their columns, then number and figures of each stage.
  double set_heads(const Strip& strip, double y) {
    double tallest = 0;
    for (std::size_t i = 0; i < strip.size(); i += span_at(strip, i))
      tallest = std::max(tallest, goal_heading_height(*strip[i].goal, span_width(strip, i)));
    for (std::size_t i = 0; i < strip.size(); i += span_at(strip, i)) {
      Group group;
      set_goal_heading(group, *strip[i].goal, {column_x(i), y, span_width(strip, i), tallest});
      if (drawing_.figures)
        set_band(group, band_part(strip, i), *drawing_.figures,
                 {column_x(i), y + tallest + 12, span_width(strip, i), band_height});
      scene_.groups.push_back(std::move(group));
    }
    y += tallest + 12;
    if (drawing_.figures) y += band_height + 8;
    double height = 0;
    for (std::size_t i = 0; i < strip.size(); ++i)
      height =
          std::max(height, set_stage_head(strip[i].planned, {column_x(i), y, column_width, 0}));
    return y + height + 8;
  }

  // A goal may go on in the next strip: each strip has the part of its own stages.
  static BandPart band_part(const Strip& strip, std::size_t from) {
    const auto& stages = strip[from].goal->stages;
    const auto first = std::ranges::find(stages, strip[from].planned.stage, &PlannedStage::stage);
    return {.column = *strip[from].goal,
            .first = static_cast<std::size_t>(first - stages.begin()),
            .count = span_at(strip, from),
            .step = column_width + column_gap};
  }

  static std::size_t span_at(const Strip& strip, std::size_t from) {
    std::size_t count = 1;
    while (from + count < strip.size() && strip[from + count].goal == strip[from].goal) ++count;
    return count;
  }
  static double span_width(const Strip& strip, std::size_t from) {
    return static_cast<double>(span_at(strip, from)) * (column_width + column_gap) - column_gap;
  }

  // What is expected of a stage, and what was measured. Returns the height.
  double set_stage_head(const PlannedStage& planned, Rect at) {
    const auto& stage = *planned.stage;
    Group group;
    std::string expected = planned.number;
    const auto add = [&](const std::string& text) { expected += " \u00B7 " + text; };
    if (stage.expected_days) add(measures::stated_text(*stage.expected_days) + " d");
    if (stage.expected_conversion)
      add(measures::stated_text(*stage.expected_conversion * 100) + " % go on");
    if (stage.id == plan_.won_after) add("then won: " + plan_.won.front()->name);
    if (may_win_early(stage.id)) add("may be won from here");
    set_line(group, {.text = expected, .base = {at.x, at.y + 13}, .room = at.width}, styles::quiet);
    double height = 17;
    if (const auto* figures = figures_of(stage.id)) {
      const CardRequest request{planned, {at.x, at.y + height, at.width, 0}};
      height += set_stage_figures(group, request, *figures, false);
      group.title = figures_sentence(planned, *figures);
    }
    scene_.groups.push_back(std::move(group));
    return height;
  }

  const StageFigures* figures_of(const std::string& stage) const {
    if (!drawing_.figures) return nullptr;
    const auto found = drawing_.figures->stages.find(stage);
    return found == drawing_.figures->stages.end() ? nullptr : &found->second;
  }
  bool is_limit(const std::string& stage) const {
    return drawing_.figures && drawing_.figures->limit.stage == stage;
  }
  // Won has no column that a line could lead to.
  bool may_win_early(const std::string& stage) const {
    return std::ranges::any_of(plan_.moves, [&](const Move& move) {
      return move.kind == MoveKind::skip && move.from == stage && move.to == won_place;
    });
  }

  static bool is_in(const std::vector<std::string>& roles, const std::string& role) {
    return std::ranges::find(roles, role) != roles.end();
  }

  static std::vector<const process::Task*> tasks_for(const process::Stage& stage,
                                                     const Lane& lane) {
    std::vector<const process::Task*> tasks;
    for (const auto& task : stage.tasks)
      if ((task.role.empty() ? stage.lead : task.role) == lane.role) tasks.push_back(&task);
    return tasks;
  }

  // The prospect's acts stand in the first row of the customer's side.
  bool is_first_customer(const Lane& lane) const { return &lane == &lanes_.front(); }

  static bool has_cells(const Strip& strip, const Lane& lane) {
    return std::ranges::any_of(strip, [&](const StripColumn& column) {
      const auto& stage = *column.planned.stage;
      return stage.lead == lane.role || is_in(stage.with, lane.role) ||
             !tasks_for(stage, lane).empty();
    });
  }

  double set_lane(const Strip& strip, const Lane& lane, double y) {
    const bool is_customer = lane.side == process::Side::customer;
    const Token ground = is_customer ? Token::customer_bg : Token::paper;
    const std::size_t background = scene_.groups.size();
    scene_.groups.emplace_back();
    Group label{.title = lane.name};
    const Style style{Face::sans_bold, 14, 18, is_customer ? Token::customer : Token::ink,
                      ground,          3};
    double height =
        2 * lane_padding +
        set_text(label, lane.name, style, {page_margin + 10, y + lane_padding, lane_label_room, 0});
    scene_.groups.push_back(std::move(label));
    for (std::size_t i = 0; i < strip.size(); ++i)
      height = std::max(height, set_cell(strip[i], lane, i, y + lane_padding) + 2 * lane_padding);
    auto& items = scene_.groups[background].items;
    const double right = page_margin + width_;
    if (is_customer)
      items.emplace_back(Box{.rect = {page_margin, y, width_, height}, .fill = ground});
    items.emplace_back(Line{.points = {{page_margin, y}, {right, y}},
                            .stroke = is_customer ? Token::customer : Token::line_2});
    return y + height;
  }

  double set_cell(const StripColumn& column, const Lane& lane, std::size_t at, double y) {
    const auto& stage = *column.planned.stage;
    const double top = y;
    const double x = column_x(at);
    if (is_first_customer(lane))
      for (const auto& line : stage.does)
        y = add_box(line, styles::does, Token::customer, {x, y, column_width, 0});
    const bool leads = stage.lead == lane.role;
    if (leads) {
      const CardRequest request{
          column.planned, {x, y, column_width, 0}, Detail::names_only, drawing_.link_base};
      auto card = stage_card(request);
      std::get<Box>(card.items.front()).stroke = Token::edge;  // Stands out among the tasks.
      if (is_limit(stage.id)) ring(card);
      placed_.back().cards[at].rect = card.rect;
      y = card.rect.bottom() + cell_gap;
      scene_.groups.push_back(std::move(card));
    }
    const auto tasks = tasks_for(stage, lane);
    for (const auto* task : tasks) {
      Style style = styles::detail;
      style.colour = task->internal ? Token::ink_3 : Token::ink;
      y = add_box(task->name, style, Token::line_2, {x, y, column_width, 0});
    }
    if (!leads && tasks.empty() && is_in(stage.with, lane.role)) {
      Group dot{.title = lane.name + " takes part in " + stage.name};
      dot.items.emplace_back(
          Dot{.at = {x + card_padding + 4, y + 9}, .radius = 4, .fill = Token::c_now});
      scene_.groups.push_back(std::move(dot));
      y += 18 + cell_gap;
    }
    return std::max(0.0, y - top - cell_gap);
  }

  static void ring(Group& card) {
    constexpr double line = 20;
    card.rect.height += line;
    auto& box = std::get<Box>(card.items.front());
    box.rect = card.rect;
    box.fill = Token::limit_bg;
    box.stroke = Token::limit;
    box.stroke_width = 1.5;
    set_limit_line(card, {card.rect.x + card_padding, card.rect.bottom() - 12});
  }

  double add_box(const std::string& text, const Style& style, Token stroke, Rect at) {
    Group group;
    const double room = at.width - 2 * card_padding;
    at.height = text_height(text, style, room) + 12;
    group.items.emplace_back(Box{.rect = at, .fill = Token::paper, .stroke = stroke, .radius = 3});
    set_text(group, text, style, {at.x + card_padding, at.y + 6, room, 0});
    scene_.groups.push_back(std::move(group));
    return at.bottom() + cell_gap;
  }

  double set_background(const Strip& strip, double y) {
    const bool has_any = std::ranges::any_of(
        strip, [](const StripColumn& column) { return !column.internal.empty(); });
    if (!has_any) return y;
    Group label;
    const double right = page_margin + width_;
    label.items.emplace_back(Line{.points = {{page_margin, y}, {right, y}}, .stroke = Token::line});
    double height = set_text(label, "in the background", styles::quiet,
                             {page_margin + 10, y + lane_padding, lane_label_room, 0});
    scene_.groups.push_back(std::move(label));
    for (std::size_t i = 0; i < strip.size(); ++i) {
      double at = y + lane_padding;
      for (const auto* stage : strip[i].internal) {
        scene_.groups.push_back(internal_chip(*stage, {column_x(i), at, column_width, 0}));
        at = scene_.groups.back().rect.bottom() + cell_gap;
      }
      height = std::max(height, at - y - lane_padding - cell_gap);
    }
    return y + height + 2 * lane_padding;
  }

  double set_foot(double y) {
    if (drawing_.figures) y += set_finding(scene_, *drawing_.figures, {page_margin, y, width_, 0});
    if (const double height = set_outcomes(scene_, map_, plan_, {page_margin, y, width_, 0});
        height > 0)
      y += height + 22;
    std::vector<LegendItem> items{{LegendSample::customer_voice, "what the customer does"}};
    const auto add = [&](const std::vector<LegendItem>& more) {
      items.insert(items.end(), more.begin(), more.end());
    };
    if (drawing_.figures) add(legend_of_figures(*drawing_.figures, map_.flat));
    add(legend_of_moves(plan_, has_circles_));
    add({{LegendSample::none, "a dot: takes part"},
         {LegendSample::none, "not drawn: losses, and returns that are allowed by default"}});
    return y + set_legend(scene_, items, {page_margin, y, width_, 0});
  }

  const process::Map& map_;
  const MapPlan& plan_;
  const MapDrawing& drawing_;
  std::vector<Lane> lanes_;
  double width_ = 0;
  std::vector<LaneStrip> placed_;
  bool has_circles_ = false;
  Scene scene_;
};

}  // namespace

Scene lay_out_lanes(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing) {
  return LanesLayout(map, plan, drawing).lay_out();
}

}  // namespace stagecraft::drawing
