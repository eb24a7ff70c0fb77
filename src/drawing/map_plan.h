#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/automaton.h"
#include "process/map.h"

/// What there is to draw of a map, in order, before anybody asks where.
namespace stagecraft::drawing {

/// How much a picture says of each stage; large maps say less.
enum class Detail : std::uint8_t { full, names_only, counts_only };

struct PlannedStage {
  const process::Stage* stage = nullptr;
  std::string number;  ///< `3.2`; in a flat map `8`.
};

/// A column: a goal, or up to seven stages of a flat map.
struct PlannedColumn {
  const process::Goal* goal = nullptr;  ///< Null in a flat map.
  std::string number;                   ///< `3`; empty in a flat map.
  std::string heading;
  std::vector<PlannedStage> stages;             ///< Customer stages.
  std::vector<const process::Stage*> internal;  ///< In the background.
};

/// Places of moves: ids of stages; the won outcomes are one place.
inline constexpr std::string_view won_place = "(won)";

enum class MoveKind : std::uint8_t { forward, skip, back };

struct Move {
  std::string from, to;
  MoveKind kind = MoveKind::forward;
};

struct MapPlan {
  std::vector<PlannedColumn> columns;
  std::vector<const process::Outcome*> won;   ///< All kinds of winning.
  std::vector<const process::Outcome*> ends;  ///< Lost and no decision.
  std::string won_after;    ///< Id of the stage; empty: nothing is won in this map.
  std::vector<Move> moves;  ///< Main moves and stated returns; see below.
  int stage_count = 0;      ///< Customer stages.
  Detail detail = Detail::full;
};

/// Moves are: forward to the node after; forward moves that the map states further on (skip);
/// returns that it states. Returns allowed by default, skips over optional stages and losses are
/// not drawn.
MapPlan plan_map(const process::Map& map);

/// What a role is called; `Customer` for the one that is there by itself.
std::string role_name(const process::Map& map, std::string_view role);

/// `Conversion 20 %`, `Entered 60 a month`: what a goal aims at, in the words of a page. The label
/// and the figure apart.
struct TargetText {
  std::string label, figure;
};
TargetText target_text(const process::Map& map, const process::Target& target);

/// The map in sentences, for those who do not see the picture.
std::string describe(const process::Map& map, const MapPlan& plan);

}  // namespace stagecraft::drawing
