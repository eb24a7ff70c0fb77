#pragma once

#include <vector>

#include "process/check/rule.h"
#include "process/messages.h"

namespace stagecraft::process {

/// Takes what the rules find, and gives it words, severity and place. One for each map; the
/// references must outlive it.
class Findings {
 public:
  Findings(const Messages& messages, const Places& places) : messages_(messages), places_(places) {}

  /// What is added from now on belongs to this rule.
  void begin(const Rule& rule) { rule_ = &rule; }

  /// A finding of a case ("" for a rule's unnamed one) of the current rule. A case that the rule
  /// does not have is a defect of ours: std::logic_error. The reference is good until the next
  /// call.
  Finding& add(std::string_view case_, const Spot& spot, Fills fills);

  /// The sentences, for fragments that fill messages.
  const Messages& messages() const { return messages_; }
  base::Place place_of(const Spot& spot) const {
    return places_.find(spot.address, spot.key, spot.index);
  }

  std::vector<Finding> take() { return std::move(found_); }

 private:
  const Messages& messages_;
  const Places& places_;
  const Rule* rule_ = nullptr;
  std::vector<Finding> found_;
};

}  // namespace stagecraft::process
