#include "selling/closing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "selling/criteria.h"
#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Closings : public Workbench {
 protected:
  void lose() { add(close_deal(deal_, {.outcome = "lost", .reason = "price"}, setting())); }
  void win() {
    enter("interest");
    meet_interest();
    enter("offer");
    document("signed", "contract");
    add(close_deal(deal_, {.outcome = "won"}, setting()));
  }
};

TEST_F(Closings, WinningIsGatedByTheStageThatIsLeft) {
  enter("interest");
  meet_interest();
  enter("offer");
  const auto error = refusal_of([&] { return close_deal(deal_, {.outcome = "won"}, setting()); });
  EXPECT_STREQ(error.what(), "Not moved to 'Won'. Missing: the customer signed.");
  EXPECT_EQ(error.faults()[0].mend, "Would do: the document 'Signed contract'.");
  document("signed", "contract");
  add(close_deal(deal_, {.outcome = "won", .motivations = {"plans that hold"}}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::won);
  EXPECT_THAT(deal_.closing->motivations, ElementsAre("plans that hold"));
}

TEST_F(Closings, WinningFromAnEarlierStageIsNoMoveOfTheMap) {
  enter("interest");
  const auto error = refusal_of([&] { return close_deal(deal_, {.outcome = "won"}, setting()); });
  EXPECT_THAT(error.what(), HasSubstr("the process has no such move from 'Interest'"));
  EXPECT_EQ(error.faults().size(), 4u);
}

TEST_F(Closings, AskForOneOfTheReasons) {
  enter("interest");
  for (const auto* reason : {"", "weather"}) {
    const auto error = refusal_of(
        [&] { return close_deal(deal_, {.outcome = "lost", .reason = reason}, setting()); });
    EXPECT_EQ(error.kind(), ErrorKind::invalid);
    EXPECT_EQ(error.faults()[0].at, "/reason");
    EXPECT_EQ(error.faults()[0].mend, "Take one of price, timing.");
  }
  lose();
  EXPECT_EQ(deal_.closing->reason, "price");
}

TEST_F(Closings, OfALeadNeedNoStage) {
  lose();
  EXPECT_EQ(deal_.status, DealStatus::lost);
  add(reopen_deal(deal_, {}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::lead);
}

TEST_F(Closings, AreMadeOnce) {
  enter("interest");
  lose();
  const auto error =
      refusal_of([&] { return close_deal(deal_, {.outcome = "stalled"}, setting()); });
  EXPECT_STREQ(error.what(), "The deal is closed already, as 'Lost'. Re-open it to close it anew.");
}

TEST_F(Closings, NoDecisionIsAResultOfItsOwn) {
  enter("interest");
  add(close_deal(deal_, {.outcome = "stalled", .pain_points = {"no time"}}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::no_decision);
  EXPECT_THAT(deal_.closing->pain_points, ElementsAre("no time"));
}

TEST_F(Closings, NameAnOutcomeOfTheMap) {
  const auto error = refusal_of([&] { return close_deal(deal_, {.outcome = "sold"}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::not_found);
  EXPECT_STREQ(error.what(), "The process has no outcome 'sold'. It has won, lost, stalled.");
}

TEST_F(Closings, TellAllThatIsWrongAtOnce) {
  enter("interest");
  const auto error = refusal_of([&] {
    return close_deal(deal_, {.outcome = "lost", .motivations = {" "}, .pain_points = {"a\nb"}},
                      setting());
  });
  EXPECT_EQ(error.faults().size(), 3u);
}

TEST_F(Closings, AWonDealIsLostAfterTheSaleByExceptionOnly) {
  win();
  const CloseDeal command{.outcome = "lost", .reason = "price", .exception = "They withdrew."};
  EXPECT_EQ(refusal_of([&] { return close_deal(deal_, command, setting()); }).kind(),
            ErrorKind::forbidden);
  may_except_ = true;
  add(close_deal(deal_, command, setting()));
  EXPECT_EQ(deal_.status, DealStatus::lost);
  EXPECT_TRUE(deal_.exceptions.back().not_allowed);
}

TEST_F(Closings, AWonDealGoesOnAfterTheSale) {
  win();
  enter("start");
  EXPECT_EQ(deal_.status, DealStatus::won);
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "later"}, setting()); });
  EXPECT_THAT(error.what(), HasSubstr("the customer judged the start"));
  EXPECT_EQ(error.faults()[0].mend, "Would do: the answer good to 'How was it?'.");
}

TEST_F(Closings, AWonDealFinishesAfterTheLastStageAndStaysWon) {
  win();
  enter("start");
  add(meet_criterion(deal_, {.criterion = "judged", .choice = "good"}, setting()));
  enter("later");
  add(finish(deal_, {}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::won);
  EXPECT_EQ(deal_.current_visit(), nullptr);
  EXPECT_FALSE(preview_finish(deal_, setting()).is_allowed) << "it has finished";
  EXPECT_EQ(preview_move(deal_, "start", setting()).move, process::EntryClass::back);
}

TEST_F(Closings, AReopenedLeadBeginsLikeAnyOther) {
  lose();
  add(reopen_deal(deal_, {}, setting()));
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "offer"}, setting()); });
  EXPECT_EQ(error.kind(), ErrorKind::conflict);
  enter("interest");
  EXPECT_EQ(deal_.visits.back().entry, process::EntryClass::begin);
}

