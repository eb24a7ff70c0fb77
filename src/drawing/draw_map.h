#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "drawing/map_figures.h"
#include "drawing/scene.h"
#include "drawing/svg.h"
#include "process/map.h"

/// A process map as a picture: a pure function of (map, view, figures, theme, size)
/// (process-map.md, 6).
namespace stagecraft::drawing {

enum class View : std::uint8_t { overview, goal, lanes, measured };

/// `overview`, `lanes`, `measured`, `goal:ID` (the id goes to MapDrawing::goal); nullopt for
/// another word.
struct ViewChoice {
  View view = View::overview;
  std::string goal;
};
std::optional<ViewChoice> find_view(std::string_view word);

struct MapDrawing {
  ViewChoice choice;
  int width = 0;  ///< Widest picture in px: sets the number of columns. 0: up to 7 columns a row.
  std::string version;    ///< Shown beside the title; may be empty.
  std::string link_base;  ///< Cards link to link_base + address (`stage:demo`); empty: no links.
  const MapFigures* figures = nullptr;  ///< The measured view needs it; lanes show it when given.
};

/// Lays the picture out. Throws Error: `not_found` for a goal that the map does not have, `invalid`
/// for the measured view without figures, `too_large` for a picture of more than 20,000 px a side.
Scene lay_out_map(const process::Map& map, const MapDrawing& drawing);

/// The same as SVG. A map of the size of examples/maps takes a few milliseconds.
std::string draw_map(const process::Map& map, const MapDrawing& drawing, const SvgOptions& options);

}  // namespace stagecraft::drawing
