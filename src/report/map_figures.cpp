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
  Places(const Measured& measured, const std::vector<measures::Figure>& figures)
      : measured_(measured), index_(figures) {}

  drawing::GoalFigures goal(const process::Goal& goal) const {
    return {.entered = entered(goal.id),
            .conversion = onward(goal.id),
            .median_days = median(goal.id),
            .money = money(goal)};
  }
  drawing::StageFigures stage(const std::string& id) const {
    return {.reached = reached(id),
            .now = count("in_stage", id),
            .median_days = median(id),
            .conversion = onward(id),
            .money = money(id)};
  }

 private:
  std::optional<measures::Figure> count(std::string_view measure, const std::string& id) const {
    return copy_of(index_.find({.measure = measure, .place = id}));
  }
  std::optional<measures::Figure> median(const std::string& id) const {
    return copy_of(index_.find({.measure = "time_in_stage", .part = "median", .place = id}));
  }
  std::optional<measures::Figure> onward(const std::string& id) const {
    return copy_of(index_.first({.measure = "conversion", .part = "reached", .place = id}));
  }
  /// Deals that entered for the first time.
  std::optional<measures::Figure> entered(const std::string& id) const {
    return copy_of(index_.find({.measure = "entered", .part = "first", .place = id}));
  }
  /// The funnel ends with winning; beyond it stands who really entered.
  std::optional<measures::Figure> reached(const std::string& id) const {
    const auto* figure = index_.first({.measure = "funnel", .part = "reached", .place = id});
    return figure != nullptr ? copy_of(figure) : entered(id);
  }
  /// Of the first currency: sums are never taken across currencies.
  std::optional<measures::Figure> money(const std::string& id) const {
    if (is_after_sale(measured_, id)) return std::nullopt;
    return copy_of(index_.first({.measure = "pipeline", .place = id}));
  }
  std::optional<measures::Figure> money(const process::Goal& goal) const {
    std::optional<measures::Figure> sum;
    for (const auto& stage : goal.stages) {
      const auto part = money(stage.id);
      if (!part || !part->value) continue;
      if (!sum) {
        sum = *part;
        continue;
      }
      *sum->value += *part->value;
      sum->n += part->n;
    }
    if (sum) sum->low = sum->high = std::nullopt;
    return sum;
  }

  const Measured& measured_;
  FigureIndex index_;
};

/// Nothing where no period was asked to compare with.
drawing::FiguresBefore figures_before(const Measured& measured) {
  drawing::FiguresBefore before;
  if (!measured.request.compare_with) return before;
  before.label = period_text(*measured.request.compare_with);
  const Places places(measured, measured.report.before);
  for (const auto& goal : measured.map.goals) {
    if (!measured.map.flat) {
      auto& there = before.goals[goal.id] = places.goal(goal);
      there.money.reset();
    }
    for (const auto& stage : goal.stages) before.stages[stage.id] = places.stage(stage.id);
  }
  return before;
}

}  // namespace

drawing::MapFigures map_figures(const Measured& measured) {
  const Places places(measured, measured.report.figures);
  drawing::MapFigures figures;
  figures.before = figures_before(measured);
  for (const auto& goal : measured.map.goals) {
    if (!measured.map.flat) figures.goals[goal.id] = places.goal(goal);
    for (const auto& stage : goal.stages) figures.stages[stage.id] = places.stage(stage.id);
  }
  const auto words = bottleneck_words(measured);
  figures.limit.stage = words.stage;
  figures.limit.sentence = words.headline.text() + '.';
  for (const auto& sentence : words.sentences) figures.limit.sentence += ' ' + sentence.text();
  figures.caption = scope_text(measured);
  if (!measured.simulated.empty()) figures.caption += ", simulated (" + measured.simulated + ")";
  return figures;
}

}  // namespace stagecraft::report
