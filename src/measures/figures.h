#pragma once

#include <optional>
#include <string>

#include "base/sentence.h"
#include "base/statistics/aalen_johansen.h"
#include "base/statistics/kaplan_meier.h"
#include "base/statistics/share.h"
#include "measures/figure.h"
#include "measures/study.h"

/// How figures are filled in, so that every measure follows the same rules
/// (measures.md 1.1, 1.16, 1.17).
namespace stagecraft::measures {

/// What a figure is of.
struct FigureHead {
  std::string measure, part;
  Unit unit = Unit::deals;
  const Place* place = nullptr;   ///< Of `level`; null: the whole map.
  const Place* target = nullptr;  ///< Stage, goal or outcome that it leads to.
  Level level = Level::stages;
};

/// A figure with its head, period, instants, slice, remarks and query filled in, and no value yet.
Figure make_figure(const Study& study, const Slicing& slicing, std::size_t slice,
                   const FigureHead& head);

/// The same of money in one currency of the study.
Figure make_money_figure(const Study& study, const Slicing& slicing, std::size_t slice,
                         const FigureHead& head, std::uint8_t currency);
/// How many minor units one major unit of a currency of the study has.
double major_unit(const Study& study, std::uint8_t currency);

void set_undefined(Figure& figure, base::Sentence reason);
/// Keeps the value, says why it is too thin. Does nothing when `study` waives minimum numbers.
void set_too_thin(const Study& study, Figure& figure, base::Sentence reason);

/// A plain count: exact, without an interval.
void set_count(Figure& figure, std::int64_t count);
/// hits of n with known fate: Wilson.
void set_share(const Study& study, Figure& figure, std::int64_t hits, std::int64_t n);
/// A share under censoring, with hits, failures, open, bounds and 'of the decided' beside it.
void set_incidence(const Study& study, Figure& figure,
                   const base::statistics::Incidence& incidence);
/// A quantile and where the curve that it is of ends, in milliseconds.
struct CurveQuantile {
  base::statistics::Quantile quantile;
  std::int64_t curve_end = 0;
};
/// How many endings a quantile needs, and has (1.17).
struct Endings {
  std::int64_t needed = 0, found = 0;
};
/// A quantile of durations, told in days: elapsed or working ones, as the figure's unit says.
void set_quantile(const Study& study, Figure& figure, const CurveQuantile& found,
                  const Endings& endings);

/// `sales_velocity@1 owner=Ana`: what the seed of a figure's bootstrap is made of.
std::string bootstrap_name(const Figure& figure);
/// The interval of a bootstrap; says 'skewed' where the value lies outside of it.
void set_bootstrap(Figure& figure, const std::optional<base::statistics::Interval>& interval,
                   Method method = Method::bootstrap_deals);

inline double to_days(double ms) { return ms / static_cast<double>(day_ms); }

}  // namespace stagecraft::measures
