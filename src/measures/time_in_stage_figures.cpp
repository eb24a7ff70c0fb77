#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "base/parallel.h"
#include "base/statistics/interval.h"
#include "base/statistics/kaplan_meier.h"
#include "base/statistics/quantile.h"
#include "measures/closings.h"
#include "measures/figures.h"
#include "measures/stay_bootstrap.h"
#include "measures/time_in_stage.h"
#include "measures/working_days.h"

namespace stagecraft::measures {

namespace {

namespace stats = base::statistics;
namespace minimum = stats::minimum;

/// More revisits than this among the deals, and visits are no longer independent
/// (measures.md 1.16).
constexpr double most_revisits = 0.05;

struct NamedQuestion {
  std::string_view name;  ///< Of the part; empty for the main figure.
  StayQuestion question;
};

constexpr NamedQuestion main_question{"", {StayKind::per_visit, View::period}};
constexpr std::array<NamedQuestion, 4> further_questions{{
    {"first", {StayKind::first, View::period}},
    {"latest", {StayKind::latest, View::period}},
    {"cumulative", {StayKind::cumulative, View::cohort}},
    {"cohort", {StayKind::per_visit, View::cohort}},
}};

/// Where the curve is told to end: at h_star if it has censoring (1.17), else nowhere.
std::optional<stats::Age> curve_end(const Study& study, const stats::LifeTable& table) {
  if (study.request().waive_minimums || table.censored_at.empty()) return std::nullopt;
  return table.h_star.value_or(0);
}

stats::Age last_age(const stats::LifeTable& table) {
  stats::Age last = table.age.empty() ? 0 : table.age.back();
  if (!table.censored_at.empty()) last = std::max(last, table.censored_at.back());
  return last;
}

bool comes_back(const PlaceStays& stays) {
  return static_cast<double>(stays.revisits) > most_revisits * static_cast<double>(stays.deals);
}

/// The quantiles that are shown, in the order in which they are resampled.
struct ShownQuantile {
  std::string_view part;
  double q;
  std::int64_t needed;  ///< Ended visits (1.17).
};
constexpr std::array<ShownQuantile, 4> shown_quantiles{{
    {"median", 0.5, minimum::ended_for_median},
    {"p90", 0.9, minimum::ended_for_p90},
    {"spread_low", 0.25, minimum::ended_for_median},
    {"spread_high", 0.75, minimum::ended_for_median},
}};

/// Writes the figures of one place in one slice.
class TimeInStageWriter {
 public:
  /// `accounts`: accounts_by_deal(study).
  TimeInStageWriter(const Study& study, const Tier& tier, const Slicing& slicing,
                    const std::vector<std::uint32_t>& accounts)
      : study_(study), tier_(tier), slicing_(slicing), accounts_(accounts) {}

  void write(std::size_t slice, PlaceIndex place, std::string_view name, const PlaceStays& stays) {
    if (stays.table.n == 0 && tier_.places[place].is_outcome()) return;
    slice_ = slice;
    place_ = &tier_.places[place];
    name_ = name;
    stays_ = &stays;
    const auto end = curve_end(study_, stays.table);
    const stats::KaplanMeier curve(stays.table, end);
    resampled_.reset();
    for (const ShownQuantile& shown : shown_quantiles) quantile(curve, shown);
    restricted_mean(curve, end.value_or(last_age(stays.table)));
    // The limit of the map is in elapsed days.
    if (place_->late_after_days && stays.are_elapsed) late_share(curve, *place_->late_after_days);
  }

  std::vector<Figure> figures;

 private:
  Figure& add(std::string_view part) {
    const std::string full = name_.empty() ? std::string(part) : fmt::format("{}/{}", name_, part);
    const Unit unit = stays_->are_elapsed ? Unit::days : Unit::working_days;
    FigureHead head{"time_in_stage", full, unit, place_, nullptr, tier_.level};
    figures.push_back(make_figure(study_, slicing_, slice_, head));
    Figure& figure = figures.back();
    figure.n = stays_->table.n;
    figure.n_open = stays_->table.censored_count();
    if (stays_->undated > 0) figure.excluded["date not known"] = stays_->undated;
    if (stays_->contradictory > 0) figure.excluded["left before entered"] = stays_->contradictory;
    if (stays_->doubled > 0) figure.excluded["two deals under one id"] = stays_->doubled;
    return figure;
  }

