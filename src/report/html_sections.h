#pragma once

#include <functional>
#include <string>
#include <vector>

#include "drawing/charts/chart.h"
#include "report/bottleneck_words.h"
#include "report/figure_index.h"
#include "report/html_table.h"
#include "report/measured.h"

/// The sections of the HTML report, each a pure function. One without anything to show says what
/// will appear there.
namespace stagecraft::report {

/// What all sections read.
struct HtmlContext {
  explicit HtmlContext(const Measured& all);

  const Measured& measured;
  FigureIndex index;
  BottleneckWords limit;
  std::string won;     ///< Id of the won outcome; empty: none.
  std::string period;  ///< `1 Jul 2024 to 30 Jun 2026`.
};

struct HtmlSection {
  std::string id, title;
  std::string markup;    ///< Empty: the section does not apply and is left out.
  bool is_long = false;  ///< May break across pages.
};

HtmlSection map_section(const HtmlContext& context);
HtmlSection limit_section(const HtmlContext& context);
HtmlSection money_section(const HtmlContext& context);
HtmlSection stages_section(const HtmlContext& context);
HtmlSection funnel_section(const HtmlContext& context);
HtmlSection time_section(const HtmlContext& context);
HtmlSection conversion_section(const HtmlContext& context);
HtmlSection cohort_section(const HtmlContext& context);
HtmlSection trend_section(const HtmlContext& context);
HtmlSection slices_section(const HtmlContext& context);
HtmlSection changes_section(const HtmlContext& context);
HtmlSection transitions_section(const HtmlContext& context);
HtmlSection stale_section(const HtmlContext& context);
HtmlSection more_section(const HtmlContext& context);
HtmlSection notes_section(const HtmlContext& context);
HtmlSection definitions_section(const HtmlContext& context);

// What sections share.

/// The widest that a picture may be: on A4 (194 mm wide) a wider one would be set in less than 6
/// points.
inline constexpr int widest_picture = 1096;

std::string paragraph(std::string_view text, std::string_view css_class = {});
/// The picture in a frame that scrolls where the page is narrower; ids in it begin with `prefix`.
std::string chart(const drawing::Scene& scene, const std::string& prefix);
/// `content` behind a line that opens it. On paper it stands open, unless it is a catalogue of
/// figures that nobody would turn the pages of.
enum class OnPaper : std::uint8_t { open, left_out };
std::string folded(std::string_view summary, std::string_view content,
                   OnPaper on_paper = OnPaper::open);
/// Number, name, and whether it is the limit.
drawing::ChartLabel label_of(const HtmlContext& context, const std::string& place);
/// `3.2 Proof on own data`.
std::string title_of(const HtmlContext& context, const std::string& place);

/// A place in map order: a stage, or a goal as a whole (no `stage`).
struct PlaceRow {
  std::string id, title;
  const process::Stage* stage = nullptr;
};
/// Rows of all goals and customer stages, with the goals as headings.
void add_places(HtmlTable& table, const HtmlContext& context,
                const std::function<std::vector<HtmlCell>(const PlaceRow&)>& cells);

}  // namespace stagecraft::report
