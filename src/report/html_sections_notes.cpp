#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "report/definitions.h"
#include "report/html_sections.h"

namespace stagecraft::report {
namespace {

using measures::count_text;
using measures::Figure;

/// Measures that have a section of their own; the rest is told under 'More figures'.
bool has_own_section(const Figure& figure) {
  constexpr auto told = std::to_array<std::string_view>(
      {"in_stage", "entered", "left", "conversion", "funnel", "transitions", "orders", "revenue",
       "cohort", "pipeline", "time_in_stage"});
  return std::ranges::find(told, figure.measure) != told.end();
}

bool is_told_under_money(const Figure& figure) {
  constexpr auto told = std::to_array<std::string_view>(
      {"win_rate", "booked_amount", "average_size", "sales_velocity", "stage_weighted"});
  if (std::ranges::find(told, figure.measure) != told.end()) return true;
  return figure.measure == "bottleneck" && !figure.stage.empty();
}

std::string_view own_unit(const process::Measure& measure) {
  switch (measure.kind) {
    case process::MeasureKind::share:
      return "per cent";
    case process::MeasureKind::days:
      return "days";
    case process::MeasureKind::money:
      return "money";
    case process::MeasureKind::count:
      break;
  }
  return "count";
}

void add_item(Html& html, const std::string& text) { html.element("li", text); }

void add_import(Html& html, const history::ImportReport& import) {
  add_item(html, fmt::format("{} rows read, {} used, {} rejected: {} events of {} deals.",
                             count_text(import.rows_read), count_text(import.rows_accepted),
                             count_text(import.rows_rejected), count_text(import.events),
                             count_text(import.deals)));
  for (const auto& [reason, rows] : import.rejected_by_reason)
    add_item(html, fmt::format("Rejected, {}: {} rows.", reason, count_text(rows)));
  for (const auto& [activity, events] : import.outside_map)
    add_item(html, fmt::format("Outside the map: '{}', {} events.", activity, count_text(events)));
  for (const auto& [change, rows] : import.corrections)
    add_item(html, fmt::format("Corrected: {}, {} rows.", change, count_text(rows)));
  for (const auto& [oddity, count] : import.oddities)
    add_item(html, fmt::format("Odd: {}: {}.", oddity, count_text(count)));
  for (const auto& note : import.notes) add_item(html, note.text());
}

}  // namespace

HtmlSection more_section(const HtmlContext& context) {
  HtmlTable table("Whole map and stages; " + context.period,
                  {{"Figure", false}, {"Value"}, {"95 %"}, {"n"}});
  for (const auto& figure : context.measured.report.figures) {
    if (!figure.slice.empty() || has_own_section(figure) || is_told_under_money(figure)) continue;
    table.add({{figure_title(context.measured.map, figure)},
               figure_cell(&figure),
               interval_cell(&figure),
               n_cell(&figure)});
  }
  HtmlSection section{"more", "More figures", {}, true};
  if (!table.is_empty())
    section.markup =
        paragraph(
            "Deviations from the path, touches, cycles from each stage, checks of balance, "
            "and the measures of the map's own.") +
        folded("Show them", table.html(), OnPaper::left_out);
  return section;
}

HtmlSection notes_section(const HtmlContext& context) {
  const auto& measured = context.measured;
  Html html;
  html.open("ul", {{"class", "notes"}});
  for (const auto& remark : measured.report.remarks) add_item(html, remark.text() + ".");
  add_item(html,
           fmt::format("As of {}{}; known at {}; days in {}.", base::to_iso(measured.request.as_of),
                       measured.import.as_of_stated ? "" : " (the latest event)",
                       base::to_iso(measured.request.known_at), measured.request.zone.name()));
  add_item(html, fmt::format("Map version {}.", measured.map_version));
  if (!measured.report.bottleneck.how.empty())
    add_item(html, fmt::format("Bootstraps: {}.", measured.report.bottleneck.how));
  add_import(html, measured.import);
  html.close();
  html.markup(
      paragraph("Grey figures rest on too few deals to be ranked or acted on. A dash is a "
                "figure that cannot be computed; the note below its table says why. "
                "Intervals are 95 %."));
  return {"notes", "What to know", html.take(), true};
}

HtmlSection definitions_section(const HtmlContext& context) {
  std::set<std::string_view> used;
  for (const auto& figure : context.measured.report.figures) used.insert(figure.measure);
  Html html;
  html.open("dl");
  const auto add = [&](std::string_view title, std::string_view unit, std::string_view sentence) {
    html.element("dt", title);
    html.open("dd").text(sentence).text(" ");
    html.element("span", fmt::format("Unit: {}.", unit), {{"class", "unit"}}).close();
  };
  for (const auto& definition : definitions())
    if (used.contains(definition.measure))
      add(definition.title, definition.unit, definition.sentence);
  for (const auto& own : context.measured.map.measures)
    add(own.name.empty() ? own.id : own.name, own_unit(own),
        "The map's own measure: " + own.formula + ".");
  return {"definitions", "What the figures mean", html.close().take(), true};
}

}  // namespace stagecraft::report
