#include "selling/plan.h"

#include "selling/merging.h"
#include "selling/promises.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr ContactId ilse{7}, tom{8};

/// A desk with a plan: our offer (1), the customer's data (2).
class PlanDesk : public Desk {
 public:
  PlanDesk() {
    promise({.side = "us", .text = "Send the offer", .due = day("2026-01-20"), .in_plan = true});
    promise(
        {.side = "customer", .text = "Send the data", .due = day("2026-01-12"), .in_plan = true});
  }

  int promise(const NewPromise& promise) {
    act(make_promise(deal, promise, setting()));
    return deal.promises.back().number;
  }
  int share(SharePlan command = {}) {
    if (command.title.empty()) command.title = "Our plan";
    if (command.good_until == base::Day()) command.good_until = day("2026-02-28");
    act(share_plan(deal, command, setting()));
    return deal.plan_links.back().number;
  }
  int share_to_confirm(std::optional<ContactId> contact = ilse) {
    return share({.mode = PlanMode::confirm, .contact = contact});
  }
  Change confirmed(const ConfirmStep& command) { return confirm_step(deal, command, setting()); }
  const Promise& step(int number) const {
    return deal.promises.at(static_cast<std::size_t>(number - 1));
  }
  std::vector<int> steps() const {
    std::vector<int> numbers;
    for (const auto* step : plan_steps(deal)) numbers.push_back(step->number);
    return numbers;
  }
};

TEST(Plan, IsTheChosenPromisesByTheirDay) {
  PlanDesk desk;
  desk.promise({.side = "us", .text = "Tell nobody", .due = day("2026-01-10")});
  EXPECT_THAT(desk.steps(), ElementsAre(2, 1));
}

TEST(Plan, TakesAPromiseThatStandsAndLetsItGoAgain) {
  PlanDesk desk;
  const int late = desk.promise({.side = "us", .text = "Call", .due = day("2026-01-30")});
  desk.act(add_step(desk.deal, late, desk.setting()));
  EXPECT_THAT(desk.steps(), ElementsAre(2, 1, late));
  EXPECT_THAT(add_step(desk.deal, late, desk.setting()), IsEmpty());
  desk.act(remove_step(desk.deal, late, desk.setting()));
  EXPECT_THAT(desk.steps(), ElementsAre(2, 1));
  EXPECT_THAT(remove_step(desk.deal, late, desk.setting()), IsEmpty());
  EXPECT_EQ(desk.step(late).state, PromiseState::open);
}

TEST(Plan, LeavesOutWhatWasWithdrawnAndTakesNoneOfIt) {
  PlanDesk desk;
  desk.act(withdraw_promise(desk.deal, {.number = 1}, desk.setting()));
  EXPECT_THAT(desk.steps(), ElementsAre(2));
  desk.act(remove_step(desk.deal, 1, desk.setting()));
  EXPECT_EQ(refusal_of([&] { add_step(desk.deal, 1, desk.setting()); }), ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { add_step(desk.deal, 9, desk.setting()); }), ErrorKind::not_found);
}

TEST(SharePlan, RemembersForWhomAndUntilWhenAndKeepsTheTitleInTheNote) {
  PlanDesk desk;
  const auto change = share_plan(desk.deal,
                                 {.title = " Turbine hall ",
                                  .good_until = day("2026-02-28"),
                                  .mode = PlanMode::confirm,
                                  .contact = ilse,
                                  .shows = {"goals"}},
                                 desk.setting());
  EXPECT_EQ(change.at(0).note, "Turbine hall");
  EXPECT_EQ(to_json(change.at(0).details).find("Turbine"), std::string::npos);
  desk.act(change);
  ASSERT_THAT(desk.deal.plan_links, SizeIs(1));
  const auto& link = desk.deal.plan_links[0];
  EXPECT_EQ(link.number, 1);
  EXPECT_EQ(link.mode, PlanMode::confirm);
  EXPECT_EQ(link.contact, ilse);
  EXPECT_EQ(link.good_until, day("2026-02-28"));
  EXPECT_THAT(link.shows, ElementsAre("goals"));
  EXPECT_EQ(link.made_by, PersonId{1});
}

TEST(SharePlan, NamesEveryGap) {
  const PlanDesk desk;
  const auto places = [&](const SharePlan& command) {
    return faults_of([&] { share_plan(desk.deal, command, desk.setting()); });
  };
  EXPECT_THAT(places({.title = " ", .good_until = day("2026-01-04"), .shows = {"amount"}}),
              ElementsAre("/title", "/good_until", "/shows/0"));
  EXPECT_THAT(places({.title = "Plan", .good_until = day("2027-01-07")}),
              ElementsAre("/good_until"));
}

