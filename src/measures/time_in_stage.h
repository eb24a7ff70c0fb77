#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/statistics/life_table.h"
#include "measures/counted_deals.h"
#include "measures/curve_sums.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// How long deals stay in a place (measures.md 4). Open stays are censored, never dropped.
namespace stagecraft::measures {

/// Which stays make up the figure.
enum class StayKind : std::uint8_t {
  per_visit,   ///< Every visit on its own.
  first,       ///< A deal's first visit.
  latest,      ///< Its latest one.
  cumulative,  ///< The sum of its visits; censored while the deal is open.
};

/// Current (every visit at risk in the period) or of those who began in it (measures.md 1.14).
enum class View : std::uint8_t { period, cohort };

struct StayQuestion {
  StayKind kind = StayKind::per_visit;
  View view = View::period;
  /// Of which buckets to keep the stays with their deals too, by index of the result; null: of
  /// none.
  const std::vector<bool>* with_deals = nullptr;
  /// Measures their lengths; null: elapsed time. Of single visits only.
  const WorkingClock* clock = nullptr;
};

/// Stays of one place in one slice, and what had to be left out.
struct PlaceStays {
  /// One cause: left, whatever came next. For the readings of figures, boxes and stale deals.
  base::statistics::LifeTable table;
  std::int64_t undated = 0, contradictory = 0, doubled = 0;
  std::int64_t deals = 0, revisits = 0;  ///< Revisits: visits that are not the deal's first here.
  bool are_elapsed = true;               ///< Not measured by a working clock.
  std::vector<UnitStay> by_deal;         ///< The stays of `table`, where they were asked for.
};

/// The age from which a stay is late.
inline base::statistics::Age late_age(double limit_days) {
  return static_cast<base::statistics::Age>(limit_days * static_cast<double>(day_ms));
}

/// [slice * tier.places.size() + place]; internal stages too, outcomes empty. Censored at the end
/// of the period and at `as_of`; delayed entry at its beginning. Writes to `stays` when the pass is
/// over.
std::unique_ptr<Gatherer> gather_stays(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const StayQuestion& question,
                                       std::vector<PlaceStays>& stays);
/// By a pass of its own.
std::vector<PlaceStays> collect_stays(const Study& study, const Tier& tier, const Slicing& slicing,
                                      const StayQuestion& question);

/// `time_in_stage`: median, p90, spread_low, spread_high, restricted_mean, late_share; with full
/// intervals the same of first, latest, cumulative and of the cohort view, and with a working
/// calendar that of every visit in working days. `per_visit` are the stays of StayQuestion{}: they
/// serve other measures as well.
std::vector<Figure> time_in_stage(const Study& study, const Tier& tier, const Slicing& slicing,
                                  const std::vector<PlaceStays>& per_visit);

/// The deals whose stays make up the table of one place in one slice.
CountedDeals deals_that_stayed(const FigureSpot& spot, const StayQuestion& question);
/// The deals behind `time_in_stage`.
std::optional<CountedDeals> deals_of_time_in_stage(const FigureSpot& spot);
/// The deals behind `time_to_next`.
std::optional<CountedDeals> deals_of_time_to_next(const FigureSpot& spot);

/// Plain lengths of the visits of one place that went on.
struct ForwardDays {
  base::BigVector<double> days;
  std::int64_t doubled = 0;  ///< Visits left out: two deals under one id.
};

/// [slice * tier.places.size() + place], by `clock` or, without one, elapsed. Writes to `days` when
/// the pass is over.
std::unique_ptr<Gatherer> gather_forward_days(const Study& study, const Tier& tier,
                                              const Slicing& slicing, const WorkingClock* clock,
                                              std::vector<ForwardDays>& days);
/// `time_to_next`, of elapsed `days`: of those that went on; never to be used to judge who is late.
/// With a working calendar in working days too.
std::vector<Figure> time_to_next(const Study& study, const Tier& tier, const Slicing& slicing,
                                 std::vector<ForwardDays> days);

/// What a box plot shows of one place: days. Empty where the curve does not reach that far.
struct StayBox {
  std::string stage, goal;
  std::optional<double> p10, p25, median, p75, p90;
  std::optional<double> expected_days, late_after_days;
  std::int64_t ended = 0, open = 0;
};
std::vector<StayBox> stay_boxes(const Study& study, const Tier& tier,
                                const std::vector<PlaceStays>& whole);

}  // namespace stagecraft::measures
