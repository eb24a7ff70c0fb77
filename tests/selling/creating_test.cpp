#include "selling/creating.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;

class Creating : public Workbench {
 protected:
  Deal create(const NewDeal& command) {
    return fold(DealId{2}, create_deal(command, setting()), world_);
  }
};

TEST_F(Creating, MakesALeadWithAllThatIsKnown) {
  const auto deal = create({.name = "Second plant",
                            .contacts = {ContactId{3}, ContactId{4}, ContactId{3}},
                            .values = {{"account", "9"}, {"amount", "500"}}});
  EXPECT_EQ(deal.status, DealStatus::lead);
  EXPECT_EQ(deal.name, "Second plant");
  EXPECT_EQ(deal.map, version_->id);
  EXPECT_EQ(deal.account(), AccountId{9});
  EXPECT_EQ(deal.attribute("currency"), "EUR");
  EXPECT_EQ(deal.buying_group.size(), 2u);
}

TEST_F(Creating, NeedsAName) {
  const auto error = refusal_of([&] { return create_deal({.name = " "}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::invalid);
  EXPECT_EQ(error.faults()[0].at, "/name");
}

TEST_F(Creating, RefusesWrongValues) {
  EXPECT_EQ(refusal_of([&] {
              return create_deal({.name = "A", .values = {{"owner", "Ann"}}}, setting());
            })
                .faults()[0]
                .at,
            "/values/0/value");
}

TEST_F(Creating, IsToldForATimeThatHasCome) {
  EXPECT_EQ(create({.name = "A", .at = now_ - std::chrono::days(3)}).created_at,
            now_ - std::chrono::days(3));
  EXPECT_THROW(create({.name = "A", .at = now_ + std::chrono::hours(1)}), base::Error);
}

TEST_F(Creating, QualifyingEntersTheFirstStage) {
  add(qualify(deal_, {}, setting()));
  EXPECT_EQ(deal_.stage, "interest");
  EXPECT_EQ(refusal_of([&] { return qualify(deal_, {}, setting()); }).kind(), ErrorKind::conflict);
}

TEST_F(Creating, QualifyingElsewhereIsGated) {
  EXPECT_EQ(refusal_of([&] { return qualify(deal_, {.stage = "offer"}, setting()); }).kind(),
            ErrorKind::conflict);
}

TEST_F(Creating, QualifyingAsksForTheStageWhereAMapBeginsInSeveral) {
  auto map = process::plain_map({"a", "b"});
  map.start = {{"a", "b"}};
  deal_.map = world_.publish(map).id;
  EXPECT_EQ(refusal_of([&] { return qualify(deal_, {}, setting()); }).kind(), ErrorKind::invalid);
  add(qualify(deal_, {.stage = "b"}, setting()));
  EXPECT_EQ(deal_.stage, "b");
}

// --- which process ---

process::Serves serving(std::vector<std::string> channels, std::vector<std::string> offerings,
                        std::vector<std::string> personas = {}) {
  process::Serves serves;
  serves.channels = std::move(channels);
  serves.offerings = std::move(offerings);
  serves.personas = std::move(personas);
  return serves;
}

const std::vector<ServingProcess>& processes() {
  static const std::vector<ServingProcess> list{
      {ProcessId{1}, {}},
      {ProcessId{2}, serving({"direct"}, {})},
      {ProcessId{3}, serving({}, {"planner"})},
      {ProcessId{4}, serving({"direct"}, {}, {"head"})},
      {ProcessId{5}, serving({"partner"}, {"lite"})},
      {ProcessId{6}, serving({"partner"}, {"lite"})},
  };
  return list;
}

TEST(WhichProcess, IsTheOneThatServesAnythingWhenNothingIsStated) {
  EXPECT_THAT(choose_process(processes(), {}), ElementsAre(ProcessId{1}));
}

TEST(WhichProcess, WeighsTheOfferingMoreThanChannelAndPersonaTogether) {
  EXPECT_THAT(choose_process(processes(), {.channel = "direct", .offering = {}, .persona = {}}),
              ElementsAre(ProcessId{2}));
  EXPECT_THAT(choose_process(processes(), {.channel = "direct", .offering = {}, .persona = "head"}),
              ElementsAre(ProcessId{4}));
  EXPECT_THAT(
      choose_process(processes(), {.channel = "direct", .offering = "planner", .persona = "head"}),
      ElementsAre(ProcessId{3}));
}

TEST(WhichProcess, IsForThePersonToChooseOnATie) {
  EXPECT_THAT(
      choose_process(processes(), {.channel = "partner", .offering = "lite", .persona = {}}),
      ElementsAre(ProcessId{5}, ProcessId{6}));
}

TEST(WhichProcess, IsForThePersonToChooseWhenNoneServes) {
  const std::vector<ServingProcess> one{{ProcessId{2}, serving({"direct"}, {})}};
  EXPECT_THAT(choose_process(one, {.channel = "partner", .offering = {}, .persona = {}}),
              IsEmpty());
}

TEST(WhichProcess, IsProposedAnewWhenTheChannelChanges) {
  Deal deal;
  deal.map = {ProcessId{1}, 3};
  EXPECT_FALSE(find_better_process(deal, processes()));
  deal.attributes["channel"] = "direct";
  EXPECT_EQ(find_better_process(deal, processes()), ProcessId{2});
}

}  // namespace
}  // namespace stagecraft::selling
