#include "selling/next_step.h"

#include "selling/after_sale.h"
#include "selling/buying_group.h"
#include "selling/objections.h"
#include "selling/promises.h"
#include "selling/quotes.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const ContactId rosa{3};

std::vector<std::string> kinds(const std::vector<NextStep>& steps) {
  std::vector<std::string> found;
  for (const auto& step : steps) found.emplace_back(to_word(step.kind));
  return found;
}

std::vector<NextStep> steps_of(const Desk& desk, const Habits& habits = {}) {
  return next_steps(desk.deal, habits, desk.setting());
}

/// The step of a kind; fails when it is not proposed.
NextStep step(const Desk& desk, StepKind kind, const Habits& habits = {}) {
  for (const auto& proposed : steps_of(desk, habits))
    if (proposed.kind == kind) return proposed;
  ADD_FAILURE() << to_word(kind) << " is not proposed";
  return {};
}

void promise(Desk& desk, const std::string& side, std::string_view due,
             const std::string& planned = {}) {
  desk.act(make_promise(desk.deal,
                        {.side = side, .text = "Send data", .due = day(due), .planned = planned},
                        desk.setting()));
}

TEST(NextSteps, OfANewLeadAskForANextStep) {
  const Desk desk;
  const auto steps = steps_of(desk);
  ASSERT_THAT(kinds(steps), ElementsAre("no_next_step"));
  EXPECT_EQ(steps[0].address, "deal:1");
  EXPECT_FALSE(steps[0].what.empty());
  EXPECT_FALSE(steps[0].why.empty());
}

TEST(NextSteps, PutOurBrokenPromisesBeforeTheirs) {
  Desk desk;
  promise(desk, "customer", "2026-01-06");
  promise(desk, "us", "2026-01-20");
  promise(desk, "us", "2026-01-07");
  promise(desk, "customer", "2026-01-20");
  const auto steps = steps_of(desk.on("2026-01-25"));
  EXPECT_THAT(kinds(steps), ElementsAre("our_promise_broken", "our_promise_overdue",
                                        "their_promise_broken", "their_promise_overdue"));
  EXPECT_EQ(steps[0].address, "promise:3");
  EXPECT_EQ(steps[0].since, day("2026-01-07"));
  EXPECT_EQ(steps[0].why, "It was due on 2026-01-07, 18 days ago.");
}

TEST(NextSteps, NameWhatIsDueSoonAndNothingLater) {
  Desk desk;
  promise(desk, "us", "2026-01-13");
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-09"))), IsEmpty());
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-10"))), ElementsAre("our_promise_due"));
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-13"))), ElementsAre("our_promise_due"));
  EXPECT_THAT(kinds(steps_of(desk, {.due_soon_days = 0})), ElementsAre("our_promise_due"));
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-14"))), ElementsAre("our_promise_overdue"));
}

TEST(NextSteps, FindACallThatWasPlannedAndNotHeld) {
  Desk desk;
  promise(desk, "us", "2026-01-08", "call");
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-08"))), ElementsAre("our_promise_due"));
  const auto missed = step(desk.on("2026-01-09"), StepKind::planned_missed);
  EXPECT_THAT(missed.what, HasSubstr("Hold the call"));
  EXPECT_EQ(missed.since, day("2026-01-08"));
}

TEST(NextSteps, AskForAnAnswerToAnObjectionUntilThereIsOne) {
  Desk desk;
  promise(desk, "us", "2026-03-01");
  desk.act(raise_objection(desk.deal, {.text = "It is too slow."}, {}, desk.setting()));
  EXPECT_EQ(step(desk, StepKind::objection_open).address, "objection:1");
  EXPECT_EQ(step(desk, StepKind::objection_open).what, "Answer the objection 'It is too slow'.");
  desk.act(answer_objection(desk.deal, {.number = 1, .text = "It is fast"}, desk.setting()));
  EXPECT_THAT(steps_of(desk), IsEmpty());
}

