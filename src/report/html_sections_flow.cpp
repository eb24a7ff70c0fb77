#include <fmt/format.h>

#include <algorithm>

#include "report/html_sections.h"

namespace stagecraft::report {
namespace {

using measures::Figure;

constexpr double chart_width = 620;  // Half of the page.

double extra(const Figure* figure, const std::string& name) {
  if (figure == nullptr) return 0;
  const auto found = figure->extras.find(name);
  return found == figure->extras.end() ? 0 : found->second;
}

const Figure* to_next(const HtmlContext& context, const std::string& place) {
  return context.index.first({.measure = "funnel", .part = "to_next", .place = place});
}

std::string funnel_picture(const HtmlContext& context) {
  std::vector<drawing::FunnelRow> rows;
  for (const auto& step : context.measured.report.funnel) {
    const auto* onward = to_next(context, step.id);
    drawing::FunnelRow row{.label = label_of(context, step.id),
                           .reached = static_cast<double>(step.reached),
                           .inside = extra(onward, "open"),
                           .left = extra(onward, "failures")};
    if (onward != nullptr) row.goes_on = drawing::chart_value(*onward);
    rows.push_back(std::move(row));
  }
  return chart(drawing::funnel_chart("Deals that reached each stage", rows, chart_width),
               "funnel-");
}

std::string funnel_table(const HtmlContext& context) {
  HtmlTable table("Deals that began in " + context.period + ", and how far they came",
                  {{"Stage", false},
                   {"Reached"},
                   {"Went on"},
                   {"Closed here"},
                   {"Still here"},
                   {"Share to next"},
                   {"95 %"}});
  for (const auto& step : context.measured.report.funnel) {
    const auto* onward = to_next(context, step.id);
    const auto count = [&](const char* name) {
      if (onward == nullptr) return HtmlCell{};
      return HtmlCell{.text = measures::count_text(static_cast<std::int64_t>(extra(onward, name)))};
    };
    table.add({{title_of(context, step.id)},
               {.text = measures::count_text(step.reached)},
               count("hits"),
               count("failures"),
               count("open"),
               figure_cell(onward),
               interval_cell(onward)},
              step.id == context.limit.stage ? "is-limit" : "");
  }
  return table.html();
}

const Figure* time_figure(const HtmlContext& context, const std::string& place,
                          std::string_view part) {
  return context.index.find({.measure = "time_in_stage", .part = part, .place = place});
}

std::string box_text(const measures::StayBox& box, const Figure* median) {
  std::string text = "median –";
  if (median != nullptr) text = "median " + measures::show(*median).text();
  if (box.expected_days)
    text += fmt::format(", expected {}", measures::days_text(*box.expected_days));
  return text + fmt::format(", n {}", measures::count_text(box.ended + box.open));
}

std::string time_picture(const HtmlContext& context) {
  std::vector<drawing::BoxRow> rows;
  for (const auto& box : context.measured.report.boxes) {
    if (number_of(context.measured.map, box.stage).empty()) continue;
    const auto* median = time_figure(context, box.stage, "median");
    rows.push_back(
        {.label = label_of(context, box.stage),
         .p10 = box.p10,
         .p25 = box.p25,
         .median = box.median,
         .p75 = box.p75,
         .p90 = box.p90,
         .expected = box.expected_days,
         .text = box_text(box, median),
         .is_too_thin = median != nullptr && median->state == measures::FigureState::too_thin});
  }
  const bool is_told =
      std::ranges::any_of(rows, [](const auto& row) { return row.median.has_value(); });
  if (!is_told) return {};
  return chart(drawing::box_chart("Days in each stage", rows, widest_picture), "time-");
}

std::string time_table(const HtmlContext& context) {
  HtmlTable table("Days in stage; every visit of " + context.period +
                      ", open ones counted as lasting at least until now",
                  {{"Stage", false},
                   {"Visits"},
                   {"Still open"},
                   {"Median"},
                   {"95 %"},
                   {"Expected"},
                   {"Middle half from"},
                   {"to"},
                   {"p90"},
                   {"95 %"},
                   {"Late"},
                   {"95 %"}});
  add_places(table, context, [&](const PlaceRow& row) -> std::vector<HtmlCell> {
    const auto* median = time_figure(context, row.id, "median");
    const auto* p90 = time_figure(context, row.id, "p90");
    const auto* late = time_figure(context, row.id, "late_share");
    const bool is_expected = row.stage != nullptr && row.stage->expected_days.has_value();
    return {
        {row.title},
        n_cell(median),
        {.text = median != nullptr ? measures::count_text(median->n_open) : "", .is_grey = true},
        figure_cell(median),
        interval_cell(median),
        {.text = is_expected ? measures::days_text(*row.stage->expected_days) : "",
         .is_grey = true},
        figure_cell(time_figure(context, row.id, "spread_low")),
        figure_cell(time_figure(context, row.id, "spread_high")),
        figure_cell(p90),
        interval_cell(p90),
        figure_cell(late),
        interval_cell(late)};
  });
  return table.html();
}

/// Empty where no working calendar is stated.
std::string working_table(const HtmlContext& context) {
  const auto& index = context.index;
  const auto* cycle = index.find({.measure = "sales_cycle", .part = "working_days/median"});
  if (cycle == nullptr) return {};
  HtmlTable table(
      "The same in working days; the calendar stands in the notes",
      {{"Stage", false}, {"Median"}, {"95 %"}, {"p90"}, {"95 %"}, {"Of those that went on"}});
  add_places(table, context, [&](const PlaceRow& row) -> std::vector<HtmlCell> {
    const auto* median = time_figure(context, row.id, "working_days/median");
    const auto* p90 = time_figure(context, row.id, "working_days/p90");
    const auto* next = index.find({.measure = "time_to_next",
                                   .part = "working_days/median of those that went on",
                                   .place = row.id});
    return {{row.title},      figure_cell(median), interval_cell(median),
            figure_cell(p90), interval_cell(p90),  figure_cell(next)};
  });
  table.add({{"Sales cycle"},
             figure_cell(cycle),
             {},
             figure_cell(index.find({.measure = "sales_cycle", .part = "working_days/p90"})),
             {},
             {}});
  return table.html();
}

std::string conversion_picture(const HtmlContext& context) {
  std::vector<drawing::ShareRow> rows;
  for (const auto& goal : context.measured.map.goals)
    for (const auto& stage : goal.stages) {
      const auto* onward =
          context.index.first({.measure = "conversion", .part = "reached", .place = stage.id});
      if (stage.internal || onward == nullptr) continue;
      rows.push_back({.label = label_of(context, stage.id),
                      .share = drawing::chart_value(*onward),
                      .note = "n " + measures::count_text(onward->n)});
    }
  const bool is_told =
      std::ranges::any_of(rows, [](const auto& row) { return row.share.has_value(); });
  if (!is_told) return {};
  return chart(
      drawing::share_chart("Share of deals that go on to the next stage", rows, chart_width),
      "conversion-");
}

std::string conversion_table(const HtmlContext& context) {
  HtmlTable table(
      "Deals whose first visit began in " + context.period,
      {{"Stage", false}, {"Deals"}, {"Still open"}, {"Go on"}, {"95 %"}, {"Are won"}, {"95 %"}});
  add_places(table, context, [&](const PlaceRow& row) -> std::vector<HtmlCell> {
    const auto* onward =
        context.index.first({.measure = "conversion", .part = "reached", .place = row.id});
    const auto* won = context.index.find(
        {.measure = "conversion", .part = "reached", .place = row.id, .to = context.won});
    const auto* any = onward != nullptr ? onward : won;
    return {{row.title},
            n_cell(any),
            {.text = any != nullptr ? measures::count_text(any->n_open) : "", .is_grey = true},
            figure_cell(onward),
            interval_cell(onward),
            figure_cell(won),
            interval_cell(won)};
  });
  return table.html();
}

}  // namespace

HtmlSection funnel_section(const HtmlContext& context) {
  if (context.measured.report.funnel.empty() || context.measured.report.funnel.front().reached == 0)
    return {"funnel", "Funnel",
            paragraph("No deal began in the period. Once deals begin, their way through the "
                      "stages stands here.")};
  return {"funnel", "Funnel",
          Html()
              .open("div", {{"class", "pair"}})
              .open("div")
              .markup(funnel_picture(context))
              .markup(paragraph("Dark: went on. Lighter: still there. Outlined: closed there. "
                                "Figure at the right: share that goes on.",
                                "quiet"))
              .close()
              .open("div")
              .markup(funnel_table(context))
              .close()
              .close()
              .take()};
}

HtmlSection stages_section(const HtmlContext& context) {
  const auto& index = context.index;
  HtmlTable table(fmt::format("Visits: opening and closing, entered and left in {}; money of the "
                              "deals that are there now",
                              context.period),
                  {{"Stage", false},
                   {"Opening"},
                   {"Entered"},
                   {"Left"},
                   {"Closing"},
                   {"Now"},
                   {"Money now"},
                   {"Deals with it"}});
  add_places(table, context, [&](const PlaceRow& row) -> std::vector<HtmlCell> {
    const auto count = [&](std::string_view measure, std::string_view part) {
      auto cell = figure_cell(index.find({.measure = measure, .part = part, .place = row.id}));
      cell.unit.clear();
      return cell;
    };
    const auto* money = index.first({.measure = "pipeline", .place = row.id});
    return {{row.title},
            count("in_stage", "opening"),
            count("entered", ""),
            count("left", ""),
            count("in_stage", "closing"),
            count("in_stage", ""),
            figure_cell(money),
            n_cell(money)};
  });
  return {"stages", "Stages", table.html(), true};
}

HtmlSection time_section(const HtmlContext& context) {
  HtmlSection section{"time", "Time in stage", time_picture(context), true};
  if (section.markup.empty())
    section.markup = paragraph(
        "No visit of the period is long enough to tell. Once deals move, "
        "how long they stay in each stage stands here.");
  else
    section.markup += paragraph(
        "Box: the middle half of the visits; line: median; whiskers: p10 "
        "to p90, as far as the curve reaches; ▼ expected time.",
        "quiet");
  section.markup += time_table(context);
  section.markup += working_table(context);
  return section;
}

HtmlSection conversion_section(const HtmlContext& context) {
  const auto picture = conversion_picture(context);
  if (picture.empty())
    return {"conversion", "Conversion",
            paragraph("No share can be told yet. Once deals that entered a stage have gone on or "
                      "were closed, the share that goes on stands here.") +
                conversion_table(context),
            true};
  Html html;
  html.open("div", {{"class", "pair"}}).open("div").markup(picture);
  html.markup(
      paragraph("Dot: share that goes on to the next stage; bar: 95 % interval; hollow: "
                "too few deals.",
                "quiet"));
  html.close().open("div").markup(conversion_table(context)).close().close();
  return {"conversion", "Conversion", html.take(), true};
}

}  // namespace stagecraft::report
