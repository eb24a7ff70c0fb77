#include "measures/stage_flow.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "measures/pass.h"

namespace stagecraft::measures {

namespace {

using history::Visit;

/// Counts the visits of one part of the deals.
class Counter {
 public:
  Counter(const Study& study, const Tier& tier, const Slicing& slicing, const CalendarGrid* weeks)
      : study_(study),
        slicing_(slicing),
        weeks_(weeks),
        period_(study.period()),
        borders_{Borders{period_.from.instant, period_.to.instant},
                 Borders{period_.from.day, period_.to.day}},
        elsewhere_(tier.places.size()) {
    flow_.places = tier.customer_count;
    PlaceFlow empty;
    empty.left_to.resize(elsewhere_ + 1);
    if (weeks != nullptr) {
      empty.entered_by_week.resize(weeks->size());
      empty.left_by_week.resize(weeks->size());
    }
    flow_.cells.assign(slicing.size() * flow_.places, empty);
  }

  void add(const PassingDeal& deal) {
    const DealSlices slices(slicing_, deal.index, deal.state.created);
    if (slices.is_constant() && slices.first() == Slicing::outside) return;
    if (slices.is_constant() && deal.is_plain) return add_plain(deal.visits, slices.first());
    for (const Visit& visit : deal.visits) {
      if (visit.has(Visit::background) || visit.stage >= flow_.places) continue;
      count(visit, slices);
      if (slicing_.has_handovers()) count_handovers(deal.index, visit);
    }
  }

  const StageFlow& flow() const { return flow_; }

 private:
  /// The period, for moments known to the instant, or by day.
  struct Borders {
    std::int64_t from, to;
  };

  /// As count() of each, which need not be asked where it lies.
  void add_plain(std::span<const Visit> visits, Slicing::Code slice) {
    PlaceFlow* const cells = flow_.cells.data() + slice * flow_.places;
    for (const Visit& visit : visits) {
      if (visit.has(Visit::background) || visit.stage >= flow_.places) continue;
      PlaceFlow& cell = cells[visit.stage];
      count_entry(cell, visit, false);
      if (visit.is_open()) {
        ++cell.in_stage;
        ++cell.closing;
      } else {
        count_exit(cell, visit.next, visit.left, false);
      }
    }
  }

  /// Null: it counts in no cell.
  PlaceFlow* find(const Visit& visit, Slicing::Code slice) {
    return slice == Slicing::outside ? nullptr
                                     : flow_.cells.data() + slice * flow_.places + visit.stage;
  }

  /// A stay that ends before it begins counts on both borders; it lasts no time.
  static std::int64_t left_of(const Visit& visit) { return std::max(visit.left, visit.entered); }
  static bool is_dated(const Visit& visit) {
    return !visit.has(Visit::entry_unknown) && !visit.has(Visit::left_unknown);
  }

  void count(const Visit& visit, const DealSlices& slices) {
    const auto of_event = [&](std::int64_t at) { return find(visit, slices.of_event(at)); };
    const auto of_stock = [&](const base::Border& border) {
      return find(visit, slices.of_stock(border));
    };
    if (visit.is_open())
      if (PlaceFlow* cell = of_stock(study_.flow().reading.as_of)) ++cell->in_stage;
    if (!is_dated(visit)) {
      if (PlaceFlow* cell = of_event(visit.left)) ++cell->undated;
      return;
    }
    const bool dated = visit.has(Visit::date_only);
    const Borders period = borders_[dated ? 1 : 0];
    // An open visit has not left before any border.
    const std::int64_t left = visit.is_open() ? INT64_MAX : left_of(visit);
    if (visit.entered < period.from) {
      if (left >= period.from)
        if (PlaceFlow* cell = of_stock(period_.from_border)) ++cell->opening;
    } else if (visit.entered < period.to) {
      if (PlaceFlow* cell = of_event(visit.entered)) count_entry(*cell, visit, dated);
    }
    if (left >= period.to) {
      if (visit.entered < period.to)
        if (PlaceFlow* cell = of_stock(period_.to_border)) ++cell->closing;
    } else if (left >= period.from) {
      if (PlaceFlow* cell = of_event(left)) count_exit(*cell, visit.next, left, dated);
    }
  }

