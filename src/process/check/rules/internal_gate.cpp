#include <algorithm>
#include <map>

#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

/// Why an internal stage stands in the way, in words, by its id.
using Ways = std::map<std::string, std::vector<std::string>, std::less<>>;

void add_ways(Ways& ways, const std::vector<std::string>& ids, const std::string& why) {
  for (const auto& id : ids) {
    auto& known = ways[id];
    if (std::ranges::find(known, why) == known.end()) known.push_back(why);
  }
}

Ways find_ways(const Map& map, const Messages& messages) {
  Ways ways;
  for_each_stage(map, [&](const Stage& stage) {
    if (stage.internal && !stage.exit.empty())
      add_ways(ways, {stage.id}, messages.phrase("has_exit"));
    if (stage.internal && (stage.next || stage.back))
      add_ways(ways, {stage.id}, messages.phrase("has_moves"));
  });
  for_each_stage(map, [&](const Stage& stage) {
    const auto why = messages.phrase("named_by_stage", {{"stage", stage.name}});
    for (const auto& moves : {stage.next, stage.back})
      for (const auto& id : moves.value_or(std::vector<std::string>{}))
        if (id != stage.id) add_ways(ways, {id}, why);
  });
  if (map.start) add_ways(ways, *map.start, messages.phrase("named_by_start"));
  for (const auto& outcome : map.outcomes) {
    const auto why = messages.phrase("named_by_outcome", {{"outcome", outcome.name}});
    add_ways(ways, {outcome.on_leaving}, why);
    if (outcome.from) add_ways(ways, *outcome.from, why);
  }
  return ways;
}

std::map<std::string, const Output*, std::less<>> outputs_by_id(const Map& map) {
  std::map<std::string, const Output*, std::less<>> outputs;
  for_each_stage(map, [&](const Stage& stage) {
    for (const auto& output : stage.outputs) outputs.emplace(output.id, &output);
  });
  return outputs;
}

void judge_evidence(const Map& map, Findings& findings) {
  const auto outputs = outputs_by_id(map);
  const auto is_internal_paper = [&](const Evidence& evidence) {
    const auto found = outputs.find(evidence.output);
    return evidence.kind == EvidenceKind::document && found != outputs.end() &&
           found->second->is_internal();
  };
  for_each_stage(map, [&](const Stage& stage) {
    for (const auto& criterion : stage.exit) {
      if (!criterion.required || criterion.evidence.empty() ||
          !std::ranges::all_of(criterion.evidence, is_internal_paper))
        continue;
      std::vector<std::string> names;
      for (const auto& evidence : criterion.evidence)
        names.push_back(outputs.find(evidence.output)->second->name);
      findings.add("internal-evidence", {address_of(criterion), "evidence"},
                   {{"text", criterion.text}, {"output", findings.messages().list(names)}});
    }
  });
}

}  // namespace

void internal_gate(const CheckInput& input, Findings& findings) {
  const auto ways = find_ways(input.map, findings.messages());
  for_each_stage(input.map, [&](const Stage& stage) {
    const auto found = ways.find(stage.id);
    if (stage.internal && found != ways.end())
      findings.add("criteria", {address_of(stage)},
                   {{"stage", stage.name}, {"how", findings.messages().list(found->second)}});
  });
  judge_evidence(input.map, findings);
}

}  // namespace stagecraft::process::rules