TEST(NextSteps, NameAQuoteThatWaits) {
  auto map = process::plain_map({"a"});
  map.price_rules.push_back(
      {.id = "none", .text = "No discount", .require = "discount_share = 0", .approver = "lead"});
  Desk desk(map);
  promise(desk, "us", "2026-03-01");
  const base::Money amount{100, base::Currency::find("EUR").value()};
  desk.act(make_quote(desk.deal, {.amount = amount, .discount_share = 0.1}, desk.setting()));
  const auto waits = step(desk.on("2026-01-08"), StepKind::quote_waits);
  EXPECT_EQ(waits.address, "quote:1");
  EXPECT_THAT(waits.why, HasSubstr("3 days"));
  desk.act(
      approve_quote(desk.deal, {.number = 1}, std::vector<std::string>{"lead"}, desk.setting()));
  EXPECT_THAT(steps_of(desk), IsEmpty());
}

TEST(NextSteps, NameAnExpectedCloseThatHasPassed) {
  Desk desk;
  promise(desk, "us", "2026-03-01");
  desk.set("expected_close", "2026-01-20");
  EXPECT_THAT(steps_of(desk.on("2026-01-20")), IsEmpty());
  const auto passed = step(desk.on("2026-01-23"), StepKind::close_date_passed);
  EXPECT_EQ(passed.since, day("2026-01-20"));
  EXPECT_EQ(passed.days, 3);
}

TEST(NextSteps, CallADealSilentOnlyBeyondWhatIsUsualForItsStage) {
  auto map = process::plain_map({"a", "b"});
  map.goals[0].stages[0].literature = {"guide", "story"};
  Desk desk(map);
  promise(desk, "us", "2026-06-01");
  desk.enter("a");
  desk.event(EventKind::literature_given, "guide");
  desk.touch(process::TouchpointKind::call, {rosa});
  const Habits habits{.usual_silence = {{"a", 7}}};
  EXPECT_THAT(kinds(steps_of(desk.on("2026-01-12"), habits)), Not(Contains("silent")));
  const auto silent = step(desk.on("2026-01-13"), StepKind::silent, habits);
  EXPECT_EQ(silent.since, day("2026-01-05"));
  EXPECT_EQ(silent.why,
            "Nothing has happened for 8 days; at this stage it is usually at most 7.0 days.");
  EXPECT_EQ(silent.days, 8);
  EXPECT_EQ(silent.usual_days, 7.0);
  EXPECT_THAT(silent.suggest, ElementsAre("literature:story", "touchpoint:email"));
  desk.enter("b");
  EXPECT_THAT(kinds(steps_of(desk.on("2026-05-01"), habits)), Not(Contains("silent")))
      << "of this stage nothing is known";
}

TEST(NextSteps, CountDaysOfWhatHasBeenAndNoneOfWhatIsToCome) {
  Desk desk;
  promise(desk, "us", "2026-01-07");
  EXPECT_EQ(step(desk, StepKind::our_promise_due).days, std::nullopt);
  EXPECT_EQ(step(desk.on("2026-01-07"), StepKind::our_promise_due).days, 0);
  EXPECT_EQ(step(desk.on("2026-01-09"), StepKind::our_promise_overdue).days, 2);
  desk.enter("a");
  EXPECT_EQ(step(desk, StepKind::decision_maker_unknown).days, 4);
}

TEST(NextSteps, AskWhoDecidesAndThenToMeetThem) {
  Desk desk;
  promise(desk, "us", "2026-03-01");
  EXPECT_THAT(steps_of(desk), IsEmpty()) << "a lead";
  desk.enter("a");
  EXPECT_THAT(kinds(steps_of(desk)), ElementsAre("decision_maker_unknown"));
  desk.act(
      set_buying_roles(desk.deal, {.contact = rosa, .roles = {"decision_maker"}}, desk.setting()));
  EXPECT_EQ(step(desk, StepKind::decision_maker_not_reached).address, "contact:3");
  desk.touch(process::TouchpointKind::meeting, {rosa});
  EXPECT_THAT(steps_of(desk), IsEmpty());
}

