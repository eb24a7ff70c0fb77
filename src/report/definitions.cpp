#include "report/definitions.h"

#include <algorithm>
#include <array>

#include "report/measured.h"

namespace stagecraft::report {
namespace {

constexpr auto all_definitions = std::to_array<Definition>({
    {"in_stage", "In stage", "visits",
     "Deals that are in a stage at the instant of the report; also at the opening and the closing "
     "of the period."},
    {"entered", "Entered", "visits; a week",
     "Visits that began in the period. A deal that comes back begins another visit."},
    {"left", "Left", "visits; a week",
     "Visits that ended in the period, by moving on, moving back or being closed."},
    {"time_in_stage", "Time in stage", "days; hours below two days",
     "How long visits last, whatever ends them. Open visits count as lasting at least until now "
     "(Kaplan-Meier), so slow deals are not left out. p90: nine of ten visits end earlier."},
    {"time_to_next", "Time to the next stage", "days",
     "Days from entering a stage to entering the next, of the deals that went on. Not a measure "
     "for those that are still there."},
    {"conversion", "Conversion", "per cent of deals",
     "Of the deals that first entered a stage in the period, the share that reaches the next one, "
     "or is won. Open deals are counted as open (Aalen-Johansen), neither as lost nor as gone on."},
    {"funnel", "Funnel", "deals; per cent of deals",
     "Of the deals that began in the period, how many reached each stage. A stage that was "
     "skipped on the way to a later one counts as reached, so bars never rise."},
    {"goal_funnel", "Funnel of a goal", "deals; per cent of deals",
     "Of the deals that first entered a goal in the period, how many reached each of its stages, "
     "and the share that went on to the next goal, or was won. Open deals are counted as open."},
    {"transitions", "Transitions", "visits",
     "Where visits that began in the period led: the next stage or the outcome."},
    {"deviations", "Deviations", "visits",
     "Moves that leave the main path: skips, moves back, returns, stays of no length, and "
     "reopened deals."},
    {"win_rate", "Win rate", "per cent of closed deals",
     "Won deals, divided by all deals that were closed in the period, those without a decision "
     "included. Of the decided: without them. By value: money instead of deals."},
    {"sales_cycle", "Sales cycle", "days",
     "Days from the creation of a deal to winning it, of the deals won in the period. Young open "
     "deals are not in it, so a growing team looks faster than it is."},
    {"booked_amount", "Booked amount", "money",
     "Sum of the amounts, as they were at winning, of the deals won in the period."},
    {"average_size", "Mean won amount", "money",
     "Booked amount divided by the won deals whose amount is known."},
    {"corrections_after_winning", "Corrections after winning", "money",
     "Changes of the amounts of won deals, in the period in which they were made."},
    {"orders", "Orders", "deals a week", "Deals won in an ISO week."},
    {"revenue", "Revenue", "money a week", "Amounts of the deals won in an ISO week."},
    {"sales_velocity", "Sales velocity", "money a day",
     "Open deals times win rate times mean won amount, divided by the mean sales cycle."},
    {"touches_a_deal", "Touches a deal", "touchpoints a closed deal",
     "Mean number of touchpoints from the creation to the closing of a deal."},
    {"pipeline", "Pipeline", "money",
     "Sum of the amounts of the deals that are open at the instant of the report."},
    {"stage_weighted", "Weighted by stage", "money",
     "Each open amount times the share of deals at its stage that are won in the end. The spread "
     "beside it is the least possible: it takes deals as independent."},
    {"cohort", "Cohort", "per cent of deals",
     "Of the deals that began in a month, the share that was won by an age, counted from each "
     "deal's own start. Hatched: some of them are younger than that and still open."},
    {"bottleneck", "Bottleneck", "money a month; deals a month",
     "The stage at which a tenth fewer losses would bring in most won money a month, by a model "
     "of a steady stream of deals. It is named only where its lead is clear of chance."},
    {"littles_law", "Little's law check", "ratio",
     "Deals in a stage, divided by entries a day times the days of a visit. Near 1 where a stage "
     "is in balance; above 1 where deals pile up."},
});

/// Titles of parts that do not explain themselves.
constexpr auto part_titles = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"per_week", "a week"},
    {"late_share", "share that is late"},
    {"restricted_mean", "restricted mean"},
    {"spread_low", "first quarter"},
    {"spread_high", "third quarter"},
    {"any_stage", "entered it itself"},
    {"all_stage", "through every stage"},
    {"by_value", "by value"},
    {"no_decision", "no decision"},
    {"implied_reopenings", "entries after a closing"},
    {"same_instant", "stays of no length"},
    {"handed_in", "handed in"},
    {"handed_out", "handed out"},
    {"to_next", "to the next"},
    {"won_a_month", "won deals a month"},
    {"money_a_month", "won money a month"},
    {"losses_minus_10", "a tenth fewer losses"},
    {"conversion_plus_10", "a tenth more conversion"},
    {"time_minus_10", "a tenth less time"},
});

/// Titles of what stands before a slash: which visits the figure is of.
constexpr auto view_titles = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"first", "first visits"},
    {"latest", "latest visits"},
    {"cumulative", "all visits of a deal together"},
    {"cohort", "visits begun in the period"},
});

std::string part_title(const std::string& part) {
  for (const auto& [word, title] : view_titles)
    if (part.starts_with(std::string(word) + "/"))
      return part_title(part.substr(word.size() + 1)) + " of " + std::string(title);
  for (const auto& [word, title] : part_titles)
    if (part == word) return std::string(title);
  std::string title = part;
  std::ranges::replace(title, '_', ' ');
  return title;
}

}  // namespace

std::span<const Definition> definitions() { return all_definitions; }

const Definition* find_definition(std::string_view measure) {
  const auto found = std::ranges::find(all_definitions, measure, &Definition::measure);
  return found == all_definitions.end() ? nullptr : &*found;
}

std::string figure_title(const process::Map& map, const measures::Figure& figure) {
  std::string title = figure.measure;
  const auto own = std::ranges::find(map.measures, figure.measure, &process::Measure::id);
  if (const auto* definition = find_definition(figure.measure))
    title = definition->title;
  else if (own != map.measures.end() && !own->name.empty())
    title = own->name;
  if (!figure.part.empty() && figure.part != "reached" && figure.part != "to")
    title += ", " + part_title(figure.part);
  const auto& place = figure.stage.empty() ? figure.goal : figure.stage;
  if (!place.empty()) {
    const auto number = number_of(map, place);
    title += ": " + (number.empty() ? "" : number + " ") + name_of(map, place);
  }
  if (!figure.to.empty()) title += " to " + name_of(map, figure.to);
  return title;
}

}  // namespace stagecraft::report
