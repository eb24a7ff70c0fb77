#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "drawing/connectors.h"
#include "drawing/goal_sections.h"
#include "drawing/overview.h"
#include "drawing/placed_map.h"
#include "drawing/sheet.h"

namespace stagecraft::drawing {
namespace {

constexpr double neighbour_width = 132;
constexpr double clear_of_text = 5;  // Between the head of an arrow and the name that it points to.
constexpr double section_gap = 12;
constexpr double entry_gap = 4;
constexpr double icon_room = 20;

const Style note_style = whole(styles::quiet);

double indent_of(const Entry& entry) { return entry.icon ? icon_room : 0; }

double entry_height(const Section& section, const Entry& entry, double width) {
  const double room = width - indent_of(entry);
  return text_height(entry.text, section.style, room) + text_height(entry.note, note_style, room);
}

double section_height(const Section& section, double width) {
  if (section.entries.empty()) return 0;
  double height = 18;
  for (const auto& entry : section.entries)
    height += entry_height(section, entry, width) + entry_gap;
  return height - entry_gap + section_gap;
}

double set_section(Group& group, const Section& section, Rect at) {
  double y = at.y;
  if (section.entries.empty()) return 0;
  set_text(group, section.heading, styles::quiet, at);
  y += 18;
  for (const auto& entry : section.entries) {
    const Rect room{at.x + indent_of(entry), y, at.width - indent_of(entry), 0};
    if (entry.icon)
      group.items.emplace_back(
          Mark{.icon = *entry.icon, .at = {at.x, y + 1.5}, .size = 14, .colour = Token::ink_2});
    y += set_text(group, entry.text, section.style, room);
    y += set_text(group, entry.note, note_style, {room.x, y, room.width, 0}) + entry_gap;
  }
  return y - at.y;
}

class GoalLayout {
 public:
  GoalLayout(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing)
      : map_(map), plan_(plan), drawing_(drawing), at_(find()), column_(plan.columns[at_]) {}

  Scene lay_out() {
    place_columns();
    scene_.title = fmt::format("{}: goal {}", map_.name, column_.heading);
    scene_.description = description();
    double y = set_header(scene_, map_, drawing_, width_);
    y = set_goal_head(y);
    const double head = y;
    const std::size_t count = column_.stages.size();
    const auto rows = (count + columns_ - 1) / columns_;
    double last = y;  // The goal after stands beside the row that leads to it.
    for (std::size_t row = 0; row < rows; ++row) {
      last = y;
      y = lay_out_row(row * columns_, std::min(count, (row + 1) * columns_), y) + 28;
    }
    y = std::max(
        {y, set_neighbour(at_, -1, page_margin, head), set_neighbour(at_, 1, right_x_, last)});
    add_moves();
    y = set_internal(y);
    y += set_legend(scene_, legend(), {page_margin, y + 6, width_, 0}) + 6;
    scene_.width = width_ + 2 * page_margin;
    scene_.height = y + page_margin - 8;
    return std::move(scene_);
  }

 private:
  std::size_t find() const {
    for (std::size_t i = 0; i < plan_.columns.size(); ++i)
      if (plan_.columns[i].goal && plan_.columns[i].goal->id == drawing_.choice.goal) return i;
    std::string known;
    for (const auto& column : plan_.columns)
      if (column.goal) known += (known.empty() ? "" : ", ") + column.goal->id;
    throw base::Error(base::ErrorKind::not_found,
                      known.empty() ? "This map has no goals that could be opened."
                                    : fmt::format("There is no goal '{}' in this map. It has: {}.",
                                                  drawing_.choice.goal, known));
  }

  bool has_before() const { return at_ > 0; }
  bool has_after() const { return at_ + 1 < plan_.columns.size(); }

  void place_columns() {
    const double before = has_before() ? neighbour_width + column_gap : 0;
    const double after = has_after() ? neighbour_width + column_gap : 0;
    left_ = page_margin + before;
    std::size_t most = most_columns;
    if (drawing_.width > 0) {
      const double room = drawing_.width - 40 - before - after;
      most = static_cast<std::size_t>(std::clamp(room / 256, 1.0, 1.0 * most_columns));
    }
    columns_ = std::clamp<std::size_t>(column_.stages.size(), 1, most);
    const double cards = static_cast<double>(columns_) * (column_width + column_gap) - column_gap;
    right_x_ = left_ + cards + column_gap;
    width_ = before + cards + after;
  }

