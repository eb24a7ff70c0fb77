#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "drawing/scene.h"
#include "measures/figure.h"

/// The charts of the report. Each is a pure function of plain values to a Scene of the width asked
/// for, with a title and a description that tell the same in words; to_svg() writes it, with the
/// page's custom properties or with colours of its own. Labels stand on the marks; every figure is
/// printed, so that no chart has to be measured with a ruler.
namespace stagecraft::drawing {

/// A figure on a chart: where it lies, and how it is printed.
struct ChartValue {
  double value = 0;
  std::optional<double> low, high;
  std::string text;          ///< `59 %`.
  bool is_too_thin = false;  ///< Hollow and grey.
};

/// From a measured figure; nullopt when it is undefined.
std::optional<ChartValue> chart_value(const measures::Figure& figure);

/// Whose row it is: number and name of a stage, or a name alone.
struct ChartLabel {
  std::string number, name;
  bool is_limit = false;  ///< The bottleneck: triangle, and the mark in its colour.
};

/// Deals in each stage of a path, on one scale; bars never rise.
struct FunnelRow {
  ChartLabel label;
  double reached = 0;           ///< Deals.
  double inside = 0, left = 0;  ///< Of them: still there; lost there.
  std::optional<ChartValue> goes_on;
};
Scene funnel_chart(std::string_view title, const std::vector<FunnelRow>& rows, double width);

/// Days in a stage. What is not known is not drawn.
struct BoxRow {
  ChartLabel label;
  std::optional<double> p10, p25, median, p75, p90;
  std::optional<double> expected;
  std::string text;  ///< `median 33 d, expected 14, n 107`.
  bool is_too_thin = false;
};
Scene box_chart(std::string_view title, const std::vector<BoxRow>& rows, double width);

/// Shares with their intervals, on a scale of 0 to 100 %.
struct ShareRow {
  ChartLabel label;
  std::optional<ChartValue> share;
  std::string note;  ///< `n 112`.
};
Scene share_chart(std::string_view title, const std::vector<ShareRow>& rows, double width);

/// Shares of cohorts by age. A cell that not all deals of the cohort have had time for is hatched.
struct CohortCell {
  std::optional<double> share;
  std::string text;
  bool is_complete = true;
};
struct CohortRow {
  std::string label;
  std::string count;
  std::vector<CohortCell> cells;
};
struct CohortTable {
  std::vector<std::string> ages;  ///< Heads of the cells.
  std::vector<CohortRow> rows;
};
Scene cohort_chart(std::string_view title, const CohortTable& table, double width);

/// Values by week or month. An unfinished period is hollow.
struct TrendPoint {
  std::string label;
  std::optional<ChartValue> value;
  bool is_finished = true;
};
struct Trend {
  std::vector<TrendPoint> points;
  bool is_bars = true;  ///< Amounts and counts: bars from zero. Shares and times: points on a line.
  std::string unit;     ///< Behind the highest tick: `%`, `d`, `€ k`.
  double scale = 1;     ///< A tick reads value * scale.
  std::optional<double> target;
};
Scene trend_chart(std::string_view title, const Trend& trend, double width);

/// What a change at each stage would bring, with its interval; a hairline marks zero.
struct LeverRow {
  ChartLabel label;
  std::optional<ChartValue> gain;
  std::string note;  ///< `94 %`: how often it is the limit.
};
struct LeverHeads {
  std::string lever, gain, note;
};
Scene lever_chart(std::string_view title, const LeverHeads& heads,
                  const std::vector<LeverRow>& rows, double width);

}  // namespace stagecraft::drawing
