#include "selling/moving.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "selling/closing.h"
#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using process::EntryClass;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Moving : public Workbench {};

TEST_F(Moving, ALeadEntersTheFirstStage) {
  enter("interest");
  EXPECT_EQ(deal_.status, DealStatus::open);
  EXPECT_EQ(deal_.stage, "interest");
}

TEST_F(Moving, IsRefusedWithEveryGapAndWhatWouldDo) {
  enter("interest");
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "offer"}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  EXPECT_STREQ(error.what(),
               "Not moved to 'Offer'. Missing: the prospect confirmed the budget; the decision "
               "maker was met.");
  ASSERT_EQ(error.faults().size(), 2u);
  EXPECT_EQ(error.faults()[0].at, "exit:budget");
  EXPECT_EQ(error.faults()[0].message, "the prospect confirmed the budget");
  EXPECT_EQ(error.faults()[0].mend, "Would do: a deal with yearly_cost > 0.");
  EXPECT_EQ(error.faults()[1].at, "exit:decider");
  EXPECT_EQ(error.faults()[1].mend,
            "Would do: a meeting or a call with the decision maker that confirmed it.");
}

TEST_F(Moving, GoesOnOnceTheCriteriaAreMet) {
  enter("interest");
  meet_interest();
  enter("offer");
  EXPECT_EQ(deal_.stage, "offer");
  EXPECT_THAT(deal_.exceptions, IsEmpty());
}

TEST_F(Moving, StoresWhatWasMetAutomaticallyAsSeenThen) {
  enter("interest");
  meet_interest();
  const auto change = enter_stage(deal_, {.stage = "offer"}, setting());
  ASSERT_EQ(change.size(), 2u);
  EXPECT_EQ(change[0].kind, EventKind::criterion_met);
  EXPECT_EQ(change[0].symbol, "budget");
  EXPECT_EQ(change[0].details.evidence, "field");
  EXPECT_EQ(change[1].kind, EventKind::stage_entered);
}

TEST_F(Moving, KeepsWhatWasSeenAutomaticallyOnce) {
  enter("interest");
  meet_interest();
  enter("offer");
  enter("interest");
  enter("offer");
  EXPECT_EQ(deal_.evidence.size(), 1u);
  EXPECT_EQ(deal_.evidence[0].at, now_);
}

TEST_F(Moving, ATouchpointWithSomebodyElseShowsNothing) {
  enter("interest");
  meet_interest();
  tell(EventKind::contact_role_set, [](Event& event) {
    event.from = "decision_maker";
    event.details.contacts = {ContactId{7}};
    event.details.role = "user";
  });
  EXPECT_THAT(unmet(preview_move(deal_, "offer", setting())), ElementsAre("decider"));
}

TEST_F(Moving, AnExceptionTakesTheRightAndIsRecordedRightBefore) {
  enter("interest");
  const EnterStage command{.stage = "offer", .exception = "They buy from us every year."};
  const auto error = refusal_of([&] { return enter_stage(deal_, command, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::forbidden);
  EXPECT_EQ(error.faults().size(), 2u);
  may_except_ = true;
  const auto change = enter_stage(deal_, command, setting());
  ASSERT_EQ(change.size(), 2u);
  EXPECT_EQ(change[0].kind, EventKind::exception_made);
  EXPECT_EQ(change[0].from, "interest");
  EXPECT_EQ(change[0].to, "offer");
  EXPECT_EQ(change[0].note, "They buy from us every year.");
  EXPECT_THAT(change[0].details.unmet, ElementsAre("budget", "decider"));
  EXPECT_FALSE(change[0].details.not_allowed);
}

TEST_F(Moving, AnExceptionThatIsNotNeededIsNotMade) {
  may_except_ = true;
  const auto change =
      enter_stage(deal_, {.stage = "interest", .exception = "To be sure"}, setting());
  EXPECT_EQ(change.size(), 1u);
}

TEST_F(Moving, ASkipAsksForTheCriteriaOfAllStagesPassed) {
  enter("interest");
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "start"}, setting()); });
  EXPECT_THAT(error.what(), HasSubstr("Not moved to 'Start': the process has no such move"));
  std::vector<std::string> at;
  for (const auto& fault : error.faults()) at.push_back(fault.at);
  EXPECT_THAT(at, ElementsAre("stage:start", "exit:budget", "exit:decider", "exit:signed"));
  may_except_ = true;
  const auto change = enter_stage(deal_, {.stage = "start", .exception = "In a hurry"}, setting());
  EXPECT_TRUE(change[0].details.not_allowed);
  EXPECT_EQ(change[0].details.unmet.size(), 3u);
}

TEST_F(Moving, GoesBackUngated) {
  enter("interest");
  meet_interest();
  enter("offer");
  enter("interest");
  EXPECT_EQ(deal_.visits.back().entry, EntryClass::return_);
}

TEST_F(Moving, IntoTheSameStageIsRefused) {
  enter("interest");
  const auto error =
      refusal_of([&] { return enter_stage(deal_, {.stage = "interest"}, setting()); });
  EXPECT_STREQ(error.what(), "The deal is in 'Interest' already.");
}

TEST_F(Moving, IntoAStageThatIsNotThereIsRefusedWithTheNearest) {
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "ofer"}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::not_found);
  EXPECT_THAT(error.what(), HasSubstr("did you mean 'offer'?"));
}

