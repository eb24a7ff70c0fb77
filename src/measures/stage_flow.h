#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// Stocks and flows (measures.md 3): who is in a stage, who came in and who went out.
namespace stagecraft::measures {

/// Of one place in one slice. At every cut of a period
///   opening + entered() + handed_in - left() - handed_out = closing.
/// `handed_in` and `handed_out` are visits whose slice changed in their middle (a new owner); over
/// the slices of an attribute they cancel out, and for the whole they are 0.
struct PlaceFlow {
  std::int64_t opening = 0, closing = 0;
  std::int64_t first = 0, returns = 0, reopenings = 0;  ///< Entries.
  std::vector<std::int64_t>
      left_to;  ///< By place; the last one: deleted, merged, or outside the map.
  std::int64_t handed_in = 0, handed_out = 0;
  std::int64_t in_stage = 0;  ///< At `as_of`, undated entries included.
  std::int64_t undated = 0;   ///< Visits without both dates; in no flow.
  std::vector<std::uint32_t> entered_by_week, left_by_week;

  std::int64_t entered() const { return first + returns + reopenings; }
  std::int64_t left() const;
};

/// All places of a tier in all slices of a slicing.
struct StageFlow {
  std::vector<PlaceFlow> cells;  ///< [slice * places + place]; customer stages only.
  std::size_t places = 0;

  const PlaceFlow& at(std::size_t slice, PlaceIndex place) const {
    return cells[slice * places + place];
  }
};

/// `weeks` may be null: then nothing is counted by week. Writes to `flow` when the pass is over.
std::unique_ptr<Gatherer> gather_stage_flow(const Study& study, const Tier& tier,
                                            const Slicing& slicing, const CalendarGrid* weeks,
                                            StageFlow& flow);
/// By a pass of its own.
StageFlow stage_flow(const Study& study, const Tier& tier, const Slicing& slicing,
                     const CalendarGrid* weeks = nullptr);

/// `in_stage`, `entered` (also first, returns, reopenings, per_week), `left` (also by destination),
/// `opening`, `closing`, and the hand-overs of slices that change.
std::vector<Figure> stage_flow_figures(const Study& study, const Tier& tier, const Slicing& slicing,
                                       const StageFlow& flow, const CalendarGrid* weeks);
/// The deals at which a count of one place in one slice rises.
CountedDeals deals_in_flow(const FigureSpot& spot,
                           const std::function<std::int64_t(const PlaceFlow&)>& count);
/// The deals behind `in_stage`, `entered` and `left`.
std::optional<CountedDeals> deals_of_stage_flow(const FigureSpot& spot);

}  // namespace stagecraft::measures
