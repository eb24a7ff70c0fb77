#include "selling/silence.h"

#include <optional>

#include "base/statistics/quantile.h"

namespace stagecraft::selling {

std::string_view stage_at(const Deal& deal, base::Instant at) {
  std::string_view stage;
  for (const auto& visit : deal.visits) {
    if (visit.entered > at) break;
    if (visit.entry != process::EntryClass::background) stage = visit.stage;
  }
  return stage;
}

std::vector<Gap> gaps_of(const Deal& deal, std::span<const Event> events) {
  std::vector<Gap> gaps;
  std::optional<base::Instant> before;
  for (const auto& event : events) {
    if (event.precision == Precision::unknown) continue;
    if (deal.closing && event.at > deal.closing->at) break;
    if (before && *before < event.at)
      gaps.push_back({std::string(stage_at(deal, *before)), base::to_days(event.at - *before)});
    before = event.at;
  }
  return gaps;
}

std::map<std::string, double, std::less<>> usual_silence(std::span<const Gap> gaps, double q,
                                                         int least) {
  std::map<std::string_view, std::vector<double>> by_stage;
  for (const auto& gap : gaps) by_stage[gap.stage].push_back(gap.days);
  std::map<std::string, double, std::less<>> usual;
  for (auto& [stage, days] : by_stage)
    if (static_cast<int>(days.size()) >= least)
      if (const auto quantile = base::statistics::plain_quantile(days, q))
        usual.emplace(stage, *quantile);
  return usual;
}

}  // namespace stagecraft::selling
