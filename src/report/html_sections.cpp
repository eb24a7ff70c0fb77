#include "report/html_sections.h"

#include <fmt/format.h>

#include "drawing/svg.h"

namespace stagecraft::report {
namespace {

std::string won_id(const process::Automaton& automaton) {
  for (const auto& node : automaton.nodes())
    if (node.kind == process::NodeKind::won) return node.id;
  return {};
}

}  // namespace

HtmlContext::HtmlContext(const Measured& all)
    : measured(all),
      index(all.report.figures),
      limit(bottleneck_words(all)),
      won(won_id(all.automaton)),
      period(period_text(all)) {}

std::string paragraph(std::string_view text, std::string_view css_class) {
  if (css_class.empty()) return html_element("p", text);
  return html_element("p", text, {{"class", std::string(css_class)}});
}

std::string chart(const drawing::Scene& scene, const std::string& prefix) {
  Html html;
  html.open("div", {{"class", "wide"},
                    {"role", "region"},
                    {"tabindex", "0"},
                    {"aria-label", "Picture: " + scene.title}});
  html.markup(
      drawing::to_svg(scene, {.palette = drawing::Palette::css_variables(), .id_prefix = prefix}));
  return html.close().take();
}

std::string folded(std::string_view summary, std::string_view content, OnPaper on_paper) {
  const bool is_printed = on_paper == OnPaper::open;
  return Html()
      .open("details", {{"class", is_printed ? "printed" : "unprinted"}})
      .element("summary", summary)
      .markup(content)
      .close()
      .take();
}

drawing::ChartLabel label_of(const HtmlContext& context, const std::string& place) {
  const auto& map = context.measured.map;
  return {.number = number_of(map, place),
          .name = name_of(map, place),
          .is_limit = !place.empty() && place == context.limit.stage};
}

std::string title_of(const HtmlContext& context, const std::string& place) {
  const auto label = label_of(context, place);
  return label.number.empty() ? label.name : label.number + " " + label.name;
}

void add_places(HtmlTable& table, const HtmlContext& context,
                const std::function<std::vector<HtmlCell>(const PlaceRow&)>& cells) {
  const auto& map = context.measured.map;
  for (std::size_t g = 0; g < map.goals.size(); ++g) {
    const auto& goal = map.goals[g];
    if (!map.flat) {
      table.add_heading(fmt::format("{} {}", g + 1, goal.name));
      table.add(cells({goal.id, "The goal as a whole", nullptr}), "whole");
    }
    for (const auto& stage : goal.stages) {
      if (stage.internal) continue;
      table.add(cells({stage.id, title_of(context, stage.id), &stage}),
                stage.id == context.limit.stage ? "is-limit" : "");
      for (const auto& part : parts_of(context.measured, stage.id))
        table.add(cells({part.id, part.title, nullptr}));
    }
  }
}

}  // namespace stagecraft::report
