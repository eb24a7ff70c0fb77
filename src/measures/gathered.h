#pragma once

#include <vector>

#include "measures/cohort_table.h"
#include "measures/conversion.h"
#include "measures/funnel.h"
#include "measures/sales_cycle.h"
#include "measures/stage_flow.h"
#include "measures/study.h"
#include "measures/time_in_stage.h"
#include "measures/transitions.h"

/// What the pass over the deals yields for the figures of a report.
namespace stagecraft::measures {

/// Of one level of the map, in one slicing.
struct Gathered {
  StageFlow flow;
  std::vector<PlaceStays> stays;
  std::vector<ForwardDays> forward_days;
  std::vector<Conversion> conversions;
  std::vector<std::vector<FunnelBar>> funnel;

  // Of stages only.
  Transitions transitions;
  Deviations deviations;
  std::vector<WinnerCycles> cycles;
  CohortTable cohorts;  ///< Of the whole only.
};

/// One pass over the deals, with the visits of `tier`: one result a slicing of the study.
std::vector<Gathered> gather(const Study& study, const Tier& tier, const CalendarGrid& weeks);

}  // namespace stagecraft::measures
