#include "drawing/draw_map.h"

#include "base/error.h"
#include "drawing/overview.h"
#include "drawing/sheet.h"

namespace stagecraft::drawing {
namespace {

Scene lay_out(const process::Map& map, const MapPlan& plan, const MapDrawing& drawing) {
  switch (drawing.choice.view) {
    case View::goal:
      return lay_out_goal(map, plan, drawing);
    case View::lanes:
      return lay_out_lanes(map, plan, drawing);
    case View::overview:
    case View::measured:
      break;
  }
  return lay_out_overview(map, plan, drawing);
}

}  // namespace

std::optional<ViewChoice> find_view(std::string_view word) {
  constexpr std::string_view goal = "goal:";
  if (word == "overview") return ViewChoice{View::overview, {}};
  if (word == "lanes") return ViewChoice{View::lanes, {}};
  if (word == "measured") return ViewChoice{View::measured, {}};
  if (word.starts_with(goal) && word.size() > goal.size())
    return ViewChoice{View::goal, std::string(word.substr(goal.size()))};
  return std::nullopt;
}

Scene lay_out_map(const process::Map& map, const MapDrawing& drawing) {
  if (drawing.choice.view == View::measured && !drawing.figures)
    throw base::Error(base::ErrorKind::invalid,
                      "The measured view needs figures. Give a history with --history.");
  Scene scene = lay_out(map, plan_map(map), drawing);
  check_size(scene);
  return scene;
}

std::string draw_map(const process::Map& map, const MapDrawing& drawing,
                     const SvgOptions& options) {
  return to_svg(lay_out_map(map, drawing), options);
}

}  // namespace stagecraft::drawing
