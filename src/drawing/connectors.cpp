#include "drawing/connectors.h"

#include <algorithm>
#include <cmath>

#include "drawing/text_metrics.h"

namespace stagecraft::drawing {
namespace {

constexpr double radius = 8;

void add_circle(Group& group, Point at, const std::string& number) {
  group.items.emplace_back(
      Dot{.at = at, .radius = radius, .fill = Token::paper, .stroke = Token::edge});
  group.items.emplace_back(Words{.at = {at.x, at.y + 4.2},
                                 .text = number,
                                 .size = smallest_type,
                                 .colour = Token::ink_2,
                                 .anchor = Anchor::middle});
}

}  // namespace

Line line_of_move(MoveKind kind) {
  return {.stroke = Token::edge,
          .width = kind == MoveKind::forward ? 1.5 : 1.2,
          .dash = kind == MoveKind::back ? Dash::fine : Dash::none,
          .has_arrow = true};
}

void Connectors::draw(Group& group, const Move& move, const Ends& ends) {
  const auto next = static_cast<int>(numbers_.size()) + 1;
  const auto [place, is_new] = numbers_.try_emplace(move.to, next);
  const auto number = std::to_string(place->second);
  Line line = line_of_move(move.kind);
  line.has_arrow = false;
  add(group, ends.from, ends.is_out_left ? -1 : 1, number, line);
  if (!is_new) return;
  line.has_arrow = true;
  line.dash = Dash::none;
  add(group, ends.to, -1, number, line);
}

// A circle beside the edge of a card, and the line between the two: from the card, or with an arrow
// to it.
void Connectors::add(Group& group, Point edge, double side, const std::string& number, Line line) {
  constexpr double apart = 2 * radius + 1;
  Point at{edge.x + side * circle_distance, edge.y};
  const auto is_taken = [&] {
    return std::ranges::any_of(taken_, [&](Point other) {
      return std::abs(other.x - at.x) < apart && std::abs(other.y - at.y) < apart;
    });
  };
  while (is_taken()) at.y += 1;
  taken_.push_back(at);
  const double bend = edge.x + side * (circle_distance - radius) / 2;
  line.points = {edge, {bend, edge.y}, {bend, at.y}, {at.x - side * radius, at.y}};
  if (at.y == edge.y) line.points = {edge, line.points.back()};
  if (line.has_arrow) std::ranges::reverse(line.points);
  group.items.emplace_back(std::move(line));
  add_circle(group, at, number);
}

}  // namespace stagecraft::drawing
