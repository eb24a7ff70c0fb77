#include "history/flow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/history/small_logs.h"

namespace stagecraft::history {
namespace {

using process::Automaton;
using process::EntryClass;
using process::no_node;
using process::NodeIndex;
using testing::ElementsAre;

/// A log, read on a map.
struct World {
  process::Map map;
  Automaton automaton;
  EventLog log;
  Flow flow;

  World(process::Map of_map, const std::vector<Happening>& events, const Reading& reading)
      : map(std::move(of_map)),
        automaton(map),
        log(log_of(events)),
        flow(history::flow(log, automaton, Binding(log, map, automaton), reading)) {}

  NodeIndex node(std::string_view id) const { return automaton.find(id); }
  const DealState& deal(std::string_view id) const { return flow.deals[*log.find_deal(id)]; }
  std::span<const Visit> visits(std::string_view id) const {
    return flow.visits_of(*log.find_deal(id));
  }
  std::string name(NodeIndex n) const { return n == no_node ? "-" : automaton.node(n).id; }
  /// `A 0-10 >B`, day by day.
  std::string text(const Visit& visit) const {
    const auto days = [](std::int64_t at) {
      return std::to_string(at / day_length) + (at % day_length == 0 ? "" : "+");
    };
    return name(visit.stage) + " " + days(visit.entered) + "-" +
           (visit.is_open() ? "" : days(visit.left) + " >" + name(visit.next));
  }
  std::vector<std::string> story(std::string_view id) const {
    std::vector<std::string> lines;
    for (const auto& visit : visits(id)) lines.push_back(text(visit));
    return lines;
  }
  /// Visits of a stage for which `holds`.
  template <typename Holds>
  int count(std::string_view stage, Holds holds) const {
    int found = 0;
    for (const auto& visit : all_visits(flow)) found += visit.stage == node(stage) && holds(visit);
    return found;
  }
};

process::Map map_e() { return process::plain_map({"A", "B", "C"}); }

World world(const std::vector<Happening>& events, double at = 70) {
  return {map_e(), events, as_of(at)};
}

int in_stage(const World& world, std::string_view stage, double day) {
  const auto at = to_milliseconds(day);
  return world.count(stage, [&](const Visit& visit) {
    return visit.entered <= at && (visit.is_open() || at < visit.left);
  });
}

int entered(const World& world, std::string_view stage, double from, double to) {
  return world.count(stage, [&](const Visit& visit) {
    return to_milliseconds(from) <= visit.entered && visit.entered < to_milliseconds(to);
  });
}

int left(const World& world, std::string_view stage, double from, double to) {
  return world.count(stage, [&](const Visit& visit) {
    return !visit.is_open() && to_milliseconds(from) <= visit.left &&
           visit.left < to_milliseconds(to);
  });
}

TEST(LogE, HasThreeOneAndOneInStageAtDay45) {
  const auto e = world(log_e_events());
  EXPECT_EQ(in_stage(e, "A", 45), 3);
  EXPECT_EQ(in_stage(e, "B", 45), 1);
  EXPECT_EQ(in_stage(e, "C", 45), 1);
}

TEST(LogE, CountsEntriesAndExitsFromDay30To60) {
  const auto e = world(log_e_events());
  const double before = 30 - 1.0 / day_length;
  const double end = 60 - 1.0 / day_length;
  EXPECT_EQ(in_stage(e, "A", before), 2);
  EXPECT_EQ(entered(e, "A", 30, 60), 3);
  EXPECT_EQ(left(e, "A", 30, 60), 3);
  EXPECT_EQ(in_stage(e, "A", end), 2);
  EXPECT_EQ(in_stage(e, "B", before), 3);
  EXPECT_EQ(entered(e, "B", 30, 60), 3);
  EXPECT_EQ(left(e, "B", 30, 60), 3);
  EXPECT_EQ(in_stage(e, "B", end), 3);
}

TEST(LogE, EndsWithThreeWonOneLostOneUndecidedAndThreeOpen) {
  const auto e = world(log_e_events());
  std::map<DealStatus, int> count;
  for (const auto& deal : e.flow.deals) ++count[deal.status];
  EXPECT_EQ(count[DealStatus::won], 3);
  EXPECT_EQ(count[DealStatus::lost], 1);
  EXPECT_EQ(count[DealStatus::no_decision], 1);
  EXPECT_EQ(count[DealStatus::in_stage], 3);
  EXPECT_EQ(e.deal("d2").created, to_milliseconds(5));
  EXPECT_EQ(e.deal("d2").closed, to_milliseconds(66));
}

TEST(LogE, StaysInAAre9VisitsOfWhichOneIsOpen) {
  const auto e = world(log_e_events());
  std::vector<double> ended, open;
  for (const auto& visit : all_visits(e.flow))
    if (visit.stage == e.node("A")) (visit.is_open() ? open : ended).push_back(visit.days());
  EXPECT_THAT(ended, testing::UnorderedElementsAre(8, 10, 10, 12, 20, 30, 30, 35));
  EXPECT_THAT(open, ElementsAre(30));
}

TEST(LogE, ReadByDayGivesTheSameStays) {
  const auto e = world(log_e_events(Precision::date));
  std::vector<double> days;
  for (const auto& visit : all_visits(e.flow))
    if (visit.stage == e.node("A")) days.push_back(visit.days());
  EXPECT_THAT(days, testing::UnorderedElementsAre(8, 10, 10, 12, 20, 30, 30, 35, 30));
}

TEST(LogE, AsItStoodOnDay50HasTwoWonOfFourClosed) {
  const auto e = world(log_e_events(), 50);
  int won = 0, closed = 0;
  for (const auto& deal : e.flow.deals) {
    won += deal.status == DealStatus::won;
    closed += deal.is_closed();
  }
  EXPECT_EQ(won, 2);
  EXPECT_EQ(closed, 4);
}

TEST(Visits, FollowEachOtherAndKeepTheOpenOne) {
  const auto e = world(log_e_events());
  EXPECT_THAT(e.story("d4"),
              ElementsAre("A 12-22 >B", "B 22-32 >A", "A 32-40 >B", "B 40-60 >C", "C 60-"));
  const auto visits = e.visits("d4");
  EXPECT_EQ(visits[0].entry, EntryClass::begin);
  EXPECT_EQ(visits[1].entry, EntryClass::forward);
  EXPECT_EQ(visits[2].entry, EntryClass::return_);
  EXPECT_TRUE(visits[1].first);
  EXPECT_FALSE(visits[3].first);
  EXPECT_EQ(e.flow.counts.returns, 2);
  EXPECT_EQ(e.flow.counts.backs, 1);
}

TEST(Visits, CountASkipOverAStageThatIsNotOptional) {
  const auto e = world(log_e_events());
  EXPECT_EQ(e.visits("d3")[1].entry, EntryClass::skip);
  EXPECT_EQ(e.flow.counts.skips, 1);
}

TEST(Repeats, AreNoVisits) {
  const auto e = world({enters("d", "A", 1), enters("d", "A", 3), enters("d", "B", 4)});
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-4 >B", "B 4-"));
  EXPECT_EQ(e.flow.counts.repeats, 1);
  EXPECT_EQ(e.flow.counts.stage_entries, 2);
}

TEST(SameInstantMoves, AreVisitsOfLength0) {
  const auto e = world({enters("d", "A", 1), enters("d", "B", 1), enters("d", "C", 2)});
  EXPECT_EQ(e.visits("d")[0].days(), 0);
  EXPECT_EQ(e.flow.counts.same_instant, 1);
}

TEST(SameInstantMoves, AreNotClaimedOfDays) {
  auto events = std::vector{enters("d", "A", 1), enters("d", "B", 1)};
  for (auto& event : events) event.precision = Precision::date;
  EXPECT_EQ(world(events).flow.counts.same_instant, 0);
}

TEST(Reopening, RevokesTheClosingAndBeginsANewVisit) {
  const auto e = world(log_e_events());
  EXPECT_THAT(e.story("d2"), ElementsAre("A 5-25 >B", "B 25-35 >B", "B 55-66 >won"));
  EXPECT_TRUE(e.visits("d2")[1].has(Visit::revoked));
  EXPECT_EQ(e.visits("d2")[1].exit, Exit::moved);
  EXPECT_EQ(e.visits("d2")[2].entry, EntryClass::reopen);
  EXPECT_EQ(e.flow.counts.reopenings, 1);
}

TEST(Reopening, IsNotKnownBeforeItHappens) {
  const auto e = world(log_e_events(), 54);
  EXPECT_THAT(e.story("d2"), ElementsAre("A 5-25 >B", "B 25-35 >lost"));
  EXPECT_EQ(e.deal("d2").status, DealStatus::lost);
  EXPECT_EQ(e.deal("d2").node, e.node("B"));
}

TEST(Reopening, WithoutAStageGoesOnWhereTheDealWasLeft) {
  const auto e = world({enters("d", "B", 1), happens("d", EventKind::lost, 3, "lost"),
                        happens("d", EventKind::reopened, 9)});
  EXPECT_THAT(e.story("d"), ElementsAre("B 1-3 >B", "B 9-"));
}

TEST(Reopening, LetsALeadThatWasLostBeginLikeAnyOther) {
  const auto e =
      world({happens("d", EventKind::created, 0), happens("d", EventKind::lost, 3, "lost"),
             happens("d", EventKind::reopened, 5), enters("d", "A", 7)});
  ASSERT_EQ(e.visits("d").size(), 1u);
  EXPECT_EQ(e.visits("d")[0].entry, EntryClass::begin);
}

TEST(Reopening, IsImpliedByAnEntryAfterAClosing) {
  const auto e =
      world({enters("d", "A", 1), happens("d", EventKind::lost, 3, "lost"), enters("d", "B", 7)});
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-3 >B", "B 7-"));
  EXPECT_EQ(e.deal("d").status, DealStatus::in_stage);
  EXPECT_EQ(e.deal("d").outcome, no_node);
  EXPECT_TRUE(e.visits("d")[1].has(Visit::implied_reopen));
  EXPECT_EQ(e.flow.counts.implied_reopenings, 1);
}

TEST(Closing, CountsOnceAtTheLatestOutcome) {
  const auto e = world({enters("d", "A", 1), happens("d", EventKind::lost, 3, "lost"),
                        happens("d", EventKind::won, 8, "won")});
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-3 >won"));
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
  EXPECT_EQ(e.deal("d").closed, to_milliseconds(8));
}

TEST(Closing, WithAnOutcomeThatTheMapDoesNotKnowIsTheFirstOfItsKind) {
  const auto e = world({enters("d", "A", 1), happens("d", EventKind::no_decision, 3, "asleep"),
                        enters("f", "A", 1), happens("f", EventKind::won, 3)});
  EXPECT_EQ(e.deal("d").outcome, e.node("stalled"));
  EXPECT_EQ(e.deal("f").outcome, e.node("won"));
}

TEST(Closing, IsOfTheKindThatTheMapGivesItsOutcome) {
  const auto e = world({enters("d", "A", 1), happens("d", EventKind::lost, 3, "stalled")});
  EXPECT_EQ(e.deal("d").status, DealStatus::no_decision);
  EXPECT_EQ(e.visits("d")[0].exit, Exit::no_decision);
}

World after_sale(const std::vector<Happening>& events) {
  auto map = process::plain_map({"A", "B", "S", "T"});
  map.outcomes[0].on_leaving = "B";
  return {map, events, as_of(70)};
}

TEST(AfterSale, LeavesTheDealWon) {
  const auto e = after_sale({enters("d", "B", 1), happens("d", EventKind::won, 3, "won"),
                             enters("d", "S", 5), enters("d", "T", 9)});
  EXPECT_THAT(e.story("d"), ElementsAre("B 1-3 >won", "S 5-9 >T", "T 9-"));
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
  EXPECT_EQ(e.deal("d").closed, to_milliseconds(3));
  EXPECT_EQ(e.deal("d").node, e.node("T"));
  EXPECT_TRUE(e.visits("d")[1].has(Visit::after_sale));
  EXPECT_EQ(e.visits("d")[1].entry, EntryClass::forward);
  EXPECT_EQ(e.flow.counts.implied_reopenings, 0);
}

TEST(AfterSale, EndsWhenItIsFinished) {
  const auto e = after_sale({enters("d", "B", 1), happens("d", EventKind::won, 3, "won"),
                             enters("d", "T", 5), happens("d", EventKind::finished, 11)});
  EXPECT_EQ(e.visits("d")[1].exit, Exit::finished);
  EXPECT_EQ(e.visits("d")[1].days(), 6);
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
}

TEST(AfterSale, IsLeftByGoingBackBeforeTheWin) {
  const auto e = after_sale({enters("d", "B", 1), happens("d", EventKind::won, 3, "won"),
                             enters("d", "S", 5), enters("d", "A", 9)});
  EXPECT_THAT(e.story("d"), ElementsAre("B 1-3 >A", "S 5-9 >A", "A 9-"));
  EXPECT_EQ(e.deal("d").status, DealStatus::in_stage);
  EXPECT_EQ(e.flow.counts.implied_reopenings, 1);
}

TEST(AfterSale, CanStillBeLost) {
  const auto e = after_sale({enters("d", "B", 1), happens("d", EventKind::won, 3, "won"),
                             enters("d", "S", 5), happens("d", EventKind::lost, 9, "lost")});
  EXPECT_THAT(e.story("d"), ElementsAre("B 1-3 >S", "S 5-9 >lost"));
  EXPECT_EQ(e.deal("d").status, DealStatus::lost);
}

TEST(InternalStages, RunInTheBackgroundWhileTheClockOfTheCustomerStageGoesOn) {
  const auto map =
      process::map_of({process::stage("A"), process::internal_stage("I"), process::stage("B")});
  const World e(map, {enters("d", "A", 1), enters("d", "I", 4), enters("d", "B", 9)}, as_of(70));
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-9 >B", "I 4-9 >B", "B 9-"));
  EXPECT_TRUE(e.visits("d")[1].has(Visit::background));
  EXPECT_EQ(e.flow.counts.stage_entries, 2);
}

TEST(InternalStages, EndWithARepeatOfTheCustomerStage) {
  const auto map = process::map_of({process::stage("A"), process::internal_stage("I")});
  const World e(map, {enters("d", "A", 1), enters("d", "I", 4), enters("d", "A", 6)}, as_of(70));
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-", "I 4-6 >A"));
}

TEST(InternalStages, ReopenNothing) {
  const auto map = process::map_of({process::stage("A"), process::internal_stage("I")});
  const World e(map,
                {enters("d", "A", 1), happens("d", EventKind::won, 4, "won"), enters("d", "I", 6)},
                as_of(70));
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
}

TEST(OutsideTheMap, IsAVisitOfItsOwn) {
  const auto e = world({enters("d", "A", 1), enters("d", "X", 3), enters("d", "X", 4),
                        enters("d", "Y", 5), enters("d", "A", 8)});
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-3 >-", "- 3-5 >-", "- 5-8 >A", "A 8-"));
  EXPECT_EQ(e.visits("d")[3].entry, EntryClass::return_);
  EXPECT_EQ(e.flow.counts.outside, 2);
  EXPECT_EQ(e.flow.counts.repeats, 1);
}

TEST(OutsideTheMap, ReopensNothing) {
  const auto e =
      world({enters("d", "A", 1), happens("d", EventKind::lost, 3, "lost"), enters("d", "X", 7)});
  EXPECT_EQ(e.deal("d").status, DealStatus::lost);
  EXPECT_EQ(e.flow.counts.implied_reopenings, 0);
}

TEST(Lineage, JoinsTheVisitsOfMergedStages) {
  auto map = map_e();
  map.goals[0].stages[0].replaces = {"old", "older"};
  const World e(
      map,
      {enters("d", "older", 1), enters("d", "old", 3), enters("d", "A", 4), enters("d", "B", 6)},
      as_of(70));
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-6 >B", "B 6-"));
  EXPECT_EQ(e.flow.counts.repeats, 0);
}

TEST(Lineage, TakesTheFirstPartOfASplitAndSaysSo) {
  auto map = map_e();
  map.goals[0].stages[1].replaces = map.goals[0].stages[2].replaces = {"old"};
  const auto log = log_of({enters("d", "old", 1)});
  const Automaton automaton(map);
  const Binding binding(log, map, automaton);
  const auto symbol = *log.symbols().find("old");
  EXPECT_EQ(binding.of_symbol[symbol], automaton.find("B"));
  EXPECT_THAT(binding.split, ElementsAre(symbol));
}

TEST(UnknownDates, CountButHaveNoLength) {
  auto undated = enters("d", "B", 0);
  undated.precision = Precision::unknown;
  const auto e = world({enters("d", "A", 1), undated, happens("d", EventKind::won, 9, "won")});
  ASSERT_EQ(e.visits("d").size(), 2u);
  EXPECT_FALSE(e.visits("d")[0].has_length());
  EXPECT_TRUE(e.visits("d")[1].has(Visit::entry_unknown));
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
}

TEST(UnknownDates, LeaveADealThatHasNothingElseInItsStage) {
  auto undated = enters("d", "B", 0);
  undated.precision = Precision::unknown;
  const auto e = world({undated});
  EXPECT_EQ(e.deal("d").status, DealStatus::in_stage);
  EXPECT_EQ(e.deal("d").created, DealState::unknown);
}

TEST(Contradictions, CountBothDatesButDoNotPairThem) {
  auto entry = enters("d", "B", 20);
  entry.source_seq = 1;
  auto win = happens("d", EventKind::won, 10, "won");
  win.source_seq = 2;
  auto first = enters("d", "A", 5);
  first.source_seq = 0;
  const auto e = world({first, entry, win});
  EXPECT_THAT(e.story("d"), ElementsAre("A 5-20 >B", "B 20-20 >won"));
  EXPECT_FALSE(e.visits("d")[1].has_length());
  EXPECT_EQ(e.deal("d").status, DealStatus::won);
  EXPECT_EQ(e.deal("d").closed, to_milliseconds(10));
  EXPECT_TRUE(e.deal("d").has(DealState::contradictory));
  EXPECT_EQ(e.flow.counts.contradictory, 1);
}

TEST(DoubledIds, AreMarked) {
  const auto e = world({happens("d", EventKind::created, 1), enters("d", "A", 1),
                        happens("d", EventKind::created, 9), enters("f", "A", 2)});
  EXPECT_TRUE(e.deal("d").has(DealState::doubled));
  EXPECT_FALSE(e.deal("f").has(DealState::doubled));
}

TEST(DeletedDeals, ShowOnlyInReadingsBeforeTheDeletion) {
  const std::vector events{enters("d", "A", 1), happens("d", EventKind::deleted, 5),
                           enters("d", "B", 6)};
  EXPECT_EQ(world(events, 4).deal("d").status, DealStatus::in_stage);
  const auto e = world(events);
  EXPECT_EQ(e.deal("d").status, DealStatus::deleted);
  EXPECT_EQ(e.visits("d").size(), 1u);
  EXPECT_EQ(e.visits("d")[0].exit, Exit::deleted);
}

TEST(MergedDeals, HandOnTheirEarlierCreation) {
  auto into_b = happens("a", EventKind::merged_into, 5);
  into_b.to = "b";
  auto into_c = happens("b", EventKind::merged_into, 6);
  into_c.to = "c";
  const auto e =
      world({enters("a", "A", 1), enters("b", "A", 2), enters("c", "A", 3), into_b, into_c});
  EXPECT_EQ(e.deal("a").status, DealStatus::merged);
  EXPECT_EQ(e.visits("a")[0].exit, Exit::merged);
  EXPECT_EQ(e.deal("c").created, to_milliseconds(1));
  EXPECT_EQ(e.deal("c").status, DealStatus::in_stage);
}

TEST(Migration, IsNoEntryAndNoExit) {
  const auto e =
      world({enters("d", "A", 1), happens("d", EventKind::migrated, 4), enters("d", "B", 6)});
  EXPECT_THAT(e.story("d"), ElementsAre("A 1-6 >B", "B 6-"));
}

TEST(Leads, AreCreatedWithoutAStage) {
  const auto e = world({happens("d", EventKind::created, 3)});
  EXPECT_EQ(e.deal("d").status, DealStatus::without_stage);
  EXPECT_TRUE(e.deal("d").is_open());
  EXPECT_EQ(world({happens("d", EventKind::created, 3)}, 2).deal("d").status, DealStatus::unborn);
}

TEST(KnownAt, HidesWhatWasLearntLater) {
  auto late = enters("d", "B", 4);
  late.recorded_on = 30;
  auto first = enters("d", "A", 1);
  first.recorded_on = 1;
  const std::vector events{first, late};
  const Reading stood{.as_of = up_to(10), .known_at = up_to(10)};
  const Reading known{.as_of = up_to(10), .known_at = up_to(40)};
  EXPECT_THAT(World(map_e(), events, stood).story("d"), ElementsAre("A 1-"));
  EXPECT_THAT(World(map_e(), events, known).story("d"), ElementsAre("A 1-4 >B", "B 4-"));
}

TEST(OpenVisits, AreCutAtTheLastInstantOfTheReading) {
  const auto e = world({enters("d", "A", 1)}, 3.5);
  EXPECT_EQ(e.visits("d")[0].left, to_milliseconds(3.5));
  auto by_day = enters("d", "A", 1);
  by_day.precision = Precision::date;
  const auto f = world({by_day}, 3.5);
  EXPECT_EQ(f.visits("d")[0].days(), 2);
}

TEST(MixedPrecision, CountsWholeDays) {
  auto by_day = enters("d", "B", 4);
  by_day.precision = Precision::date;
  const auto e = world({enters("d", "A", 1.75), by_day});
  EXPECT_EQ(e.visits("d")[0].days(), 3);
}

}  // namespace
}  // namespace stagecraft::history
