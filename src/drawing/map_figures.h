#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "measures/figure.h"

namespace stagecraft::drawing {

/// What the measured map shows of one stage. What is absent or `undefined` is shown as a dash.
struct StageFigures {
  std::optional<measures::Figure>
      reached;  ///< Of the deals that entered the goal: that reached it. Deals.
  std::optional<measures::Figure> now;  ///< There at `as_of`. Deals.
  std::optional<measures::Figure> median_days;
  std::optional<measures::Figure> conversion;  ///< Share that goes on; with its interval.
  std::optional<measures::Figure> money;       ///< Amount of the deals that are there now.
};

struct GoalFigures {
  std::optional<measures::Figure> entered;  ///< Deals.
  std::optional<measures::Figure>
      conversion;  ///< Share of those that left which reached the next goal or won.
  std::optional<measures::Figure> median_days;
  std::optional<measures::Figure> money;  ///< Open now.
};

/// Which stage limits the flow of money, or why that cannot be told.
struct Limit {
  std::string stage;     ///< Empty: can't tell yet.
  std::string sentence;  ///< Shown below the map: the finding, or the reason why there is none.
};

/// The period before, drawn as a dashed line over the band and beside the goals' figures.
struct FiguresBefore {
  std::string label;  ///< `1 Apr 2026 to 30 Jun 2026`; empty: there is no period before.
  std::map<std::string, StageFigures> stages;  ///< Only `reached` and `conversion` are shown.
  std::map<std::string, GoalFigures> goals;    ///< All but the money, which is of today.
};

/// All that the measured view shows besides the map: plain values, by id. Whoever measures fills
/// it.
struct MapFigures {
  std::map<std::string, StageFigures> stages;
  std::map<std::string, GoalFigures> goals;  ///< A flat map has none.
  FiguresBefore before;
  Limit limit;
  std::string caption;  ///< Period, number of deals, day of the history: '1 Jul to 30 Sep 2026,
                        ///< 1,284 deals ...'.
};

}  // namespace stagecraft::drawing
