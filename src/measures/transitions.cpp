#include "measures/transitions.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

#include "history/replay.h"
#include "measures/figures.h"
#include "measures/pass.h"

namespace stagecraft::measures {

namespace {

using history::Visit;
using process::EntryClass;

/// More moves at one instant than this, and stages are filled in afterwards (measures.md 1.4).
constexpr double most_same_instant = 0.05;

/// The visits whose beginning the figures count: of customer stages, begun in the period.
bool begins_in_period(const Study& study, const Tier& tier, const Visit& visit) {
  if (visit.stage >= tier.customer_count || visit.has(Visit::background)) return false;
  if (visit.has(Visit::entry_unknown)) return study.period().is_whole;
  return study.period().holds(visit.entered, visit.has(Visit::date_only));
}

bool is_skip(const Visit& visit) { return visit.entry == EntryClass::skip; }
bool is_back(const Visit& visit) {
  return visit.entry == EntryClass::back || visit.entry == EntryClass::return_;
}

void count(PlaceDeviations& place, const Visit& visit) {
  ++place.entries;
  place.skips += is_skip(visit);
  place.back += is_back(visit);
  place.returns += !visit.first && visit.entry != EntryClass::reopen;
  place.same_instant +=
      visit.exit == history::Exit::moved && visit.has_length() && visit.left == visit.entered;
}

void count(DealDeviations& slice, const PassingDeal& deal, const Visit& visit) {
  if (deal.state.has(history::DealState::doubled)) return slice.doubled.add(deal.index);
  slice.entered.add(deal.index);
  if (is_skip(visit)) slice.skipping.add(deal.index);
  if (is_back(visit)) slice.going_back.add(deal.index);
}

/// Sums what `add(sum, deal, visit)` finds in the visits that begin in the period.
template <typename Sum, typename Add>
class EntrySums {
 public:
  EntrySums(const Study& study, const Tier& tier, Sum none, Add add)
      : study_(study), tier_(tier), sum_(std::move(none)), add_(std::move(add)) {}

  void add(const PassingDeal& deal) {
    if (is_gone(deal.state)) return;
    for (const Visit& visit : deal.visits)
      if (begins_in_period(study_, tier_, visit)) add_(sum_, deal, visit);
  }
  const Sum& sum() const { return sum_; }

