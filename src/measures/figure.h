#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sentence.h"
#include "base/time.h"

/// The record that every figure is (measures.md, 1.1). What a page, a report or the API shows of a
/// measure is one of these, never a bare number.
namespace stagecraft::measures {

enum class FigureState : std::uint8_t {
  ok,
  too_thin,   ///< Computed; shown grey with its n; never ranked, coloured or used in advice (1.17).
  undefined,  ///< No value; `reason` says why in words. Never 0, never NaN.
};

enum class Unit : std::uint8_t {
  deals,
  visits,
  share,
  days,
  working_days,  ///< Of a working calendar (1.13).
  money,
  money_per_day,
  per_week,
  per_month,
  ratio
};

/// How an interval was made (1.16).
enum class Method : std::uint8_t {
  none,
  wilson,
  wilson_effective,
  newcombe,
  greenwood,
  brookmeyer_crowley,
  garwood,
  bootstrap_deals,
  bootstrap_weeks
};

/// A half-open period on local midnights, as it was asked for; `to` is the first day after it.
struct FigurePeriod {
  base::Day from;
  base::Day to;

  bool operator==(const FigurePeriod&) const = default;
};

struct Figure {
  std::string measure;  ///< `win_rate`: a word of docs/measures.
  std::string part;  ///< Which of the measure's figures: `median`, `p90`, `returns`, `month 2` ...;
                     ///< may be empty.
  std::string stage;  ///< Id, or empty: the whole map.
  std::string goal;   ///< Id, or empty.
  std::string to;     ///< Target stage or outcome of a conversion or transition, or empty.
  std::string slice;  ///< `owner=Ana`, or empty: all deals.
  Unit unit = Unit::deals;
  std::string currency;  ///< Of money figures.

  FigureState state = FigureState::ok;
  base::Sentence reason;            ///< Why undefined or too thin.
  std::optional<double> value;      ///< Shares 0 to 1, durations in days, money in major units.
  std::optional<double> low, high;  ///< Ends of the interval; absent where there is none.
  bool high_is_open = false;    ///< Not reached: 'more than' `high`, which is then the curve's end.
  bool value_is_bound = false;  ///< The value is 'at least' (1.15).
  double level = 0.95;
  Method method = Method::none;
  std::int64_t n = 0;       ///< Deals (or visits, by unit of the measure) that it rests on.
  std::int64_t n_open = 0;  ///< Of these censored.
  std::map<std::string, std::int64_t> excluded;  ///< Reason -> count.

  std::optional<FigurePeriod> period;
  base::Instant as_of{};
  base::Instant known_at{};
  std::string map_version;  ///< Map id and short content hash.
  std::string definition;   ///< `win_rate@1`.
  std::string query;        ///< Opens the deals behind: a --where condition with instants.
  std::map<std::string, double>
      extras;  ///< Side figures that always stand beside: hits, failures, bounds.
  std::vector<base::Sentence> remarks;  ///< `reconstructed`, `approximate`, `skewed`, ...
};

/// `money_per_day`.
std::string_view to_word(Unit unit);
std::string_view to_word(Method method);
std::string_view to_word(FigureState state);

}  // namespace stagecraft::measures
