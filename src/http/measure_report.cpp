#include "http/measure_report.h"

#include <array>
#include <string_view>

#include "report/bottleneck_words.h"

namespace stagecraft::http {
namespace {

ChangeView to_view(const measures::Change& change, const measures::Report& report) {
  const auto& now = report.figures[change.now];
  const auto& before = report.before[change.before];
  return {.measure = now.measure,
          .part = now.part,
          .stage = now.stage,
          .goal = now.goal,
          .to = now.to,
          .slice = now.slice,
          .unit = std::string(measures::to_word(now.unit)),
          .currency = now.currency,
          .now = now.value,
          .before = before.value,
          .n_now = now.n,
          .n_before = before.n,
          .difference = change.difference,
          .low = change.low,
          .high = change.high,
          .differs = change.differs};
}

TrendView to_view(const measures::Trend& trend) {
  TrendView view;
  for (std::size_t i = 0; i < trend.weeks.size(); ++i)
    view.weeks.push_back({trend.weeks[i], trend.mondays[i], trend.is_full[i]});
  for (const auto& series : trend.series)
    view.series.push_back({series.measure, series.stage, series.goal,
                           std::string(measures::to_word(series.unit)), series.currency,
                           series.values});
  return view;
}

CohortCellView to_view(const measures::CohortCell& cell) {
  static constexpr std::array<std::string_view, 3> words{"empty", "hatched", "full"};
  CohortCellView view{.state = std::string(words[static_cast<std::size_t>(cell.state)]),
                      .hits = cell.hits,
                      .share = {},
                      .low = {},
                      .high = {}};
  if (cell.share) {
    view.share = cell.share->value;
    view.low = cell.share->low;
    view.high = cell.share->high;
  }
  return view;
}

GainView to_view(const measures::Gain& gain) {
  GainView view{.value = gain.value, .low = {}, .high = {}};
  if (gain.interval) {
    view.low = gain.interval->low;
    view.high = gain.interval->high;
  }
  return view;
}

/// Tells stages by their ids in the map that was measured.
class LimitTeller {
 public:
  LimitTeller(const report::Measured& measured, const LiveMeasurement& measurement)
      : measured_(measured), measurement_(measurement), found_(measured.report.bottleneck) {}

  LimitView tell() const {
    auto words = report::bottleneck_words(measured_);
    LimitView view{.stage = std::move(words.stage),
                   .possible = {},
                   .headline = measurement_.told(words.headline),
                   .sentences = {},
                   .currency = currency(),
                   .stages = {},
                   .ranking = {}};
    for (const auto& sentence : words.sentences)
      view.sentences.push_back(measurement_.told(sentence));
    for (const auto& stage : found_.stages) view.stages.push_back(to_limit_stage(stage));
    if (!found_.undefined.empty()) return view;
    for (const auto index : found_.possible) view.possible.push_back(id_of(index));
    for (const auto index : found_.ranking) view.ranking.push_back(id_of(index));
    return view;
  }

 private:
  /// `index` into the stages that were found.
  std::string id_of(std::size_t index) const { return id_of(found_.stages[index]); }
  std::string id_of(const measures::BottleneckStage& stage) const {
    return measured_.automaton.node(static_cast<process::NodeIndex>(stage.stage)).id;
  }

  std::string currency() const {
    const auto* money =
        measures::find_figure(measured_.report.figures, "bottleneck", "money_a_month");
    return money == nullptr ? "" : money->currency;
  }

  LimitStage to_limit_stage(const measures::BottleneckStage& stage) const {
    return {.stage = id_of(stage),
            .visits = stage.visits,
            .ended = stage.ended,
            .open = stage.open,
            .forward = stage.forward,
            .lost = stage.lost,
            .back = stage.back,
            .is_exempt = stage.exempt,
            .is_too_thin = stage.ended < measures::BottleneckStage::ended_to_be_named,
            .losses_minus_10 = to_view(stage.losses_minus_10),
            .conversion_plus_10 = to_view(stage.conversion_plus_10),
            .time_minus_10 = to_view(stage.time_minus_10)};
  }

  const report::Measured& measured_;
  const LiveMeasurement& measurement_;
  const measures::Bottleneck& found_;
};

}  // namespace

CohortView cohort_view(const measures::CohortTable& table) {
  CohortView view{.length_days = table.length_days, .rows = {}};
  for (const auto& row : table.rows) {
    auto& shown = view.rows.emplace_back();
    shown.label = row.label;
    shown.deals = row.deals;
    for (const auto& cell : row.cells) shown.cells.push_back(to_view(cell));
  }
  return view;
}

MeasureReport measure_report(const LiveMeasurement& measurement, const MeasureGround& ground) {
  auto found = measurement.report();
  const auto& common = found.common;
  const history::ImportReport no_import;
  const report::Measured measured{common ? common->map : ground.version->map,
                                  common ? common->automaton : ground.version->automaton,
                                  measurement.request(),
                                  found,
                                  no_import,
                                  ground.map_version,
                                  {}};
  MeasureReport report;
  report.deals = found.deals;
  report.open = found.open;
  report.won = found.won;
  report.lost = found.lost;
  report.no_decision = found.no_decision;
  for (const auto& change : found.changes) report.changes.push_back(to_view(change, found));
  report.limit = LimitTeller(measured, measurement).tell();
  report.trend = to_view(found.trend);
  report.cohorts = cohort_view(found.cohorts);
  report.funnel = std::move(found.funnel);
  report.goal_funnel = std::move(found.goal_funnel);
  report.boxes = std::move(found.boxes);
  report.goal_boxes = std::move(found.goal_boxes);
  report.transitions = std::move(found.transitions);
  for (const auto& remark : found.remarks) report.remarks.push_back(remark.text());
  return report;
}

}  // namespace stagecraft::http
