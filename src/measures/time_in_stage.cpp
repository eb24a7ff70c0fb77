#include "measures/time_in_stage.h"

#include <algorithm>
#include <array>

#include "measures/conversion.h"
#include "measures/working_clock.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
using history::DealIndex;
using history::DealState;
using history::Visit;

constexpr stats::Cause left_it = 1;

/// Stays on their way into life tables.
struct TimeBucket {
  stats::Stays stays;
  bool keeps_deals = false;
  std::vector<UnitStay> by_deal;
  std::int64_t undated = 0, contradictory = 0, doubled = 0, deals = 0, revisits = 0;
};

/// Collects the stays of one part of the deals.
class TimeCollector {
 public:
  TimeCollector(const Study& study, const Tier& tier, const Slicing& slicing,
                const StayQuestion& question, std::size_t deals)
      : study_(study),
        tier_(tier),
        slicing_(slicing),
        question_(question),
        is_plain_(question.clock == nullptr && question.with_deals == nullptr),
        takes_plain_deals_(is_plain_ && slicing.is_constant() && question.view == View::period &&
                           question.kind == StayKind::per_visit),
        borders_{borders_of(study, false), borders_of(study, true)},
        buckets_(slicing.size() * tier.places.size()),
        first_(tier.places.size()) {
    if (slicing.size() == 1)
      for (TimeBucket& bucket : buckets_) bucket.stays.reserve(2 * deals);
    if (question.with_deals == nullptr) return;
    for (std::size_t i = 0; i < buckets_.size(); ++i)
      buckets_[i].keeps_deals = (*question.with_deals)[i];
  }

  void add(const PassingDeal& passing) {
    const DealState& deal = passing.state;
    if (is_gone(deal)) return;
    if (takes_plain_deals_ && passing.is_plain) return add_plain(passing);
    const auto visits = passing.visits;
    if (question_.view == View::cohort || question_.kind == StayKind::cumulative)
      return add_cohort_deal(passing);
    const DealSlices slices(slicing_, passing.index, deal.created);
    if (question_.kind == StayKind::latest) return add_latest(passing, slices);
    for (const Visit& visit : visits)
      if (visit.first || question_.kind == StayKind::per_visit) add(passing, visit, slices);
  }

  std::vector<TimeBucket>& buckets() { return buckets_; }

 private:
  /// The period and what is known of it, for moments known to the instant, or by day.
  struct Borders {
    std::int64_t from, to;
    std::int64_t cut;  ///< Where a stay that goes on is cut off.
    std::int64_t seen_from;
  };

  static Borders borders_of(const Study& study, bool dated) {
    const Period& period = study.period();
    Borders borders{period.from.begin(dated), period.to.begin(dated),
                    std::min(study.as_of().last(dated), period.to.last(dated)),
                    period.from.begin(dated)};
    if (const auto& history_from = study.history_from())
      borders.seen_from = std::max(borders.seen_from, history_from->begin(dated));
    return borders;
  }

  bool is_placed(const Visit& visit) const { return visit.stage < tier_.places.size(); }

  TimeBucket* find_bucket(const Visit& visit, const DealSlices& slices) {
    const auto slice = slices.of_span(visit.entered, visit.left);
    if (slice == Slicing::outside) return nullptr;
    return &buckets_[slice * tier_.places.size() + visit.stage];
  }

  /// Whether the stay can be measured; counts it among the left-out ones otherwise.
  static bool is_sound(const DealState& deal, const Visit& visit, TimeBucket& bucket) {
    if (!deal.has(DealState::doubled) && visit.has_length() && visit.left >= visit.entered)
      return true;
    count_unsound(deal, visit, bucket);
    return false;
  }

  static void count_unsound(const DealState& deal, const Visit& visit, TimeBucket& bucket) {
    if (deal.has(DealState::doubled))
      ++bucket.doubled;
    else if (visit.has(Visit::entry_unknown) || visit.has(Visit::left_unknown))
      ++bucket.undated;
    else
      ++bucket.contradictory;
  }