TEST(SharePlan, StopsWhereADealHasManyLinksThatWork) {
  PlanDesk desk;
  for (int i = 0; i < most_good_links; ++i) desk.share();
  EXPECT_EQ(refusal_of([&] { desk.share(); }), ErrorKind::conflict);
  desk.act(revoke_link(desk.deal, 3, desk.setting()));
  EXPECT_EQ(desk.share(), most_good_links + 1);
}

TEST(PlanLink, WorksUntilTheEndOfItsLastDayOrUntilItIsRevoked) {
  PlanDesk desk;
  const int link = desk.share();
  const auto state = [&](std::string_view iso) {
    return state_of(*find_link(desk.deal, link), day(iso));
  };
  EXPECT_EQ(state("2026-02-28"), LinkState::good);
  EXPECT_EQ(state("2026-03-01"), LinkState::expired);
  desk.act(revoke_link(desk.deal, link, desk.setting()));
  EXPECT_EQ(state("2026-02-28"), LinkState::revoked);
  EXPECT_THAT(revoke_link(desk.deal, link, desk.setting()), IsEmpty());
  EXPECT_EQ(refusal_of([&] { revoke_link(desk.deal, 9, desk.setting()); }), ErrorKind::not_found);
}

TEST(PlanLink, IsRevokedWithTheOthersOfAContactWhoIsErased) {
  PlanDesk desk;
  desk.share({.contact = ilse});
  desk.share({.contact = tom});
  desk.share();
  const std::vector erased{ilse};
  desk.act(revoke_links_for(desk.deal, erased, PersonId{1}, noon("2026-01-05")));
  EXPECT_TRUE(desk.deal.plan_links[0].revoked_at);
  EXPECT_FALSE(desk.deal.plan_links[1].revoked_at);
  EXPECT_FALSE(desk.deal.plan_links[2].revoked_at);
  EXPECT_THAT(revoke_links_for(desk.deal, erased, PersonId{1}, noon("2026-01-05")), IsEmpty());
}

TEST(ConfirmStep, IsTheCustomersOwnWordForTheDayThatStands) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  const auto change = desk.confirmed({.link = link, .step = 2});
  ASSERT_THAT(change, SizeIs(1));
  EXPECT_EQ(change[0].kind, EventKind::step_confirmed);
  EXPECT_FALSE(change[0].actor);
  desk.act(change);
  ASSERT_TRUE(desk.step(2).confirmed);
  EXPECT_EQ(desk.step(2).confirmed->contact, ilse);
  EXPECT_EQ(desk.step(2).confirmed->due, day("2026-01-12"));
  EXPECT_EQ(desk.step(2).state, PromiseState::open);
}

TEST(ConfirmStep, IsSaidOnceForADayAndAgainAfterTheStepMoved) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  desk.act(desk.confirmed({.link = link, .step = 2}));
  EXPECT_THAT(desk.confirmed({.link = link, .step = 2}), IsEmpty());
  desk.act(move_promise(desk.deal, {.number = 2, .note = "They asked"}, day("2026-01-19"),
                        desk.setting()));
  desk.act(desk.confirmed({.link = link, .step = 2}));
  EXPECT_EQ(desk.step(2).confirmed->due, day("2026-01-19"));
}

TEST(ConfirmStep, AgreesToNoDayThatHasPassed) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  desk.on("2026-01-13");
  EXPECT_EQ(refusal_of([&] { desk.confirmed({.link = link, .step = 2}); }), ErrorKind::conflict);
  desk.act(desk.confirmed({.link = link, .step = 2, .said = StepSaid::done}));
  EXPECT_EQ(keeping_of(desk.step(2), desk.deal, {desk.today()}), Keeping::late);
}

TEST(ConfirmStep, KeepsThePromiseWhenItIsDoneAndThenStays) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  desk.act(desk.confirmed({.link = link, .step = 2, .said = StepSaid::done}));
  EXPECT_EQ(desk.step(2).state, PromiseState::kept);
  EXPECT_TRUE(desk.step(2).confirmed->is_done);
  EXPECT_EQ(keeping_of(desk.step(2), desk.deal, {desk.today()}), Keeping::on_time);
  EXPECT_THAT(desk.confirmed({.link = link, .step = 2, .said = StepSaid::done}), IsEmpty());
  EXPECT_THAT(desk.confirmed({.link = link, .step = 2}), IsEmpty());
}

