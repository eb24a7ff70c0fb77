#include "process/lineage_groups.h"

#include <algorithm>
#include <map>
#include <set>

namespace stagecraft::process {
namespace {

std::set<std::string> replaced_by(const MapTree& tree, const std::string& stage) {
  std::set<std::string> ids;
  if (!tree.knows(stage)) return ids;
  if (const auto* list = tree.value(stage, "replaces"))
    for (const auto& id : list->items) ids.insert("stage:" + id.text);
  return ids;
}

}  // namespace

std::vector<LineageGroup> find_lineage_groups(const MapTree& a, const MapTree& b) {
  std::vector<std::string> stages;  // Of b, in order.
  for (const auto& address : b.inside("map"))
    if (address.starts_with("stage:")) stages.push_back(address);
  std::map<std::string, std::vector<std::string>> parts_of, wholes_of;
  for (const auto& stage : stages) {
    const auto before = replaced_by(a, stage);
    for (const auto& old : replaced_by(b, stage)) {
      if (before.contains(old) || old == stage || !a.knows(old)) continue;
      parts_of[old].push_back(stage);
      wholes_of[stage].push_back(old);
    }
  }
  std::vector<LineageGroup> groups;
  std::set<std::string> grouped;
  const auto add = [&](LineageGroup group) {
    for (const auto* list : {&group.olds, &group.parts})
      if (std::ranges::any_of(*list, [&](const auto& one) { return grouped.contains(one); }))
        return;
    for (const auto* list : {&group.olds, &group.parts}) grouped.insert(list->begin(), list->end());
    groups.push_back(std::move(group));
  };
  for (const auto& stage : stages) {
    if (!wholes_of.contains(stage)) continue;
    auto olds = wholes_of[stage];
    const auto& parts = parts_of[olds.front()];
    const bool old_goes_on = b.knows(olds.front());
    if (olds.size() == 1 && (parts.size() > 1 || old_goes_on)) {
      LineageGroup group{"split", olds, {}};
      for (const auto& one : stages)  // The old one goes on as a part of itself.
        if (one == olds.front() || std::ranges::find(parts, one) != parts.end())
          group.parts.push_back(one);
      add(std::move(group));
    } else if (olds.size() > 1 || a.knows(stage)) {
      if (a.knows(stage)) olds.insert(olds.begin(), stage);
      add({"merge", olds, {stage}});
    } else {
      add({"rename", olds, {stage}});
    }
  }
  return groups;
}

}  // namespace stagecraft::process
