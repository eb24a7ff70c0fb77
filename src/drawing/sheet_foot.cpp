#include <fmt/format.h>

#include <algorithm>

#include "drawing/placed_map.h"
#include "drawing/sheet.h"

namespace stagecraft::drawing {
namespace {

constexpr double outcome_width = column_width;
constexpr double sample_gap = 7;
constexpr double legend_gap = 24;
constexpr double legend_leading = 22;

struct Ending {
  Icon icon;
  Token colour;
  std::string_view word;
};

Ending ending_of(process::OutcomeKind kind) {
  if (kind == process::OutcomeKind::won) return {Icon::won, Token::good, "won"};
  if (kind == process::OutcomeKind::lost) return {Icon::lost, Token::bad, "lost"};
  return {Icon::no_decision, Token::ink_2, "no decision"};
}

std::string stage_names(const process::Map& map, const std::vector<std::string>& ids) {
  std::string names;
  for (const auto& id : ids) {
    const auto* stage = process::find_stage(map, id);
    names += (names.empty() ? "" : ", ") + (stage ? stage->name : id);
  }
  return names;
}

std::string where_from(const process::Map& map, const MapPlan& plan,
                       const process::Outcome& outcome) {
  if (outcome.kind == process::OutcomeKind::won)
    return plan.won_after.empty() ? "" : "on leaving " + stage_names(map, {plan.won_after});
  if (outcome.from)
    return outcome.from->empty() ? "from no stage" : "from " + stage_names(map, *outcome.from);
  return plan.won_after.empty() ? "from every stage" : "from every stage before it is won";
}

Group outcome_entry(const process::Map& map, const MapPlan& plan, const process::Outcome& outcome,
                    Rect at) {
  constexpr double indent = 22;
  const auto [icon, colour, word] = ending_of(outcome.kind);
  Group group{.title = fmt::format("{}: {}", outcome.name, word)};
  const bool is_drawn_as_band = outcome.kind == process::OutcomeKind::won;
  if (!is_drawn_as_band) group.id = "outcome-" + outcome.id;
  group.items.emplace_back(
      Mark{.icon = icon, .at = {at.x, at.y + 2}, .size = 14, .colour = colour});
  const double room = at.width - indent;
  double y =
      at.y + set_text(group, outcome.name, styles::stage_name, {at.x + indent, at.y, room, 0});
  const auto text = fmt::format("{}, {}", word, where_from(map, plan, outcome));
  y += set_text(group, text, styles::quiet, {at.x + indent, y + 1, room, 0});
  group.rect = {at.x, at.y, at.width, y + 1 - at.y};
  return group;
}

void add_arrow_sample(Group& group, Point at, const Line& style) {
  Line line = style;
  line.has_arrow = true;
  line.points = {{at.x, at.y - 4}, {at.x + 26, at.y - 4}};
  group.items.emplace_back(std::move(line));
}

void add_band_sample(Group& group, Point at) {
  group.items.emplace_back(Area{.points = {{at.x, at.y + 1},
                                           {at.x, at.y - 9},
                                           {at.x + 9, at.y - 9},
                                           {at.x + 11, at.y - 5},
                                           {at.x + 22, at.y - 5},
                                           {at.x + 22, at.y + 1}},
                                .fill = Token::c_band});
}

void add_interval_sample(Group& group, Point at) {
  group.items.emplace_back(
      Line{.points = {{at.x, at.y - 4}, {at.x + 40, at.y - 4}}, .stroke = Token::line});
  group.items.emplace_back(Line{.points = {{at.x + 12, at.y - 4}, {at.x + 28, at.y - 4}},
                                .stroke = Token::c_now,
                                .width = 3,
                                .opacity = 0.55});
  group.items.emplace_back(Dot{.at = {at.x + 20, at.y - 4}, .radius = 3.2, .fill = Token::c_now});
}

// Draws the sample with its left end on the base line; returns its width.
double add_sample(Group& group, LegendSample sample, Point at) {
  switch (sample) {
    case LegendSample::customer_voice:
      set_line(group, {.text = "Aa", .base = at}, {Face::serif, 15, 18, Token::customer});
      return 18;
    case LegendSample::forward:
      add_arrow_sample(group, at, {.stroke = Token::edge, .width = 1.5});
      return 26;
    case LegendSample::skip:
      add_arrow_sample(group, at, {.stroke = Token::edge, .width = 1.2});
      return 26;
    case LegendSample::back:
      add_arrow_sample(group, at, {.stroke = Token::edge, .width = 1.2, .dash = Dash::fine});
      return 26;
    case LegendSample::internal:
      group.items.emplace_back(Box{.rect = {at.x, at.y - 11, 24, 14},
                                   .fill = Token::ground,
                                   .stroke = Token::line_2,
                                   .radius = 3,
                                   .dash = Dash::fine});
      return 24;
    case LegendSample::won:
      group.items.emplace_back(
          Mark{.icon = Icon::won, .at = {at.x, at.y - 11}, .size = 14, .colour = Token::good});
      return 14;
    case LegendSample::circle:
      group.items.emplace_back(Dot{.at = {at.x + 7, at.y - 4}, .radius = 6, .stroke = Token::edge});
      return 14;
    case LegendSample::band:
      add_band_sample(group, at);
      return 22;
    case LegendSample::before:
      group.items.emplace_back(Line{.points = {{at.x, at.y - 4}, {at.x + 22, at.y - 4}},
                                    .stroke = Token::c_before,
                                    .width = 1.4,
                                    .dash = Dash::wide});
      return 22;
    case LegendSample::interval:
      add_interval_sample(group, at);
      return 40;
    case LegendSample::days:
      set_line(group, {.text = "33", .base = at}, {Face::sans_bold, 12, 16, Token::ink});
      return 14 - sample_gap;  // Its text goes on where it ends: 33/14 d.
    case LegendSample::limit:
      group.items.emplace_back(
          Mark{.icon = Icon::limit, .at = {at.x, at.y - 11}, .size = 14, .colour = Token::limit});
      return 14;
    case LegendSample::evidence:
      group.items.emplace_back(Mark{
          .icon = Icon::touchpoint, .at = {at.x, at.y - 11}, .size = 14, .colour = Token::ink_2});
      return 14;
    case LegendSample::none:
      break;
  }
  return 0;
}

double sample_width(LegendSample sample) {
  Group unused;
  return add_sample(unused, sample, {0, 0});
}

}  // namespace

double set_finding(Scene& scene, const MapFigures& figures, Rect at) {
  constexpr double widest_text = 820;  // Longer lines are hard to read.
  const auto& [stage, sentence] = figures.limit;
  Group group;
  const double indent = stage.empty() ? 0 : 22;
  if (!stage.empty())
    group.items.emplace_back(
        Mark{.icon = Icon::limit, .at = {at.x, at.y + 1}, .size = 16, .colour = Token::limit});
  const std::string_view text = sentence;
  const auto end = std::min(text.find(". "), text.size());
  const auto rest = text.substr(std::min(end + 2, text.size()));
  const double room = std::min(at.width, widest_text) - indent;
  double y = at.y;
  y += set_text(group, text.substr(0, end), whole(styles::stage_name), {at.x + indent, y, room, 0});
  y += set_text(group, rest, whole(styles::detail), {at.x + indent, y + 3, room, 0}) + 7;
  y += set_text(group, figures.caption, whole(styles::quiet), {at.x, y, at.width, 0}) + 20;
  scene.groups.push_back(std::move(group));
  return y - at.y;
}

double set_outcomes(Scene& scene, const process::Map& map, const MapPlan& plan, Rect at) {
  if (map.outcomes.empty()) return 0;
  const int columns =
      std::max(1, static_cast<int>((at.width + column_gap) / (outcome_width + column_gap)));
  Group head;
  head.items.emplace_back(
      Line{.points = {{at.x, at.y}, {at.right(), at.y}}, .stroke = Token::line_2});
  set_text(head, "How it can end", styles::stage_name, {at.x, at.y + 10, at.width, 0});
  scene.groups.push_back(std::move(head));
  double y = at.y + 36;
  double tallest = 0;
  int column = 0;
  for (const auto& outcome : map.outcomes) {
    if (column == columns) y += tallest + 12, tallest = 0, column = 0;
    const double x = at.x + column++ * (outcome_width + column_gap);
    auto entry = outcome_entry(map, plan, outcome, {x, y, std::min(outcome_width, at.width), 0});
    tallest = std::max(tallest, entry.rect.height);
    scene.groups.push_back(std::move(entry));
  }
  return y + tallest - at.y;
}

double set_legend(Scene& scene, const std::vector<LegendItem>& items, Rect at) {
  Group group{.title = "Legend"};
  double x = at.x;
  double y = at.y + 14;
  for (const auto& item : items) {
    const double sample = sample_width(item.sample);
    const double indent = sample > 0 ? sample + sample_gap : 0;
    const double room = std::min(text_width(item.text, Face::sans, 12) + 1, at.width - indent);
    if (x > at.x && x + indent + room > at.right()) x = at.x, y += legend_leading;
    add_sample(group, item.sample, {x, y});
    y += std::max(0.0,
                  set_text(group, item.text, styles::quiet, {x + indent, y - 12.3, room, 0}) - 16);
    x += indent + room + legend_gap;
  }
  scene.groups.push_back(std::move(group));
  return y + 6 - at.y;
}

std::vector<LegendItem> legend_of_figures(const MapFigures& figures, bool is_flat) {
  std::vector<LegendItem> items{
      {LegendSample::band, fmt::format("share of deals that reach a stage; each {} starts at 100 %",
                                       is_flat ? "column" : "goal")}};
  if (!figures.before.label.empty()) items.push_back({LegendSample::before, figures.before.label});
  items.push_back({LegendSample::interval, "goes on, 95 % interval"});
  items.push_back({LegendSample::days, "/14 d: median days, expected days"});
  if (!figures.limit.stage.empty())
    items.push_back({LegendSample::limit, "the bottleneck; hatched: what is lost there"});
  return items;
}

std::vector<LegendItem> legend_of_moves(const MapPlan& plan, bool has_circles) {
  const auto holds = [&](MoveKind kind) {
    return std::ranges::any_of(plan.moves, [&](const Move& move) { return move.kind == kind; });
  };
  std::vector<LegendItem> items{{LegendSample::forward, "the way forward"}};
  if (holds(MoveKind::skip)) items.push_back({LegendSample::skip, "a stated shortcut"});
  if (holds(MoveKind::back)) items.push_back({LegendSample::back, "a stated return"});
  if (has_circles) items.push_back({LegendSample::circle, "goes on at the same number"});
  return items;
}

}  // namespace stagecraft::drawing
