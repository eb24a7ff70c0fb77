#include "measures/deals_behind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/error.h"
#include "measures/booked_amount.h"
#include "measures/bottleneck_figures.h"
#include "measures/cohort_table.h"
#include "measures/conversion.h"
#include "measures/funnel.h"
#include "measures/goal_funnel.h"
#include "measures/own_measures.h"
#include "measures/pipeline.h"
#include "measures/sales_cycle.h"
#include "measures/sales_velocity.h"
#include "measures/stage_flow.h"
#include "measures/time_in_stage.h"
#include "measures/touches_a_deal.h"
#include "measures/transitions.h"
#include "measures/win_rate.h"

namespace stagecraft::measures {

using base::say;

namespace {

struct DealSource {
  std::string_view measure;
  std::optional<CountedDeals> (*find)(const FigureSpot&);
  std::string_view words;        ///< Of the language of formulas.
  bool is_of_goals_too = false;  ///< All others are of stages and of the whole map.
};

constexpr std::string_view ends = "won, lost, no_decision";

constexpr std::array<DealSource, 24> sources{{
    {"in_stage", deals_of_stage_flow, "in_stage", true},
    {"entered", deals_of_stage_flow, "entered", true},
    {"left", deals_of_stage_flow, "left", true},
    {"time_in_stage", deals_of_time_in_stage, "in_stage", true},
    {"time_to_next", deals_of_time_to_next, "left", true},
    {"conversion", deals_of_conversion, "entered", true},
    {"transitions", deals_of_transitions, "entered"},
    {"deviations", deals_of_deviations, "entered"},
    {"funnel", deals_of_funnel, "created", true},
    {"goal_funnel", deals_of_goal_funnel, "entered", true},
    {"cohort", deals_of_cohort, "created"},
    {"win_rate", deals_of_win_rate, ends},
    {"sales_cycle", deals_of_sales_cycle, "won"},
    {"booked_amount", deals_of_bookings, "won"},
    {"average_size", deals_of_bookings, "won"},
    {"corrections_after_winning", deals_of_bookings, "won"},
    {"orders", deals_of_orders, "won"},
    {"revenue", deals_of_orders, "won"},
    {"touches_a_deal", deals_of_touches, ends},
    {"pipeline", deals_of_pipeline, "in_stage"},
    {"stage_weighted", deals_of_pipeline, "in_stage"},
    {"sales_velocity", deals_of_velocity, "won, lost, no_decision, in_stage"},
    {"bottleneck", deals_of_limits, "in_stage"},
    {"littles_law", deals_of_limits, "in_stage"},
}};

/// Null: a measure of the map's own.
const DealSource* find_source(std::string_view measure) {
  const auto found = std::ranges::find(sources, measure, &DealSource::measure);
  return found == sources.end() ? nullptr : &*found;
}

std::string_view words_of(const Figure& figure) {
  if (figure.measure == "bottleneck" && figure.stage.empty()) return "won";
  const DealSource* source = find_source(figure.measure);
  return source == nullptr ? std::string_view(figure.measure) : source->words;
}

std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'') out += '\'';
    out += c;
  }
  return out + "'";
}

[[noreturn]] void refuse(base::Sentence why) {
  throw base::Error(base::ErrorKind::not_found, std::move(why));
}

PlaceIndex find_place(const Tier& tier, const std::string& id) {
  if (id.empty()) return no_place;
  const PlaceIndex place = tier.find(id);
  if (place == no_place) refuse(say("The map has no '{}'.", id));
  return place;
}

struct SlicePlace {
  const Slicing& slicing;
  std::size_t slice;
};

SlicePlace find_slice(const Study& study, const std::string& name) {
  for (const Slicing& slicing : study.slicings()) {
    const auto label = std::ranges::find(slicing.labels, name);
    if (label != slicing.labels.end())
      return {slicing, static_cast<std::size_t>(label - slicing.labels.begin())};
  }
  refuse(say("There is no slice '{}' in what was measured.", name));
}

