#pragma once

#include <map>
#include <string>
#include <vector>

#include "drawing/map_plan.h"
#include "drawing/scene.h"

/// Moves that leave a row of a picture: a numbered circle where they go out and one where they come
/// in.
namespace stagecraft::drawing {

/// How far the middle of a circle stands from its card.
inline constexpr double circle_distance = 15.5;

/// The look of a move: forward strongest, returns dashed.
Line line_of_move(MoveKind kind);

/// One number a place that is reached: several ways there end in one circle. Circles keep off each
/// other: one that would lie on another stands lower.
class Connectors {
 public:
  /// Out of `from`, into `to`: points on the edges of two cards. Returns come out to the left where
  /// `is_out_left`; all come in from the left.
  struct Ends {
    Point from, to;
    bool is_out_left = false;
  };
  void draw(Group& group, const Move& move, const Ends& ends);

 private:
  void add(Group& group, Point edge, double side, const std::string& number, Line line);

  std::map<std::string, int> numbers_;  // By where they lead.
  std::vector<Point> taken_;            // Middles of circles.
};

}  // namespace stagecraft::drawing
