#include "measures/conversion.h"

#include <algorithm>

#include "measures/pass.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealState;

struct ConversionBucket {
  stats::Stays stays;
  std::int64_t undated = 0, contradictory = 0, doubled = 0;
};

/// Finds when deals reach a target, from each of their first entries.
class ConversionCollector {
 public:
  ConversionCollector(const Study& study, const Tier& tier, const Slicing& slicing,
                      const ConversionTarget& target, std::size_t deals)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        target_(target),
        is_plain_(slicing.is_constant() && !study.history_from()),
        now_(study.as_of().last(false)),
        buckets_(slicing.size() * tier.customer_count),
        starts_(tier.customer_count) {
    if (slicing.size() == 1)
      for (ConversionBucket& bucket : buckets_) bucket.stays.reserve(deals);
    for (PlaceIndex from = 0; from < tier.customer_count; ++from) starts_[from] = start_of(from);
    asks_for_winning_ = target.reaching != Reaching::all_stage &&
                        std::ranges::all_of(starts_, [](const Start& start) {
                          return !start.leads_on || start.target.is_shown_by_winning_alone();
                        });
  }

  void add(const PassingDeal& deal) {
    if (is_gone(deal.state)) return;
    if (is_plain(deal)) return add_plain(deal);
    const auto entries = deal.trace.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (begins_at(entries[i])) add_entry(deal, i);
  }

  std::vector<ConversionBucket>& buckets() { return buckets_; }

 private:
  /// A place that conversions begin at.
  struct Start {
    PlaceIndex to = no_place;
    bool leads_on = false;  ///< There is a target, and it has not been passed.
    Trace::Target target;
    std::vector<PlaceIndex> path;  ///< Places to be entered in order; for `all_stage`.
  };

  Start start_of(PlaceIndex from) const {
    Start start{target_.to == no_place ? tier_.after[from] : target_.to, false, {}, {}};
    if (start.to == no_place) return start;
    start.leads_on = start.to == from || !tier_.shows(start.to, from);
    start.target = Trace::Target(tier_, start.to, target_.reaching != Reaching::reached);
    if (target_.reaching != Reaching::all_stage) return start;
    for (PlaceIndex p = 0; p < tier_.customer_count; ++p)
      if (p != start.to && tier_.dominates(p, start.to)) start.path.push_back(p);
    return start;
  }

  bool begins_at(const Trace::Entry& entry) const {
    return entry.first && starts_.data()[entry.place].leads_on;
  }

  /// Whether all entries lie in the period, and what is asked of each has one answer for all.
  bool is_plain(const PassingDeal& deal) const {
    const auto entries = deal.trace.entries();
    return is_plain_ && deal.trace.is_exact() && !deal.state.has(DealState::doubled) &&
           !entries.empty() && study_.period().holds(entries.front().at, false) &&
           study_.period().holds(entries.back().at, false);
  }

