#include "process/check/rules.h"

namespace stagecraft::process::rules {

void implicit_id(const CheckInput& input, Findings& findings) {
  const auto& made = input.loaded.implicit_ids;
  if (!made.empty()) findings.add("", {"map"}, {{"count", std::to_string(made.size())}});
}

}  // namespace stagecraft::process::rules
