#include <fmt/format.h>

#include <iterator>
#include <optional>

#include "base/parallel.h"
#include "base/statistics/interval.h"
#include "base/statistics/quantile.h"
#include "measures/figures.h"
#include "measures/time_in_stage.h"
#include "measures/working_days.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;

constexpr const char* only_part = "median of those that went on";

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

/// Collects the lengths of visits that went on.
class TimeToNextCollector {
 public:
  TimeToNextCollector(const Study& study, const Tier& tier, const Slicing& slicing,
                      const WorkingClock* clock)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        clock_(clock),
        places_(slicing.size() * tier.places.size()) {}

  void add(const PassingDeal& deal) {
    if (is_gone(deal.state)) return;
    for (const history::Visit& visit : deal.visits) {
      if (!went_on(study_, tier_, visit)) continue;
      const auto slice =
          slicing_.of_span(deal.index, visit.entered, visit.left, deal.state.created);
      if (slice == Slicing::outside) continue;
      ForwardDays& place = places_[slice * tier_.places.size() + visit.stage];
      if (deal.state.has(history::DealState::doubled))
        ++place.doubled;
      else
        place.days.push_back(length(visit, clock_));
    }
  }

  std::vector<ForwardDays>& places() { return places_; }

 private:
  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  const WorkingClock* clock_;
  std::vector<ForwardDays> places_;
};

void fill(const Study& study, Figure& figure, ForwardDays& place) {
  figure.n = std::ssize(place.days);
  if (place.doubled > 0) figure.excluded["two deals under one id"] = place.doubled;
  const auto median = stats::plain_quantile(place.days, 0.5);
  if (!median) return set_undefined(figure, "no visit went on");
  figure.value = median;
  figure.extras["mean"] = stats::mean(place.days).value_or(0);
  if (figure.n < stats::minimum::ended_for_median)
    set_too_thin(study, figure, base::say("only {} went on", figure.n));
}

std::vector<Figure> measured(const Study& study, const Tier& tier, const Slicing& slicing,
                             std::vector<ForwardDays>& found) {
  std::vector<std::optional<Figure>> made(found.size());
  base::for_each_index(study.threads(), found.size(), [&](std::size_t i) {
    const Place& place = tier.places[i % tier.places.size()];
    if (!place.is_customer_stage()) return;
    FigureHead head{"time_to_next", only_part, Unit::days, &place, nullptr, tier.level};
    made[i] = make_figure(study, slicing, i / tier.places.size(), head);
    fill(study, *made[i], found[i]);
  });
  std::vector<Figure> figures;
  for (std::optional<Figure>& figure : made)
    if (figure) figures.push_back(std::move(*figure));
  return figures;
}

}  // namespace

std::unique_ptr<Gatherer> gather_forward_days(const Study& study, const Tier& tier,
                                              const Slicing& slicing, const WorkingClock* clock,
                                              std::vector<ForwardDays>& days) {
  return make_gatherer(
      [&study, &tier, &slicing, clock](std::size_t) {
        return TimeToNextCollector(study, tier, slicing, clock);
      },
      [&days](std::span<const std::unique_ptr<TimeToNextCollector>> parts) {
        days = std::move(parts[0]->places());
        return Pieces{days.size(), [&days, parts](std::size_t i) {
                        for (const auto& part : parts.subspan(1)) {
                          const ForwardDays& more = part->places()[i];
                          days[i].days.insert(days[i].days.end(), more.days.begin(),
                                              more.days.end());
                          days[i].doubled += more.doubled;
                        }
                      }};
      });
}

std::vector<Figure> time_to_next(const Study& study, const Tier& tier, const Slicing& slicing,
                                 std::vector<ForwardDays> days) {
  auto figures = measured(study, tier, slicing, days);
  const WorkingClock* clock = study.clock();
  if (clock == nullptr) return figures;
  pass_deals(study, tier, gather_forward_days(study, tier, slicing, clock, days));
  auto working = measured(study, tier, slicing, days);
  name_working_days(working, *clock);
  figures.insert(figures.end(), std::make_move_iterator(working.begin()),
                 std::make_move_iterator(working.end()));
  return figures;
}

std::optional<CountedDeals> deals_of_time_to_next(const FigureSpot& spot) {
  std::string_view part = spot.part;
  const WorkingClock* clock = nullptr;
  if (spot.study.clock() != nullptr && part.starts_with(working_days_prefix)) {
    part.remove_prefix(working_days_prefix.size());
    clock = spot.study.clock();
  }
  if (part != only_part || !spot.is_of_stay()) return std::nullopt;
  TimeToNextCollector collector(spot.study, spot.tier, spot.slicing, clock);
  const ForwardDays& place = collector.places()[spot.cell()];
  return watch(spot, collector, [&] { return std::ssize(place.days); });
}

}  // namespace stagecraft::measures
