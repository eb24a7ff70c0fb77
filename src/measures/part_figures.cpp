#include "measures/part_figures.h"

#include "measures/conversion.h"
#include "measures/stage_flow.h"
#include "measures/time_in_stage.h"
#include "measures/transitions.h"

namespace stagecraft::measures {

std::vector<Figure> part_figures(const Study& study, const Study& parts) {
  std::vector<Figure> figures;
  const auto keep = [&](std::vector<Figure> made) {
    for (Figure& figure : made)
      if (study.common()->find_group(figure.stage) != nullptr) figures.push_back(std::move(figure));
  };
  const Tier& tier = parts.stages();
  const CalendarGrid weeks(CalendarGrid::Unit::week, parts.period().days, parts.request().zone);
  for (const Slicing& slicing : parts.slicings()) {
    keep(
        stage_flow_figures(parts, tier, slicing, stage_flow(parts, tier, slicing, &weeks), &weeks));
    keep(time_in_stage(parts, tier, slicing, collect_stays(parts, tier, slicing, {})));
    keep(time_to_next(parts, tier, slicing));
    keep(conversion(parts, tier, slicing).figures);
    keep(transition_figures(parts, tier, slicing, transitions(parts, tier, slicing)));
  }
  return figures;
}

}  // namespace stagecraft::measures
