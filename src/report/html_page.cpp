#include <fmt/format.h>

#include "base/base64.h"
#include "report/embedded_data.h"
#include "report/html.h"
#include "report/html_sections.h"
#include "report/html_text.h"

namespace stagecraft::report {
namespace {

std::string font(std::string_view name) {
  return "data:font/woff2;base64," + base::to_base64(embedded_data(name));
}

/// The declarations of the light theme, for paper: dark ink saves a reader's eyes and toner.
std::string_view light_tokens(std::string_view tokens) {
  constexpr std::string_view theme = ":root[data-theme=\"light\"] {";
  const auto begin = tokens.find(theme) + theme.size();
  return tokens.substr(begin, tokens.find('}', begin) - begin);
}

std::string stylesheet() {
  const auto tokens = embedded_data("tokens.css");
  std::string css(embedded_data("report.css"));
  css = with_replaced(css, "PRINT_TOKENS", light_tokens(tokens));
  css = with_replaced(css, "SANS_FONT", font("fonts/source-sans-3-latin-wght-normal.woff2"));
  css = with_replaced(css, "SERIF_FONT", font("fonts/source-serif-4-latin-opsz-normal.woff2"));
  return std::string(tokens) + css;
}

void write_head(Html& html, const HtmlContext& context) {
  html.open("head");
  html.empty("meta", {{"charset", "utf-8"}});
  html.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  html.empty("meta", {{"name", "color-scheme"}, {"content", "light dark"}});
  html.element("title", context.measured.map.name + ", measured");
  html.open("style").markup(stylesheet()).close();
  html.close();
}

void write_header(Html& html, const HtmlContext& context) {
  const auto& measured = context.measured;
  html.open("header").element("h1", measured.map.name);
  if (!measured.map.summary.empty())
    html.element("p", measured.map.summary, {{"class", "summary"}});
  html.element("p",
               fmt::format("{}, as of {}. Map {}, days in {}.", scope_text(measured),
                           day_text(measured.request.zone.day_of(measured.request.as_of)),
                           measured.map_version, measured.request.zone.name()),
               {{"class", "meta"}});
  if (measured.request.where)
    html.element("p", "Only deals where " + measured.request.where->text + ".",
                 {{"class", "meta"}});
  html.close();
  if (measured.simulated.empty()) return;
  html.open("p", {{"class", "note"}, {"role", "note"}});
  html.element("strong", "Simulated history");
  html.text(fmt::format(" ({}): nobody sold anything here.", measured.simulated)).close();
}

std::vector<HtmlSection> sections_of(const HtmlContext& context) {
  std::vector<HtmlSection> sections;
  for (const auto make :
       {map_section, limit_section, money_section, funnel_section, stages_section, time_section,
        conversion_section, cohort_section, trend_section, slices_section, changes_section,
        transitions_section, stale_section, more_section, notes_section, definitions_section}) {
    auto section = make(context);
    if (!section.markup.empty()) sections.push_back(std::move(section));
  }
  return sections;
}

void write_navigation(Html& html, const std::vector<HtmlSection>& sections) {
  html.open("nav", {{"aria-label", "Sections"}});
  for (const auto& section : sections)
    html.element("a", section.title, {{"href", "#" + section.id}});
  html.close();
}

void write_section(Html& html, const HtmlSection& section) {
  const std::string heading = section.id + "-heading";
  HtmlAttributes attributes{{"id", section.id}, {"aria-labelledby", heading}};
  if (section.is_long) attributes.emplace_back("class", "long");
  html.open("section", attributes);
  html.element("h2", section.title, {{"id", heading}});
  html.markup(section.markup).close();
}

}  // namespace

std::string to_html(const Measured& measured) {
  const HtmlContext context(measured);
  const auto sections = sections_of(context);
  Html html;
  html.markup("<!DOCTYPE html>\n");
  html.open("html", {{"lang", "en"}});
  write_head(html, context);
  html.open("body").open("div", {{"class", "page"}});
  write_header(html, context);
  write_navigation(html, sections);
  html.open("main");
  for (const auto& section : sections) write_section(html, section);
  html.close();
  html.element("footer", fmt::format("Measured by Stagecraft as of {}.",
                                     base::to_iso(measured.request.as_of)));
  html.close().close().close();
  return html.take();
}

}  // namespace stagecraft::report
