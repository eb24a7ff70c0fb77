#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "http/shape.h"
#include "measures/figure.h"

namespace stagecraft::measures {

BOOST_DESCRIBE_ENUM(FigureState, ok, too_thin, undefined)
BOOST_DESCRIBE_ENUM(Unit, deals, visits, share, days, working_days, money, money_per_day, per_week,
                    per_month, ratio)
BOOST_DESCRIBE_ENUM(Method, none, wilson, wilson_effective, newcombe, greenwood, brookmeyer_crowley,
                    garwood, bootstrap_deals, bootstrap_weeks)
BOOST_DESCRIBE_STRUCT(FigurePeriod, (), (from, to))

}  // namespace stagecraft::measures

namespace stagecraft::http {

/// What report::to_json writes of a figure, for the document alone: the server never makes one. A
/// test holds it to report::figure_fields(), which the published schema comes from as well.
struct FigureView {
  std::string measure;
  std::optional<std::string> part, stage, goal, to, slice;
  measures::Unit unit = measures::Unit::deals;
  std::optional<std::string> currency;
  std::optional<double> value, low, high;
  bool high_is_open = false, value_is_bound = false;
  double level = 0;
  measures::Method method = measures::Method::none;
  std::int64_t n = 0, n_open = 0;
  std::map<std::string, std::int64_t> excluded;
  measures::FigureState state = measures::FigureState::ok;
  std::optional<std::string> reason;
  std::optional<measures::FigurePeriod> period;
  base::Instant as_of{}, known_at{};
  std::string map_version, definition, query;
  std::map<std::string, double> extras;
  std::vector<std::string> remarks;
  static constexpr Note notes[] = {
      {.field = "measure", .text = "A page of docs/measures, or a measure of the map's own"},
      {.field = "part", .text = "Which of the measure's figures: median, p90, returns ..."},
      {.field = "to", .text = "Stage, goal or outcome that it leads to"},
      {.field = "slice", .text = "attribute=value; null: all deals"},
      {.field = "currency", .text = "ISO 4217, of figures in money"},
      {.field = "value",
       .text = "Shares 0 to 1, durations in days, money in major units; null: undefined"},
      {.field = "high_is_open", .text = "The upper end was not reached: more than"},
      {.field = "value_is_bound", .text = "The value is 'at least'"},
      {.field = "n", .text = "Deals or visits that it rests on"},
      {.field = "n_open", .text = "Of these still open (censored)"},
      {.field = "excluded", .text = "Reason -> how many were left out"},
      {.field = "reason", .text = "Why it is undefined or too thin, in words"},
      {.field = "period", .text = "`to` is the first day after it; null: a stock"},
      {.field = "map_version", .text = "Map id and hash of its content"},
      {.field = "definition", .text = "Name and revision, win_rate@1"},
      {.field = "query", .text = "The deals behind it, in words"},
      {.field = "extras", .text = "Side figures: hits, failures, bounds"}};
};
BOOST_DESCRIBE_STRUCT(FigureView, (),
                      (measure, part, stage, goal, to, slice, unit, currency, value, low, high,
                       high_is_open, value_is_bound, level, method, n, n_open, excluded, state,
                       reason, period, as_of, known_at, map_version, definition, query, extras,
                       remarks))

struct FigureList {
  std::vector<FigureView> figures;
};
BOOST_DESCRIBE_STRUCT(FigureList, (), (figures))

}  // namespace stagecraft::http