  std::string description() const {
    std::string text = column_.goal->value;
    for (const auto& planned : column_.stages) {
      text += fmt::format(" Stage {}: {}.", planned.number, planned.stage->name);
      for (const auto& line : planned.stage->does) text += " They: " + line + ".";
      for (const auto& criterion : planned.stage->exit)
        text += " Done when: " + criterion.text + ".";
    }
    return text;
  }

  double set_goal_head(double y) {
    Group group{.id = "goal-" + column_.goal->id};
    const double width = right_x_ - column_gap - left_;
    const double name = goal_heading_height(column_, width);
    set_goal_heading(group, column_, {left_, y, width, name});
    y += name + 16;
    y += set_text(group, column_.goal->value, styles::value, {left_, y, std::min(width, 640.0), 0});
    std::string targets;
    for (const auto& target : column_.goal->measures) {
      const auto text = target_text(map_, target);
      targets += (targets.empty() ? "Targets: " : " \u00B7 ") + text.label + " " + text.figure;
    }
    y += set_text(group, targets, styles::detail, {left_, y + 4, width, 0}) + 18;
    scene_.groups.push_back(std::move(group));
    return y;
  }

  double lay_out_row(std::size_t from, std::size_t to, double y) {
    const double room = column_width - 2 * card_padding;
    std::vector<std::vector<Section>> stages;
    double name = 0;
    for (std::size_t i = from; i < to; ++i) {
      stages.push_back(sections_of(map_, *column_.stages[i].stage));
      name = std::max(name, name_height(column_.stages[i], room));
    }
    std::vector<double> heights(stages.front().size());
    for (const auto& sections : stages)
      for (std::size_t s = 0; s < sections.size(); ++s)
        heights[s] = std::max(heights[s], section_height(sections[s], room));
    double height = card_padding + name + 10;
    for (const double section : heights) height += section;
    double bottom = y + height;
    for (std::size_t i = from; i < to; ++i) {
      const double x = left_ + static_cast<double>(i - from) * (column_width + column_gap);
      set_card(column_.stages[i], stages[i - from], heights, {x, y, column_width, height}, name);
      if (column_.stages[i].stage->id == plan_.won_after) {
        scene_.groups.push_back(won_band(plan_, {x, y + height + card_gap, column_width, 0}));
        bottom = std::max(bottom, scene_.groups.back().rect.bottom());
      }
    }
    return bottom;
  }

  static double number_room(const PlannedStage& planned) {
    return text_width(planned.number, Face::sans, styles::stage_number.size) + 7;
  }
  static double name_height(const PlannedStage& planned, double room) {
    return text_height(planned.stage->name, styles::stage_name, room - number_room(planned));
  }

  // NOLINTNEXTLINE(readability-function-size): the five parts of one card.
  void set_card(const PlannedStage& planned, const std::vector<Section>& sections,
                const std::vector<double>& heights, Rect at, double name) {
    Group group{.kind = GroupKind::card, .id = "stage-" + planned.stage->id};
    group.title = fmt::format("Stage {}: {}", planned.number, planned.stage->name);
    group.rect = at;
    cards_.push_back(at);
    if (!drawing_.link_base.empty()) group.href = drawing_.link_base + "stage:" + planned.stage->id;
    group.items.emplace_back(
        Box{.rect = at, .fill = Token::paper, .stroke = Token::line_2, .radius = 3});
    const double x = at.x + card_padding;
    const double room = at.width - 2 * card_padding;
    double y = at.y + card_padding;
    const double indent = number_room(planned);
    set_text(group, planned.number, styles::stage_number, {x, y, indent, 0});
    set_text(group, planned.stage->name, styles::stage_name, {x + indent, y, room - indent, 0});
    y += name + 10;
    for (std::size_t s = 0; s < sections.size(); ++s) {
      if (heights[s] == 0) continue;
      group.items.emplace_back(
          Line{.points = {{x, y - 5}, {x + room, y - 5}}, .stroke = Token::line});
      set_section(group, sections[s], {x, y, room, 0});
      y += heights[s];
    }
    scene_.groups.push_back(std::move(group));
  }

