#include "report/map_figures.h"

#include "report/bottleneck_words.h"
#include "report/figure_index.h"

namespace stagecraft::report {
namespace {

std::optional<measures::Figure> copy_of(const measures::Figure* figure) {
  return figure == nullptr ? std::nullopt : std::optional(*figure);
}

/// Reads the figures of one place, stage or goal alike.
class Places {
 public:
  explicit Places(const Measured& measured) : index_(measured.report.figures) {}

  std::optional<measures::Figure> count(std::string_view measure, const std::string& id) const {
    return copy_of(index_.find({.measure = measure, .place = id}));
  }
  std::optional<measures::Figure> median(const std::string& id) const {
    return copy_of(index_.find({.measure = "time_in_stage", .part = "median", .place = id}));
  }
  std::optional<measures::Figure> onward(const std::string& id) const {
    return copy_of(index_.first({.measure = "conversion", .part = "reached", .place = id}));
  }
  std::optional<measures::Figure> reached(const std::string& id) const {
    return copy_of(index_.first({.measure = "funnel", .part = "reached", .place = id}));
  }
  /// Of the first currency: sums are never taken across currencies.
  std::optional<measures::Figure> money(const std::string& id) const {
    return copy_of(index_.first({.measure = "pipeline", .place = id}));
  }

 private:
  FigureIndex index_;
};

}  // namespace

drawing::MapFigures map_figures(const Measured& measured) {
  const Places places(measured);
  drawing::MapFigures figures;
  for (const auto& goal : measured.map.goals) {
    if (!measured.map.flat)
      figures.goals[goal.id] = {.entered = places.count("entered", goal.id),
                                .conversion = places.onward(goal.id),
                                .median_days = places.median(goal.id),
                                .money = places.money(goal.id)};
    for (const auto& stage : goal.stages)
      figures.stages[stage.id] = {.reached = places.reached(stage.id),
                                  .now = places.count("in_stage", stage.id),
                                  .median_days = places.median(stage.id),
                                  .conversion = places.onward(stage.id),
                                  .money = places.money(stage.id)};
  }
  const auto words = bottleneck_words(measured);
  figures.limit.stage = words.stage;
  figures.limit.sentence = words.headline + '.';
  for (const auto& sentence : words.sentences) figures.limit.sentence += ' ' + sentence;
  figures.caption = period_text(measured) + ", " + deals_text(measured.report);
  if (!measured.simulated.empty()) figures.caption += ", simulated (" + measured.simulated + ")";
  return figures;
}

}  // namespace stagecraft::report