 private:
  const Study& study_;
  const Tier& tier_;
  Sum sum_;
  Add add_;
};

template <typename Sum, typename Add>
std::unique_ptr<Gatherer> gather_entries(const Study& study, const Tier& tier, Sum none, Add add,
                                         Sum& result) {
  return make_gatherer([&study, &tier, none,
                        add](std::size_t) { return EntrySums<Sum, Add>(study, tier, none, add); },
                       [&result](auto parts) {
                         result = parts[0]->sum();
                         for (const auto& part : parts.subspan(1)) result += part->sum();
                       });
}

Transitions no_transitions(const Tier& tier, const Slicing& slicing) {
  Transitions none;
  none.places = tier.places.size();
  none.counts.assign(slicing.size() * none.places * (none.places + 1), 0);
  none.open.assign(slicing.size() * none.places, 0);
  return none;
}

/// Adds a visit to where it led.
auto transition_counter(const Slicing& slicing) {
  return [&slicing](Transitions& sum, const PassingDeal& deal, const Visit& visit) {
    const auto slice = slicing.of_span(deal.index, visit.entered, visit.left, deal.state.created);
    if (slice == Slicing::outside) return;
    const std::size_t row = slice * sum.places + visit.stage;
    if (visit.is_open())
      ++sum.open[row];
    else
      ++sum.counts[row * (sum.places + 1) + std::min<std::size_t>(visit.next, sum.places)];
  };
}

Deviations no_deviations(const Tier& tier, const Slicing& slicing) {
  return {.places = std::vector<PlaceDeviations>(slicing.size() * tier.customer_count),
          .deals = std::vector<DealDeviations>(slicing.size())};
}

/// Adds what an entry shows of its place and its deal.
auto deviation_counter(const Tier& tier, const Slicing& slicing) {
  return [&tier, &slicing](Deviations& sum, const PassingDeal& deal, const Visit& visit) {
    const auto slice = slicing.of_event(deal.index, visit.entered, deal.state.created);
    if (slice == Slicing::outside) return;
    PlaceDeviations& place = sum.places[slice * tier.customer_count + visit.stage];
    if (deal.state.has(history::DealState::doubled))
      ++place.doubled;
    else
      count(place, visit);
    count(sum.deals[slice], deal, visit);
  };
}

/// What `deviations` counts of a place.
struct PlacePart {
  std::string_view part;
  std::int64_t PlaceDeviations::*count;
};
constexpr std::array<PlacePart, 4> place_parts{{{"skips", &PlaceDeviations::skips},
                                                {"back", &PlaceDeviations::back},
                                                {"returns", &PlaceDeviations::returns},
                                                {"same_instant", &PlaceDeviations::same_instant}}};

/// What it counts of deals.
struct DealPart {
  std::string_view part;
  DealTally DealDeviations::*tally;
};
constexpr std::array<DealPart, 2> deal_parts{{{"deals_that_skip", &DealDeviations::skipping},
                                              {"deals_that_go_back", &DealDeviations::going_back}}};

/// What the replay counts.
struct ReplayPart {
  std::string_view part;
  std::int64_t history::FlowCounts::*count;
};
constexpr std::array<ReplayPart, 4> replay_parts{
    {{"repeats", &history::FlowCounts::repeats},
     {"reopenings", &history::FlowCounts::reopenings},
     {"implied_reopenings", &history::FlowCounts::implied_reopenings},
     {"outside", &history::FlowCounts::outside}}};

template <typename Parts>
auto find_part(const Parts& parts, std::string_view name) {
  const auto found = std::ranges::find_if(parts, [&](const auto& row) { return row.part == name; });
  return found == parts.end() ? nullptr : &*found;
}

/// The deals at whose replay the count rises.
CountedDeals deals_in_replay(const Study& study, std::int64_t history::FlowCounts::*count) {
  const Inputs& inputs = study.inputs();
  const history::Binding binding(inputs.log, inputs.map, inputs.automaton, inputs.earlier);
  const history::ReplayInput input(inputs.log, inputs.automaton, binding, study.flow().reading);
  history::Replay replay(input);
  std::vector<Visit> visits;
  DealWatch watching([&] { return replay.counts().*count; });
  for (history::DealIndex d = 0; d < study.deal_count(); ++d) {
    visits.resize(std::max<std::size_t>(visits.size(), inputs.log.end(d) - inputs.log.begin(d)));
    replay.run(d, visits.data());
    watching.look(d);
  }
  return watching.take();
}

void add_doubled(Figure& figure, std::int64_t count) {
  if (count > 0) figure.excluded["two deals under one id"] = count;
}

void add_deals(const Study& study, const Tier& tier, const Slicing& slicing,
               std::span<const DealDeviations> slices, std::vector<Figure>& figures) {
  for (std::size_t slice = 0; slice < slices.size(); ++slice) {
    const DealDeviations& deals = slices[slice];
    for (const auto& [part, tally] : deal_parts) {
      FigureHead head{"deviations", std::string(part), Unit::deals, nullptr, nullptr, tier.level};
      figures.push_back(make_figure(study, slicing, slice, head));
      set_count(figures.back(), (deals.*tally).count());
      figures.back().n = deals.entered.count();
      add_doubled(figures.back(), deals.doubled.count());
    }
  }
}

void add_whole(const Study& study, const Tier& tier, std::vector<Figure>& figures) {
  for (const auto& [part, count] : replay_parts) {
    FigureHead head{"deviations", std::string(part), Unit::visits, nullptr, nullptr, tier.level};
    figures.push_back(make_figure(study, study.slicings().front(), 0, head));
    figures.back().period.reset();  // The replay counts them over the whole history.
    set_count(figures.back(), study.flow().counts.*count);
  }
}

}  // namespace

PlaceDeviations& PlaceDeviations::operator+=(const PlaceDeviations& other) {
  entries += other.entries;
  skips += other.skips;
  back += other.back;
  returns += other.returns;
  same_instant += other.same_instant;
  doubled += other.doubled;
  return *this;
}

DealDeviations& DealDeviations::operator+=(const DealDeviations& other) {
  entered += other.entered;
  doubled += other.doubled;
  skipping += other.skipping;
  going_back += other.going_back;
  return *this;
}

Deviations& Deviations::operator+=(const Deviations& other) {
  add_all(places, other.places);
  add_all(deals, other.deals);
  return *this;
}

Transitions& Transitions::operator+=(const Transitions& other) {
  add_all(counts, other.counts);
  add_all(open, other.open);
  return *this;
}

std::unique_ptr<Gatherer> gather_transitions(const Study& study, const Tier& tier,
                                             const Slicing& slicing, Transitions& result) {
  return gather_entries(study, tier, no_transitions(tier, slicing), transition_counter(slicing),
                        result);
}

std::vector<Figure> transition_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const Transitions& transitions) {
  std::vector<Figure> figures;
  const auto row_size = static_cast<std::ptrdiff_t>(transitions.places + 1);
  for (std::size_t slice = 0; slice < slicing.size(); ++slice)
    for (PlaceIndex from = 0; from < tier.customer_count; ++from) {
      const std::size_t row = slice * transitions.places + from;
      const auto begin = transitions.counts.begin() + static_cast<std::ptrdiff_t>(row) * row_size;
      const std::int64_t open = transitions.open[row];
      const std::int64_t n = std::accumulate(begin, begin + row_size, open);
      for (std::size_t to = 0; to <= transitions.places; ++to) {
        const std::int64_t value = transitions.count(slice, from, to);
        if (value == 0) continue;
        const Place* target = to < transitions.places ? &tier.places[to] : nullptr;
        FigureHead head{"transitions", target == nullptr ? "elsewhere" : "",
                        Unit::visits,  &tier.places[from],
                        target,        tier.level};
        figures.push_back(make_figure(study, slicing, slice, head));
        set_count(figures.back(), value);
        figures.back().n = n;
        figures.back().n_open = open;
      }
    }
  return figures;
}