  // The way forward through the goal: from card to card, from the end of a row to the next by
  // circles of one number, from the goal before and on to the one after.
  void add_moves() {
    for (const Move& move : plan_.moves) {
      if (move.kind != MoveKind::forward) continue;
      const auto from = index_of(move.from == won_place ? plan_.won_after : move.from);
      const auto to = index_of(move.to);
      const bool is_known = from < cards_.size() || to < cards_.size();
      if (!is_known || from == to) continue;
      Group group{.kind = GroupKind::edge};
      if (from >= cards_.size()) {
        if (has_before() && to == 0) add_arrow(group, entry_of(cards_[to]), -column_gap);
      } else if (to >= cards_.size()) {
        const bool is_beside = from % columns_ + 1 == columns_;
        if (has_after() && is_beside)
          add_arrow(group, exit_of(cards_[from]), column_gap - clear_of_text);
      } else if (from / columns_ == to / columns_) {
        add_arrow(group, exit_of(cards_[from]), column_gap);
      } else {
        connectors_.draw(group, move, {.from = exit_of(cards_[from]), .to = entry_of(cards_[to])});
      }
      if (!group.items.empty()) scene_.groups.push_back(std::move(group));
    }
  }

  std::size_t index_of(const std::string& stage) const {
    const auto at = std::ranges::find_if(
        column_.stages, [&](const PlannedStage& planned) { return planned.stage->id == stage; });
    return static_cast<std::size_t>(at - column_.stages.begin());
  }
  static Point entry_of(const Rect& card) { return {card.x, card.y + card_padding + 9}; }
  static Point exit_of(const Rect& card) { return {card.right(), card.y + card_padding + 9}; }

  // From here to the right, or from the left to here.
  static void add_arrow(Group& group, Point at, double length) {
    Line line = line_of_move(MoveKind::forward);
    line.points = {{std::min(at.x, at.x + length), at.y}, {std::max(at.x, at.x + length), at.y}};
    group.items.emplace_back(std::move(line));
  }

  double set_neighbour(std::size_t at, int step, double x, double y) {
    if (step < 0 ? !has_before() : !has_after()) return y;
    const auto& column = plan_.columns[step < 0 ? at - 1 : at + 1];
    Group group;
    if (column.goal && !drawing_.link_base.empty())
      group.href = drawing_.link_base + "goal:" + column.goal->id;
    const Rect room{x, y, neighbour_width, 0};
    Style name = styles::stage_name;
    name.colour = Token::ink_2;
    y += set_text(group, step < 0 ? "before" : "after", styles::quiet, room);
    y += set_text(group, column.number + " " + column.heading, name, {x, y, room.width, 0});
    group.items.emplace_back(
        Line{.points = {{x, y + 6}, {x + room.width, y + 6}}, .stroke = Token::line_2});
    y += 14;
    for (const auto& planned : column.stages)
      y += set_text(group, planned.stage->name, styles::quiet, {x, y, room.width, 0}) + 6;
    scene_.groups.push_back(std::move(group));
    return y;
  }

  double set_internal(double y) {
    double x = left_;
    double bottom = y;
    for (const auto* stage : column_.internal) {
      if (x > left_ && x + column_width > right_x_) x = left_, y = bottom + 6;
      scene_.groups.push_back(internal_chip(*stage, {x, y, column_width, 0}));
      bottom = std::max(bottom, scene_.groups.back().rect.bottom());
      x += column_width + column_gap;
    }
    return column_.internal.empty() ? y : bottom + 16;
  }

  std::vector<LegendItem> legend() const {
    std::vector<LegendItem> items{
        {LegendSample::customer_voice, "what the customer gains, learns and does"},
        {LegendSample::evidence,
         "what shows it: talk, document, field, record, answer, or a person"}};
    items.push_back({LegendSample::forward, "the way forward"});
    if (cards_.size() > columns_)
      items.push_back({LegendSample::circle, "goes on at the same number"});
    if (!column_.internal.empty())
      items.push_back({LegendSample::internal, "internal, in the background"});
    return items;
  }

  const process::Map& map_;
  const MapPlan& plan_;
  const MapDrawing& drawing_;
  std::size_t at_;
  const PlannedColumn& column_;
  std::size_t columns_ = 1;
  std::vector<Rect> cards_;
  Connectors connectors_;
  double left_ = 0, right_x_ = 0, width_ = 0;
  Scene scene_;
};

}  // namespace

Scene lay_out_goal(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing) {
  return GoalLayout(map, plan, drawing).lay_out();
}

}  // namespace stagecraft::drawing
