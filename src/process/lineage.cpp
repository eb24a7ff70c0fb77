#include "process/lineage.h"

#include <algorithm>

namespace stagecraft::process {
namespace {

std::vector<std::string> replacing(std::string_view id, const Map& map) {
  std::vector<std::string> found;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      if (std::ranges::find(stage.replaces, id) != stage.replaces.end()) found.push_back(stage.id);
  return found;
}

bool knows(const Map& map, std::string_view id) {
  return find_stage(map, id) != nullptr || find_outcome(map, id) != nullptr;
}

void add_new(std::vector<std::string>& to, const std::vector<std::string>& ids) {
  for (const auto& id : ids)
    if (std::ranges::find(to, id) == to.end()) to.push_back(id);
}

}  // namespace

std::vector<std::string> successors(std::string_view id, const Map& map,
                                    std::span<const Map> earlier) {
  // Step by step to newer versions: in each, what is not known gives way to what replaces it there.
  std::vector<std::string> ids{std::string(id)};
  const auto step = [&ids](const Map& version) {
    std::vector<std::string> next;
    for (const auto& old : ids) {
      const auto parts = knows(version, old) ? std::vector{old} : replacing(old, version);
      add_new(next, parts.empty() ? std::vector{old} : parts);
    }
    ids = std::move(next);
  };
  for (const auto& version : earlier) step(version);
  step(map);
  std::erase_if(ids, [&map](const std::string& found) { return !knows(map, found); });
  return ids;
}

}  // namespace stagecraft::process
