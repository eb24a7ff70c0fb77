#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sample/deal.h"

namespace stagecraft::sample {

/// The files that a sample can be written as (history.md, 2).
enum class Layout {
  events,     ///< Events CSV, with a deals CSV beside it.
  maven,      ///< One row a deal: two dates, stage, value.
  pipedrive,  ///< One row a changed field.
  xes,        ///< IEEE 1849.
};

std::optional<Layout> find_layout(std::string_view word);

/// Why deals of this map cannot be written in a layout, so that they could be read again; empty:
/// they can. `maven` knows two stages, by the names of its preset, and how deals ended.
std::string why_refused(Layout layout, const process::Map& map);

/// What goes before the first deal, and after the last.
std::string layout_head(Layout layout, const Scenario& scenario);
std::string_view layout_tail(Layout layout);
/// Header of the deals CSV that stands beside the events CSV.
std::string_view deals_head();

/// Appends one deal in this layout.
void append_deal(Layout layout, const Scenario& scenario, const SimulatedDeal& deal,
                 std::string& text);
/// Appends the deal's row of the deals CSV.
void append_deals_row(const Scenario& scenario, const SimulatedDeal& deal, std::string& text);

}  // namespace stagecraft::sample
