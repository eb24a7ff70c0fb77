#include "measures/part_figures.h"

#include "measures/gathered.h"

namespace stagecraft::measures {

std::vector<Figure> part_figures(const Study& study, const Study& parts) {
  std::vector<Figure> figures;
  const auto keep = [&](std::vector<Figure> made) {
    for (Figure& figure : made)
      if (study.common()->find_group(figure.stage) != nullptr) figures.push_back(std::move(figure));
  };
  const Tier& tier = parts.stages();
  const CalendarGrid weeks(CalendarGrid::Unit::week, parts.period().days, parts.request().zone);
  auto gathered = gather(parts, tier, weeks);
  for (std::size_t i = 0; i < gathered.size(); ++i) {
    const Slicing& slicing = parts.slicings()[i];
    Gathered& found = gathered[i];
    keep(stage_flow_figures(parts, tier, slicing, found.flow, &weeks));
    keep(time_in_stage(parts, tier, slicing, found.stays));
    keep(time_to_next(parts, tier, slicing, std::move(found.forward_days)));
    keep(conversion(parts, tier, slicing, found.conversions).figures);
    keep(transition_figures(parts, tier, slicing, found.transitions));
  }
  return figures;
}

}  // namespace stagecraft::measures
