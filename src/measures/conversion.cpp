#include "measures/conversion.h"

#include <algorithm>

#include "measures/parallel.h"
#include "measures/trace.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;
using history::DealState;

struct Bucket {
  stats::Stays stays;
  std::int64_t undated = 0, contradictory = 0, doubled = 0;
};

/// Finds when a deal reaches a target, from each of its first entries.
class Collector {
 public:
  /// `trace` is of the deal at hand, whenever one is added.
  Collector(const Study& study, const Tier& tier, const Slicing& slicing, const Trace& trace,
            const ConversionTarget& target)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        trace_(trace),
        target_(target),
        buckets_(slicing.size() * tier.customer_count),
        paths_(tier.customer_count) {
    for (PlaceIndex from = 0; from < tier.customer_count; ++from) {
      const PlaceIndex to = target_of(from);
      if (to == no_place || target.reaching != Reaching::all_stage) continue;
      for (PlaceIndex p = 0; p < tier.customer_count; ++p)
        if (p != to && tier.dominates(p, to)) paths_[from].push_back(p);
    }
  }

  void add_deal(DealIndex d) {
    const DealState& deal = study_.deal(d);
    const auto entries = trace_.entries();
    for (std::size_t i = 0; i < entries.size(); ++i)
      if (entries[i].first) add_entry(deal, d, i);
  }

  /// Memory for so many deals in every bucket.
  void reserve(std::size_t deals) {
    for (Bucket& bucket : buckets_) bucket.stays.reserve(deals);
  }
  std::vector<Bucket> take() { return std::move(buckets_); }

 private:
  PlaceIndex target_of(PlaceIndex from) const {
    return target_.to == no_place ? tier_.after[from] : target_.to;
  }

  void add_entry(const DealState& deal, DealIndex d, std::size_t i) {
    const Trace::Entry& entry = trace_.entries()[i];
    const PlaceIndex to = target_of(entry.place);
    if (to == no_place || (to != entry.place && tier_.shows(to, entry.place))) return;
    const Period& period = study_.period();
    if (entry.dated ? !period.holds(entry.at.at, entry.at.by_day) : !period.is_whole) return;
    const Trace::Fate fate = fate_of(i, to);
    const auto slice = slicing_.of_span(d, entry.at.at, fate.at.at, deal.created);
    if (slice == Slicing::outside) return;
    Bucket& bucket = buckets_[slice * tier_.customer_count + entry.place];
    if (deal.has(DealState::doubled)) {
      ++bucket.doubled;
    } else if (!entry.dated || !fate.dated) {
      ++bucket.undated;
    } else {
      add_stay(bucket, entry.at, fate);
    }
  }

  Trace::Fate fate_of(std::size_t i, PlaceIndex to) const {
    const bool itself = target_.reaching != Reaching::reached;
    const std::size_t hit = target_.reaching == Reaching::all_stage
                                ? trace_.find_all(tier_, paths_[trace_.entries()[i].place], to, i)
                                : trace_.find(tier_, to, i, itself);
    return trace_.fate(study_, tier_, hit, i);
  }

  void add_stay(Bucket& bucket, Moment entry, const Trace::Fate& fate) {
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
  const Trace& trace_;
  const ConversionTarget& target_;
  std::vector<Bucket> buckets_;
  std::vector<std::vector<PlaceIndex>> paths_;  ///< Places to be entered in order, per start.
};

/// The buckets of one target, by what part of the deals they are of.
using Parts = std::vector<std::vector<Bucket>>;

ConversionStays join(const Study& study, Parts& parts, std::size_t i) {
  ConversionStays stays;
  Bucket& all = parts[0][i];
  for (std::size_t part = 0; part < parts.size(); ++part) {
    Bucket& bucket = parts[part][i];
    stays.undated += bucket.undated;
    stays.contradictory += bucket.contradictory;
    stays.doubled += bucket.doubled;
    if (part > 0) all.stays.append(std::move(bucket.stays));
  }
  stays.table = std::move(all.stays).table_for(share_readings(study), closed_without_it);
  return stays;
}

}  // namespace

std::vector<std::vector<ConversionStays>> collect_conversions(
    const Study& study, const Tier& tier, const Slicing& slicing,
    std::span<const ConversionTarget> targets) {
  const unsigned threads = study.threads();
  std::vector<Parts> parts(targets.size(), Parts(threads));
  in_parts(threads, study.deal_count(), [&](unsigned part, std::size_t begin, std::size_t end) {
    Trace trace;
    std::vector<Collector> collectors;
    for (const ConversionTarget& target : targets) {
      collectors.emplace_back(study, tier, slicing, trace, target);
      if (slicing.size() == 1) collectors.back().reserve(end - begin);
    }
    for (std::size_t d = begin; d < end; ++d) {
      const auto deal = static_cast<DealIndex>(d);
      if (is_gone(study.deal(deal))) continue;
      trace.load(study, tier, deal);
      for (Collector& collector : collectors) collector.add_deal(deal);
    }
    for (std::size_t t = 0; t < targets.size(); ++t) parts[t][part] = collectors[t].take();
  });
  const std::size_t buckets = slicing.size() * tier.customer_count;
  std::vector<std::vector<ConversionStays>> stays(targets.size(),
                                                  std::vector<ConversionStays>(buckets));
  for_each_index(threads, targets.size() * buckets, [&](std::size_t i) {
    stays[i / buckets][i % buckets] = join(study, parts[i / buckets], i % buckets);
  });
  return stays;
}

std::vector<ConversionStays> collect_conversions(const Study& study, const Tier& tier,
                                                 const Slicing& slicing,
                                                 const ConversionTarget& target) {
  return std::move(collect_conversions(study, tier, slicing, std::span(&target, 1)).front());
}

}  // namespace stagecraft::measures
