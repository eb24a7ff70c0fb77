#include "measures/transitions.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

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

template <typename T>
void add_all(std::vector<T>& into, const std::vector<T>& from) {
  for (std::size_t i = 0; i < into.size(); ++i) into[i] += from[i];
}

void count(DealDeviations& slice, const Visit& visit, bool is_doubled) {
  if (is_doubled) return slice.doubled.add(visit.deal);
  slice.entered.add(visit.deal);
  if (is_skip(visit)) slice.skipping.add(visit.deal);
  if (is_back(visit)) slice.going_back.add(visit.deal);
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
      if (begins_in_period(study_, tier_, visit)) add_(sum_, deal.state, visit);
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

void add_doubled(Figure& figure, std::int64_t count) {
  if (count > 0) figure.excluded["two deals under one id"] = count;
}

void add_deals(const Study& study, const Tier& tier, const Slicing& slicing,
               std::span<const DealDeviations> slices, std::vector<Figure>& figures) {
  for (std::size_t slice = 0; slice < slices.size(); ++slice) {
    const DealDeviations& deals = slices[slice];
    const std::array<std::pair<const char*, std::int64_t>, 2> parts{
        {{"deals_that_skip", deals.skipping.count()},
         {"deals_that_go_back", deals.going_back.count()}}};
    for (const auto& [part, value] : parts) {
      FigureHead head{"deviations", part, Unit::deals, nullptr, nullptr, tier.level};
      figures.push_back(make_figure(study, slicing, slice, head));
      set_count(figures.back(), value);
      figures.back().n = deals.entered.count();
      add_doubled(figures.back(), deals.doubled.count());
    }
  }
}

void add_whole(const Study& study, const Tier& tier, std::vector<Figure>& figures) {
  const history::FlowCounts& counts = study.flow().counts;
  const std::array<std::pair<const char*, std::int64_t>, 4> parts{
      {{"repeats", counts.repeats},
       {"reopenings", counts.reopenings},
       {"implied_reopenings", counts.implied_reopenings},
       {"outside", counts.outside}}};
  for (const auto& [part, value] : parts) {
    FigureHead head{"deviations", part, Unit::visits, nullptr, nullptr, tier.level};
    figures.push_back(make_figure(study, study.slicings().front(), 0, head));
    figures.back().period.reset();  // The replay counts them over the whole history.
    set_count(figures.back(), value);
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
  Transitions none;
  none.places = tier.places.size();
  none.counts.assign(slicing.size() * none.places * (none.places + 1), 0);
  none.open.assign(slicing.size() * none.places, 0);
  const auto add = [&slicing](Transitions& sum, const history::DealState& deal,
                              const Visit& visit) {
    const auto slice = slicing.of_span(visit.deal, visit.entered, visit.left, deal.created);
    if (slice == Slicing::outside) return;
    const std::size_t row = slice * sum.places + visit.stage;
    if (visit.is_open())
      ++sum.open[row];
    else
      ++sum.counts[row * (sum.places + 1) + std::min<std::size_t>(visit.next, sum.places)];
  };
  return gather_entries(study, tier, std::move(none), add, result);
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
  Deviations none{.places = std::vector<PlaceDeviations>(slicing.size() * tier.customer_count),
                  .deals = std::vector<DealDeviations>(slicing.size())};
  const auto add = [&tier, &slicing](Deviations& sum, const history::DealState& deal,
                                     const Visit& visit) {
    const auto slice = slicing.of_event(visit.deal, visit.entered, deal.created);
    if (slice == Slicing::outside) return;
    const bool is_doubled = deal.has(history::DealState::doubled);
    PlaceDeviations& place = sum.places[slice * tier.customer_count + visit.stage];
    if (is_doubled)
      ++place.doubled;
    else
      count(place, visit);
    count(sum.deals[slice], visit, is_doubled);
  };
  return gather_entries(study, tier, std::move(none), add, result);
}

std::vector<Figure> deviation_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const Deviations& deviations) {
  const auto& [cells, deals] = deviations;
  std::vector<Figure> figures;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const PlaceDeviations& cell = cells[i];
    const Place* place = &tier.places[i % tier.customer_count];
    const std::array<std::pair<const char*, std::int64_t>, 4> parts{
        {{"skips", cell.skips},
         {"back", cell.back},
         {"returns", cell.returns},
         {"same_instant", cell.same_instant}}};
    for (const auto& [part, value] : parts) {
      FigureHead head{"deviations", part, Unit::visits, place, nullptr, tier.level};
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

}  // namespace stagecraft::measures
