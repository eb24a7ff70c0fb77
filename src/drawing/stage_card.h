#pragma once

#include "drawing/draw_map.h"
#include "drawing/map_plan.h"

namespace stagecraft::drawing {

/// Where a stage stands and what it may say.
struct CardRequest {
  const PlannedStage& planned;
  Rect at;  ///< Left, top, width; the height comes back in the group's rect.
  Detail detail = Detail::full;
  std::string link_base;
};

/// A customer stage of the overview: number and name, the first thing that the prospect does.
Group stage_card(const CardRequest& request);

/// A customer stage of the measured map: share that goes on with its interval, median days against
/// expected, deals and money there now; ringed and named when it is the bottleneck. `figures` may
/// be null.
Group measured_row(const CardRequest& request, const StageFigures* figures, bool is_limit);

/// The figures alone, as rows below `at`: in lanes they stand at the head of the stage's column.
/// Returns their height.
double set_stage_figures(Group& group, const CardRequest& request, const StageFigures& figures,
                         bool is_limit);
/// `limits the flow of money`, on a line of its own whose base is `at`.
void set_limit_line(Group& group, Point at);

/// `Stage 3.2: Proof on own data` and figures, in a sentence.
std::string figures_sentence(const PlannedStage& planned, const StageFigures& figures);

/// Interval as a thick pale line with a dot, on a track of 0 to 1.
void add_interval_bar(Group& group, const measures::Figure& share, Rect track, Token colour);

}  // namespace stagecraft::drawing