  /// As add_entry of every entry, for most deals of most histories: at a third of its cost.
  void add_plain(const PassingDeal& deal) {
    const auto slice = slicing_.timeline().first(deal.index);
    if (slice == Slicing::outside) return;
    ConversionBucket* const buckets = buckets_.data() + slice * tier_.customer_count;
    if (asks_for_winning_) return add_winning(deal.trace, buckets);
    const auto entries = deal.trace.entries();
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Trace::Entry& entry = entries[i];
      if (!begins_at(entry)) continue;
      const std::size_t hit = find_hit(deal.trace, i, starts_.data()[entry.place]);
      const stats::Cause cause = deal.trace.cause(tier_, hit, i);
      add_exact(buckets[entry.place], deal.trace.instant_of(hit, cause, now_) - entry.at, cause);
    }
  }

  /// Where only winning counts, all entries of a deal end by the same.
  void add_winning(const Trace& trace, ConversionBucket* buckets) const {
    const stats::Cause cause = trace.is_won()      ? reached_it
                               : trace.is_closed() ? closed_without_it
                                                   : stats::censored;
    const std::int64_t end = cause == stats::censored ? now_ : trace.closed().at;
    for (const Trace::Entry& entry : trace.entries())
      if (begins_at(entry)) add_exact(buckets[entry.place], end - entry.at, cause);
  }

  static void add_exact(ConversionBucket& bucket, std::int64_t age, stats::Cause cause) {
    if (age < 0 && cause != stats::censored)
      ++bucket.contradictory;
    else
      bucket.stays.add(std::max<std::int64_t>(age, 0), cause);
  }

  void add_entry(const PassingDeal& deal, std::size_t i) {
    const Trace::Entry& entry = deal.trace.entries()[i];
    const Period& period = study_.period();
    if (entry.dated ? !period.holds(entry.at, entry.by_day) : !period.is_whole) return;
    const std::size_t hit = find_hit(deal.trace, i, starts_[entry.place]);
    const Trace::Fate fate = deal.trace.fate(study_, tier_, hit, i);
    const auto slice = slicing_.of_span(deal.index, entry.at, fate.at.at, deal.state.created);
    if (slice == Slicing::outside) return;
    ConversionBucket& bucket = buckets_[slice * tier_.customer_count + entry.place];
    if (deal.state.has(DealState::doubled)) {
      ++bucket.doubled;
    } else if (!entry.dated || !fate.dated) {
      ++bucket.undated;
    } else {
      add_stay(bucket, entry.moment(), fate);
    }
  }

  /// Where the way from entry `i` came to its target; see Trace::find.
  std::size_t find_hit(const Trace& trace, std::size_t i, const Start& start) const {
    return target_.reaching == Reaching::all_stage ? trace.find_all(tier_, start.path, start.to, i)
                                                   : trace.find(start.target, i);
  }

  void add_stay(ConversionBucket& bucket, Moment entry, const Trace::Fate& fate) {
    const std::int64_t age = elapsed_ms(entry, fate.at, study_.request().zone);
    if (age < 0 && fate.cause != stats::censored) {
      ++bucket.contradictory;
      return;
    }
    add_age(study_, bucket.stays, entry, {std::max<std::int64_t>(age, 0), fate.cause});
  }

  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  const ConversionTarget target_;
  const bool is_plain_;     ///< Slices are constant, and nothing comes late.
  const std::int64_t now_;  ///< Where the stays of open deals are cut off.
  std::vector<ConversionBucket> buckets_;
  std::vector<Start> starts_;
  bool asks_for_winning_ = false;  ///< Only winning shows any target.
};

using ConversionCollectors = std::span<const std::unique_ptr<ConversionCollector>>;

ConversionStays join(const Study& study, ConversionCollectors parts, std::size_t i) {
  ConversionStays stays;
  ConversionBucket& all = parts[0]->buckets()[i];
  for (const auto& part : parts) {
    ConversionBucket& bucket = part->buckets()[i];
    stays.undated += bucket.undated;
    stays.contradictory += bucket.contradictory;
    stays.doubled += bucket.doubled;
    if (&bucket != &all) all.stays.append(std::move(bucket.stays));
  }
  stays.table = std::move(all.stays).table_for(share_readings(study), closed_without_it);
  return stays;
}

}  // namespace

std::unique_ptr<Gatherer> gather_conversion(const Study& study, const Tier& tier,
                                            const Slicing& slicing, const ConversionTarget& target,
                                            std::vector<ConversionStays>& stays) {
  return make_gatherer(
      [&study, &tier, &slicing, target](std::size_t deals) {
        return ConversionCollector(study, tier, slicing, target, deals);
      },
      [&study, &stays](ConversionCollectors parts) {
        stays = std::vector<ConversionStays>(parts[0]->buckets().size());
        return Pieces{stays.size(),
                      [&study, &stays, parts](std::size_t i) { stays[i] = join(study, parts, i); }};
      });
}

std::vector<ConversionStays> collect_conversions(const Study& study, const Tier& tier,
                                                 const Slicing& slicing,
                                                 const ConversionTarget& target) {
  std::vector<ConversionStays> stays;
  pass_deals(study, tier, gather_conversion(study, tier, slicing, target, stays));
  return stays;
}

CountedDeals deals_that_began(const FigureSpot& spot, const ConversionTarget& target) {
  ConversionCollector collector(spot.study, spot.tier, spot.slicing, target, 0);
  const stats::Stays& stays =
      collector.buckets()[spot.slice * spot.tier.customer_count + spot.place].stays;
  return watch(spot, collector, [&] { return static_cast<std::int64_t>(stays.size()); });
}

}  // namespace stagecraft::measures
