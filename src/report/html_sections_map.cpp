#include <fmt/format.h>

#include <algorithm>

#include "drawing/draw_map.h"
#include "report/html_sections.h"
#include "report/map_figures.h"

namespace stagecraft::report {
namespace {

using measures::BottleneckStage;
using measures::Gain;
using measures::MoneyStyle;

constexpr double most_enlarged = 1.2;
constexpr double lever_width = 880;
constexpr std::size_t most_levers = 8;

class Limit {
 public:
  explicit Limit(const HtmlContext& context)
      : context_(context), found_(context.measured.report.bottleneck) {
    if (const auto* money = context.index.first({.measure = "bottleneck", .part = "money_a_month"}))
      currency_ = money->currency;
  }

  std::string markup() {
    Html html;
    html.open("div", {{"class", found_.ranking.empty() ? "one" : "two"}});
    html.open("div");
    html.open("h3", {{"class", "lead"}});
    if (!context_.limit.stage.empty()) html.element("span", "▲ ", {{"class", "limit"}});
    html.text(context_.limit.headline.text()).close();
    for (const auto& sentence : context_.limit.sentences)
      html.element("p", full_stop(sentence.text()));
    html.close();
    if (!found_.ranking.empty()) html.markup(levers());
    html.close();
    html.markup(table());
    return html.take();
  }

 private:
  static std::string full_stop(std::string sentence) {
    if (!sentence.empty() && sentence.back() != '.') sentence += '.';
    return sentence;
  }
  const std::string& id_of(const BottleneckStage& stage) const {
    return context_.measured.automaton.node(static_cast<process::NodeIndex>(stage.stage)).id;
  }
  std::string money(double amount) const {
    return measures::money_text(amount, currency_, MoneyStyle::headline);
  }

  std::string levers() const {
    std::vector<drawing::LeverRow> rows;
    for (const auto index : found_.ranking) {
      if (rows.size() == most_levers) break;
      const auto& stage = found_.stages[index];
      const auto& gain = stage.losses_minus_10;
      drawing::LeverRow row{.label = label_of(context_, id_of(stage)),
                            .note = measures::count_text(stage.ended)};
      row.gain = {.value = gain.value,
                  .text = money(gain.value),
                  .is_too_thin = stage.ended < BottleneckStage::ended_to_be_named};
      if (gain.interval) row.gain->low = gain.interval->low, row.gain->high = gain.interval->high;
      rows.push_back(std::move(row));
    }
    return chart(
        drawing::lever_chart("What a tenth fewer losses at a stage would bring in a month",
                             {"A tenth fewer losses at", "won money a month", "ended visits"}, rows,
                             lever_width),
        "lever-");
  }

  HtmlCell gain_cell(const Gain& gain) const { return {.text = money(gain.value)}; }
  HtmlCell interval(const Gain& gain) const {
    if (!gain.interval) return {};
    return {.text = fmt::format("{} to {}", money(gain.interval->low), money(gain.interval->high)),
            .is_grey = true};
  }

  std::string table() const {
    HtmlTable table(fmt::format("Levers by stage, won money a month with 95 % intervals; visits of "
                                "{}",
                                context_.period),
                    {{"Stage", false},
                     {"Ended visits"},
                     {"Forward"},
                     {"Lost"},
                     {"Back"},
                     {"A tenth fewer losses"},
                     {"95 %"},
                     {"A tenth more conversion"},
                     {"95 %"},
                     {"A tenth less time"},
                     {"95 %"},
                     {"Or once only"}});
    const bool has_money = found_.undefined.empty();
    for (const auto& stage : found_.stages) {
      const bool is_thin = stage.ended < BottleneckStage::ended_to_be_named;
      const auto share = [&](double value) {
        if (stage.ended == 0) return HtmlCell{"–", {}, "No visit has ended", true};
        return HtmlCell{measures::share_text(value, stage.ended), {}, {}, is_thin};
      };
      const auto when = [&](const HtmlCell& cell) { return has_money ? cell : HtmlCell{}; };
      HtmlCell ended{.text = measures::count_text(stage.ended), .is_grey = is_thin};
      if (is_thin)
        ended.note = fmt::format("Fewer than {} visits have ended: too thin to be named",
                                 BottleneckStage::ended_to_be_named);
      table.add({{title_of(context_, id_of(stage))},
                 ended,
                 share(stage.forward),
                 share(stage.lost),
                 share(stage.back),
                 when(gain_cell(stage.losses_minus_10)),
                 when(interval(stage.losses_minus_10)),
                 when(gain_cell(stage.conversion_plus_10)),
                 when(interval(stage.conversion_plus_10)),
                 when(gain_cell(stage.time_minus_10)),
                 when(interval(stage.time_minus_10)),
                 when({.text = money(stage.once_only)})},
                id_of(stage) == context_.limit.stage ? "is-limit" : "");
    }
    return folded("All levers, stage by stage", table.html());
  }

  const HtmlContext& context_;
  const measures::Bottleneck& found_;
  std::string currency_;
};

}  // namespace

HtmlSection map_section(const HtmlContext& context) {
  // What the page says around the picture is not said again in it.
  auto map = context.measured.map;
  map.name.clear();
  map.summary.clear();
  auto figures = map_figures(context.measured);
  figures.limit.sentence = context.limit.headline.text() + ".";
  const drawing::MapDrawing drawing{.choice = {.view = drawing::View::measured, .goal = {}},
                                    .width = widest_picture,
                                    .version = {},
                                    .link_base = {},
                                    .figures = &figures};
  auto scene = drawing::lay_out_map(map, drawing);
  scene.title = context.measured.map.name + ", with its figures";
  Html html;
  html.open("div", {{"class", "frame"},
                    {"style", fmt::format("max-width: {:.0f}px", scene.width * most_enlarged)}});
  html.markup(chart(scene, "map-")).close();
  return {"map", "The map and its figures", html.take()};
}

HtmlSection limit_section(const HtmlContext& context) {
  return {"limit", "The limit", Limit(context).markup()};
}

}  // namespace stagecraft::report
