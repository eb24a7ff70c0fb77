#include "selling/skills.h"

#include <gmock/gmock.h>

namespace stagecraft::selling {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const PersonId ann{1}, bob{2}, eve{3};

process::Map map_asking(int level) {
  process::Map map;
  map.competencies = {{.id = "asking", .name = "Asking"},
                      {.id = "pricing", .name = "Pricing", .levels = {"reads", "writes"}}};
  process::Stage needs{.id = "needs", .name = "Needs"}, offer{.id = "offer", .name = "Offer"};
  needs.skills = {{"asking", level}};
  offer.skills = {{"asking", 1}, {"pricing", 2}};
  map.goals = {{.id = "", .name = "", .stages = {needs, offer}}};
  return map;
}

TEST(StageSkills, TellWhoHasWhatAStageAsksTheMostAbleFirst) {
  const std::vector<SkilledPerson> people{
      {ann, {{"asking", 2}}}, {bob, {{"asking", 4}}}, {eve, {{"pricing", 1}}}};
  const auto skills = stage_skills(map_asking(3), people);
  ASSERT_THAT(skills, SizeIs(3));
  EXPECT_EQ(skills[0].stage, "needs");
  EXPECT_EQ(skills[0].name, "Asking");
  EXPECT_EQ(skills[0].level_name, "does it alone");
  EXPECT_THAT(skills[0].holders, ElementsAre(SkillHolder{bob, 4, -1}, SkillHolder{ann, 2, 1}));
  EXPECT_EQ(skills[0].able, 1);
}

TEST(StageSkills, SayWhereNobodyIsAble) {
  const std::vector<SkilledPerson> people{{ann, {}}, {eve, {{"pricing", 1}}}};
  const auto skills = stage_skills(map_asking(3), people);
  EXPECT_EQ(skills[0].able, 0);
  EXPECT_THAT(skills[0].holders, IsEmpty());
  EXPECT_EQ(skills[2].competency, "pricing");
  EXPECT_EQ(skills[2].level_name, "writes");
  EXPECT_EQ(skills[2].able, 0);
  EXPECT_THAT(skills[2].holders, ElementsAre(SkillHolder{eve, 1, 1}));
}

TEST(StageSkills, KeepALevelThatTheMapDoesNotNameWithoutAName) {
  const auto skills = stage_skills(map_asking(9), {});
  EXPECT_EQ(skills[0].level, 9);
  EXPECT_EQ(skills[0].level_name, "");
}

}  // namespace
}  // namespace stagecraft::selling
