#include "measures/funnel.h"

#include <algorithm>

#include "measures/conversion.h"
#include "measures/figures.h"
#include "measures/parallel.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;
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

class Collector {
 public:
  Collector(const Study& study, const Tier& tier, const Slicing& slicing,
            const std::vector<PlaceIndex>& bars)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        bars_(bars),
        counts_(slicing.size() * bars.size()),
        reached_(bars.size()) {}

  void add_deal(DealIndex d) {
    const DealState& deal = study_.deal(d);
    if (is_gone(deal)) return;
    trace_.load(study_, tier_, d);
    if (trace_.entries().empty()) return;
    const Trace::Entry& first = trace_.entries().front();
    const Period& period = study_.period();
    if (first.dated ? !period.holds(first.at.at, first.at.by_day) : !period.is_whole) return;
    const auto slice = slicing_.of_span(d, first.at.at, last_moment(deal), deal.created);
    if (slice == Slicing::outside) return;
    find_reached(deal);
    for (std::size_t bar = 0; bar < bars_.size(); ++bar)
      if (reached_[bar].is_reached) count(counts_[slice * bars_.size() + bar], deal, bar);
  }

  /// Memory for so many deals in every bar.
  void reserve(std::size_t deals) {
    for (BarCount& bar_count : counts_) bar_count.to_next.reserve(deals);
  }
  std::vector<BarCount> take() { return std::move(counts_); }

 private:
  std::int64_t last_moment(const DealState& deal) const {
    return deal.is_closed() && deal.closed != DealState::unknown ? deal.closed
                                                                 : study_.as_of().last(false);
  }

  void find_reached(const DealState& deal) {
    const bool won = trace_.is_won();
    const Reached winning{true,
                          deal.closed != DealState::unknown,
                          {deal.closed, deal.has(DealState::closed_date_only)}};
    for (std::size_t bar = 0; bar < bars_.size(); ++bar) {
      Reached found;
      for (const Trace::Entry& entry : trace_.entries()) {
        if (!tier_.shows(bars_[bar], entry.place)) continue;
        if (won && tier_.places[entry.place].after_won) continue;  // Winning came before.
        found = {true, entry.dated, entry.at};
        break;
      }
      if (!found.is_reached && won && tier_.shows(bars_[bar], tier_.won)) found = winning;
      reached_[bar] = found;
    }
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
  const std::vector<PlaceIndex>& bars_;
  std::vector<BarCount> counts_;
  std::vector<Reached> reached_;
  Trace trace_;
};

FunnelBar join(const Study& study, std::vector<std::vector<BarCount>>& parts, std::size_t i,
               PlaceIndex place) {
  FunnelBar bar{.place = place};
  BarCount& all = parts[0][i];
  for (std::size_t part = 0; part < parts.size(); ++part) {
    bar.reached += parts[part][i].reached;
    bar.doubled += parts[part][i].doubled;
    bar.undated += parts[part][i].undated;
    if (part > 0) all.to_next.append(std::move(parts[part][i].to_next));
  }
  const stats::LifeTable table =
      std::move(all.to_next).table_for(share_readings(study), closed_without_it);
  bar.to_next = stats::incidence(table, reached_it, share_horizon(study, table));
  return bar;
}

}  // namespace

std::vector<std::vector<FunnelBar>> funnel(const Study& study, const Tier& tier,
                                           const Slicing& slicing) {
  const std::vector<PlaceIndex> bars = bars_of(tier);
  const unsigned threads = study.threads();
  std::vector<std::vector<BarCount>> parts(threads);
  in_parts(threads, study.deal_count(), [&](unsigned part, std::size_t begin, std::size_t end) {
    Collector collector(study, tier, slicing, bars);
    if (slicing.size() == 1) collector.reserve(end - begin);
    for (std::size_t d = begin; d < end; ++d) collector.add_deal(static_cast<DealIndex>(d));
    parts[part] = collector.take();
  });
  std::vector<std::vector<FunnelBar>> slices(slicing.size(), std::vector<FunnelBar>(bars.size()));
  for_each_index(threads, parts[0].size(), [&](std::size_t i) {
    slices[i / bars.size()][i % bars.size()] = join(study, parts, i, bars[i % bars.size()]);
  });
  return slices;
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

}  // namespace stagecraft::measures