TEST_F(Closings, StopMovesUntilTheDealIsReopened) {
  enter("interest");
  lose();
  const auto error = refusal_of([&] { return enter_stage(deal_, {.stage = "offer"}, setting()); });
  EXPECT_STREQ(error.what(),
               "Not moved to 'Offer': the deal is closed as 'Lost'. Re-open it first.");
}

TEST_F(Closings, AreRevokedByReopeningTheStageThatWasLeft) {
  enter("interest");
  lose();
  add(reopen_deal(deal_, {.note = "They called."}, setting()));
  EXPECT_EQ(deal_.stage, "interest");
  EXPECT_EQ(deal_.status, DealStatus::open);
  EXPECT_FALSE(deal_.closing);
  EXPECT_THAT(deal_.exceptions, IsEmpty());
}

TEST_F(Closings, ReopeningElsewhereTakesAnException) {
  enter("interest");
  lose();
  const ReopenDeal elsewhere{.stage = "offer", .exception = "Agreed by phone"};
  EXPECT_EQ(refusal_of([&] { return reopen_deal(deal_, elsewhere, setting()); }).kind(),
            ErrorKind::forbidden);
  may_except_ = true;
  add(reopen_deal(deal_, elsewhere, setting()));
  EXPECT_EQ(deal_.stage, "offer");
  EXPECT_EQ(deal_.exceptions.size(), 1u);
}

TEST_F(Closings, ReopeningAWonDealTakesAnException) {
  win();
  EXPECT_EQ(refusal_of([&] { return reopen_deal(deal_, {}, setting()); }).kind(),
            ErrorKind::conflict);
  may_except_ = true;
  add(reopen_deal(deal_, {.exception = "The signature was void."}, setting()));
  EXPECT_EQ(deal_.status, DealStatus::open);
  EXPECT_EQ(deal_.stage, "offer");
}

TEST_F(Closings, ReopeningAWonDealInTheStageAfterTheSaleTakesAnExceptionToo) {
  win();
  enter("start");
  EXPECT_TRUE(preview_reopen(deal_, "start", setting()).needs_exception());
  EXPECT_EQ(refusal_of([&] { return reopen_deal(deal_, {}, setting()); }).kind(),
            ErrorKind::conflict);
}

TEST_F(Closings, ALeadThatWasLostOpensAgainWithoutAGate) {
  lose();
  EXPECT_TRUE(preview_reopen(deal_, "", setting()).is_ready());
}

TEST_F(Closings, AnOpenDealCannotBeReopened) {
  enter("interest");
  EXPECT_EQ(refusal_of([&] { return reopen_deal(deal_, {}, setting()); }).kind(),
            ErrorKind::conflict);
}

}  // namespace
}  // namespace stagecraft::selling
