#include <fmt/format.h>

#include <algorithm>

#include "drawing/figure_text.h"
#include "drawing/overview.h"
#include "drawing/placed_map.h"
#include "drawing/sheet.h"
#include "drawing/stage_card.h"

namespace stagecraft::drawing {
namespace {

constexpr double label_width = 116;
constexpr double lane_padding = 12;
constexpr double cell_gap = 8;
constexpr double strip_gap = 44;

struct StripColumn {
  const PlannedColumn* goal;
  PlannedStage planned;
  std::vector<const process::Stage*> internal;  // In the background after this stage.
};
using Strip = std::vector<StripColumn>;

struct Lane {
  std::string role, name;
  process::Side side = process::Side::us;
};

std::string lead_of(const process::Stage& stage) { return stage.lead; }

// Customer side, us, partner; then roles that are named in a stage but not in the catalogue.
std::vector<Lane> lanes_of(const process::Map& map) {
  std::vector<Lane> lanes;
  const bool has_customer = std::ranges::any_of(
      map.roles, [](const process::Role& role) { return role.side == process::Side::customer; });
  if (!has_customer) lanes.push_back({"customer", "Customer", process::Side::customer});
  for (const auto side : {process::Side::customer, process::Side::us, process::Side::partner})
    for (const auto& role : map.roles)
      if (role.side == side) lanes.push_back({role.id, role.name, side});
  const auto add = [&](const std::string& role) {
    const bool is_known =
        std::ranges::any_of(lanes, [&](const Lane& lane) { return lane.role == role; });
    if (!is_known)
      lanes.push_back({role, role.empty() ? "no role named" : role, process::Side::us});
  };
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) {
      if (stage.internal) continue;
      add(lead_of(stage));
      for (const auto& role : stage.with) add(role);
      for (const auto& task : stage.tasks) add(task.role.empty() ? lead_of(stage) : task.role);
    }
  return lanes;
}

// An internal stage stands below the customer stage before it, the first ones of a goal below its
// first.
void add_internal(const process::Map& map, Strip& strip) {
  for (auto& column : strip) {
    const process::Stage* last = nullptr;
    std::vector<const process::Stage*> waiting;
    for (const auto& goal : map.goals) {
      if (column.goal->goal && column.goal->goal != &goal) continue;
      last = nullptr;
      waiting.clear();
      for (const auto& stage : goal.stages) {
        if (!stage.internal) {
          const bool is_first = last == nullptr;
          last = &stage;
          if (is_first && &stage == column.planned.stage) column.internal = waiting;
        } else if (last == nullptr) {
          waiting.push_back(&stage);
        } else if (last == column.planned.stage) {
          column.internal.push_back(&stage);
        }
      }
    }
  }
}

// As many goals a strip as fit in `most` columns; a longer goal is split.
std::vector<Strip> strips_of(const process::Map& map, const MapPlan& plan, std::size_t most) {
  std::vector<Strip> strips(1);
  for (const auto& column : plan.columns) {
    const bool fits = strips.back().size() + column.stages.size() <= most;
    if (!fits && !strips.back().empty()) strips.emplace_back();
    for (const auto& planned : column.stages) {
      if (strips.back().size() == most) strips.emplace_back();
      strips.back().push_back({&column, planned, {}});
    }
  }
  if (strips.back().empty()) strips.pop_back();
  for (auto& strip : strips) add_internal(map, strip);
  return strips;
}

class LanesLayout {
 public:
  LanesLayout(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing)
      : map_(map), plan_(plan), drawing_(drawing), lanes_(lanes_of(map)) {}

  Scene lay_out() {
    const auto strips = strips_of(map_, plan_, columns_a_strip());
    std::size_t widest = 1;
    for (const auto& strip : strips) widest = std::max(widest, strip.size());
    width_ = label_width + static_cast<double>(widest) * (column_width + column_gap);
    scene_.title = map_.name + ": lanes";
    scene_.description = describe(map_, plan_);
    double y = set_header(scene_, map_, drawing_, width_);
    for (const auto& strip : strips) y = lay_out_strip(strip, y) + strip_gap;
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
    cards_.assign(strip.size(), Rect{});
    y = set_heads(strip, y);
    for (const Lane& lane : lanes_)
      if (lane.side == process::Side::customer || has_cells(strip, lane))
        y = set_lane(strip, lane, y);
    y = set_background(strip, y);
    const double right = page_margin + width_;
    Group rule;
    rule.items.emplace_back(
        Line{.points = {{page_margin, y}, {right, y}}, .stroke = Token::line_2});
    scene_.groups.push_back(std::move(rule));
    add_arrows(strip);
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
      scene_.groups.push_back(std::move(group));
    }
    y += tallest + 12;
    Group group;
    double lines = 1;
    for (std::size_t i = 0; i < strip.size(); ++i)
      lines = std::max(lines,
                       set_stage_head(group, strip[i].planned, {column_x(i), y, column_width, 0}));
    scene_.groups.push_back(std::move(group));
    return y + lines * 17 + 8;
  }

  static std::size_t span_at(const Strip& strip, std::size_t from) {
    std::size_t count = 1;
    while (from + count < strip.size() && strip[from + count].goal == strip[from].goal) ++count;
    return count;
  }
  static double span_width(const Strip& strip, std::size_t from) {
    return static_cast<double>(span_at(strip, from)) * (column_width + column_gap) - column_gap;
  }

