#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "base/parallel.h"
#include "base/statistics/aalen_johansen.h"
#include "measures/conversion.h"
#include "measures/figures.h"

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

/// The stays of one place in one slice, and what they amount to.
struct Followed {
  const ConversionStays& stays;
  const stats::Incidence& incidence;
};

/// `i`: slice and place, as in ConversionStays.
Figure figure_of(const Scope& scope, std::size_t i, const ConversionTarget& target,
                 const Followed& followed) {
  const auto& [study, tier, slicing] = scope;
  const auto& [stays, incidence] = followed;
  const std::size_t from = i % tier.customer_count;
  const PlaceIndex to = target.to == no_place ? tier.after[from] : target.to;
  FigureHead head{"conversion",     std::string(to_word(target.reaching)),
                  Unit::share,      &tier.places[from],
                  &tier.places[to], tier.level};
  Figure figure = make_figure(study, slicing, i / tier.customer_count, head);
  set_incidence(study, figure, incidence);
  if (const auto horizon = share_horizon(study, stays.table))
    figure.extras["horizon_days"] = to_days(static_cast<double>(*horizon));
  if (stays.undated > 0) figure.excluded["date not known"] = stays.undated;
  if (stays.contradictory > 0)
    figure.excluded["closed before it was entered"] = stays.contradictory;
  if (stays.doubled > 0) figure.excluded["two deals under one id"] = stays.doubled;
  return figure;
}

/// Figures of every place of every slice for one target.
void add_figures(const Scope& scope, const ConversionTarget& target,
                 const std::vector<ConversionStays>& stays, ConversionFigures& result) {
  std::vector<std::optional<Figure>> figures(stays.size());
  std::vector<std::optional<double>> shares(stays.size());
  base::for_each_index(scope.study.threads(), stays.size(), [&](std::size_t i) {
    const auto from = static_cast<PlaceIndex>(i % scope.tier.customer_count);
    const PlaceIndex to = target.to == no_place ? scope.tier.after[from] : target.to;
    const auto incidence = incidence_of(scope.study, stays[i].table);
    if (incidence.share) shares[i] = incidence.share->value;
    if (leads(scope.tier, from, to))
      figures[i] = figure_of(scope, i, target, {stays[i], incidence});
  });
  for (std::optional<Figure>& figure : figures)
    if (figure) result.figures.push_back(std::move(*figure));
  if (target.to != no_place) result.shares_to_won = std::move(shares);
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

Gatherers gather_conversions(const Study& study, const Tier& tier, const Slicing& slicing,
                             std::vector<Conversion>& conversions) {
  conversions = {{{no_place, Reaching::reached}, {}}};
  if (study.request().intervals == Intervals::full) {
    conversions.push_back({{no_place, Reaching::any_stage}, {}});
    conversions.push_back({{no_place, Reaching::all_stage}, {}});
  }
  if (tier.won != no_place) conversions.push_back({{tier.won, Reaching::reached}, {}});
  Gatherers gatherers;
  for (Conversion& conversion : conversions)
    gatherers.push_back(
        gather_conversion(study, tier, slicing, conversion.target, conversion.stays));
  return gatherers;
}

ConversionFigures conversion(const Study& study, const Tier& tier, const Slicing& slicing,
                             const std::vector<Conversion>& conversions) {
  ConversionFigures result;
  for (const auto& [target, stays] : conversions)
    add_figures({study, tier, slicing}, target, stays, result);
  drop_repeats(result.figures);
  return result;
}

std::optional<CountedDeals> deals_of_conversion(const FigureSpot& spot) {
  const Tier& tier = spot.tier;
  const auto word = std::ranges::find(reaching_words, spot.part);
  if (word == reaching_words.end() || !spot.is_of_stay() || spot.target >= tier.places.size() ||
      !leads(tier, spot.place, spot.target))
    return std::nullopt;
  if (spot.target != tier.after[spot.place] && spot.target != tier.won) return std::nullopt;
  return deals_that_began(spot,
                          {spot.target, static_cast<Reaching>(word - reaching_words.begin())});
}

}  // namespace stagecraft::measures