TEST(NextSteps, NameTheCriteriaThatAreMissingAndWhatWouldDo) {
  auto map = process::plain_map({"a", "b"});
  process::Evidence meeting;
  meeting.of = {process::TouchpointKind::meeting};
  map.goals[0].stages[0].exit = {
      {.id = "problem", .text = "They confirm the problem", .evidence = {meeting}},
      {.id = "nice", .text = "They say thanks", .required = false}};
  Desk desk(map);
  promise(desk, "us", "2026-03-01");
  desk.on("2026-01-07").enter("a");
  const auto missing = step(desk, StepKind::criterion_missing);
  EXPECT_EQ(missing.address, "exit:problem");
  EXPECT_THAT(missing.what, HasSubstr("meeting"));
  EXPECT_EQ(missing.why, "To leave 'Stage a' this has to have happened: They confirm the problem");
  EXPECT_EQ(missing.since, day("2026-01-07"));
  auto held = told(EventKind::touchpoint, "2026-01-07", "meeting");
  held.details.confirms = {"problem"};
  desk.act({held});
  EXPECT_THAT(kinds(steps_of(desk)), ElementsAre("decision_maker_unknown"));
}

TEST(NextSteps, AfterWinningAreHandOverOnboardingAndFollowUps) {
  Desk desk;
  promise(desk, "us", "2026-02-01");
  desk.on("2026-01-10").close(EventKind::won, "won");
  EXPECT_THAT(kinds(steps_of(desk)), ElementsAre("hand_over_missing", "onboarding_open"))
      << "the promise ended with the win";
  desk.act(hand_over(desk.deal, {.to = PersonId{8}}, desk.setting()));
  desk.act(confirm_onboarding(desk.deal, {{rosa}}, desk.setting()));
  const Habits habits{.follow_up_days = 30};
  EXPECT_THAT(kinds(steps_of(desk.on("2026-02-08"), habits)), IsEmpty());
  EXPECT_THAT(kinds(steps_of(desk.on("2026-02-09"), habits)), ElementsAre("follow_up_due"));
}

TEST(NextSteps, AreToldInGermanToWhoAsksInGerman) {
  Desk desk;
  promise(desk, "customer", "2026-01-07");
  promise(desk, "us", "2026-01-12", "call");
  desk.enter("a");
  desk.on("2026-01-20");
  auto setting = desk.setting();
  setting.language = "de";
  const auto steps = next_steps(desk.deal, {.usual_silence = {{"a", 7.5}}}, setting);
  ASSERT_THAT(kinds(steps), ElementsAre("planned_missed", "their_promise_overdue", "silent",
                                        "decision_maker_unknown"));
  EXPECT_EQ(steps[0].what,
            "Holen Sie „Send data“ nach (Anruf), oder vereinbaren Sie einen neuen Tag.");
  EXPECT_EQ(steps[0].why, "Es war für den 2026-01-12 geplant und fand nicht statt.");
  EXPECT_EQ(steps[1].why, "Zugesagt (Kunde) war es für den 2026-01-07, vor 13 Tagen.");
  EXPECT_EQ(steps[2].why,
            "Seit 15 Tagen ist nichts geschehen; in dieser Stufe sind höchstens 7,5 Tage üblich.");
}

TEST(NextSteps, OfALostDealAreNone) {
  Desk desk;
  promise(desk, "us", "2026-01-06");
  desk.on("2026-01-10").close(EventKind::lost, "lost");
  EXPECT_THAT(steps_of(desk.on("2026-01-11")), IsEmpty());
}

}  // namespace
}  // namespace stagecraft::selling
