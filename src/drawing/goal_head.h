#pragma once

#include "drawing/draw_map.h"
#include "drawing/map_plan.h"

namespace stagecraft::drawing {

/// What stands under a goal's name: its value to the customer and its targets, as rows of label and
/// figure.
double goal_value_height(const PlannedColumn& column, double width);
void set_goal_value(Group& group, const PlannedColumn& column, Rect at);

double goal_targets_height(const PlannedColumn& column);
void set_goal_targets(Group& group, const process::Map& map, const PlannedColumn& column, Rect at);

/// In the measured view: entered, share that goes on with its interval, median time, money open
/// now.
/// `before`, if any, stands paler beside them, under heads; then all is so much lower.
inline constexpr double goal_figures_height = 112;
inline constexpr double before_head_height = 16;
void set_goal_figures(Group& group, const GoalFigures& figures, const GoalFigures* before, Rect at);

/// Which stages of a column a band is drawn for, and how wide each is.
struct BandPart {
  const PlannedColumn& column;
  std::size_t first = 0, count = 0;
  double step = 0;  ///< From stage to stage; the last one ends where the band ends.
};

/// The band: each goal starts at 100 % and steps down by stage; the height is the share that
/// reached it. The period before is a dashed line. The bottleneck's loss is hatched and named; the
/// goal's target is a mark at its end. Draws only the base line for a column of which nobody
/// reached the first stage.
inline constexpr double band_height = 132;
void set_band(Group& group, const BandPart& part, const MapFigures& figures, Rect at);

}  // namespace stagecraft::drawing
