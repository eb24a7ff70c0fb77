#include "process/check/rules.h"
#include "process/check/text_rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

void judge_value_of_goal(const CheckInput& input, const Goal& goal, Findings& findings) {
  const auto address = address_of(input.map, goal);
  if (goal.value.empty()) {
    findings.add("no-value", {address}, {{"goal", goal.name}});
    return;
  }
  if (!input.words) return;
  if (const auto judged = judge_value(goal.value, *input.words); judged.verdict != Verdict::fine)
    findings.add("seller-value", {address, "value"}, {{"goal", goal.name}, {"word", judged.word}});
}

void judge_lines(const Words& words, const Stage& stage, Findings& findings) {
  for (std::size_t i = 0; i < stage.does.size(); ++i)
    if (const auto judged = judge_does(stage.does[i], words); judged.verdict != Verdict::fine)
      findings.add("seller-act", {address_of(stage), "does", static_cast<int>(i)},
                   {{"text", stage.does[i]}, {"stage", stage.name}, {"word", judged.word}});
}

void judge_outputs(const CheckInput& input, Findings& findings) {
  std::size_t all = 0;
  std::vector<std::string> internal;
  for_each_stage(input.map, [&](const Stage& stage) {
    for (const auto& output : stage.outputs) {
      ++all;
      if (output.is_internal()) internal.push_back(output.name);
    }
  });
  constexpr std::size_t enough_to_judge = 3;
  if (all >= enough_to_judge && internal.size() * 2 > all)
    findings.add("internal-outputs", {"map"},
                 {{"count", std::to_string(internal.size())},
                  {"all", std::to_string(all)},
                  {"names", findings.messages().list(internal)}});
}

}  // namespace

void seller_centred(const CheckInput& input, Findings& findings) {
  if (!input.map.flat)
    for (const auto& goal : input.map.goals) judge_value_of_goal(input, goal, findings);
  for_each_stage(input.map, [&](const Stage& stage) {
    if (!stage.internal && stage.does.empty())
      findings.add("no-act", {address_of(stage)}, {{"stage", stage.name}});
    if (!stage.internal && stage.learns.empty())
      findings.add("nothing-learnt", {address_of(stage)}, {{"stage", stage.name}});
    if (input.words) judge_lines(*input.words, stage, findings);
  });
  judge_outputs(input, findings);
}

}  // namespace stagecraft::process::rules
