#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "http/live_measurement.h"
#include "http/shape.h"
#include "measures/report.h"

/// What a report on a process shows beside its single figures: curves, tables, the limit in words.
namespace stagecraft::measures {

BOOST_DESCRIBE_STRUCT(FunnelStep, (), (id, name, reached, to_next, to_next_low, to_next_high))
BOOST_DESCRIBE_STRUCT(StayBox, (),
                      (stage, goal, p10, p25, median, p75, p90, expected_days, late_after_days,
                       ended, open))
BOOST_DESCRIBE_STRUCT(TransitionCell, (), (from, to, visits))

}  // namespace stagecraft::measures

namespace stagecraft::http {

struct ChangeView {
  std::string measure, part, stage, goal, to, slice, unit, currency;
  std::optional<double> now, before;
  std::int64_t n_now = 0, n_before = 0;
  double difference = 0;
  std::optional<double> low, high;
  bool differs = false;
  static constexpr Note notes[] = {
      {.field = "low", .text = "Of the interval of the difference, 95 %"},
      {.field = "differs", .text = "Beyond chance, all comparisons considered"}};
};
BOOST_DESCRIBE_STRUCT(ChangeView, (),
                      (measure, part, stage, goal, to, slice, unit, currency, now, before, n_now,
                       n_before, difference, low, high, differs))

struct TrendSeries {
  std::string measure, stage, goal, unit, currency;
  std::vector<double> values;
};
BOOST_DESCRIBE_STRUCT(TrendSeries, (), (measure, stage, goal, unit, currency, values))

struct TrendWeek {
  std::string week;
  base::Day monday{};
  bool is_full = false;
  static constexpr Note notes[] = {{.field = "week", .text = "As 2026-W05"},
                                   {.field = "is_full", .text = "Not cut by the period"}};
};
BOOST_DESCRIBE_STRUCT(TrendWeek, (), (week, monday, is_full))

struct TrendView {
  std::vector<TrendWeek> weeks;
  std::vector<TrendSeries> series;
  static constexpr Note notes[] = {
      {.field = "series",
       .text = "entered, left and in_stage (at the week's end) by stage and by goal, orders, "
               "revenue; a value a week"}};
};
BOOST_DESCRIBE_STRUCT(TrendView, (), (weeks, series))

struct CohortCellView {
  std::string state;
  std::int64_t hits = 0;
  std::optional<double> share, low, high;
  static constexpr Note notes[] = {
      {.field = "state",
       .text = "`full`: every deal is closed or that old; `hatched`: some are neither; `empty`"}};
};
BOOST_DESCRIBE_STRUCT(CohortCellView, (), (state, hits, share, low, high))

struct CohortRowView {
  std::string label;
  std::int64_t deals = 0;
  std::vector<CohortCellView> cells;
};
BOOST_DESCRIBE_STRUCT(CohortRowView, (), (label, deals, cells))

struct CohortView {
  int length_days = 30;
  std::vector<CohortRowView> rows;
  static constexpr Note notes[] = {
      {.field = "rows",
       .text = "By when deals began, or first entered the place that was asked for; column k: won, "
               "or gone on, at an age below k + 1 lengths"}};
};
BOOST_DESCRIBE_STRUCT(CohortView, (), (length_days, rows))

struct GainView {
  double value = 0;
  std::optional<double> low, high;
};
BOOST_DESCRIBE_STRUCT(GainView, (), (value, low, high))

struct LimitStage {
  std::string stage;
  std::int64_t visits = 0, ended = 0, open = 0;
  double forward = 0, lost = 0, back = 0;
  bool is_exempt = false, is_too_thin = false;
  GainView losses_minus_10, conversion_plus_10, time_minus_10;
  static constexpr Note notes[] = {
      {.field = "losses_minus_10", .text = "Won money a month more by a tenth fewer losses"}};
};
BOOST_DESCRIBE_STRUCT(LimitStage, (),
                      (stage, visits, ended, open, forward, lost, back, is_exempt, is_too_thin,
                       losses_minus_10, conversion_plus_10, time_minus_10))

struct LimitView {
  std::string stage;
  std::vector<std::string> possible;
  std::string headline;
  std::vector<std::string> sentences;
  std::string currency;
  std::vector<LimitStage> stages;
  std::vector<std::string> ranking;
  static constexpr Note notes[] = {
      {.field = "stage", .text = "That limits the flow of money; empty where none can be named"},
      {.field = "possible", .text = "Stages that are not excluded, where none can be named"},
      {.field = "ranking", .text = "Most gain from fewer losses first"}};
};
BOOST_DESCRIBE_STRUCT(LimitView, (),
                      (stage, possible, headline, sentences, currency, stages, ranking))

struct MeasureReport {
  std::int64_t deals = 0, open = 0, won = 0, lost = 0, no_decision = 0;
  std::vector<ChangeView> changes;
  std::vector<measures::FunnelStep> funnel, goal_funnel;
  std::vector<measures::StayBox> boxes, goal_boxes;
  TrendView trend;
  CohortView cohorts;
  std::vector<measures::TransitionCell> transitions;
  LimitView limit;
  std::vector<std::string> remarks;
  static constexpr Note notes[] = {
      {.field = "changes", .text = "Against the period of `against_from` and `against_to`"},
      {.field = "boxes", .text = "Days in stage"},
      {.field = "limit", .text = "Named with `intervals=full` alone"}};
};
BOOST_DESCRIBE_STRUCT(MeasureReport, (),
                      (deals, open, won, lost, no_decision, changes, funnel, goal_funnel, boxes,
                       goal_boxes, trend, cohorts, transitions, limit, remarks))

CohortView cohort_view(const measures::CohortTable& table);
MeasureReport measure_report(const LiveMeasurement& measurement, const MeasureGround& ground);

}  // namespace stagecraft::http
