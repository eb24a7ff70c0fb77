#include "measures/gathered.h"

#include <utility>

namespace stagecraft::measures {

namespace {

void add_stages(const Study& study, const Slicing& slicing, Gathered& result,
                Gatherers& gatherers) {
  const Tier& tier = study.stages();
  gatherers.push_back(gather_transitions(study, tier, slicing, result.transitions));
  gatherers.push_back(gather_deviations(study, tier, slicing, result.deviations));
  gatherers.push_back(gather_cycles(study, slicing, result.cycles));
  if (!slicing.attribute.empty()) return;
  for (auto& gatherer : gather_cohorts(study, {}, result.cohorts))
    gatherers.push_back(std::move(gatherer));
}

}  // namespace

std::vector<Gathered> gather(const Study& study, const Tier& tier, const CalendarGrid& weeks) {
  std::vector<Gathered> results(study.slicings().size());
  Gatherers gatherers;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const Slicing& slicing = study.slicings()[i];
    Gathered& result = results[i];
    gatherers.push_back(gather_stage_flow(study, tier, slicing, &weeks, result.flow));
    gatherers.push_back(gather_stays(study, tier, slicing, {}, result.stays));
    gatherers.push_back(gather_forward_days(study, tier, slicing, nullptr, result.forward_days));
    for (auto& gatherer : gather_conversions(study, tier, slicing, result.conversions))
      gatherers.push_back(std::move(gatherer));
    gatherers.push_back(gather_funnel(study, tier, slicing, result.funnel));
    if (tier.level == Level::stages) add_stages(study, slicing, result, gatherers);
  }
  pass_deals(study, tier, std::move(gatherers));
  return results;
}

}  // namespace stagecraft::measures
