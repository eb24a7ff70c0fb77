#include <fmt/format.h>

#include <algorithm>

#include "report/change_words.h"
#include "report/definitions.h"
#include "report/html_sections.h"

namespace stagecraft::report {
namespace {

constexpr std::size_t most_stale = 50;
constexpr std::size_t widest_matrix = 26;

std::string slice_name(const std::string& slice, const std::string& attribute) {
  const auto name = slice.substr(std::min(slice.size(), attribute.size() + 1));
  return name.empty() ? "(not stated)" : name;
}

std::string slice_table(const HtmlContext& context, const measures::Ranking& ranking) {
  HtmlTable table(fmt::format("By {}: closed in {}", ranking.attribute, context.period),
                  {{ranking.attribute, false},
                   {"Rank"},
                   {"Closed"},
                   {"Won"},
                   {"Win rate"},
                   {"95 %"},
                   {"Cycle, median"},
                   {"95 %"},
                   {"Booked"},
                   {"Open now"}});
  for (const auto& row : ranking.rows) {
    const auto find = [&](std::string_view measure, std::string_view part = {}) {
      return context.index.first({.measure = measure, .part = part, .slice = row.slice});
    };
    const auto* rate = find("win_rate");
    const auto* cycle = find("sales_cycle", "median");
    table.add({{slice_name(row.slice, ranking.attribute)},
               {.text = row.rank ? std::to_string(*row.rank) : ""},
               {.text = measures::count_text(row.closed)},
               {.text = measures::count_text(row.won)},
               figure_cell(rate),
               interval_cell(rate),
               figure_cell(cycle),
               interval_cell(cycle),
               figure_cell(find("booked_amount")),
               figure_cell(find("pipeline"))});
  }
  return html_element("h3", "By " + ranking.attribute) + table.html();
}

HtmlCell difference_cell(const measures::Shown& difference) {
  return {.text = difference.value, .unit = difference.unit, .is_grey = difference.is_grey};
}

std::string changes_table(const HtmlContext& context, bool with_all, std::string caption) {
  const auto& report = context.measured.report;
  HtmlTable table(std::move(caption), {{"Figure", false},
                                       {"Now"},
                                       {"n"},
                                       {"Before"},
                                       {"n"},
                                       {"Difference"},
                                       {"95 %"},
                                       {"Verdict", false}});
  for (const auto& change : report.changes) {
    const auto& now = report.figures[change.now];
    const auto& before = report.before[change.before];
    if (!now.slice.empty() || (!with_all && !is_main_change(change, now))) continue;
    const auto difference = shown_difference(now, change);
    table.add({{figure_title(context.measured.map, now)},
               figure_cell(&now),
               n_cell(&now),
               figure_cell(&before),
               n_cell(&before),
               difference_cell(difference),
               {.text = difference.interval(), .is_grey = true},
               {.text = change.differs ? "differs"
                        : change.low   ? "may be chance"
                                       : "counted, no interval"}});
  }
  return table.is_empty() ? std::string() : table.html();
}

/// A column of the matrix: a stage or outcome; empty: elsewhere.
std::vector<std::string> targets_of(const Measured& measured) {
  std::vector<std::string> targets;
  for (const auto& node : measured.automaton.nodes()) {
    const auto is_used = [&](const auto& cell) { return cell.to == node.id; };
    if (std::ranges::any_of(measured.report.transitions, is_used)) targets.push_back(node.id);
  }
  const auto is_elsewhere = [](const auto& cell) { return cell.to.empty(); };
  if (std::ranges::any_of(measured.report.transitions, is_elsewhere)) targets.emplace_back();
  return targets;
}

std::string transition_matrix(const HtmlContext& context, const std::vector<std::string>& targets) {
  const auto& measured = context.measured;
  std::vector<HtmlTable::Column> columns{{"From \\ to", false}};
  for (const auto& to : targets) {
    const auto number = number_of(measured.map, to);
    const auto name = to.empty() ? "elsewhere" : name_of(measured.map, to);
    columns.push_back(number.empty() ? HtmlTable::Column{name}
                                     : HtmlTable::Column{number, true, name});
  }
  HtmlTable table("Visits begun in " + context.period + ", by stage and what came next", columns);
  for (const auto& node : measured.automaton.nodes()) {
    std::vector<HtmlCell> cells{{title_of(context, node.id)}};
    bool is_used = false;
    for (const auto& to : targets) {
      const auto found = std::ranges::find_if(measured.report.transitions, [&](const auto& cell) {
        return cell.from == node.id && cell.to == to;
      });
      const bool occurs = found != measured.report.transitions.end() && found->visits > 0;
      is_used = is_used || occurs;
      cells.push_back(
          {.text = occurs ? measures::count_text(found->visits) : "·", .is_grey = !occurs});
    }
    if (is_used) table.add(std::move(cells));
  }
  return table.html();
}

std::string transition_list(const HtmlContext& context) {
  auto moves = context.measured.report.transitions;
  std::ranges::stable_sort(moves, std::greater{}, &measures::TransitionCell::visits);
  constexpr std::size_t most_moves = 60;
  HtmlTable table(fmt::format("The {} most frequent of {} moves; visits begun in {}",
                              std::min(most_moves, moves.size()), moves.size(), context.period),
                  {{"From", false}, {"To", false}, {"Visits"}});
  for (std::size_t i = 0; i < std::min(most_moves, moves.size()); ++i)
    table.add({{title_of(context, moves[i].from)},
               {moves[i].to.empty() ? "elsewhere" : title_of(context, moves[i].to)},
               {measures::count_text(moves[i].visits)}});
  return table.html();
}

}  // namespace

HtmlSection slices_section(const HtmlContext& context) {
  HtmlSection section{"slices", "Slices", {}, true};
  for (const auto& ranking : context.measured.report.rankings)
    section.markup += slice_table(context, ranking);
  if (!section.markup.empty())
    section.markup += paragraph(
        "Ordered by the win rate shrunk towards the whole, so that few deals do not lead the list "
        "by luck. A rank is given only where it differs from its neighbours.",
        "quiet");
  return section;
}

HtmlSection changes_section(const HtmlContext& context) {
  HtmlSection section{"changes", "Changes", {}, true};
  if (!context.measured.request.compare_with) return section;
  const auto& other = *context.measured.request.compare_with;
  const auto before =
      fmt::format("{} to {}", day_text(other.from), day_text(other.to - std::chrono::days(1)));
  section.markup = paragraph(fmt::format("Now: {}. Before: {}.", context.period, before));
  const auto clear = changes_table(context, false, "Figures that differ by more than chance");
  section.markup +=
      clear.empty() ? paragraph("No figure differs by more than chance would explain.") : clear;
  const auto all = changes_table(context, true, "All figures of both periods");
  if (!all.empty())
    section.markup +=
        folded("All figures of both periods, whatever the difference", all, OnPaper::left_out);
  const auto compared = static_cast<std::int64_t>(context.measured.report.changes.size());
  section.markup += paragraph(
      fmt::format("{} figures were compared, those of slices included. With more than ten, "
                  "'differs' also asks that the family of comparisons agrees.",
                  measures::count_text(compared)),
      "quiet");
  return section;
}

HtmlSection transitions_section(const HtmlContext& context) {
  HtmlSection section{"transitions", "Moves between stages", {}, true};
  if (context.measured.report.transitions.empty()) {
    section.markup = paragraph(
        "No visit that began in the period has ended. Where deals go next "
        "stands here.");
    return section;
  }
  const auto targets = targets_of(context.measured);
  section.markup = targets.size() <= widest_matrix ? transition_matrix(context, targets)
                                                   : transition_list(context);
  return section;
}

HtmlSection stale_section(const HtmlContext& context) {
  const auto& stale = context.measured.report.stale;
  HtmlSection section{"stale", "Deals not to count on", {}, true};
  if (stale.empty()) {
    section.markup = paragraph(
        "No open deal is past its expected close, or idle for longer than "
        "nine of ten visits at its stage.");
    return section;
  }
  const auto count = measures::count_text(static_cast<std::int64_t>(stale.size()));
  section.markup = paragraph(fmt::format(
      "{} of {} open deals are past their expected close, or in their stage for longer than nine "
      "of ten visits there. They are in all figures; nothing was taken out.",
      count, measures::count_text(context.measured.report.open)));
  HtmlTable table(
      stale.size() > most_stale ? fmt::format("The first {} of {}, by id", most_stale, count)
                                : "By id",
      {{"Deal", false}, {"Stage", false}, {"Days past close"}, {"In stage"}, {"p90 of the stage"}});
  for (std::size_t i = 0; i < std::min(most_stale, stale.size()); ++i) {
    const auto& deal = stale[i];
    const auto days = [](const std::optional<double>& value) {
      return HtmlCell{.text = value ? measures::days_text(*value) : ""};
    };
    table.add(
        {{deal.id},
         {title_of(context, deal.stage)},
         days(deal.days_past_close),
         days(deal.idle_days),
         {.text = deal.idle_days ? measures::days_text(deal.stage_p90) : "", .is_grey = true}});
  }
  section.markup += folded("The deals", table.html());
  return section;
}

}  // namespace stagecraft::report