  void add_latest(const PassingDeal& passing, const DealSlices& slices) {
    const auto visits = passing.visits;
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const bool comes_again =
          std::any_of(visits.begin() + static_cast<std::ptrdiff_t>(i) + 1, visits.end(),
                      [&](const Visit& later) { return later.stage == visits[i].stage; });
      if (!comes_again) add(passing, visits[i], slices);
    }
  }

  /// As add() of each visit, at two thirds of the cost.
  void add_plain(const PassingDeal& passing) {
    const auto slice = slicing_.timeline().first(passing.index);
    if (slice == Slicing::outside) return;
    TimeBucket* const buckets = buckets_.data() + slice * tier_.places.size();
    const std::int64_t now = borders_[0].cut;
    for (const Visit& visit : passing.visits) {
      if (!is_placed(visit)) continue;
      TimeBucket& bucket = buckets[visit.stage];
      count_deal(visit, bucket);
      const bool goes_on = visit.is_open();
      const std::int64_t length = (goes_on ? now : visit.left) - visit.entered;
      bucket.stays.add(std::max<std::int64_t>(length, 0), goes_on ? stats::censored : left_it);
    }
  }

  /// The period view of one visit.
  void add(const PassingDeal& passing, const Visit& visit, const DealSlices& slices) {
    if (!is_placed(visit)) return;
    const bool dated = visit.has(Visit::date_only);
    const Borders& borders = borders_[dated ? 1 : 0];
    if (visit.entered >= borders.to && !visit.has(Visit::entry_unknown)) return;
    if (visit.left < borders.from && !visit.is_open()) return;
    TimeBucket* bucket = find_bucket(visit, slices);
    if (bucket == nullptr || !is_sound(passing.state, visit, *bucket)) return;
    const bool goes_on = visit.is_open() || visit.left >= borders.to;
    const std::int64_t end = goes_on ? borders.cut : visit.left;
    count_deal(visit, *bucket);
    if (is_plain_ && !dated && visit.entered >= borders.seen_from)  // Most are.
      bucket->stays.add(std::max<std::int64_t>(end - visit.entered, 0),
                        goes_on ? stats::censored : left_it);
    else
      add_stay(*bucket, {passing.index, visit.entered, end, borders.seen_from, dated, goes_on});
  }

  struct Span {
    DealIndex deal;
    std::int64_t begin, end;
    std::int64_t seen_from;  ///< Under observation from then on.
    bool dated;
    bool is_censored;
  };

  void add_stay(TimeBucket& bucket, Span span) const {
    if (span.dated) {  // Differences of dates (1.3).
      span.begin = floor_to_day(span.begin);
      span.end = floor_to_day(span.end);
    }
    if (question_.clock != nullptr)
      for (std::int64_t* at : {&span.begin, &span.end, &span.seen_from})
        *at = question_.clock->at({*at, span.dated});
    const std::int64_t length = std::max<std::int64_t>(span.end - span.begin, 0);
    const stats::Cause cause = span.is_censored ? stats::censored : left_it;
    UnitStay stay{.unit = span.deal, .cause = cause, .by_date = span.dated, .length = length};
    if (const std::int64_t entry_age = span.seen_from - span.begin; entry_age > 0) {
      stay.entry = span.dated ? entry_age - day_ms / 2 : entry_age;
      bucket.stays.add_late(length, stay.entry, cause);
      if (stay.entry >= length) return;  // Never at risk.
    } else {
      bucket.stays.add(length, cause);
    }
    if (bucket.keeps_deals) bucket.by_deal.push_back(stay);
  }

  static void count_deal(const Visit& visit, TimeBucket& bucket) {
    ++(visit.first ? bucket.deals : bucket.revisits);
  }

  /// Deals that first entered the place in the period, followed to `as_of`.
  void add_cohort_deal(const PassingDeal& passing) {
    const auto visits = passing.visits;
    std::ranges::fill(first_, nullptr);
    for (std::size_t i = 0; i < visits.size(); ++i) {
      const Visit& visit = visits[i];
      if (!is_placed(visit)) continue;
      if (visit.first) first_[visit.stage] = &visit;
      const Visit* first = first_[visit.stage];
      if (first == nullptr) continue;
      if (!study_.period().holds(first->entered, first->has(Visit::date_only))) continue;
      if (question_.kind == StayKind::cumulative) {
        if (visit.first) add_cumulative(passing, visits.subspan(i));
      } else {
        add_followed(passing, visit);
      }
    }
  }

  void add_followed(const PassingDeal& passing, const Visit& visit) {
    TimeBucket* bucket = find_bucket(visit, {slicing_, passing.index, passing.state.created});
    if (bucket == nullptr || !is_sound(passing.state, visit, *bucket)) return;
    count_deal(visit, *bucket);
    const bool dated = visit.has(Visit::date_only);
    const std::int64_t end = visit.is_open() ? study_.as_of().last(dated) : visit.left;
    add_stay(*bucket,
             {passing.index, visit.entered, end, history_begin(dated), dated, visit.is_open()});
  }

  /// `visits` begin with the deal's first visit of the place.
  void add_cumulative(const PassingDeal& passing, std::span<const Visit> visits) {
    const DealState& deal = passing.state;
    const Visit& first = visits.front();
    TimeBucket* bucket = find_bucket(first, {slicing_, passing.index, deal.created});
    if (bucket == nullptr) return;
    std::int64_t sum = 0;
    for (const Visit& visit : visits) {
      if (visit.stage != first.stage) continue;
      if (!is_sound(deal, visit, *bucket)) return;
      const bool dated = visit.has(Visit::date_only);
      const std::int64_t end = visit.is_open() ? study_.as_of().last(dated) : visit.left;
      sum += dated ? floor_to_day(end) - floor_to_day(visit.entered) : end - visit.entered;
    }
    ++bucket->deals;
    bucket->stays.add(std::max<std::int64_t>(sum, 0), deal.is_open() ? stats::censored : left_it);
  }

  std::int64_t history_begin(bool dated) const {
    return study_.history_from() ? study_.history_from()->begin(dated) : INT64_MIN / 2;
  }

  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  const StayQuestion question_;
  const bool is_plain_;                   ///< Elapsed time, without the deals of stays.
  const bool takes_plain_deals_;          ///< Has nothing to ask of a plain deal's visits.
  const std::array<Borders, 2> borders_;  ///< Of instants, and of days.
  std::vector<TimeBucket> buckets_;
  std::vector<const Visit*> first_;  ///< By place, of the deal at hand.
};

