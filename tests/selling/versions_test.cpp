#include "selling/versions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

process::Stage& stage_of(process::Map& map, std::string_view id) {
  for (auto& stage : map.goals[0].stages)
    if (stage.id == id) return stage;
  throw std::invalid_argument(std::string(id));
}

process::Criterion criterion(const std::string& id) {
  process::Criterion made;
  made.id = id;
  made.text = "they did " + id;
  return made;
}

class Versions : public Workbench {
 protected:
  Versions() { enter("interest"); }
  process::Map map() const { return version_->map; }
  MigrationPreview preview(const Migration& migration) const {
    return preview_migration(deal_, migration, setting());
  }
};

TEST_F(Versions, KeepTheStageWithTheSameId) {
  auto changed = map();
  stage_of(changed, "interest").name = "First interest";
  const auto& to = world_.publish(changed);
  EXPECT_EQ(preview({.to = to}).to, "interest");
  const auto entered = deal_.stage_entered_at;
  add(migrate(deal_, {.to = to}, setting()));
  EXPECT_EQ(deal_.map, to.id);
  EXPECT_EQ(deal_.stage, "interest");
  EXPECT_EQ(deal_.stage_entered_at, entered);
  EXPECT_EQ(deal_.visits.size(), 1u);
}

TEST_F(Versions, FollowARenamedStageThroughTheVersionsBetween) {
  auto second = map();
  stage_of(second, "interest").id = "attention";
  stage_of(second, "attention").replaces = {"interest"};
  auto third = second;
  stage_of(third, "attention").replaces = {"attention"};
  stage_of(third, "attention").id = "contact";
  world_.publish(second);
  const auto& to = world_.publish(third);
  const std::vector<process::Map> between{second};
  EXPECT_EQ(preview({.to = to, .between = between}).to, "contact");
  EXPECT_TRUE(preview({.to = to}).needs_choice());
}

TEST_F(Versions, AskToChooseAmongThePartsOfASplit) {
  auto split = map();
  auto& first = stage_of(split, "interest");
  first.id = "noticed";
  first.replaces = {"interest"};
  auto part = first;
  part.id = "talking";
  part.exit.clear();
  split.goals[0].stages.insert(split.goals[0].stages.begin() + 1, part);
  const auto& to = world_.publish(split);
  EXPECT_THAT(preview({.to = to}).choices, ElementsAre("noticed", "talking"));
  const auto error = refusal_of([&] { return migrate(deal_, {.to = to}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::invalid);
  EXPECT_EQ(error.faults()[0].mend, "Take one of noticed, talking.");
  EXPECT_THROW(migrate(deal_, {.to = to, .stage = "start"}, setting()), base::Error);
  add(migrate(deal_, {.to = to, .stage = "talking"}, setting()));
  EXPECT_EQ(deal_.stage, "talking");
}

TEST_F(Versions, WithoutSuccessorAllStagesBeforeWinningAreChoices) {
  auto other = process::plain_map({"a", "b", "c"});
  other.outcomes[0].on_leaving = "b";
  const auto& to = world_.publish(other);
  EXPECT_THAT(preview({.to = to}).choices, ElementsAre("a", "b"));
}

TEST_F(Versions, TellWhichCriteriaAreMetAndWhichAreNew) {
  meet_interest();
  auto changed = map();
  auto& exit = stage_of(changed, "interest").exit;
  exit.push_back(criterion("visited"));
  const auto& to = world_.publish(changed);
  const auto seen = preview({.to = to});
  EXPECT_THAT(seen.met, ElementsAre("budget", "decider"));
  EXPECT_THAT(seen.newly_unmet, ElementsAre("visited"));
  EXPECT_THAT(seen.unmet_no_more, IsEmpty());
}

TEST_F(Versions, TellWhatIsAskedNoMore) {
  auto changed = map();
  stage_of(changed, "interest").exit = {criterion("visited")};
  const auto& to = world_.publish(changed);
  const auto seen = preview({.to = to});
  EXPECT_THAT(seen.newly_unmet, ElementsAre("visited"));
  EXPECT_THAT(seen.unmet_no_more, ElementsAre("budget", "decider"));
}

TEST_F(Versions, AreNotMovedToTheirOwn) {
  EXPECT_EQ(refusal_of([&] { return migrate(deal_, {.to = *version_}, setting()); }).kind(),
            ErrorKind::conflict);
}

TEST_F(Versions, OfALeadNeedNoStage) {
  Bench lead;
  const auto& to = lead.world_.publish(process::plain_map({"x"}));
  lead.add(migrate(lead.deal_, {.to = to}, lead.setting()));
  EXPECT_EQ(lead.deal_.map, to.id);
  EXPECT_EQ(lead.deal_.status, DealStatus::lead);
}

TEST_F(Versions, KeepAWonDealWonAndOnItsSideOfWinning) {
  tell(EventKind::won, [](Event& event) { event.symbol = "won"; });
  enter("start");
  auto changed = map();
  changed.outcomes[0].id = "bought";
  std::erase_if(changed.goals[0].stages,
                [](const process::Stage& stage) { return stage.id == "start"; });
  const auto& to = world_.publish(changed);
  const auto seen = preview({.to = to});
  EXPECT_EQ(seen.to, "later");  // The only one after the sale.
  add(migrate(deal_, {.to = to}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::won);
  EXPECT_EQ(deal_.closing->outcome, "bought");
}

TEST(MigrationRows, CountDealsByWhereTheyGo) {
  const MigrationPreview plain{.from = "a", .to = "b"};
  auto gaining = plain;
  gaining.newly_unmet = {"x"};
  auto losing = plain;
  losing.unmet_no_more = {"y"};
  const MigrationPreview unclear{.from = "c", .to = "", .choices = {"d", "e"}};
  const auto rows =
      count_migrations(std::vector<MigrationPreview>{plain, gaining, unclear, losing, unclear});
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(
      rows[0],
      (MigrationRow{.from = "a", .to = "b", .choices = {}, .deals = 3, .gaining = 1, .losing = 1}));
  EXPECT_EQ(rows[1].deals, 2);
  EXPECT_THAT(rows[1].choices, ElementsAre("d", "e"));
}

}  // namespace
}  // namespace stagecraft::selling
