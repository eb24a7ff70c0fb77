#include "selling/promises.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

NewPromise ours(std::string_view due) {
  return {.side = "us", .text = "Send the offer", .due = day(due)};
}
NewPromise theirs(std::string_view due) {
  return {.side = "customer", .text = "Send the data", .due = day(due)};
}

int promised(Desk& desk, const NewPromise& promise) {
  desk.act(make_promise(desk.deal, promise, desk.setting()));
  return desk.deal.promises.back().number;
}

Keeping state(const Desk& desk, int number = 1) {
  return keeping_of(desk.deal.promises.at(static_cast<std::size_t>(number - 1)), desk.deal,
                    {desk.today()});
}

int late(const Desk& desk, int number = 1) {
  return days_late(desk.deal.promises.at(static_cast<std::size_t>(number - 1)), desk.deal,
                   {desk.today()});
}

void keep(Desk& desk, int number) {
  desk.act(keep_promise(desk.deal, {.number = number}, desk.setting()));
}
void withdraw(Desk& desk, int number) {
  desk.act(withdraw_promise(desk.deal, {.number = number}, desk.setting()));
}
void move(Desk& desk, int number, std::string_view due) {
  desk.act(
      move_promise(desk.deal, {.number = number, .note = "They asked"}, day(due), desk.setting()));
}

TEST(MakePromise, KeepsItsTextInTheNoteAndNeverInTheDetails) {
  const Desk desk;
  const auto change = make_promise(desk.deal, ours("2026-01-10"), desk.setting());
  ASSERT_EQ(change.size(), 1u);
  EXPECT_EQ(change[0].note, "Send the offer");
  EXPECT_EQ(to_json(change[0].details).find("offer"), std::string::npos);
}

TEST(MakePromise, NumbersPromisesWithinTheDealAndRemembersTheStage) {
  Desk desk;
  desk.enter("a");
  EXPECT_EQ(promised(desk, ours("2026-01-10")), 1);
  EXPECT_EQ(promised(desk, theirs("2026-01-12")), 2);
  EXPECT_EQ(desk.deal.promises[1].stage, "a");
  EXPECT_EQ(desk.deal.promises[1].side, "customer");
}

TEST(MakePromise, NamesEveryGap) {
  const Desk desk;
  EXPECT_THAT(faults_of([&] {
                make_promise(desk.deal, {.side = "them", .text = "", .due = day("2026-01-04")},
                             desk.setting());
              }),
              ElementsAre("/side", "/text", "/due"));
}

TEST(MakePromise, TakesTextsOfReadableCharactersAndBoundedLength) {
  Desk desk;
  auto promise = ours("2026-01-10");
  for (const auto& text : {std::string(2'001, 'x'), std::string("bell \a"), std::string("\xff")}) {
    promise.text = text;
    EXPECT_THAT(faults_of([&] { make_promise(desk.deal, promise, desk.setting()); }),
                ElementsAre("/text"));
  }
  promised(desk, ours("2026-01-10"));
  EXPECT_THAT(
      faults_of([&] { keep_promise(desk.deal, {.number = 1, .note = "\xff"}, desk.setting()); }),
      ElementsAre("/note"));
}

TEST(MakePromise, TakesADueDayThatHasPassedOnlyWhenItIsToldLate) {
  Desk desk;
  desk.on("2026-01-20");
  auto promise = ours("2026-01-15");
  EXPECT_THAT(faults_of([&] { make_promise(desk.deal, promise, desk.setting()); }),
              ElementsAre("/due"));
  promise.at = noon("2026-01-10");
  promised(desk, promise);
  EXPECT_EQ(state(desk), Keeping::overdue);
}

TEST(MakePromise, TakesAPlannedCallOfOursWithoutText) {
  Desk desk;
  NewPromise call{.side = "us", .text = "", .due = day("2026-01-08"), .planned = "call"};
  promised(desk, call);
  EXPECT_EQ(desk.deal.promises[0].planned, "call");
  EXPECT_EQ(find_planned(desk.deal, process::TouchpointKind::call), 1);
  EXPECT_EQ(find_planned(desk.deal, process::TouchpointKind::meeting), std::nullopt);
  call.side = "customer";
  EXPECT_THAT(faults_of([&] { make_promise(desk.deal, call, desk.setting()); }),
              ElementsAre("/planned"));
  call = {.side = "us", .text = "", .due = day("2026-01-08"), .planned = "fax"};
  EXPECT_THAT(faults_of([&] { make_promise(desk.deal, call, desk.setting()); }),
              ElementsAre("/planned"));
}

TEST(MakePromise, IsRefusedOnADeletedDeal) {
  Desk desk;
  desk.event(EventKind::deleted, "");
  EXPECT_EQ(refusal_of([&] { make_promise(desk.deal, ours("2026-01-10"), desk.setting()); }),
            base::ErrorKind::conflict);
}

TEST(KeepPromise, IsOnTimeUntilTheEndOfTheDueDayAndLateAfterIt) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-10");
  keep(desk, 1);
  desk.on("2026-01-11");
  keep(desk, 2);
  EXPECT_EQ(state(desk, 1), Keeping::on_time);
  EXPECT_EQ(state(desk, 2), Keeping::late);
}

TEST(KeepPromise, CountsTheDueDayInTheZoneOfTheWorkspace) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-11");
  PromiseAct act{.number = 1, .at = base::Instant(day("2026-01-10")) + std::chrono::hours(23)};
  desk.act(keep_promise(desk.deal, act, desk.setting()));
  const auto& promise = desk.deal.promises[0];
  EXPECT_EQ(keeping_of(promise, desk.deal, {desk.today()}), Keeping::on_time);
  EXPECT_EQ(keeping_of(promise, desk.deal, {desk.today(), base::Zone("Europe/Berlin")}),
            Keeping::late);
}

