#include "selling/assignment.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const PersonId ana{1}, ben{2}, cleo{3};

std::vector<Worker> workers() {
  return {{.person = ana, .name = "Ana", .team = TeamId{10}, .load = 5},
          {.person = ben, .name = "Ben", .team = TeamId{10}, .load = 3},
          {.person = cleo, .name = "Cleo", .is_active = false, .load = 0}};
}

const AssignmentRule partners{.name = "Partners", .when = "channel = 'partner'", .person = ana};
const AssignmentRule rest{.name = "Everything else", .turns = {ana, ben, cleo}};

Assignment chosen(const Desk& desk, const std::vector<AssignmentRule>& rules,
                  const std::vector<Worker>& people) {
  return choose_owner(desk.deal, rules, people, desk.setting());
}

TEST(ChooseOwner, TakesTheFirstRuleThatFitsAndSaysWhy) {
  Desk desk;
  desk.set("channel", "partner");
  const auto assignment = chosen(desk, {partners, rest}, workers());
  EXPECT_EQ(assignment.owner, ana);
  EXPECT_EQ(assignment.team, TeamId{10});
  EXPECT_EQ(assignment.rule, 0);
  EXPECT_THAT(assignment.because, ElementsAre("'Partners' fits and names Ana."));
}

TEST(ChooseOwner, GivesTurnsToTheActivePersonWithTheLeastLoad) {
  Desk desk;
  desk.set("channel", "direct");
  const auto assignment = chosen(desk, {partners, rest}, workers());
  EXPECT_EQ(assignment.owner, ben) << "Cleo has less, but is not active.";
  EXPECT_THAT(assignment.because,
              ElementsAre("'Partners' does not fit: channel = 'partner'.",
                          "'Everything else' fits, and it is the turn of Ben, who has 3 open."));
}

TEST(ChooseOwner, PrefersAmongEqualLoadsWhoWaitedLongest) {
  const Desk desk;
  auto people = workers();
  people[0].load = people[1].load = 4;
  people[0].last_assigned_at = noon("2026-01-02");
  people[1].last_assigned_at = noon("2026-01-03");
  EXPECT_EQ(chosen(desk, {rest}, people).owner, ana);
  people[1].last_assigned_at.reset();
  EXPECT_EQ(chosen(desk, {rest}, people).owner, ben) << "never assigned comes first";
  people[0].last_assigned_at.reset();
  EXPECT_EQ(chosen(desk, {rest}, people).owner, ana) << "then the lowest id";
}

TEST(ChooseOwner, PassesOverARuleWhoseOnlyPersonIsInactive) {
  const Desk desk;
  const auto assignment = chosen(desk, {{.name = "Cleo's", .person = cleo}, rest}, workers());
  EXPECT_EQ(assignment.owner, ben);
  EXPECT_EQ(assignment.rule, 1);
  EXPECT_EQ(assignment.because.at(0), "'Cleo's' fits, but nobody it names is active.");
}

TEST(ChooseOwner, LeavesTheLeadWhenNoRuleChooses) {
  const Desk desk;
  const auto assignment = chosen(desk, {partners}, workers());
  EXPECT_FALSE(assignment.is_made());
  EXPECT_THAT(assign(desk.deal, assignment, desk.setting()), IsEmpty());
  EXPECT_FALSE(chosen(desk, {}, workers()).is_made());
}

TEST(ChooseOwner, ComparesNumbersDatesAndOwnFieldsOfTheLead) {
  auto map = process::plain_map({"a", "b"});
  map.fields.push_back({.id = "seats", .name = "Seats", .kind = process::FieldKind::number});
  Desk desk(map);
  desk.set("currency", "EUR");
  desk.set("amount", "12000.50");
  desk.set("seats", "25");
  const auto fits = [&](const std::string& when) {
    return chosen(desk, {{.name = "R", .when = when, .person = ana}}, workers()).is_made();
  };
  EXPECT_TRUE(fits("amount > 12000 and amount < 12001 and seats >= 25"));
  EXPECT_FALSE(fits("amount > 12000.5"));
  EXPECT_FALSE(fits("seats > 25"));
  EXPECT_TRUE(fits("stage is not filled and days_open = 0"));
  desk.on("2026-01-09").enter("a");
  EXPECT_TRUE(fits("stage = 'a' and days_open = 4"));
  EXPECT_FALSE(fits("offering != 'x'")) << "what is not stated passes no comparison";
}

TEST(ChooseOwner, RefusesRulesThatNameNobodyOrAreNoCondition) {
  const Desk desk;
  EXPECT_THAT(faults_of([&] {
                chosen(desk, {rest, {.name = "Nobody"}}, workers());
              }),
              ElementsAre("/rules/1"));
  EXPECT_EQ(refusal_of([&] {
              chosen(desk, {{.name = "R", .when = "channel is", .person = ana}}, workers());
            }),
            base::ErrorKind::invalid);
}

TEST(Assign, ChangesOwnerAndTeamOnce) {
  Desk desk;
  const Assignment assignment{.owner = ben, .team = TeamId{10}, .rule = 0};
  desk.act(assign(desk.deal, assignment, desk.setting()));
  EXPECT_EQ(desk.deal.owner(), ben);
  EXPECT_EQ(desk.deal.team(), TeamId{10});
  EXPECT_THAT(assign(desk.deal, assignment, desk.setting()), IsEmpty());
}

TEST(Assign, CanNameATeamAlone) {
  Desk desk;
  const auto assignment = chosen(desk, {{.name = "T", .team = TeamId{20}}}, workers());
  desk.act(assign(desk.deal, assignment, desk.setting()));
  EXPECT_EQ(desk.deal.owner(), std::nullopt);
  EXPECT_EQ(desk.deal.team(), TeamId{20});
}

}  // namespace
}  // namespace stagecraft::selling