  // Returns the number of lines.
  double set_stage_head(Group& group, const PlannedStage& planned, Rect at) const {
    const auto& stage = *planned.stage;
    std::string expected = planned.number;
    if (stage.expected_days) expected += " \u00B7 " + plain_days(*stage.expected_days) + " d";
    if (stage.expected_conversion)
      expected += " \u00B7 " + plain_days(*stage.expected_conversion * 100) + " % go on";
    if (stage.id == plan_.won_after) expected += " \u00B7 then won: " + plan_.won.front()->name;
    set_line(group, {.text = expected, .base = {at.x, at.y + 13}, .room = at.width}, styles::quiet);
    if (!drawing_.figures) return 1;
    const auto found = drawing_.figures->stages.find(stage.id);
    if (found == drawing_.figures->stages.end()) return 1;
    const auto& figures = found->second;
    std::string text;
    const auto add = [&](const std::optional<measures::Figure>& figure, std::string_view after) {
      if (figure && figure->value)
        text += (text.empty() ? "" : " \u00B7 ") + to_text(*figure).joined() + std::string(after);
    };
    add(figures.conversion, "");
    add(figures.median_days, "");
    add(figures.now, " now");
    const bool is_limit = stage.id == drawing_.figures->limit.stage;
    double x = at.x;
    if (is_limit) {
      group.items.emplace_back(
          Mark{.icon = Icon::limit, .at = {x, at.y + 19}, .size = 14, .colour = Token::limit});
      x += 19;
    }
    Style style = styles::figure;
    if (is_limit) style.colour = Token::limit;
    set_line(group, {.text = text, .base = {x, at.y + 31}, .room = at.right() - x}, style);
    return 2;
  }

  static bool is_in(const std::vector<std::string>& roles, const std::string& role) {
    return std::ranges::find(roles, role) != roles.end();
  }

  static std::vector<const process::Task*> tasks_for(const process::Stage& stage,
                                                     const Lane& lane) {
    std::vector<const process::Task*> tasks;
    for (const auto& task : stage.tasks)
      if ((task.role.empty() ? lead_of(stage) : task.role) == lane.role) tasks.push_back(&task);
    return tasks;
  }

  // The prospect's acts stand in the first row of the customer's side.
  bool is_first_customer(const Lane& lane) const { return &lane == &lanes_.front(); }

  static bool has_cells(const Strip& strip, const Lane& lane) {
    return std::ranges::any_of(strip, [&](const StripColumn& column) {
      const auto& stage = *column.planned.stage;
      return lead_of(stage) == lane.role || is_in(stage.with, lane.role) ||
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
        2 * lane_padding + set_text(label, lane.name, style,
                                    {page_margin + 10, y + lane_padding, label_width - 14, 0});
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
    const bool leads = lead_of(stage) == lane.role;
    if (leads) {
      const CardRequest request{
          column.planned, {x, y, column_width, 0}, Detail::names_only, drawing_.link_base};
      auto card = stage_card(request);
      std::get<Box>(card.items.front()).stroke = Token::edge;  // Stands out among the tasks.
      scene_.groups.push_back(std::move(card));
      cards_[at] = scene_.groups.back().rect;
      y = cards_[at].bottom() + cell_gap;
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
                             {page_margin + 10, y + lane_padding, label_width - 14, 0});
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

  // From card to card through the gap between their columns.
  void add_arrows(const Strip& strip) {
    for (const Move& move : plan_.moves) {
      if (move.kind != MoveKind::forward) continue;
      for (std::size_t i = 0; i + 1 < strip.size(); ++i) {
        const auto& from = strip[i].planned.stage->id;
        const bool is_won = from == plan_.won_after;
        if (from != move.from && !(is_won && move.from == won_place)) continue;
        if (strip[i + 1].planned.stage->id == move.to) add_arrow(cards_[i], cards_[i + 1]);
      }
    }
  }

  void add_arrow(const Rect& from, const Rect& to) {
    Group group{.kind = GroupKind::edge};
    const double x = from.right() + column_gap / 2;
    const double entry = to.y + std::min(18.0, to.height / 2);
    const double exit = std::abs(from.middle() - entry) < 8 ? entry : from.middle();
    Line line{.points = {{from.right(), exit}, {x, exit}, {x, entry}, {to.x, entry}},
              .stroke = Token::edge,
              .width = 1.5,
              .has_arrow = true};
    if (exit == entry) line.points = {{from.right(), exit}, {to.x, entry}};
    group.items.emplace_back(std::move(line));
    scene_.groups.push_back(std::move(group));
  }

  double set_foot(double y) {
    if (const double height = set_outcomes(scene_, map_, plan_, {page_margin, y, width_, 0});
        height > 0)
      y += height + 22;
    std::vector<LegendItem> items{{LegendSample::customer_voice, "what the customer does"},
                                  {LegendSample::forward, "the way forward"},
                                  {LegendSample::none, "a dot: takes part"},
                                  {LegendSample::none, "not drawn: losses, shortcuts and returns"}};
    if (drawing_.figures)
      items.insert(
          items.begin(),
          {LegendSample::none, "bold: measured share that goes on, median time, deals there now"});
    return y + set_legend(scene_, items, {page_margin, y, width_, 0});
  }

  const process::Map& map_;
  const MapPlan& plan_;
  const MapDrawing& drawing_;
  std::vector<Lane> lanes_;
  double width_ = 0;
  std::vector<Rect> cards_;
  Scene scene_;
};

}  // namespace

Scene lay_out_lanes(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing) {
  return LanesLayout(map, plan, drawing).lay_out();
}

}  // namespace stagecraft::drawing
