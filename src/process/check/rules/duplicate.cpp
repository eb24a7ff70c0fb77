#include <fmt/core.h>

#include <map>

#include "base/text.h"
#include "process/check/lists.h"
#include "process/check/rules.h"
#include "process/check/walk.h"

namespace stagecraft::process::rules {
namespace {

std::string shown_place(const base::Place& place, const std::string& address) {
  return place.line > 0 ? fmt::format("{}:{}", place.file, place.line) : address;
}

/// Names of one kind that are taken, with the first element that took each.
class Taken {
 public:
  Taken(std::string kind, Findings& findings) : kind_(std::move(kind)), findings_(findings) {}

  /// `spot` is where the name stands.
  void take(const std::string& name, const Spot& spot) {
    const auto [first, is_new] = first_.try_emplace(base::fold(name), spot);
    if (!is_new) report(name, spot, first->second);
  }

  /// An alias may be taken only by the element itself; two elements may share a former name.
  void compare_alias(const std::string& alias, const Spot& spot) {
    const auto first = first_.find(base::fold(alias));
    if (first != first_.end() && first->second.address != spot.address)
      report(alias, spot, first->second);
  }

 private:
  void report(const std::string& name, const Spot& spot, const Spot& first) {
    const auto place = findings_.place_of(first);
    auto& finding = findings_.add("name", spot,
                                  {{"name", name},
                                   {"kind", findings_.messages().phrase(kind_)},
                                   {"other", shown_place(place, first.address)}});
    finding.related.push_back(place);
  }

  std::string kind_;
  Findings& findings_;
  std::map<std::string, Spot, std::less<>> first_;
};

void judge_names(const Map& map, Findings& findings) {
  Taken goals("goal", findings), stages("stage", findings);
  for (const auto& goal : map.goals)
    if (!map.flat) goals.take(goal.name, {address_of(map, goal), "name"});
  for_each_stage(map, [&](const Stage& stage) {
    stages.take(stage.name, {address_of(stage), "name"});
    Taken tasks("task", findings);
    for (const auto& task : stage.tasks) tasks.take(task.name, {address_of(task), "name"});
  });
  // After all names, so that it is the alias that is reported.
  for_each_stage(map, [&](const Stage& stage) {
    for (std::size_t i = 0; i < stage.aliases.size(); ++i)
      stages.compare_alias(stage.aliases[i], {address_of(stage), "aliases", static_cast<int>(i)});
  });
}

void judge_list(const Spot& list, const std::vector<std::string>& lines, Findings& findings) {
  std::map<std::string, int, std::less<>> first;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto index = static_cast<int>(i);
    const auto [at, is_new] = first.try_emplace(base::fold(lines[i]), index);
    if (is_new) continue;
    auto& finding = findings.add("text", {list.address, list.key, index}, {{"text", lines[i]}});
    finding.related.push_back(findings.place_of({list.address, list.key, at->second}));
  }
}

}  // namespace

void duplicate(const CheckInput& input, Findings& findings) {
  judge_names(input.map, findings);
  for_each_list(input.map, [&](const Spot& list, const std::vector<std::string>& lines) {
    judge_list(list, lines, findings);
  });
}

}  // namespace stagecraft::process::rules
