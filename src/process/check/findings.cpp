#include "process/check/findings.h"

#include <algorithm>
#include <stdexcept>

namespace stagecraft::process {

Finding& Findings::add(std::string_view case_, const Spot& spot, Fills fills) {
  const auto known = std::ranges::find(rule_->cases, case_, &Case::name);
  if (known == rule_->cases.end())
    throw std::logic_error("rule " + std::string(rule_->id) + " has no case '" +
                           std::string(case_) + "'");
  Finding finding{.rule = std::string(rule_->id),
                  .case_ = std::string(case_),
                  .severity = known->severity,
                  .mistake = known->mistake,
                  .address = spot.address,
                  .place = place_of(spot),
                  .related = {},
                  .message = {},
                  .mend = {}};
  const auto name = name_of(finding);
  finding.message = messages_.message(name, fills);
  finding.mend = messages_.mend(name, fills);
  // Of what a base says, the reader of a variant wants to see where the base came in.
  if (const auto top = places_.find("map");
      !finding.place.file.empty() && finding.place.file != top.file)
    finding.related.push_back(places_.find("map", "extends"));
  return found_.emplace_back(std::move(finding));
}

}  // namespace stagecraft::process