std::uint8_t find_currency(const Study& study, const std::string& code) {
  const auto& currencies = study.money().currencies;
  const auto found = std::ranges::find_if(currencies, [&](const base::Currency& currency) {
    return currency.is_stated() ? currency.code() == code : code.empty();
  });
  if (found != currencies.end()) return static_cast<std::uint8_t>(found - currencies.begin());
  if (code.empty()) return 0;
  refuse(say("No deal has an amount in {}.", code));
}

FigureSpot spot_of(const Study& study, const Figure& figure) {
  const bool is_of_goal = !figure.goal.empty();
  if (is_of_goal && study.goals() == nullptr) refuse("The map has no goals of its own.");
  const Tier& tier = is_of_goal ? *study.goals() : study.stages();
  // Stages of a goal's funnel lead to stages and goals; what they are says which.
  const bool has_target = figure.measure != "goal_funnel";
  const SlicePlace at = find_slice(study, figure.slice);
  return {.study = study,
          .tier = tier,
          .slicing = at.slicing,
          .slice = at.slice,
          .place = find_place(tier, is_of_goal ? figure.goal : figure.stage),
          .target = has_target ? find_place(tier, figure.to) : no_place,
          .currency = find_currency(study, figure.currency),
          .measure = figure.measure,
          .part = figure.part};
}

std::optional<CountedDeals> find_deals(const Study& study, const Figure& figure) {
  const FigureSpot spot = spot_of(study, figure);
  const DealSource* source = find_source(figure.measure);
  if (source == nullptr) return deals_of_own_measure(spot);
  if (!figure.goal.empty() && !source->is_of_goals_too) return std::nullopt;
  return source->find(spot);
}

/// The study that a figure of a part of a split stage is of; nullopt: the given one.
std::optional<Study> study_of_part(const Study& study, const Figure& figure) {
  if (!study.common() || study.common()->find_group(figure.stage) == nullptr) return std::nullopt;
  return study.of_parts();
}

std::string name_of(const Figure& figure) {
  std::string name = figure.measure;
  const std::array<std::pair<const char*, const std::string*>, 4> more{{{"part", &figure.part},
                                                                        {"stage", &figure.stage},
                                                                        {"goal", &figure.goal},
                                                                        {"to", &figure.to}}};
  for (const auto& [what, text] : more)
    if (!text->empty()) name += fmt::format(", {} '{}'", what, *text);
  return name;
}

}  // namespace

std::string query_of(const Figure& figure, const Request& request) {
  const std::string& place = figure.stage.empty() ? figure.goal : figure.stage;
  std::string query{words_of(figure)};
  if (!place.empty()) query += fmt::format("({})", place);
  std::string where;
  if (const auto equals = figure.slice.find('='); equals != std::string::npos) {
    const std::string name = figure.slice.substr(0, equals);
    const std::string value = figure.slice.substr(equals + 1);
    where = value == "(not stated)" ? name + " is not filled"
                                    : fmt::format("{} = {}", name, quoted(value));
  }
  if (request.where)
    where += fmt::format("{}{}", where.empty() ? "" : " and ", request.where->text);
  if (!where.empty()) query += " where " + where;
  if (figure.period)
    query += fmt::format("; from {} to {}", base::to_iso(figure.period->from),
                         base::to_iso(figure.period->to));
  return query + fmt::format("; as of {}; known at {}", base::to_iso(figure.as_of),
                             base::to_iso(figure.known_at));
}

CountedDeals deals_behind(const Study& study, const Figure& figure) {
  const std::optional<Study> parts = study_of_part(study, figure);
  auto deals = find_deals(parts ? *parts : study, figure);
  if (!deals) refuse(say("There is no figure {}.", name_of(figure)));
  return std::move(*deals);
}

}  // namespace stagecraft::measures
