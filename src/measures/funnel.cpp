#include "measures/funnel.h"

#include <algorithm>

#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/pass.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealState;

std::vector<PlaceIndex> bars_of(const Tier& tier) {
  std::vector<PlaceIndex> bars;
  for (PlaceIndex p = 0; p < tier.customer_count; ++p)
    if (!tier.places[p].after_won) bars.push_back(p);
  if (tier.won != no_place) bars.push_back(tier.won);
  return bars;
}

struct BarCount {
  std::int64_t reached = 0, doubled = 0, undated = 0;
  stats::Stays to_next;
};

/// When a deal reached a bar.
struct Reached {
  bool is_reached = false;
  bool dated = false;
  Moment at;
};

class FunnelCollector {
 public:
  FunnelCollector(const Study& study, const Tier& tier, const Slicing& slicing,
                  const std::vector<PlaceIndex>& bars, std::size_t deals)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        bars_(bars),
        counts_(slicing.size() * bars.size()),
        reached_(bars.size()) {
    if (slicing.size() == 1)
      for (BarCount& count : counts_) count.to_next.reserve(deals);
  }

  void add(const PassingDeal& passing) {
    const DealState& deal = passing.state;
    if (is_gone(deal) || passing.trace.entries().empty()) return;
    const Trace::Entry& first = passing.trace.entries().front();
    const Period& period = study_.period();
    if (first.dated ? !period.holds(first.at, first.by_day) : !period.is_whole) return;
    const auto slice =
        slicing_.of_span(passing.index, first.at, last_moment(study_, deal), deal.created);
    if (slice == Slicing::outside) return;
    find_reached(deal, passing.trace);
    for (std::size_t bar = 0; bar < bars_.size(); ++bar)
      if (reached_[bar].is_reached) count(counts_[slice * bars_.size() + bar], deal, bar);
  }

  std::vector<BarCount>& counts() { return counts_; }

 private:
  /// Bars show each other as the map orders them, so that most are found at the first entries.
  void find_reached(const DealState& deal, const Trace& trace) {
    const bool won = trace.is_won();
    const Reached winning{true,
                          deal.closed != DealState::unknown,
                          {deal.closed, deal.has(DealState::closed_date_only)}};
    std::ranges::fill(reached_, Reached());
    std::size_t missing = bars_.size();
    for (const Trace::Entry& entry : trace.entries()) {
      if (won && tier_.places[entry.place].after_won) continue;  // Winning came before.
      for (std::size_t bar = 0; bar < bars_.size(); ++bar) {
        if (reached_[bar].is_reached || !tier_.shows(bars_[bar], entry.place)) continue;
        reached_[bar] = {true, entry.dated, entry.moment()};
        --missing;
      }
      if (missing == 0) return;
    }
    if (!won) return;
    for (std::size_t bar = 0; bar < bars_.size(); ++bar)
      if (!reached_[bar].is_reached && tier_.shows(bars_[bar], tier_.won)) reached_[bar] = winning;
  }

  void count(BarCount& bar_count, const DealState& deal, std::size_t bar) {
    ++bar_count.reached;
    if (bar + 1 == bars_.size()) return;
    if (deal.has(DealState::doubled)) {
      ++bar_count.doubled;
      return;
    }
    const Reached& from = reached_[bar];
    Reached end = reached_[bar + 1];
    stats::Cause cause = reached_it;
    if (!end.is_reached && deal.is_closed()) {
      end = {true,
             deal.closed != DealState::unknown,
             {deal.closed, deal.has(DealState::closed_date_only)}};
      cause = closed_without_it;
    } else if (!end.is_reached) {
      end = {true, true, {study_.as_of().last(from.at.by_day), from.at.by_day}};
      cause = stats::censored;
    }
    const std::int64_t age =
        from.dated && end.dated ? elapsed_ms(from.at, end.at, study_.request().zone) : -1;
    if (age < 0 && cause != stats::censored)
      ++bar_count.undated;
    else
      add_age(study_, bar_count.to_next, from.at, {std::max<std::int64_t>(age, 0), cause});
  }

  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  const std::vector<PlaceIndex> bars_;
  std::vector<BarCount> counts_;
  std::vector<Reached> reached_;
};

