#pragma once

#include "drawing/draw_map.h"
#include "drawing/map_plan.h"

namespace stagecraft::drawing {

/// The map on one page: a column per goal, its customer stages as cards; with figures laid over it
/// for the measured view.
Scene lay_out_overview(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing);

/// One goal opened, its neighbours as thin columns. Throws Error{not_found}.
Scene lay_out_goal(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing);

/// A row per role, a column per customer stage.
Scene lay_out_lanes(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing);

}  // namespace stagecraft::drawing
