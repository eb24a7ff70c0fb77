#pragma once

#include <string>
#include <vector>

#include "drawing/draw_map.h"
#include "drawing/map_plan.h"
#include "drawing/type_setting.h"

/// What every view of a map has around it: title above; outcomes, legend and caption below.
namespace stagecraft::drawing {

/// Styles used by several views, so that the same thing looks the same everywhere.
namespace styles {
inline constexpr Style title{Face::sans_bold, 24, 30, Token::ink, Token::paper, 2};
inline constexpr Style goal_name{Face::sans_bold, 18, 22, Token::ink, Token::paper, 3};
inline constexpr Style goal_number{Face::sans, 18, 22, Token::ink_3, Token::paper, 1};
inline constexpr Style value{Face::serif, 16, 21, Token::customer, Token::paper, 4};
inline constexpr Style stage_name{Face::sans_bold, 14, 18, Token::ink, Token::paper, 3};
inline constexpr Style stage_number{Face::sans, 14, 18, Token::ink_3, Token::paper, 1};
inline constexpr Style does{Face::serif, 13.5, 18, Token::customer, Token::paper, 3};
inline constexpr Style detail{Face::sans, 13, 17, Token::ink_2, Token::paper, 3};
inline constexpr Style quiet{Face::sans, 12, 16, Token::ink_3, Token::paper, 3};
inline constexpr Style figure{Face::sans_bold, 13, 17, Token::ink, Token::paper, 1};
}  // namespace styles

/// The same style on another ground.
constexpr Style on(Style style, Token ground) {
  style.on = ground;
  return style;
}

enum class LegendSample : std::uint8_t {
  customer_voice,
  forward,
  skip,
  back,
  internal,
  won,
  circle,
  evidence,
  band,
  before,
  interval,
  days,
  limit,
  none
};

struct LegendItem {
  LegendSample sample = LegendSample::none;
  std::string text;
};

/// Title, summary and version at the top of a picture of `width`; returns where the rest begins.
double set_header(Scene& scene, const process::Map& map, const MapDrawing& drawing, double width);

/// Below a measured map: the bottleneck, or why it can't be told (the first sentence leads, the
/// others explain), then the period and the number of deals; `at` gives left, top and width.
/// Returns the height with the room below.
double set_finding(Scene& scene, const MapFigures& figures, Rect at);

/// How the process can end, a column each, `width` across; returns the height, 0 when there is
/// nothing.
double set_outcomes(Scene& scene, const process::Map& map, const MapPlan& plan, Rect at);

/// Explains what is drawn; `at` gives left, top and width. Returns its height.
double set_legend(Scene& scene, const std::vector<LegendItem>& items, Rect at);

/// The items that a picture with these moves, chips and marks needs.
std::vector<LegendItem> legend_of_moves(const MapPlan& plan, bool has_circles);

/// The items that explain the figures laid over a map.
std::vector<LegendItem> legend_of_figures(const MapFigures& figures, bool is_flat);

/// A pale dashed chip for an internal stage; `at` gives left, top and width. Its rect has the
/// height.
Group internal_chip(const process::Stage& stage, Rect at);

/// Won, as a band across a column; `at` gives left, top and width. Its rect has the height.
Group won_band(const MapPlan& plan, Rect at);

/// A goal's number and name over a rule, in `height` px for the name; draws nothing for an empty
/// heading.
void set_goal_heading(Group& group, const PlannedColumn& column, Rect at);
/// Height of the name alone.
double goal_heading_height(const PlannedColumn& column, double width);

/// Throws Error{too_large} if the scene passes the limits of a picture.
void check_size(const Scene& scene);

}  // namespace stagecraft::drawing
