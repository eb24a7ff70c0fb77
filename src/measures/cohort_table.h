#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/statistics/share.h"
#include "measures/counted_deals.h"
#include "measures/figure.h"
#include "measures/pass.h"
#include "measures/study.h"

/// The cohort table (measures.md 9): of the deals that began in a month, the share that was won by
/// age; or of those that first entered a stage or a goal, the share that went on.
namespace stagecraft::measures {

enum class CohortUnit : std::uint8_t { week, month, quarter };

/// What begins a deal's clock.
enum class CohortStart : std::uint8_t { start_stage, creation, place };

struct CohortQuestion {
  CohortUnit unit = CohortUnit::month;
  CohortStart start = CohortStart::start_stage;
  PlaceIndex target = no_place;  ///< Of the tier; no_place: won.
  Level level = Level::stages;   ///< Of which tier; creation and the start stage are of stages.
  PlaceIndex place = no_place;   ///< Its first entry begins the clock, for `place`.
};

struct CohortCell {
  enum class State : std::uint8_t {
    empty,    ///< No deal of the row is that old or closed.
    hatched,  ///< Some deals are neither; Aalen-Johansen.
    full,     ///< Every deal is closed or that old.
  };
  State state = State::empty;
  std::int64_t hits = 0;
  std::optional<base::statistics::Share> share;
};

struct CohortRow {
  std::string label;  ///< `2026-01`
  base::Day from;
  std::int64_t deals = 0;
  std::vector<CohortCell> cells;  ///< Column k: at an age below (k + 1) lengths.
};

struct CohortTable {
  CohortUnit unit = CohortUnit::month;
  int length_days = 30;
  std::vector<CohortRow> rows;
  std::int64_t undated = 0, doubled = 0;  ///< Deals in no row.
};

/// Rows cover the period. At most 24 columns; as many as the oldest row has lengths. Writes to
/// `table` when the pass over the stages is over.
Gatherers gather_cohorts(const Study& study, const CohortQuestion& question, CohortTable& table);
/// By a pass of its own. REQUIRES goals for those of goals.
CohortTable cohort_table(const Study& study, const CohortQuestion& question);
/// From the first entry of a place to the next one, as its conversion is told; nullopt where
/// nothing follows.
std::optional<CohortQuestion> cohorts_from(const Tier& tier, PlaceIndex place);
/// `cohort`, a figure a cell; part `2026-01 month 2`.
std::vector<Figure> cohort_figures(const Study& study, const CohortTable& table);

/// The deals behind a cell: all of its row.
std::optional<CountedDeals> deals_of_cohort(const FigureSpot& spot);

}  // namespace stagecraft::measures