TEST(KeepPromise, IsRefusedTwiceAndForNumbersThatAreNotThere) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  keep(desk, 1);
  EXPECT_EQ(refusal_of([&] { keep(desk, 1); }), base::ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { withdraw(desk, 1); }), base::ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { keep(desk, 2); }), base::ErrorKind::not_found);
}

TEST(KeepPromise, CannotHaveBeenBeforeItWasMade) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-08");
  EXPECT_EQ(refusal_of([&] {
              keep_promise(desk.deal, {.number = 1, .at = noon("2026-01-04")}, desk.setting());
            }),
            base::ErrorKind::invalid);
}

TEST(UnkeptPromise, IsOpenOnItsDayOverdueAfterItAndBrokenAfterFourteenDays) {
  Desk desk;
  promised(desk, theirs("2026-01-10"));
  EXPECT_EQ(state(desk.on("2026-01-10")), Keeping::open);
  EXPECT_EQ(state(desk.on("2026-01-11")), Keeping::overdue);
  EXPECT_EQ(state(desk.on("2026-01-23")), Keeping::overdue);
  EXPECT_EQ(state(desk.on("2026-01-24")), Keeping::broken);
}

TEST(DaysLate, AreCountedUntilItIsKeptOrUntilToday) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  promised(desk, theirs("2026-01-10"));
  EXPECT_EQ(late(desk.on("2026-01-10")), 0);
  EXPECT_EQ(late(desk.on("2026-01-11")), 1);
  desk.on("2026-01-13");
  keep(desk, 1);
  desk.on("2026-02-09");
  EXPECT_EQ(late(desk, 1), 3);
  EXPECT_EQ(late(desk, 2), 30);
}

TEST(DaysLate, AreNoneOfAPromiseKeptOnTimeOrWithdrawn) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-08");
  keep(desk, 1);
  desk.on("2026-01-12");
  withdraw(desk, 2);
  EXPECT_EQ(late(desk.on("2026-02-01"), 1), 0);
  EXPECT_EQ(late(desk, 2), 0);
}

TEST(DaysLate, CountFromTheDayThatItIsJudgedBy) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-12");
  move(desk, 1, "2026-01-20");
  EXPECT_EQ(state(desk), Keeping::overdue);
  EXPECT_EQ(late(desk), 2) << "though the day that was agreed on then is to come";
}

TEST(DaysLate, EndWhenTheDealCloses) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-12").close(EventKind::lost, "lost");
  EXPECT_EQ(state(desk.on("2026-03-01")), Keeping::broken);
  EXPECT_EQ(late(desk), 2);
}

TEST(ClosingADeal, BreaksWhatWasDueAndWithdrawsWhatWasNot) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  promised(desk, ours("2026-01-12"));
  promised(desk, ours("2026-01-30"));
  desk.on("2026-01-12").close(EventKind::lost, "lost");
  EXPECT_EQ(state(desk, 1), Keeping::broken);
  EXPECT_EQ(state(desk, 2), Keeping::withdrawn) << "It could still have been kept on that day.";
  EXPECT_EQ(state(desk, 3), Keeping::withdrawn);
}

TEST(ClosingADeal, LeavesAlonePromisesOfTheAfterSale) {
  Desk desk;
  desk.on("2026-01-12").close(EventKind::won, "won");
  desk.on("2026-01-13");
  promised(desk, ours("2026-01-20"));
  EXPECT_EQ(state(desk), Keeping::open);
  EXPECT_EQ(state(desk.on("2026-01-21")), Keeping::overdue);
}

TEST(MovePromise, IsJudgedByTheNewDayWhenMovedBeforeItWasDue) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-09");
  move(desk, 1, "2026-01-20");
  desk.on("2026-01-19");
  keep(desk, 1);
  EXPECT_EQ(state(desk), Keeping::on_time);
  EXPECT_EQ(keeping_by_first_day(desk.deal.promises[0], desk.deal, {desk.today()}), Keeping::late);
  EXPECT_EQ(desk.deal.promises[0].moves, 1);
}

