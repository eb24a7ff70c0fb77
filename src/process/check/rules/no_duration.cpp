#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {

void no_duration(const CheckInput& input, Findings& findings) {
  for_each_customer_stage(input.map, [&](const Stage& stage) {
    if (!stage.expected_days) findings.add("no-days", {address_of(stage)}, {{"stage", stage.name}});
    if (!stage.expected_conversion)
      findings.add("no-conversion", {address_of(stage)}, {{"stage", stage.name}});
  });
}

}  // namespace stagecraft::process::rules