std::unique_ptr<Gatherer> gather_deviations(const Study& study, const Tier& tier,
                                            const Slicing& slicing, Deviations& result) {
  return gather_entries(study, tier, no_deviations(tier, slicing), deviation_counter(tier, slicing),
                        result);
}

std::vector<Figure> deviation_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const Deviations& deviations) {
  const auto& [cells, deals] = deviations;
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const PlaceDeviations& cell = cells[i];
    const Place* place = &tier.places[i % tier.customer_count];
    for (const auto& [part, count] : place_parts) {
      const std::int64_t value = cell.*count;
      FigureHead head{"deviations", std::string(part), Unit::visits, place, nullptr, tier.level};
      figures.push_back(make_figure(study, slicing, i / tier.customer_count, head));
      Figure& figure = figures.back();
      set_count(figure, value);
      figure.n = cell.entries;
      add_doubled(figure, cell.doubled);
      if (figure.part == "same_instant" &&
          static_cast<double>(value) > most_same_instant * static_cast<double>(cell.entries))
        figure.remarks.push_back("over 5 % at one instant: stages are filled in afterwards");
    }
  }
  if (tier.level == Level::stages) add_deals(study, tier, slicing, deals, figures);
  if (slicing.attribute.empty() && tier.level == Level::stages) add_whole(study, tier, figures);
  return figures;
}

std::optional<CountedDeals> deals_of_transitions(const FigureSpot& spot) {
  const bool is_elsewhere = spot.part == "elsewhere" && spot.target == no_place;
  const bool is_move = spot.part.empty() && spot.target < spot.tier.places.size();
  if (!spot.is_of_stay() || (!is_elsewhere && !is_move)) return std::nullopt;
  EntrySums sums(spot.study, spot.tier, no_transitions(spot.tier, spot.slicing),
                 transition_counter(spot.slicing));
  const std::size_t to = is_move ? spot.target : spot.tier.places.size();
  return watch(spot, sums, [&] { return sums.sum().count(spot.slice, spot.place, to); });
}

std::optional<CountedDeals> deals_of_deviations(const FigureSpot& spot) {
  const auto* of_replay = find_part(replay_parts, spot.part);
  if (spot.place == no_place && of_replay != nullptr && spot.slicing.attribute.empty())
    return deals_in_replay(spot.study, of_replay->count);
  const auto* of_deals = find_part(deal_parts, spot.part);
  const auto* of_place = find_part(place_parts, spot.part);
  if (spot.place == no_place ? of_deals == nullptr : of_place == nullptr || !spot.is_of_stay())
    return std::nullopt;
  EntrySums sums(spot.study, spot.tier, no_deviations(spot.tier, spot.slicing),
                 deviation_counter(spot.tier, spot.slicing));
  return watch(spot, sums, [&] {
    const auto& [places, deals] = sums.sum();
    if (spot.place == no_place) return (deals[spot.slice].*of_deals->tally).count();
    return places[spot.slice * spot.tier.customer_count + spot.place].*of_place->count;
  });
}

}  // namespace stagecraft::measures