TEST(MovePromise, IsJudgedByTheOldDayWhenMovedOnItOrLater) {
  for (const auto* const moved_on : {"2026-01-10", "2026-01-12"}) {
    Desk desk;
    promised(desk, ours("2026-01-10"));
    desk.on(moved_on);
    move(desk, 1, "2026-01-20");
    desk.on("2026-01-19");
    keep(desk, 1);
    EXPECT_EQ(state(desk), Keeping::late) << moved_on;
  }
}

TEST(MovePromise, TakesAReasonAndANewDayToCome) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  EXPECT_THAT(
      faults_of([&] { move_promise(desk.deal, {.number = 1}, day("2026-01-10"), desk.setting()); }),
      ElementsAre("/note", "/due"));
  EXPECT_THAT(faults_of([&] { move(desk, 1, "2026-01-04"); }), ElementsAre("/due"));
}

TEST(WithdrawPromise, LeavesItOutButDoesNotMendWhatWasBroken) {
  Desk desk;
  promised(desk, theirs("2026-01-10"));
  promised(desk, theirs("2026-01-10"));
  desk.on("2026-01-23");
  withdraw(desk, 1);
  desk.on("2026-01-24");
  withdraw(desk, 2);
  EXPECT_EQ(state(desk, 1), Keeping::withdrawn);
  EXPECT_EQ(state(desk, 2), Keeping::broken);
}

// The worked example of measures.md 18: 4 on time, 1 late, 1 broken, 1 overdue, 1 withdrawn, 2 open
// give 4/7 = 0.5714 [0.2505, 0.8418].
TEST(PromiseKeeping, IsTheShareKeptOnTimeOfWhatCameDue) {
  Desk desk;
  for (const auto* const due :
       {"2026-01-10", "2026-01-10", "2026-01-10", "2026-01-10", "2026-01-10", "2026-01-10",
        "2026-01-30", "2026-02-20", "2026-02-20", "2026-02-20"})
    promised(desk, ours(due));
  desk.on("2026-01-10");
  for (const int number : {1, 2, 3, 4}) keep(desk, number);
  desk.on("2026-01-12");
  keep(desk, 5);
  withdraw(desk, 8);
  desk.on("2026-02-01");
  const auto rows = promise_keeping(std::span(&desk.deal, 1), {}, {desk.today()});
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].kept,
            (KeepingCounts{
                .on_time = 4, .late = 1, .broken = 1, .overdue = 1, .open = 2, .withdrawn = 1}));
  const auto share = rows[0].kept.share();
  ASSERT_TRUE(share);
  EXPECT_NEAR(share->value, 0.5714, 5e-5);
  EXPECT_NEAR(share->low, 0.2505, 5e-5);
  EXPECT_NEAR(share->high, 0.8418, 5e-5);
}

TEST(PromiseKeeping, IsUndefinedWhenNothingCameDue) {
  EXPECT_EQ(KeepingCounts({.open = 3, .withdrawn = 1}).share(), std::nullopt);
}

TEST(PromiseKeeping, PutsTheRateByTheFirstDayBeside) {
  Desk desk;
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-08");
  move(desk, 1, "2026-02-10");
  desk.on("2026-02-09");
  keep(desk, 1);
  const auto rows = promise_keeping(std::span(&desk.deal, 1), {}, {desk.today()});
  EXPECT_EQ(rows.at(0).kept, KeepingCounts{.on_time = 1});
  EXPECT_EQ(rows.at(0).by_first_day, KeepingCounts{.late = 1});
  const auto january =
      promise_keeping(std::span(&desk.deal, 1),
                      {.from = day("2026-01-01"), .to = day("2026-02-01")}, {desk.today()});
  EXPECT_EQ(january.at(0).kept, KeepingCounts());
  EXPECT_EQ(january.at(0).by_first_day, KeepingCounts{.late = 1});
}

TEST(PromiseKeeping, IsCountedByStagePersonAndSide) {
  Desk desk;
  desk.set("owner", "1");
  desk.enter("a");
  promised(desk, ours("2026-01-10"));
  desk.on("2026-01-06").enter("b");
  auto engineer = ours("2026-01-10");
  engineer.person = PersonId{7};
  promised(desk, engineer);
  auto customer = theirs("2026-01-10");
  customer.contacts = {ContactId{9}};
  promised(desk, customer);
  const auto addresses = [&](KeepingQuestion question) {
    std::vector<std::string> found;
    for (const auto& row : promise_keeping(std::span(&desk.deal, 1), question, {desk.today()}))
      found.push_back(row.address);
    return found;
  };
  EXPECT_THAT(addresses({.by = KeptBy::stage}), ElementsAre("stage:a", "stage:b"));
  EXPECT_THAT(addresses({.by = KeptBy::person}), ElementsAre("contact:9", "person:1", "person:7"));
  EXPECT_THAT(addresses({.by = KeptBy::person, .side = "us"}), ElementsAre("person:1", "person:7"));
  EXPECT_THAT(addresses({.by = KeptBy::deal}), ElementsAre("deal:1"));
  EXPECT_THAT(addresses({.side = "partner"}), IsEmpty());
}

}  // namespace
}  // namespace stagecraft::selling
