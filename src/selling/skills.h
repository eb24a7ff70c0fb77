#pragma once

#include <span>
#include <string>
#include <vector>

#include "process/map.h"
#include "selling/ids.h"

/// What people are able to do, and what the stages of a map ask of them (M4).
namespace stagecraft::selling {

/// A competency of the maps, and how well somebody masters it: 1 to the number of its levels.
struct SkillLevel {
  std::string competency;
  int level = 1;

  bool operator==(const SkillLevel&) const = default;
};

struct SkilledPerson {
  PersonId person;
  std::vector<SkillLevel> levels;
};

/// Who masters a competency, and how far that is from what is asked: level asked - level mastered,
/// negative where somebody masters more.
struct SkillHolder {
  PersonId person;
  int level = 0;
  int gap = 0;

  bool operator==(const SkillHolder&) const = default;
};

/// One competency that a stage asks for.
struct StageSkill {
  std::string stage, competency;
  std::string name;  ///< Of the competency; its id where the map does not have it.
  int level = 0;
  std::string level_name;            ///< Empty: the level has none.
  std::vector<SkillHolder> holders;  ///< Everybody who was assessed, the most able first.
  int able = 0;                      ///< So many of them have no gap.
};

/// In the order of the map's stages, then by the id of the competency. O(skills x people).
std::vector<StageSkill> stage_skills(const process::Map& map,
                                     std::span<const SkilledPerson> people);

/// What level 1, 2 ... of a competency is called: as the map says, else `knows it` and so on.
std::vector<std::string> level_names(const process::Competency& competency);

}  // namespace stagecraft::selling
