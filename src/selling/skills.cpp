#include "selling/skills.h"

#include <algorithm>
#include <tuple>

namespace stagecraft::selling {
namespace {

std::vector<SkillHolder> holders_of(const std::string& competency, int asked,
                                    std::span<const SkilledPerson> people) {
  std::vector<SkillHolder> holders;
  for (const auto& one : people) {
    const auto found = std::ranges::find(one.levels, competency, &SkillLevel::competency);
    if (found != one.levels.end())
      holders.push_back({one.person, found->level, asked - found->level});
  }
  std::ranges::sort(
      holders, {}, [](const SkillHolder& holder) { return std::tuple(holder.gap, holder.person); });
  return holders;
}

StageSkill skill_of(const process::Map& map, const process::Stage& stage, const std::string& id,
                    int level, std::span<const SkilledPerson> people) {
  StageSkill skill{.stage = stage.id, .competency = id, .name = id, .level = level};
  const auto found = std::ranges::find(map.competencies, id, &process::Competency::id);
  if (found != map.competencies.end()) {
    skill.name = found->name;
    const auto names = level_names(*found);
    if (level >= 1 && level <= std::ssize(names))
      skill.level_name = names[static_cast<std::size_t>(level - 1)];
  }
  skill.holders = holders_of(id, level, people);
  skill.able = static_cast<int>(std::ranges::count_if(
      skill.holders, [](const SkillHolder& holder) { return holder.gap <= 0; }));
  return skill;
}

}  // namespace

std::vector<StageSkill> stage_skills(const process::Map& map,
                                     std::span<const SkilledPerson> people) {
  std::vector<StageSkill> skills;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      for (const auto& [id, level] : stage.skills)
        skills.push_back(skill_of(map, stage, id, level, people));
  return skills;
}

std::vector<std::string> level_names(const process::Competency& competency) {
  if (!competency.levels.empty()) return competency.levels;
  return {"knows it", "does it with help", "does it alone", "teaches it"};
}

}  // namespace stagecraft::selling
