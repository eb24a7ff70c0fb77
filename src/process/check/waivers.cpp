#include "process/check/waivers.h"

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process {
namespace {

bool covers(const Waiver& waiver, const Finding& finding) {
  return waiver.rule == finding.rule && (waiver.case_.empty() || waiver.case_ == finding.case_) &&
         (waiver.at.empty() || waiver.at == finding.address);
}

bool has_ended(const Waiver& waiver, base::Day today) {
  return waiver.until && *waiver.until < today;
}

std::string name_of(const Waiver& waiver, const Messages& messages) {
  const auto rule = waiver.case_.empty() ? waiver.rule : waiver.rule + "/" + waiver.case_;
  return waiver.at.empty() ? rule
                           : messages.phrase("rule_at", {{"rule", rule}, {"address", waiver.at}});
}

}  // namespace

std::vector<int> apply_waivers(const Map& map, base::Day today, std::span<Finding> found) {
  std::vector<int> covered;
  for (const auto& waiver : map.check.waived) {
    auto& count = covered.emplace_back(0);
    for (auto& finding : found) {
      if (!covers(waiver, finding)) continue;
      ++count;
      finding.waived = finding.waived || !has_ended(waiver, today);
    }
  }
  return covered;
}

void report_stale(const Map& map, base::Day today, const std::vector<int>& covered,
                  Findings& findings) {
  findings.begin(*find_rule("stale-waiver"));
  const auto& messages = findings.messages();
  for (std::size_t i = 0; i < covered.size(); ++i) {
    const auto& waiver = map.check.waived[i];
    const bool ended = has_ended(waiver, today);
    // Whether maps are ambiguous shows only when they are checked together.
    const bool matched = covered[i] > 0 || waiver.rule == "ambiguous-selection";
    if (matched && !ended) continue;
    const auto why = ended ? messages.phrase("ended", {{"day", base::to_iso(*waiver.until)}})
                           : messages.phrase("matched_nothing");
    findings.add("", {"map", "check/waived", static_cast<int>(i)},
                 {{"rule", name_of(waiver, messages)}, {"why", why}});
  }
}

}  // namespace stagecraft::process
