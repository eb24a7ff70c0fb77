#include <fmt/format.h>

#include <iterator>
#include <optional>

#include "base/statistics/interval.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"
#include "measures/parallel.h"
#include "measures/time_in_stage.h"
#include "measures/working_days.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;

/// Plain lengths of the visits of one place that went on.
struct ForwardDays {
  base::BigVector<double> days;
  std::int64_t doubled = 0;  ///< Visits left out: two deals under one id.
};

struct AllForwardDays {
  std::vector<ForwardDays> places;  ///< [slice * tier.places.size() + place]

  AllForwardDays& operator+=(const AllForwardDays& other) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      const ForwardDays& more = other.places[i];
      places[i].days.insert(places[i].days.end(), more.days.begin(), more.days.end());
      places[i].doubled += more.doubled;
    }
    return *this;
  }
};

/// Whether the visit went on to a later place, in the period, with both dates.
bool went_on(const Study& study, const Tier& tier, const history::Visit& visit) {
  if (visit.stage >= tier.customer_count || visit.next >= tier.places.size()) return false;
  if (!visit.has_length() || visit.left < visit.entered || visit.has(history::Visit::revoked))
    return false;
  const bool forward = visit.exit == history::Exit::won ||
                       (visit.exit == history::Exit::moved && visit.next > visit.stage);
  return forward && study.period().holds(visit.left, visit.has(history::Visit::date_only));
}

double length(const history::Visit& visit, const WorkingClock* clock) {
  if (clock == nullptr) return visit.days();
  const bool by_day = visit.has(history::Visit::date_only);
  return to_days(
      static_cast<double>(clock->elapsed({visit.entered, by_day}, {visit.left, by_day})));
}

std::vector<ForwardDays> forward_days(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const WorkingClock* clock) {
  const std::size_t place_count = tier.places.size();
  const AllForwardDays none{std::vector<ForwardDays>(slicing.size() * place_count)};
  const auto add = [&](AllForwardDays& sum, std::size_t d) {
    const history::DealState& deal = study.deal(static_cast<history::DealIndex>(d));
    if (is_gone(deal)) return;
    for (const history::Visit& visit : tier.visits_of(static_cast<history::DealIndex>(d))) {
      if (!went_on(study, tier, visit)) continue;
      const auto slice = slicing.of_span(visit.deal, visit.entered, visit.left, deal.created);
      if (slice == Slicing::outside) continue;
      ForwardDays& place = sum.places[slice * place_count + visit.stage];
      if (deal.has(history::DealState::doubled))
        ++place.doubled;
      else
        place.days.push_back(length(visit, clock));
    }
  };
  return sum_over(study.threads(), study.deal_count(), none, add).places;
}

void fill(const Study& study, Figure& figure, ForwardDays& place) {
  figure.n = std::ssize(place.days);
  if (place.doubled > 0) figure.excluded["two deals under one id"] = place.doubled;
  const auto median = stats::plain_quantile(place.days, 0.5);
  if (!median) return set_undefined(figure, "no visit went on");
  figure.value = median;
  figure.extras["mean"] = stats::mean(place.days).value_or(0);
  if (figure.n < stats::minimum::ended_for_median)
    set_too_thin(study, figure, fmt::format("only {} went on", figure.n));
}

std::vector<Figure> measured(const Study& study, const Tier& tier, const Slicing& slicing,
                             const WorkingClock* clock) {
  auto found = forward_days(study, tier, slicing, clock);
  std::vector<std::optional<Figure>> made(found.size());
  for_each_index(study.threads(), found.size(), [&](std::size_t i) {
    const Place& place = tier.places[i % tier.places.size()];
    if (!place.is_customer_stage()) return;
    FigureHead head{"time_to_next", "median of those that went on", Unit::days, &place, nullptr,
                    tier.level};
    made[i] = make_figure(study, slicing, i / tier.places.size(), head);
    fill(study, *made[i], found[i]);
  });
  std::vector<Figure> figures;
  for (std::optional<Figure>& figure : made)
    if (figure) figures.push_back(std::move(*figure));
  if (clock != nullptr) name_working_days(figures, *clock);
  return figures;
}

}  // namespace

std::vector<Figure> time_to_next(const Study& study, const Tier& tier, const Slicing& slicing) {
  auto figures = measured(study, tier, slicing, nullptr);
  if (study.clock() == nullptr) return figures;
  auto working = measured(study, tier, slicing, study.clock());
  figures.insert(figures.end(), std::make_move_iterator(working.begin()),
                 std::make_move_iterator(working.end()));
  return figures;
}

}  // namespace stagecraft::measures
