#include <array>
#include <set>
#include <string>

#include "base/statistics/aalen_johansen.h"
#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/parallel.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;

constexpr std::array<std::string_view, 3> reaching_words{"reached", "any_stage", "all_stage"};

std::optional<stats::Age> asked_horizon(const Study& study) {
  const auto& days = study.settings().horizon_days;
  if (!days) return std::nullopt;
  return static_cast<stats::Age>(*days * static_cast<double>(day_ms));
}

stats::Incidence incidence_of(const Study& study, const stats::LifeTable& table) {
  return stats::incidence(table, reached_it, share_horizon(study, table));
}

/// Whether there is a way from one place to the other: nothing leads back, and nothing leads to
/// winning from after the sale.
bool leads(const Tier& tier, PlaceIndex from, PlaceIndex to) {
  if (to == no_place || tier.shows(to, from)) return false;
  return tier.places[to].after_won || !tier.places[from].after_won;
}

/// Where figures are told of.
struct Scope {
  const Study& study;
  const Tier& tier;
  const Slicing& slicing;
};

/// Figures of every place of every slice for one target.
void add_figures(const Scope& scope, const ConversionTarget& target,
                 const std::vector<ConversionStays>& stays, ConversionFigures& result) {
  std::vector<std::optional<Figure>> figures(stays.size());
  for_each_index(scope.study.threads(), stays.size(), [&](std::size_t i) {
    const auto from = static_cast<PlaceIndex>(i % scope.tier.customer_count);
    const PlaceIndex to = target.to == no_place ? scope.tier.after[from] : target.to;
    if (!leads(scope.tier, from, to)) return;
    figures[i] = conversion_figure(scope.study, scope.tier, scope.slicing,
                                   i / scope.tier.customer_count, from, target, stays[i]);
  });
  for (std::optional<Figure>& figure : figures)
    if (figure) result.figures.push_back(std::move(*figure));
  if (target.to == no_place) return;
  result.shares_to_won.resize(stays.size());
  for_each_index(scope.study.threads(), stays.size(), [&](std::size_t i) {
    result.shares_to_won[i] = share_to_won(scope.study, stays[i]);
  });
}

/// The stage before won has it for its next and for its last: one figure is enough.
void drop_repeats(std::vector<Figure>& figures) {
  std::set<std::array<std::string, 5>> seen;
  std::erase_if(figures, [&](const Figure& figure) {
    return !seen.insert({figure.slice, figure.part, figure.stage, figure.goal, figure.to}).second;
  });
}

}  // namespace

std::string_view to_word(Reaching reaching) {
  return reaching_words[static_cast<std::size_t>(reaching)];
}

stats::Readings share_readings(const Study& study) {
  stats::Readings readings;
  if (const auto horizon = asked_horizon(study)) readings.ages.push_back(*horizon);
  return readings;
}

std::optional<stats::Age> share_horizon(const Study& study, const stats::LifeTable& table) {
  if (const auto horizon = asked_horizon(study)) return horizon;
  if (study.request().waive_minimums || table.censored_at.empty()) return std::nullopt;
  return table.h_star.value_or(0);
}

std::optional<double> share_to_won(const Study& study, const ConversionStays& stays) {
  const auto incidence = incidence_of(study, stays.table);
  if (!incidence.share) return std::nullopt;
  return incidence.share->value;
}

Figure conversion_figure(const Study& study, const Tier& tier, const Slicing& slicing,
                         std::size_t slice, PlaceIndex from, const ConversionTarget& target,
                         const ConversionStays& stays) {
  const PlaceIndex to = target.to == no_place ? tier.after[from] : target.to;
  FigureHead head{"conversion",     std::string(to_word(target.reaching)),
                  Unit::share,      &tier.places[from],
                  &tier.places[to], tier.level};
  Figure figure = make_figure(study, slicing, slice, head);
  set_incidence(study, figure, incidence_of(study, stays.table));
  if (const auto horizon = share_horizon(study, stays.table))
    figure.extras["horizon_days"] = to_days(static_cast<double>(*horizon));
  if (stays.undated > 0) figure.excluded["date not known"] = stays.undated;
  if (stays.contradictory > 0)
    figure.excluded["closed before it was entered"] = stays.contradictory;
  if (stays.doubled > 0) figure.excluded["two deals under one id"] = stays.doubled;
  return figure;
}

ConversionFigures conversion(const Study& study, const Tier& tier, const Slicing& slicing) {
  std::vector<ConversionTarget> targets{{no_place, Reaching::reached}};
  if (study.request().intervals == Intervals::full) {
    targets.push_back({no_place, Reaching::any_stage});
    targets.push_back({no_place, Reaching::all_stage});
  }
  if (tier.won != no_place) targets.push_back({tier.won, Reaching::reached});
  const auto stays = collect_conversions(study, tier, slicing, targets);
  ConversionFigures result;
  for (std::size_t t = 0; t < targets.size(); ++t)
    add_figures({study, tier, slicing}, targets[t], stays[t], result);
  drop_repeats(result.figures);
  return result;
}

}  // namespace stagecraft::measures
