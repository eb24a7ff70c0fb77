#include "selling/buying_group.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const ContactId rosa{1}, tom{2}, uma{3};

void set_roles(Desk& desk, ContactId contact, std::vector<std::string> roles,
               const std::string& need = {}) {
  desk.act(set_buying_roles(
      desk.deal, {.contact = contact, .roles = std::move(roles), .need = need}, desk.setting()));
}

void think(Desk& desk, ContactId contact, const std::string& view) {
  desk.act(set_view(desk.deal, {.contact = contact, .view = view}, desk.setting()));
}

TEST(BuyingRoles, AreAllThatTheContactHasFromNowOn) {
  Desk desk;
  set_roles(desk, rosa, {"decision_maker", "user"});
  set_roles(desk, rosa, {"user", "coach"});
  ASSERT_EQ(desk.deal.buying_group.size(), 1u);
  EXPECT_THAT(desk.deal.buying_group[0].roles, ElementsAre("user", "coach"));
}

TEST(BuyingRoles, ChangeNothingWhenTheyAreSetAgain) {
  Desk desk;
  set_roles(desk, rosa, {"user"}, "Fewer clicks");
  const auto revision = desk.deal.event_count;
  set_roles(desk, rosa, {"user"}, "Fewer clicks");
  EXPECT_EQ(desk.deal.event_count, revision);
}

TEST(BuyingRoles, KeepTheNeedAsANote) {
  Desk desk;
  const auto change = set_buying_roles(
      desk.deal, {.contact = rosa, .roles = {"user"}, .need = "Fewer clicks"}, desk.setting());
  EXPECT_EQ(to_json(change.at(0).details).find("clicks"), std::string::npos);
  desk.act(change);
  EXPECT_EQ(desk.deal.buying_group.at(0).need, "Fewer clicks");
  set_roles(desk, rosa, {"user"}, "No clicks");
  EXPECT_EQ(desk.deal.buying_group.at(0).need, "No clicks");
  EXPECT_THAT(desk.deal.buying_group.at(0).roles, ElementsAre("user"));
}

TEST(BuyingRoles, OfNoneLeaveTheGroup) {
  Desk desk;
  set_roles(desk, rosa, {"user"});
  set_roles(desk, rosa, {});
  EXPECT_THAT(desk.deal.buying_group, IsEmpty());
  EXPECT_THAT(faults_of([&] { set_roles(desk, rosa, {}); }), ElementsAre("/contact"));
}

TEST(BuyingRoles, MustBeKnownAndThereOnce) {
  Desk desk;
  EXPECT_THAT(faults_of([&] {
                set_roles(desk, rosa, {"boss", "user", "user"});
              }),
              ElementsAre("/roles/0", "/roles/2"));
  EXPECT_THAT(faults_of([&] { set_roles(desk, ContactId(), {"user"}); }), ElementsAre("/contact"));
}

TEST(BuyingRoles, CanBeRolesOfTheMapOnTheCustomersSide) {
  auto map = process::plain_map({"a"});
  map.roles.push_back({.id = "plant_head", .name = "Head", .side = process::Side::customer});
  map.roles.push_back({.id = "engineer", .name = "Engineer", .side = process::Side::us});
  EXPECT_TRUE(is_buying_role("plant_head", map));
  EXPECT_FALSE(is_buying_role("engineer", map));
}

TEST(Weight, IsThatOfTheHeaviestRole) {
  const auto weight = [](const std::vector<std::string>& roles) { return weight_of(roles); };
  EXPECT_EQ(weight({"user", "decision_maker"}), Weight::decide);
  for (const auto* role : {"influencer", "coach", "gatekeeper"})
    EXPECT_EQ(weight({"user", role}), Weight::shape) << role;
  EXPECT_EQ(weight({"user"}), Weight::live);
  EXPECT_EQ(weight({"works_council"}), Weight::live) << "a role that only the map knows";
}

TEST(View, TakesAMemberOfTheGroupAndOneOfThreeWords) {
  Desk desk;
  EXPECT_THAT(faults_of([&] { think(desk, rosa, "maybe"); }), ElementsAre("/contact", "/view"));
  set_roles(desk, rosa, {"user"});
  think(desk, rosa, "against");
  EXPECT_EQ(desk.deal.buying_group[0].view, "against");
}

TEST(Consensus, TellsWhoAgreesAndWhoWasNotReached) {
  Desk desk;
  set_roles(desk, rosa, {"decision_maker"});
  set_roles(desk, tom, {"user"});
  set_roles(desk, uma, {"influencer"});
  think(desk, rosa, "agrees");
  think(desk, tom, "against");
  desk.touch(process::TouchpointKind::call, {rosa});
  auto consensus = consensus_of(desk.deal);
  EXPECT_THAT(consensus.agree, ElementsAre(rosa));
  EXPECT_THAT(consensus.against, ElementsAre(tom));
  EXPECT_THAT(consensus.unknown, ElementsAre(uma));
  EXPECT_THAT(consensus.not_reached, ElementsAre(tom, uma));
  EXPECT_EQ(consensus.members(), 3);
  EXPECT_FALSE(consensus.is_reached());
  think(desk, tom, "agrees");
  think(desk, uma, "agrees");
  EXPECT_TRUE(consensus_of(desk.deal).is_reached());
}

TEST(Consensus, IsNotReachedWithoutSomebodyWhoDecides) {
  Desk desk;
  EXPECT_FALSE(consensus_of(desk.deal).is_reached());
  set_roles(desk, tom, {"user"});
  think(desk, tom, "agrees");
  EXPECT_FALSE(consensus_of(desk.deal).is_reached());
}

TEST(Consensus, TellsHowEarlyTheDecisionMakerWasReached) {
  Desk desk;
  desk.enter("a");
  desk.on("2026-01-10").enter("b");
  set_roles(desk, rosa, {"decision_maker"});
  EXPECT_EQ(consensus_of(desk.deal).decision_maker_reached, std::nullopt);
  desk.on("2026-01-15").touch(process::TouchpointKind::meeting, {rosa});
  desk.on("2026-01-20").enter("c");
  const auto reached = consensus_of(desk.deal).decision_maker_reached;
  ASSERT_TRUE(reached);
  EXPECT_EQ(reached->contact, rosa);
  EXPECT_DOUBLE_EQ(reached->days, 10);
  EXPECT_EQ(reached->stage, "b");
  EXPECT_EQ(reached->stages_before, 1);
}

TEST(Consensus, CountsATouchpointFromBeforeTheRoleWasKnown) {
  Desk desk;
  desk.touch(process::TouchpointKind::call, {rosa});
  desk.on("2026-01-10").enter("a");
  set_roles(desk, rosa, {"decision_maker"});
  const auto reached = consensus_of(desk.deal).decision_maker_reached;
  ASSERT_TRUE(reached);
  EXPECT_DOUBLE_EQ(reached->days, 0);
  EXPECT_EQ(reached->stage, "") << "It was still a lead.";
}

}  // namespace
}  // namespace stagecraft::selling
