#include "report/measured.h"

#include <fmt/format.h>

#include <array>

#include "measures/display.h"

namespace stagecraft::report {

std::string day_text(base::Day day) {
  constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::year_month_day date(day);
  return fmt::format("{} {} {}", static_cast<unsigned>(date.day()),
                     months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()));
}

std::string period_text(const Measured& measured) {
  const auto& request = measured.request;
  if (!request.period)
    return "the whole history up to " + day_text(request.zone.day_of(request.as_of));
  return period_text(*request.period);
}

std::string period_text(const measures::FigurePeriod& period) {
  return fmt::format("{} to {}", day_text(period.from), day_text(period.to - std::chrono::days(1)));
}

std::string deals_text(const measures::Report& report) {
  using measures::count_text;
  return fmt::format("{} {}: {} open, {} won, {} lost, {} no decision", count_text(report.deals),
                     report.deals == 1 ? "deal" : "deals", count_text(report.open),
                     count_text(report.won), count_text(report.lost),
                     count_text(report.no_decision));
}

std::string scope_text(const Measured& measured) {
  const auto deals = deals_text(measured.report);
  if (measured.request.period) return period_text(measured) + ", from a history of " + deals;
  const auto day = day_text(measured.request.zone.day_of(measured.request.as_of));
  return fmt::format("The whole history up to {}, {}", day, deals);
}

std::vector<StagePart> parts_of(const Measured& measured, const std::string& stage_id) {
  std::vector<StagePart> parts;
  if (!measured.report.common) return parts;
  for (const auto& group : measured.report.common->groups)
    for (std::size_t p = 0; group.id == stage_id && p < group.parts.size(); ++p)
      parts.push_back({group.parts[p], "of it " + group.names[p] + ", since the split"});
  return parts;
}

bool is_after_sale(const Measured& measured, const std::string& stage_id) {
  const auto node = measured.automaton.find(stage_id);
  return node != process::no_node && measured.automaton.node(node).after_won;
}

std::string name_of(const process::Map& map, const std::string& id) {
  if (const auto* stage = process::find_stage(map, id)) return stage->name;
  if (const auto* outcome = process::find_outcome(map, id)) return outcome->name;
  if (const auto* goal = process::find_goal(map, id)) return goal->name;
  return id;
}

std::string number_of(const process::Map& map, const std::string& stage_id) {
  for (std::size_t g = 0; g < map.goals.size(); ++g) {
    int number = 0;
    for (const auto& stage : map.goals[g].stages) {
      if (!stage.internal) ++number;
      if (stage.id != stage_id) continue;
      if (stage.internal) return {};
      return map.flat ? std::to_string(number) : fmt::format("{}.{}", g + 1, number);
    }
  }
  return {};
}

}  // namespace stagecraft::report