/// Where curves of stays are read: the quantiles of figures and boxes, the late limit, and the
/// horizon of shares.
stats::Readings readings_of(const Study& study, const Place& place) {
  stats::Readings readings = share_readings(study);
  readings.quantiles = {0.1, 0.25, 0.5, 0.75, 0.9};
  if (place.late_after_days) readings.ages.push_back(late_age(*place.late_after_days));
  return readings;
}

using TimeCollectors = std::span<const std::unique_ptr<TimeCollector>>;

PlaceStays join(TimeCollectors parts, std::size_t i, const stats::Readings& readings) {
  PlaceStays stays;
  TimeBucket& all = parts[0]->buckets()[i];
  for (const auto& part : parts) {
    TimeBucket& bucket = part->buckets()[i];
    stays.undated += bucket.undated;
    stays.contradictory += bucket.contradictory;
    stays.doubled += bucket.doubled;
    stays.deals += bucket.deals;
    stays.revisits += bucket.revisits;
    if (&bucket != &all) all.stays.append(std::move(bucket.stays));
    stays.by_deal.insert(stays.by_deal.end(), bucket.by_deal.begin(), bucket.by_deal.end());
  }
  stays.table = std::move(all.stays).table_for(readings);
  return stays;
}

}  // namespace

std::unique_ptr<Gatherer> gather_stays(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const StayQuestion& question,
                                       std::vector<PlaceStays>& stays) {
  return make_gatherer(
      [&study, &tier, &slicing, question](std::size_t deals) {
        return TimeCollector(study, tier, slicing, question, deals);
      },
      [&study, &tier, &stays, are_elapsed = question.clock == nullptr](TimeCollectors parts) {
        stays = std::vector<PlaceStays>(parts[0]->buckets().size());
        return Pieces{stays.size(), [&study, &tier, &stays, are_elapsed, parts](std::size_t i) {
                        const Place& place = tier.places[i % tier.places.size()];
                        stays[i] = join(parts, i, readings_of(study, place));
                        stays[i].are_elapsed = are_elapsed;
                      }};
      });
}

std::vector<PlaceStays> collect_stays(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const StayQuestion& question) {
  std::vector<PlaceStays> stays;
  pass_deals(study, tier, gather_stays(study, tier, slicing, question, stays));
  return stays;
}

CountedDeals deals_that_stayed(const FigureSpot& spot, const StayQuestion& question) {
  TimeCollector collector(spot.study, spot.tier, spot.slicing, question, 0);
  const stats::Stays& stays = collector.buckets()[spot.cell()].stays;
  return watch(spot, collector, [&] { return static_cast<std::int64_t>(stays.size()); });
}

}  // namespace stagecraft::measures