using FunnelCollectors = std::span<const std::unique_ptr<FunnelCollector>>;

FunnelBar join(const Study& study, FunnelCollectors parts, std::size_t i, PlaceIndex place) {
  FunnelBar bar{.place = place};
  BarCount& all = parts[0]->counts()[i];
  for (const auto& part : parts) {
    BarCount& count = part->counts()[i];
    bar.reached += count.reached;
    bar.doubled += count.doubled;
    bar.undated += count.undated;
    if (&count != &all) all.to_next.append(std::move(count.to_next));
  }
  const stats::LifeTable table =
      std::move(all.to_next).table_for(share_readings(study), closed_without_it);
  bar.to_next = stats::incidence(table, reached_it, share_horizon(study, table));
  return bar;
}

}  // namespace

std::unique_ptr<Gatherer> gather_funnel(const Study& study, const Tier& tier,
                                        const Slicing& slicing,
                                        std::vector<std::vector<FunnelBar>>& funnel) {
  const std::vector<PlaceIndex> bars = bars_of(tier);
  return make_gatherer(
      [&study, &tier, &slicing, bars](std::size_t deals) {
        return FunnelCollector(study, tier, slicing, bars, deals);
      },
      [&study, &slicing, &funnel, bars](FunnelCollectors parts) {
        funnel.assign(slicing.size(), std::vector<FunnelBar>(bars.size()));
        return Pieces{slicing.size() * bars.size(), [&study, &funnel, bars, parts](std::size_t i) {
                        const std::size_t bar = i % bars.size();
                        funnel[i / bars.size()][bar] = join(study, parts, i, bars[bar]);
                      }};
      });
}

std::vector<Figure> funnel_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                   const std::vector<std::vector<FunnelBar>>& funnel) {
  std::vector<Figure> figures;
  for (std::size_t slice = 0; slice < funnel.size(); ++slice)
    for (std::size_t i = 0; i < funnel[slice].size(); ++i) {
      const FunnelBar& bar = funnel[slice][i];
      const Place* place = &tier.places[bar.place];
      FigureHead head{"funnel", "reached", Unit::deals, place, nullptr, tier.level};
      figures.push_back(make_figure(study, slicing, slice, head));
      set_count(figures.back(), bar.reached);
      if (i + 1 == funnel[slice].size()) break;
      head.part = "to_next";
      head.target = &tier.places[funnel[slice][i + 1].place];
      figures.push_back(make_figure(study, slicing, slice, head));
      Figure& share = figures.back();
      set_incidence(study, share, bar.to_next);
      if (bar.doubled > 0) share.excluded["two deals under one id"] = bar.doubled;
      if (bar.undated > 0) share.excluded["date not known"] = bar.undated;
    }
  return figures;
}

std::optional<CountedDeals> deals_of_funnel(const FigureSpot& spot) {
  const std::vector<PlaceIndex> bars = bars_of(spot.tier);
  const auto bar = static_cast<std::size_t>(std::ranges::find(bars, spot.place) - bars.begin());
  if (bar >= bars.size()) return std::nullopt;
  const bool is_share =
      spot.part == "to_next" && bar + 1 < bars.size() && spot.target == bars[bar + 1];
  if (spot.part != "reached" && !is_share) return std::nullopt;
  FunnelCollector collector(spot.study, spot.tier, spot.slicing, bars, 0);
  const BarCount& count = collector.counts()[spot.slice * bars.size() + bar];
  return watch(spot, collector, [&] {
    return is_share ? static_cast<std::int64_t>(count.to_next.size()) : count.reached;
  });
}

}  // namespace stagecraft::measures