TEST(ConfirmStep, AsksForANameWhereTheLinkIsForNobodyInParticular) {
  PlanDesk desk;
  const int link = desk.share_to_confirm(std::nullopt);
  EXPECT_THAT(faults_of([&] { desk.confirmed({.link = link, .step = 2, .name = " "}); }),
              ElementsAre("/name"));
  EXPECT_THAT(faults_of([&] { desk.confirmed({.link = link, .step = 2, .name = "a\nb"}); }),
              ElementsAre("/name"));
  desk.act(desk.confirmed({.link = link, .step = 2, .name = " Ilse Brandt "}));
  EXPECT_EQ(desk.step(2).confirmed->name, "Ilse Brandt");
}

TEST(ConfirmStep, TakesTheContactOfTheLinkForTheName) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  const auto change = desk.confirmed({.link = link, .step = 2, .name = "Somebody else"});
  EXPECT_EQ(change.at(0).note, "");
}

TEST(ConfirmStep, IsForStepsOfTheirSideAlone) {
  PlanDesk desk;
  const int toms = desk.promise({.side = "customer",
                                 .text = "Sign",
                                 .due = day("2026-01-30"),
                                 .contacts = {tom},
                                 .in_plan = true});
  const int hidden = desk.promise({.side = "customer", .text = "Decide", .due = day("2026-01-30")});
  const int link = desk.share_to_confirm(ilse), all = desk.share_to_confirm(std::nullopt);
  const auto kind = [&](int by, int step) {
    return refusal_of([&] { desk.confirmed({.link = by, .step = step, .name = "Ilse"}); });
  };
  EXPECT_EQ(kind(link, 1), ErrorKind::forbidden);
  EXPECT_EQ(kind(link, toms), ErrorKind::forbidden);
  EXPECT_EQ(kind(link, hidden), ErrorKind::not_found);
  EXPECT_EQ(kind(link, 99), ErrorKind::not_found);
  EXPECT_THAT(desk.confirmed({.link = all, .step = toms, .name = "Tom"}), SizeIs(1));
}

TEST(ConfirmStep, TakesALinkThatWorksAndAllowsIt) {
  PlanDesk desk;
  const int reading = desk.share(), revoked = desk.share_to_confirm(),
            link = desk.share_to_confirm();
  desk.act(revoke_link(desk.deal, revoked, desk.setting()));
  const auto kind = [&](int by) {
    return refusal_of([&] { desk.confirmed({.link = by, .step = 2}); });
  };
  EXPECT_EQ(kind(reading), ErrorKind::forbidden);
  EXPECT_EQ(kind(revoked), ErrorKind::not_found);
  EXPECT_EQ(kind(99), ErrorKind::not_found);
  desk.on("2026-03-01");
  EXPECT_EQ(kind(link), ErrorKind::not_found);
}

TEST(ConfirmStep, EndsWithTheDeal) {
  PlanDesk desk;
  const int link = desk.share_to_confirm();
  desk.act(delete_deal(desk.deal, "Told twice", desk.setting()));
  EXPECT_EQ(refusal_of([&] { desk.confirmed({.link = link, .step = 2}); }), ErrorKind::not_found);
}

TEST(MayConfirm, SaysBeforehandWhatConfirmStepAllows) {
  PlanDesk desk;
  desk.share_to_confirm();
  desk.share();
  const auto& links = desk.deal.plan_links;
  EXPECT_TRUE(may_confirm(links[0], desk.step(2)));
  EXPECT_FALSE(may_confirm(links[0], desk.step(1)));
  EXPECT_FALSE(may_confirm(links[1], desk.step(2)));
}

process::Map map_of_goals() {
  auto map = process::plain_map({"a", "b"});
  process::Goal second;
  second.id = second.name = "second";
  second.value = "Knows that it works";
  process::Stage last;
  last.id = last.name = "c";
  second.stages = {last};
  map.goals.at(0).value = "Sees what it costs";
  map.goals.push_back(second);
  return map;
}

TEST(PlanGoals, SayWhatTheCustomerGainsAndWhereTheyAre) {
  Desk desk(map_of_goals());
  const auto states = [&] {
    std::vector<GoalState> found;
    for (const auto& goal : plan_goals(desk.deal, desk.process())) found.push_back(goal.state);
    return found;
  };
  EXPECT_THAT(states(), ElementsAre(GoalState::ahead, GoalState::ahead));
  desk.enter("b");
  EXPECT_THAT(states(), ElementsAre(GoalState::here, GoalState::ahead));
  desk.enter("c");
  EXPECT_THAT(states(), ElementsAre(GoalState::behind, GoalState::here));
  EXPECT_EQ(plan_goals(desk.deal, desk.process())[1].value, "Knows that it works");
}

TEST(PlanGoals, AreSilentWhereTheMapSaysNothingToTheCustomer) {
  const Desk desk;
  EXPECT_THAT(plan_goals(desk.deal, desk.process()), IsEmpty());
}

}  // namespace
}  // namespace stagecraft::selling
