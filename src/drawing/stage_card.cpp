#include "drawing/stage_card.h"

#include <fmt/format.h>

#include <algorithm>

#include "drawing/placed_map.h"
#include "drawing/sheet.h"
#include "measures/display.h"

namespace stagecraft::drawing {
namespace {

using measures::Figure;
using measures::FigureState;
using measures::show_short;
using measures::stated_text;

constexpr double card_number_gap = 7;
constexpr double row_padding = 7;
constexpr double figure_line = 18;

Group group_for(const CardRequest& request) {
  const auto& stage = *request.planned.stage;
  Group group{.kind = GroupKind::card, .id = "stage-" + stage.id};
  group.title = fmt::format("Stage {}: {}", request.planned.number, stage.name);
  if (!request.link_base.empty()) group.href = request.link_base + "stage:" + stage.id;
  return group;
}

// Number and name, the name hanging beside the number. Returns the height.
double set_name(Group& group, const PlannedStage& planned, Rect at, Token ground) {
  const double indent =
      text_width(planned.number, Face::sans, styles::stage_number.size) + card_number_gap;
  set_text(group, planned.number, on(styles::stage_number, ground), {at.x, at.y, indent, 0});
  return set_text(group, planned.stage->name, on(styles::stage_name, ground),
                  {at.x + indent, at.y, at.width - indent, 0});
}

bool is_ok(const std::optional<Figure>& figure) {
  return figure && figure->value && figure->state == FigureState::ok;
}

// Of the median days.
struct ValueLook {
  Token number = Token::ink;
  Token ground = Token::paper;
};

std::string days_against(const Figure& median, const process::Stage& stage) {
  const auto text = show_short(median);
  std::string rest;
  if (stage.expected_days) rest += "/" + stated_text(*stage.expected_days);
  return rest + (text.unit.empty() ? "" : " " + text.unit);
}

// Right-aligned: the median in bold, then `/14 d` in the paler ink.
void set_days(Group& group, const Figure& median, const process::Stage& stage, Point right,
              const ValueLook& look) {
  const auto number = show_short(median).digits;
  const auto rest = show_short(median).unit == "h" && stage.expected_days
                        ? " h/" + stated_text(*stage.expected_days) + " d"
                        : days_against(median, stage);
  const Style pale{Face::sans, 13, 17, Token::ink_3, look.ground};
  const double rest_width = text_width(rest, pale.face, pale.size);
  set_line(group, {.text = rest, .base = right, .anchor = Anchor::end}, pale);
  const Style bold{Face::sans_bold, 13, 17, look.number, look.ground};
  set_line(group,
           {.text = number, .base = {right.x - rest_width - 0.5, right.y}, .anchor = Anchor::end},
           bold);
}

std::string standing_text(const StageFigures& figures) {
  std::string text;
  if (figures.now) text = show_short(*figures.now).digits + " here now";
  if (figures.money && figures.money->value)
    text += (text.empty() ? "" : " \u00B7 ") + show_short(*figures.money).text();
  return text;
}

void set_share_line(Group& group, const CardRequest& request, const StageFigures& figures,
                    const ValueLook& look, double base) {
  const Rect& at = request.at;
  const bool is_limit = look.ground == Token::limit_bg;
  if (figures.conversion) {
    const auto& share = *figures.conversion;
    const auto text = show_short(share);
    const Style style{Face::sans, 13, 17, is_ok(figures.conversion) ? Token::ink : Token::ink_3,
                      look.ground};
    set_line(group, {.text = text.text(), .base = {at.x + 44, base}, .anchor = Anchor::end}, style);
    const double track = std::clamp(at.width - 44 - 72 - 20, 36.0, 76.0);
    const Token colour = is_limit                    ? Token::limit
                         : is_ok(figures.conversion) ? Token::c_now
                                                     : Token::c_before;
    add_interval_bar(group, share, {at.x + 54, base - 10, track, 12}, colour);
  }
  if (figures.median_days && figures.median_days->value)
    set_days(group, *figures.median_days, *request.planned.stage, {at.right(), base}, look);
}

}  // namespace

void set_limit_line(Group& group, Point at) {
  group.items.emplace_back(
      Mark{.icon = Icon::limit, .at = {at.x, at.y - 12}, .size = 14, .colour = Token::limit});
  set_line(group, {.text = "limits the flow of money", .base = {at.x + 20, at.y}},
           {Face::sans_bold, 12.5, 16, Token::limit, Token::limit_bg});
}

double set_stage_figures(Group& group, const CardRequest& request, const StageFigures& figures,
                         bool is_limit) {
  const Rect& at = request.at;
  const Token ground = is_limit ? Token::limit_bg : Token::paper;
  const ValueLook look{is_limit ? Token::limit : Token::ink, ground};
  double y = at.y + figure_line;
  set_share_line(group, request, figures, look, y - 3);
  if (const auto standing = standing_text(figures); !standing.empty()) {
    y += figure_line - 1;
    set_line(group, {.text = standing, .base = {at.x, y - 3}, .room = at.width},
             on(styles::quiet, ground));
  }
  if (figures.conversion && figures.conversion->state == FigureState::too_thin) {
    y += figure_line - 1;
    const auto text = fmt::format("too few deals to judge: n {}", figures.conversion->n);
    set_line(group, {.text = text, .base = {at.x, y - 3}, .room = at.width},
             on(styles::quiet, ground));
  }
  return y - at.y;
}

void add_interval_bar(Group& group, const Figure& share, Rect track, Token colour) {
  const double y = track.middle();
  const auto x = [&](double value) { return track.x + track.width * std::clamp(value, 0.0, 1.0); };
  group.items.emplace_back(
      Line{.points = {{track.x, y}, {track.right(), y}}, .stroke = Token::line_2, .opacity = 0.7});
  if (!share.value) return;
  if (share.low && share.high)
    group.items.emplace_back(Line{.points = {{x(*share.low), y}, {x(*share.high), y}},
                                  .stroke = colour,
                                  .width = 3,
                                  .opacity = 0.55});
  Dot dot{.at = {x(*share.value), y}, .radius = 3.2, .fill = colour};
  if (share.state == FigureState::too_thin) dot.fill = Token::paper, dot.stroke = colour;
  group.items.emplace_back(dot);
}

Group stage_card(const CardRequest& request) {
  Group group = group_for(request);
  group.items.emplace_back(Box{});  // Filled in below, when the height is known.
  const auto& stage = *request.planned.stage;
  const double room = request.at.width - 2 * card_padding;
  const double x = request.at.x + card_padding;
  double y = request.at.y + card_padding - 2;
  y += set_name(group, request.planned, {x, y, room, 0}, Token::paper);
  if (request.detail == Detail::full) {
    if (!stage.does.empty())
      y += 3 + set_text(group, stage.does.front(), styles::does, {x, y + 3, room, 0});
    if (stage.optional)
      y += 2 + set_text(group, "may be skipped", styles::quiet, {x, y + 2, room, 0});
  }
  group.rect = {request.at.x, request.at.y, request.at.width, y + card_padding - 1 - request.at.y};
  group.items.front() =
      Box{.rect = group.rect, .fill = Token::paper, .stroke = Token::line, .radius = 3};
  return group;
}

Group measured_row(const CardRequest& request, const StageFigures* figures, bool is_limit) {
  Group group = group_for(request);
  const Token ground = is_limit ? Token::limit_bg : Token::paper;
  group.items.emplace_back(Box{});
  const Rect& at = request.at;
  double y = at.y + row_padding;
  y += set_name(group, request.planned, {at.x, y, at.width, 0}, ground);
  if (figures) {
    group.title = figures_sentence(request.planned, *figures);
    const CardRequest below{
        request.planned, {at.x, y, at.width, 0}, request.detail, request.link_base};
    y += set_stage_figures(group, below, *figures, is_limit);
  }
  if (is_limit) {
    y += figure_line + 1;
    set_limit_line(group, {at.x, y - 4});
  }
  group.rect = {at.x, at.y, at.width, y + row_padding - 1 - at.y};
  if (is_limit) {
    const Rect ring{at.x - 7, at.y + 1.5, at.width + 14, group.rect.height - 3};
    group.rect = {ring.x, at.y, ring.width, group.rect.height};
    group.items.front() =
        Box{.rect = ring, .fill = ground, .stroke = Token::limit, .stroke_width = 1.5, .radius = 3};
  } else {
    group.items.front() =
        Line{.points = {{at.x, group.rect.bottom()}, {at.right(), group.rect.bottom()}},
             .stroke = Token::line};
  }
  return group;
}

std::string figures_sentence(const PlannedStage& planned, const StageFigures& figures) {
  auto text = fmt::format("Stage {}: {}.", planned.number, planned.stage->name);
  if (figures.now) text += fmt::format(" {} deals there now", show_short(*figures.now).digits);
  if (figures.now && figures.money && figures.money->value)
    text += ", " + show_short(*figures.money).text();
  if (figures.now) text += '.';
  if (figures.conversion && figures.conversion->value) {
    text += fmt::format(" {} go on", show_short(*figures.conversion).text());
    if (const auto range = show_short(*figures.conversion).interval(); !range.empty())
      text += fmt::format(", 95 % interval {}", range);
    text += fmt::format(", n {}.", figures.conversion->n);
  }
  if (figures.median_days && figures.median_days->value) {
    text += fmt::format(" Median {}", show_short(*figures.median_days).text());
    if (planned.stage->expected_days)
      text += fmt::format(", expected {} d", stated_text(*planned.stage->expected_days));
    text += '.';
  }
  return text;
}

}  // namespace stagecraft::drawing