  base::Sentence no_visit() const {
    return stays_->undated > 0 ? base::Sentence("no visit with a known date")
                               : base::Sentence("no visit");
  }

  void quantile(const stats::KaplanMeier& curve, const ShownQuantile& shown) {
    Figure& figure = add(shown.part);
    if (figure.n == 0) return set_undefined(figure, no_visit());
    const auto end = curve_end(study_, stays_->table).value_or(last_age(stays_->table));
    set_quantile(study_, figure, {curve.quantile(shown.q), end},
                 {shown.needed, stays_->table.ended_count()});
    if (!figure.low || !comes_back(*stays_)) return;
    if (stays_->by_deal.empty())
      figure.remarks.push_back(
          "approximate: deals come back here, their visits are not independent");
    else
      resample(figure, static_cast<std::size_t>(&shown - shown_quantiles.data()), end);
  }

  /// Deals come back here: whole deals are resampled, once for all quantiles of the place.
  void resample(Figure& figure, std::size_t which, stats::Age end) {
    if (!resampled_) {
      StayQuestions questions{.quantiles = {}, .horizon = end};
      for (const ShownQuantile& shown : shown_quantiles) questions.quantiles.push_back(shown.q);
      const Resampling resampling{.figure = bootstrap_name(figure), .threads = study_.threads()};
      resampled_ = bootstrap_stays(stays_->by_deal, accounts_, questions, resampling);
    }
    auto interval = resampled_->quantiles[which];
    figure.high_is_open = interval && std::isinf(interval->high);
    if (interval) {
      const auto last = static_cast<double>(end);
      interval = {to_days(std::min(interval->low, last)), to_days(std::min(interval->high, last))};
    }
    set_bootstrap(figure, interval);
    figure.remarks.push_back(resampled_->how);
  }

  void restricted_mean(const stats::KaplanMeier& curve, stats::Age until) {
    Figure& figure = add("restricted_mean");
    if (figure.n == 0) return set_undefined(figure, no_visit());
    figure.value = to_days(curve.restricted_mean(until));
    figure.extras["restricted_to_days"] = to_days(static_cast<double>(until));
    figure.extras["undecided"] = curve.at(until).value;
    if (stays_->table.ended_count() < minimum::ended_for_median)
      set_too_thin(study_, figure, "too few visits have ended");
  }

  void late_share(const stats::KaplanMeier& curve, double limit_days) {
    Figure& figure = add("late_share");
    figure.unit = Unit::share;
    figure.extras["late_after_days"] = limit_days;
    if (figure.n == 0) return set_undefined(figure, no_visit());
    const stats::Age limit = late_age(limit_days);
    const auto end = curve_end(study_, stays_->table);
    if (end && *end < limit)
      return set_undefined(figure, "too few deals have been there for as long");
    const stats::Survival late = curve.at(limit);
    figure.value = late.value;
    if (study_.request().intervals == Intervals::none) return;
    figure.low = late.low;
    figure.high = late.high;
    figure.method = Method::greenwood;
    if (late.high - late.low > minimum::interval_width)
      set_too_thin(study_, figure, "the interval is wider than 40 points");
  }