  void count_entry(PlaceFlow& cell, const Visit& visit, bool dated) {
    const bool reopened =
        visit.entry == process::EntryClass::reopen || visit.has(Visit::implied_reopen);
    ++(reopened ? cell.reopenings : visit.first ? cell.first : cell.returns);
    count_week(cell.entered_by_week, visit.entered, dated);
  }

  void count_exit(PlaceFlow& cell, PlaceIndex next, std::int64_t left, bool dated) {
    ++cell.left_to.data()[std::min<std::size_t>(next, elsewhere_)];
    count_week(cell.left_by_week, left, dated);
  }

  /// A change of slice within (entered, left] moves the visit from one slice to the other.
  void count_handovers(history::DealIndex deal, const Visit& visit) {
    if (!is_dated(visit)) return;
    const std::int64_t left = left_of(visit);
    Slicing::Code before = slicing_.timeline().at(deal, visit.entered);
    for (const Timeline::Step& step : slicing_.timeline().steps(deal)) {
      if (step.at <= visit.entered) continue;
      if (!visit.is_open() && step.at > left) break;
      if (step.code != before && period_.holds(step.at, step.date_only)) {
        if (PlaceFlow* from = find(visit, before)) ++from->handed_out;
        if (PlaceFlow* to = find(visit, step.code)) ++to->handed_in;
      }
      before = step.code;
    }
  }

  void count_week(std::vector<std::uint32_t>& counts, std::int64_t at, bool dated) {
    if (weeks_ == nullptr) return;
    const std::size_t week = weeks_->find(at, dated);
    if (week != CalendarGrid::nowhere) ++counts.data()[week];
  }

  const Study& study_;
  const Slicing& slicing_;
  const CalendarGrid* weeks_;
  const Period& period_;
  const std::array<Borders, 2> borders_;  ///< Of instants, and of days.
  const std::size_t elsewhere_;           ///< The last of PlaceFlow::left_to.
  StageFlow flow_;
};

void merge(PlaceFlow& into, const PlaceFlow& from) {
  into.opening += from.opening;
  into.closing += from.closing;
  into.first += from.first;
  into.returns += from.returns;
  into.reopenings += from.reopenings;
  into.handed_in += from.handed_in;
  into.handed_out += from.handed_out;
  into.in_stage += from.in_stage;
  into.undated += from.undated;
  add_all(into.left_to, from.left_to);
  add_all(into.entered_by_week, from.entered_by_week);
  add_all(into.left_by_week, from.left_by_week);
}

}  // namespace

std::int64_t PlaceFlow::left() const {
  return std::accumulate(left_to.begin(), left_to.end(), std::int64_t{0});
}

std::unique_ptr<Gatherer> gather_stage_flow(const Study& study, const Tier& tier,
                                            const Slicing& slicing, const CalendarGrid* weeks,
                                            StageFlow& flow) {
  return make_gatherer([&study, &tier, &slicing,
                        weeks](std::size_t) { return Counter(study, tier, slicing, weeks); },
                       [&flow](auto counters) {
                         flow = counters[0]->flow();
                         for (const auto& counter : counters.subspan(1))
                           for (std::size_t i = 0; i < flow.cells.size(); ++i)
                             merge(flow.cells[i], counter->flow().cells[i]);
                       });
}

StageFlow stage_flow(const Study& study, const Tier& tier, const Slicing& slicing,
                     const CalendarGrid* weeks) {
  StageFlow flow;
  pass_deals(study, tier, gather_stage_flow(study, tier, slicing, weeks, flow));
  return flow;
}

CountedDeals deals_in_flow(const FigureSpot& spot,
                           const std::function<std::int64_t(const PlaceFlow&)>& count) {
  Counter counter(spot.study, spot.tier, spot.slicing, nullptr);
  const PlaceFlow& cell = counter.flow().at(spot.slice, spot.place);
  return watch(spot, counter, [&] { return count(cell); });
}

}  // namespace stagecraft::measures
