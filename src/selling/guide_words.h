#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/messages.h"

namespace stagecraft::selling {

/// The sentences of the guide in one language (src/selling/data/guide-TAG.yaml).
class GuideWords {
 public:
  /// REQUIRES one of process::message_languages.
  explicit GuideWords(std::string_view language);

  /// What to do, and why, of a kind of next step.
  std::string what(std::string_view kind, process::Fills fills) const {
    return messages_.mend(kind, fills);
  }
  std::string why(std::string_view kind, process::Fills fills) const {
    return messages_.message(kind, fills);
  }
  std::string phrase(std::string_view name, process::Fills fills = {}) const {
    return messages_.phrase(name, fills);
  }
  /// `1 day`, `8 days`.
  std::string days(int count) const;
  /// With one digit behind the point.
  std::string number(double value) const;
  /// `a, or b`, by a mark of one's own: ` or `, `; or `.
  std::string either(const std::vector<std::string>& texts, std::string_view mark = "") const;

 private:
  const process::Messages& messages_;
};

}  // namespace stagecraft::selling
