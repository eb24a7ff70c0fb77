#pragma once

#include <string>
#include <vector>

#include "drawing/map_plan.h"
#include "drawing/scene.h"

/// The moves of a map drawn in lanes, where every stage has a column of its own.
namespace stagecraft::drawing {

/// One strip of lanes: the cards from left to right, and the two channels in which lines run across
/// columns.
struct LaneStrip {
  struct Card {
    std::string stage;
    Rect rect;
  };
  std::vector<Card> cards;
  double above = 0;  ///< Top of the channel of stated shortcuts, between heads and lanes.
  double below = 0;  ///< Top of the channel of stated returns, under the lanes.
};

/// Room that the channels of a strip of these stages need; 0 where no line runs.
struct ChannelHeights {
  double above = 0, below = 0;
};
ChannelHeights channel_heights(const MapPlan& plan, const std::vector<std::string>& stages);

/// Forward from card to card through the gap between two columns; stated shortcuts over the channel
/// above, stated returns under the one below; into other strips by pairs of circles with one
/// number. Lines run in the gaps, so none crosses a card. Winning out of turn is not drawn: won has
/// no column. O(moves * stages).
std::vector<Group> draw_lane_moves(const MapPlan& plan, const std::vector<LaneStrip>& strips);

}  // namespace stagecraft::drawing
