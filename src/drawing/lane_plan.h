#pragma once

#include <string>
#include <vector>

#include "drawing/map_plan.h"
#include "process/map.h"

/// What there is to draw of a map in lanes, before anybody asks where.
namespace stagecraft::drawing {

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

/// Customer side, us, partner; then roles that are named in a stage but not in the catalogue.
std::vector<Lane> lanes_of(const process::Map& map);

/// As many goals a strip as fit in `most` columns; a longer goal is split.
std::vector<Strip> strips_of(const process::Map& map, const MapPlan& plan, std::size_t most);

}  // namespace stagecraft::drawing
