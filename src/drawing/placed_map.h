#pragma once

#include <map>
#include <string>
#include <vector>

#include "drawing/map_plan.h"
#include "drawing/scene.h"

/// Where the columns and nodes of an overview lie, and the moves drawn between them.
namespace stagecraft::drawing {

inline constexpr double column_width = 232;
inline constexpr double column_gap = 24;
inline constexpr double page_margin = 32;
inline constexpr double card_padding = 12;
inline constexpr double card_gap = 12;
inline constexpr int most_columns = 7;
inline constexpr double largest_side = 20'000;

struct ColumnPlace {
  const PlannedColumn* column = nullptr;
  int row = 0;
  double x = 0, width = column_width;
};

struct NodePlace {
  Rect rect;
  int column = 0;  ///< Index into PlacedMap::columns.
};

struct PlacedMap {
  std::vector<ColumnPlace> columns;
  std::vector<double> corridors;  ///< Per row: top of the channel between headings and cards.
  std::map<std::string, NodePlace, std::less<>> nodes;  ///< By id of the stage, and won_place.
  bool is_list = false;  ///< Columns are lists to be read down and on: the way forward inside a row
                         ///< is not drawn.
};

/// Height of the channel that each row needs above its cards, for moves to columns further away.
/// Depends on the rows of `placed.columns` only.
std::vector<double> corridor_heights(const MapPlan& plan, const PlacedMap& placed);

/// The moves as lines: straight down, through the gap to the next column, arcs to the right (stated
/// skips) and left (stated returns) of a column, over the channel to columns further away, and
/// between rows as pairs of circles with one number. None crosses a node. O(moves log moves).
std::vector<Group> draw_moves(const MapPlan& plan, const PlacedMap& placed);

}  // namespace stagecraft::drawing
