#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/sentence.h"
#include "measures/bottleneck.h"
#include "measures/cohort_table.h"
#include "measures/figure.h"
#include "measures/funnel.h"
#include "measures/pipeline.h"
#include "measures/study.h"
#include "measures/time_in_stage.h"
#include "measures/win_rate.h"

/// All measures of a history at once: what `stagecraft measure` shows, and what reports and
/// drawings are made of.
namespace stagecraft::measures {

/// A bar of the funnel; `share_to_next` has the same numbers as the figure of that name.
struct FunnelStep {
  std::string id, name;  ///< Stage, goal or outcome.
  std::int64_t reached = 0;
  std::optional<double> to_next, to_next_low, to_next_high;
};

/// Counts by ISO week; weeks at the ends may be cut by the period.
struct Trend {
  std::vector<std::string> weeks;  ///< `2026-W05`
  std::vector<base::Day> mondays;
  std::vector<bool> is_full;
  struct Series {
    std::string
        measure;        ///< `entered`, `left`, `in_stage` (at the week's end), `orders`, `revenue`.
    std::string stage;  ///< Empty: the whole map, or a goal.
    std::string goal;   ///< Empty: the whole map, or a stage.
    Unit unit = Unit::visits;
    std::string currency;
    std::vector<double> values;
  };
  std::vector<Series> series;
};

struct TransitionCell {
  std::string from, to;  ///< `to`: stage or outcome; empty: elsewhere.
  std::int64_t visits = 0;
};

/// The rows of one `--by`, ordered by shrunk win rate.
struct Ranking {
  std::string attribute;
  std::vector<RankedSlice> rows;
};

/// A figure beside the same of the other period.
struct Change {
  std::size_t now = 0, before = 0;  ///< Indexes into Report::figures and Report::before.
  double difference = 0;
  std::optional<double> low, high;  ///< Of the difference.
  std::optional<double> p_value;
  bool differs = false;  ///< The interval excludes 0, and the family of comparisons agrees.
};

struct Report {
  std::vector<Figure> figures;  ///< Whole first, then slices; by measure, stage in map order.
  std::vector<Figure> before;   ///< Of the period to compare with.
  std::vector<Change> changes;  ///< Figures that both periods have, with a value.

  // Of the whole.
  std::vector<FunnelStep> funnel;       ///< Stages and won.
  std::vector<FunnelStep> goal_funnel;  ///< Empty for a map without named goals.
  std::vector<StayBox> boxes;           ///< By stage.
  std::vector<StayBox> goal_boxes;
  CohortTable cohorts;
  Trend trend;
  std::vector<TransitionCell> transitions;
  std::vector<Ranking> rankings;
  std::vector<StaleDeal> stale;
  Bottleneck bottleneck;

  /// Where the history tells of stages that were split since: the map that all of this is of. Its
  /// stages are `a+b` where parts are measured as one; figures of the parts stand behind the
  /// others.
  std::shared_ptr<const CommonMap> common;

  std::int64_t deals = 0, open = 0, won = 0, lost = 0, no_decision = 0;  ///< At `as_of`.
  std::vector<base::Sentence> remarks;  ///< What holds for every figure.
};

/// Everything that is asked for. Pure. Throws Error{invalid} for an unknown attribute.
/// O(events) and, with full intervals, some thousand resamples of at most 4,096 groups a figure.
Report measure_all(const Inputs& inputs, const Request& request);

/// The first figure that matches; null: none. `stage` may be a stage's or a goal's id.
const Figure* find_figure(const std::vector<Figure>& figures, std::string_view measure,
                          std::string_view part = {}, std::string_view stage = {},
                          std::string_view slice = {});

}  // namespace stagecraft::measures