  const Study& study_;
  const Tier& tier_;
  const Slicing& slicing_;
  std::size_t slice_ = 0;
  const Place* place_ = nullptr;
  std::string_view name_;
  const PlaceStays* stays_ = nullptr;
  const std::vector<std::uint32_t>& accounts_;
  std::optional<StayIntervals> resampled_;  ///< Of the place at hand.
};

/// Stays with their deals where deals come back so often that intervals need them; the rest as it
/// is.
std::vector<PlaceStays> with_deals(const Study& study, const Tier& tier, const Slicing& slicing,
                                   StayQuestion question, const std::vector<PlaceStays>& stays) {
  std::vector<bool> wanted;
  for (const PlaceStays& place : stays) wanted.push_back(comes_back(place));
  question.with_deals = &wanted;
  return collect_stays(study, tier, slicing, question);
}

std::optional<double> days_at(const stats::KaplanMeier& curve, double q) {
  const auto quantile = curve.quantile(q);
  if (!quantile.value) return std::nullopt;
  return to_days(*quantile.value);
}

}  // namespace

std::vector<Figure> time_in_stage(const Study& study, const Tier& tier, const Slicing& slicing,
                                  const std::vector<PlaceStays>& per_visit) {
  const std::vector<std::uint32_t> accounts = accounts_by_deal(study);
  const bool is_full = study.request().intervals == Intervals::full;
  const unsigned threads = is_full ? 1 : study.threads();  // Resampling has threads of its own.
  std::vector<Figure> figures;
  const auto write_all = [&](std::string_view name, const std::vector<PlaceStays>& stays) {
    std::vector<std::vector<Figure>> of_places(stays.size());
    base::for_each_index(threads, stays.size(), [&](std::size_t i) {
      TimeInStageWriter writer(study, tier, slicing, accounts);
      writer.write(i / tier.places.size(), static_cast<PlaceIndex>(i % tier.places.size()), name,
                   stays[i]);
      of_places[i] = std::move(writer.figures);
    });
    for (std::vector<Figure>& of_place : of_places)
      figures.insert(figures.end(), std::make_move_iterator(of_place.begin()),
                     std::make_move_iterator(of_place.end()));
  };
  const auto write = [&](const NamedQuestion& named, const std::vector<PlaceStays>& stays) {
    if (is_full && std::ranges::any_of(stays, comes_back))
      write_all(named.name, with_deals(study, tier, slicing, named.question, stays));
    else
      write_all(named.name, stays);
  };
  write(main_question, per_visit);
  if (const WorkingClock* clock = study.clock()) {
    NamedQuestion working = main_question;
    working.question.clock = clock;
    std::vector<Figure> elapsed = std::exchange(figures, {});
    write(working, collect_stays(study, tier, slicing, working.question));
    name_working_days(figures, *clock);
    figures.insert(figures.begin(), std::make_move_iterator(elapsed.begin()),
                   std::make_move_iterator(elapsed.end()));
  }
  if (is_full)
    for (const NamedQuestion& further : further_questions)
      write(further, collect_stays(study, tier, slicing, further.question));
  return figures;
}

std::optional<CountedDeals> deals_of_time_in_stage(const FigureSpot& spot) {
  if (spot.place >= spot.tier.places.size() || spot.tier.places[spot.place].is_outcome())
    return std::nullopt;
  std::string_view part = spot.part;
  StayQuestion question = main_question.question;
  if (spot.study.clock() != nullptr && part.starts_with(working_days_prefix)) {
    part.remove_prefix(working_days_prefix.size());
    question.clock = spot.study.clock();
  } else if (const auto slash = part.find('/'); slash != part.npos) {
    const auto named =
        std::ranges::find(further_questions, part.substr(0, slash), &NamedQuestion::name);
    if (named == further_questions.end()) return std::nullopt;
    question = named->question;
    part.remove_prefix(slash + 1);
  }
  const bool is_late_share = part == "late_share" && question.clock == nullptr &&
                             spot.tier.places[spot.place].late_after_days.has_value();
  const bool is_shown =
      part == "restricted_mean" || is_late_share ||
      std::ranges::find(shown_quantiles, part, &ShownQuantile::part) != shown_quantiles.end();
  if (!is_shown) return std::nullopt;
  return deals_that_stayed(spot, question);
}

std::vector<StayBox> stay_boxes(const Study& study, const Tier& tier,
                                const std::vector<PlaceStays>& whole) {
  std::vector<StayBox> boxes;
  for (PlaceIndex place = 0; place < tier.customer_count; ++place) {
    const stats::LifeTable& table = whole[place].table;
    const stats::KaplanMeier curve(table, curve_end(study, table));
    StayBox box;
    (tier.level == Level::stages ? box.stage : box.goal) = tier.places[place].id;
    box.p10 = days_at(curve, 0.10);
    box.p25 = days_at(curve, 0.25);
    box.median = days_at(curve, 0.50);
    box.p75 = days_at(curve, 0.75);
    box.p90 = days_at(curve, 0.90);
    box.late_after_days = tier.places[place].late_after_days;
    if (const auto* stage = process::find_stage(study.inputs().map, tier.places[place].id))
      box.expected_days = stage->expected_days;
    box.ended = table.ended_count();
    box.open = table.censored_count();
    boxes.push_back(std::move(box));
  }
  return boxes;
}

}  // namespace stagecraft::measures