TEST_F(Moving, IntoAnInternalStageRunsInTheBackground) {
  enter("interest");
  enter("approval");
  EXPECT_EQ(deal_.stage, "interest");
  EXPECT_EQ(deal_.visits.back().entry, EntryClass::background);
  EXPECT_THROW(enter_stage(deal_, {.stage = "approval"}, setting()), base::Error);
}

TEST_F(Moving, IsToldForATimeBetweenTheLastMoveAndNow) {
  enter("interest");
  EXPECT_THROW(
      enter_stage(deal_, {.stage = "approval", .at = now_ + std::chrono::hours(1)}, setting()),
      base::Error);
  EXPECT_THROW(
      enter_stage(deal_, {.stage = "approval", .at = now_ - std::chrono::days(9)}, setting()),
      base::Error);
  now_ += std::chrono::days(2);
  const auto at = now_ - std::chrono::days(1);
  EXPECT_EQ(enter_stage(deal_, {.stage = "approval", .at = at}, setting())[0].at, at);
}

TEST_F(Moving, NeedsFreshEvidenceAfterAReturn) {
  enter("interest");
  meet_interest();
  enter("offer");
  document("signed", "contract");
  EXPECT_THAT(unmet(preview_move(deal_, "won", setting())), IsEmpty());
  enter("interest");
  enter("offer");
  const auto gate = preview_move(deal_, "won", setting());
  EXPECT_THAT(unmet(gate), ElementsAre("signed"));
  EXPECT_TRUE(gate.unmet()[0].was_met);
}

TEST_F(Moving, OfADeletedDealIsRefused) {
  tell(EventKind::deleted, [](Event&) {});
  const auto error =
      refusal_of([&] { return enter_stage(deal_, {.stage = "interest"}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
}

class Finishing : public Workbench {
 protected:
  Finishing()
      : Workbench(R"(stagecraft: 1
id: support
name: Support
stages:
  - {id: asked, name: Asked}
  - id: solved
    name: Solved
    exit: [{id: thanked, text: the customer says that it works}]
)") {}
};

TEST_F(Finishing, LeavesTheLastStageOnceItsCriteriaAreMet) {
  enter("asked");
  EXPECT_THROW(finish(deal_, {}, setting()), base::Error);
  enter("solved");
  const auto error = refusal_of([&] { return finish(deal_, {}, setting()); });
  EXPECT_STREQ(error.what(), "Not moved to the end. Missing: the customer says that it works.");
  EXPECT_EQ(error.faults()[0].mend, "Would do: a person who confirms it, with a note.");
  confirm("thanked");
  add(finish(deal_, {}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::finished);
}

TEST_F(Moving, CannotFinishWhereLeavingWins) {
  enter("interest");
  EXPECT_THROW(finish(deal_, {}, setting()), base::Error);
}

// --- no way around the gate ---

/// One command of any kind, with any target; refused ones change nothing.
Change try_anything(const Deal& deal, const Setting& setting) {
  const auto place = *rc::gen::element<std::string>("interest", "offer", "start", "later",
                                                    "approval", "won", "lost", "nowhere", "");
  const std::string exception = *rc::gen::element("", "Agreed with the manager");
  switch (*rc::gen::inRange(0, 4)) {
    case 0:
      return close_deal(deal, {.outcome = place, .reason = "price", .exception = exception},
                        setting);
    case 1:
      return reopen_deal(deal, {.stage = place, .exception = exception}, setting);
    case 2:
      return finish(deal, {.exception = exception}, setting);
    default:
      return enter_stage(deal, {.stage = place, .exception = exception}, setting);
  }
}

bool leaves_forward(const Deal& before, const Deal& now) {
  if (now.status == DealStatus::won && before.status != DealStatus::won) return true;
  const auto* visit = now.current_visit();
  if (visit == nullptr || now.visits.size() == before.visits.size()) return false;
  return visit->entry == EntryClass::forward || visit->entry == EntryClass::skip;
}

RC_GTEST_PROP(Gate, IsPassedWithEverythingMetOrWithAnExceptionRightBefore, ()) {
  Bench bench;
  bench.may_except_ = *rc::gen::arbitrary<bool>();
  const auto moves = *rc::gen::inRange(1, 14);
  for (int i = 0; i < moves; ++i) {
    bench.now_ += std::chrono::hours(5);
    if (*rc::gen::inRange(0, 4) == 0) bench.meet_interest();
    if (*rc::gen::inRange(0, 4) == 0) bench.document("signed", "contract");
    const auto before = bench.deal_;
    Change change;
    try {
      change = try_anything(before, bench.setting());
    } catch (const base::Error& error) {
      RC_ASSERT(error.kind() != ErrorKind::io);
      RC_ASSERT(*error.what() != '\0');
      continue;  // Verbs take values, so a refusal has nothing to leave behind.
    }
    RC_ASSERT(!change.empty());
    bench.add(change);
    if (!leaves_forward(before, bench.deal_)) continue;
    std::vector<std::string> open;
    if (const auto* stage = process::find_stage(bench.setting().process.map, before.stage))
      for (const auto& criterion : stage->exit)
        if (criterion.required && !find_criterion_state(before, criterion.id, bench.setting())->met)
          open.push_back(criterion.id);
    if (open.empty()) continue;
    RC_ASSERT(change.size() >= 2u);
    const auto& exception = change[change.size() - 2];
    RC_ASSERT(exception.kind == EventKind::exception_made);
    RC_ASSERT(bench.may_except_);
    for (const auto& id : open) RC_ASSERT(std::ranges::count(exception.details.unmet, id) == 1);
  }
}

}  // namespace
}  // namespace stagecraft::selling
