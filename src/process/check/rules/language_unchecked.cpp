#include "process/check/rules.h"

namespace stagecraft::process::rules {

void language_unchecked(const CheckInput& input, Findings& findings) {
  if (!input.words) findings.add("", {"map", "language"}, {{"language", input.map.language}});
}

}  // namespace stagecraft::process::rules
