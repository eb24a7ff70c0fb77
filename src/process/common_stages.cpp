#include "process/common_stages.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "process/lineage.h"

namespace stagecraft::process {
namespace {

using Ids = std::vector<std::string>;

void add_new(Ids& to, const std::string& id) {
  if (std::ranges::find(to, id) == to.end()) to.push_back(id);
}

/// What the stages of one version make of an id.
Ids step(const Map& version, const std::string& id) {
  Ids found;
  const bool goes_on = find_stage(version, id) != nullptr || find_outcome(version, id) != nullptr;
  for (const auto& goal : version.goals)
    for (const auto& stage : goal.stages)
      if (stage.id == id || std::ranges::find(stage.replaces, id) != stage.replaces.end())
        add_new(found, stage.id);
  if (goes_on) add_new(found, id);
  return found.empty() ? Ids{id} : found;
}

Ids all_parts(std::string_view id, const Map& map, std::span<const Map> earlier) {
  Ids ids{std::string(id)};
  const auto follow = [&ids](const Map& version) {
    Ids next;
    for (const auto& old : ids)
      for (const auto& part : step(version, old)) add_new(next, part);
    ids = std::move(next);
  };
  for (const auto& version : earlier) follow(version);
  follow(map);
  return ids;
}

/// Sets of stages that grow together.
class Sets {
 public:
  explicit Sets(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  /// The smallest member stands for its set.
  std::size_t find(std::size_t i) const {
    while (parent_[i] != i) i = parent_[i];
    return i;
  }
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

Ids stage_ids(const Map& map) {
  Ids ids;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) ids.push_back(stage.id);
  return ids;
}

}  // namespace

std::vector<std::string> meanings(std::string_view id, const Map& map,
                                  std::span<const Map> earlier) {
  const Ids parts = all_parts(id, map, earlier);
  Ids customer, internal;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      if (std::ranges::find(parts, stage.id) != parts.end())
        (stage.internal ? internal : customer).push_back(stage.id);
  if (!customer.empty()) return customer;
  if (!internal.empty()) return internal;
  return find_outcome(map, id) != nullptr ? Ids{std::string(id)} : Ids{};
}

std::vector<CommonStage> common_stages(const Map& map, std::span<const std::string> recorded,
                                       std::span<const Map> earlier) {
  const Ids stages = stage_ids(map);
  const auto index_of = [&stages](const std::string& id) {
    return static_cast<std::size_t>(std::ranges::find(stages, id) - stages.begin());
  };
  Sets sets(stages.size());
  std::vector<std::pair<std::string, std::size_t>> split;  // Old id, and one of its parts.
  for (const auto& id : recorded) {
    const Ids parts = meanings(id, map, earlier);
    if (parts.size() < 2) continue;
    split.emplace_back(id, index_of(parts.front()));
    for (const auto& part : parts) sets.join(index_of(parts.front()), index_of(part));
  }
  std::map<std::size_t, CommonStage> groups;  // By the first part.
  for (const auto& [id, part] : split) groups[sets.find(part)].olds.push_back(id);
  for (std::size_t s = 0; s < stages.size(); ++s) {
    const auto group = groups.find(sets.find(s));
    if (group == groups.end()) continue;
    auto& common = group->second;
    common.id += (common.id.empty() ? "" : "+") + stages[s];
    common.parts.push_back(stages[s]);
    common.names.push_back(find_stage(map, stages[s])->name);
  }
  std::vector<CommonStage> found;
  for (auto& [first, group] : groups) found.push_back(std::move(group));
  return found;
}

}  // namespace stagecraft::process
