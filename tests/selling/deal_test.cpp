#include "selling/deal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "history/flow.h"
#include "history/log_builder.h"
#include "tests/selling/world.h"

namespace stagecraft::selling {
namespace {

using process::EntryClass;
using testing::ElementsAre;
using testing::IsEmpty;

process::Map map_of_kinds() {
  auto map =
      process::map_of({process::stage("A"), process::optional_stage("B"),
                       process::internal_stage("I"), process::stage("C"), process::stage("S")});
  map.outcomes[0].on_leaving = "C";
  return map;
}

class Folding : public testing::Test {
 protected:
  Deal fold_all() const { return fold(DealId{1}, events_, world_); }
  Event& happens(EventKind kind, double day, const std::string& symbol = {}) {
    Event event;
    event.kind = kind;
    event.at = on_day(day);
    event.symbol = symbol;
    events_.push_back(event);
    return events_.back();
  }
  void create(double day = 0) {
    auto& event = happens(EventKind::created, day);
    event.to = "1@1";
    event.note = "Planner for a plant";
  }

  World world_;
  const ProcessVersion& version_ = world_.publish(map_of_kinds());
  std::vector<Event> events_;
};

TEST_F(Folding, MakesALeadOfWhatWasCreated) {
  create(3);
  const auto deal = fold_all();
  EXPECT_EQ(deal.status, DealStatus::lead);
  EXPECT_EQ(deal.name, "Planner for a plant");
  EXPECT_EQ(deal.map, (MapVersion{ProcessId{1}, 1}));
  EXPECT_EQ(deal.created_at, on_day(3));
  EXPECT_EQ(deal.event_count, 1);
  EXPECT_THAT(deal.stage, IsEmpty());
}

TEST_F(Folding, TellsWhereADealStandsAndSinceWhen) {
  create();
  happens(EventKind::stage_entered, 1, "A");
  happens(EventKind::stage_entered, 4, "C");
  const auto deal = fold_all();
  EXPECT_EQ(deal.status, DealStatus::open);
  EXPECT_EQ(deal.stage, "C");
  EXPECT_EQ(deal.stage_entered_at, on_day(4));
  ASSERT_EQ(deal.visits.size(), 2u);
  EXPECT_EQ(deal.visits[0].left, on_day(4));
  EXPECT_EQ(deal.visits[1].entry, EntryClass::forward);
}

TEST_F(Folding, KeepsWhyItWasLostUntilItIsReopened) {
  create();
  happens(EventKind::stage_entered, 1, "A");
  auto& lost = happens(EventKind::lost, 2, "lost");
  lost.details.reason = "price";
  lost.details.pain_points = {"late orders"};
  auto deal = fold_all();
  ASSERT_TRUE(deal.closing);
  EXPECT_EQ(deal.closing->reason, "price");
  EXPECT_THAT(deal.closing->pain_points, ElementsAre("late orders"));
  EXPECT_EQ(deal.stage, "A");
  happens(EventKind::reopened, 5, "A");
  deal = fold_all();
  EXPECT_FALSE(deal.closing);
  EXPECT_EQ(deal.status, DealStatus::open);
  EXPECT_EQ(deal.visits.back().entry, EntryClass::reopen);
}

TEST_F(Folding, StaysWonInTheStagesAfterTheSale) {
  create();
  happens(EventKind::stage_entered, 1, "C");
  happens(EventKind::won, 2, "won");
  happens(EventKind::stage_entered, 3, "S");
  const auto deal = fold_all();
  EXPECT_EQ(deal.status, DealStatus::won);
  EXPECT_EQ(deal.stage, "S");
  EXPECT_TRUE(deal.closing);
}

TEST_F(Folding, EndsAtTheLastStageOfAMapWithoutWinning) {
  auto map = process::plain_map({"A", "B"});
  map.outcomes.erase(map.outcomes.begin());
  const auto& version = world_.publish(map);
  create();
  events_.back().to = to_text(version.id);
  happens(EventKind::stage_entered, 1, "B");
  happens(EventKind::finished, 2);
  const auto deal = fold_all();
  EXPECT_EQ(deal.status, DealStatus::finished);
  EXPECT_FALSE(deal.is_open());
  EXPECT_EQ(deal.current_visit(), nullptr);
}

TEST_F(Folding, CountsNothingAfterDeletion) {
  create();
  happens(EventKind::deleted, 1);
  happens(EventKind::stage_entered, 2, "A");
  const auto deal = fold_all();
  EXPECT_EQ(deal.status, DealStatus::deleted);
  EXPECT_THAT(deal.visits, IsEmpty());
  EXPECT_EQ(deal.event_count, 3);
}

TEST_F(Folding, MovesToAnotherVersionWithoutAnEntry) {
  auto renamed = map_of_kinds();
  renamed.goals[0].stages[0].id = "A2";
  renamed.goals[0].stages[0].replaces = {"A"};
  const auto& second = world_.publish(renamed);
  create();
  happens(EventKind::stage_entered, 1, "A");
  auto& migrated = happens(EventKind::migrated, 3);
  migrated.from = "1@1";
  migrated.to = to_text(second.id);
  migrated.details.stage = "A2";
  auto deal = fold_all();
  EXPECT_EQ(deal.map, second.id);
  EXPECT_EQ(deal.stage, "A2");
  EXPECT_EQ(deal.stage_entered_at, on_day(1));
  ASSERT_EQ(deal.visits.size(), 1u);
  happens(EventKind::stage_entered, 4, "C");
  deal = fold_all();
  EXPECT_EQ(deal.visits.back().entry, EntryClass::forward);
}

TEST_F(Folding, KeepsEveryMoveOfTheExpectedClose) {
  create();
  for (const auto* day : {"2026-01-10", "2026-01-31", "2026-01-20"}) {
    auto& event = happens(EventKind::attribute_changed, static_cast<double>(events_.size()),
                          "expected_close");
    event.to = day;
  }
  const auto deal = fold_all();
  ASSERT_EQ(deal.date_moves.size(), 3u);
  EXPECT_FALSE(deal.date_moves[0].from);
  EXPECT_EQ(deal.date_moves[2].from, deal.date_moves[1].to);
  EXPECT_EQ(deal.expected_close(), base::Day(std::chrono::year(2026) / 1 / 20));
}

TEST_F(Folding, ReadsAmountsInTheMinorUnitsOfTheCurrency) {
  create();
  happens(EventKind::attribute_changed, 1, "amount").to = "1250.5";
  EXPECT_FALSE(fold_all().amount());
  happens(EventKind::attribute_changed, 1, "currency").to = "EUR";
  EXPECT_EQ(fold_all().amount(), (base::Money{125050, *base::Currency::find("EUR")}));
  happens(EventKind::attribute_changed, 2, "currency").to = "KWD";
  EXPECT_EQ(fold_all().amount(), (base::Money{1250500, *base::Currency::find("KWD")}));
}

TEST_F(Folding, JudgesAPromiseMovedTooLateByTheDayBefore) {
  create();
  const auto due = std::chrono::floor<std::chrono::days>(on_day(5));
  const auto tell = [&](EventKind kind, double day, base::Day to) {
    auto& event = happens(kind, day);
    event.details.promise = 1;
    event.details.due = to;
  };
  tell(EventKind::promise_made, 1, due);
  tell(EventKind::promise_moved, 3, due + std::chrono::days(1));
  EXPECT_FALSE(fold_all().promises[0].judged_by);
  tell(EventKind::promise_moved, 6.5, due + std::chrono::days(9));
  const auto promise = fold_all().promises[0];
  EXPECT_EQ(promise.judged_by, due + std::chrono::days(1));
  EXPECT_EQ(promise.first_due, due);
  EXPECT_EQ(promise.moves, 2);
}

TEST_F(Folding, KnowsWhenAContactWasFirstReached) {
  create();
  happens(EventKind::touchpoint, 2, "call").details.contacts = {ContactId{7}};
  auto& role = happens(EventKind::contact_role_set, 3);
  role.details.contacts = {ContactId{7}};
  role.details.role = "decision_maker";
  happens(EventKind::touchpoint, 4, "meeting").details.contacts = {ContactId{7}};
  auto deal = fold_all();
  ASSERT_EQ(deal.buying_group.size(), 1u);
  EXPECT_EQ(deal.buying_group[0].reached_at, on_day(2));
  EXPECT_THAT(deal.buying_group[0].roles, ElementsAre("decision_maker"));
  auto& gone = happens(EventKind::contact_role_set, 5, "left");
  gone.details.contacts = {ContactId{7}};
  EXPECT_THAT(fold_all().buying_group, IsEmpty());
}

TEST_F(Folding, ForgetsEvidenceThatWasWithdrawn) {
  create();
  happens(EventKind::criterion_met, 1, "signed").details.evidence = "person";
  happens(EventKind::touchpoint, 1, "call").details.confirms = {"signed", "met"};
  happens(EventKind::criterion_withdrawn, 2, "signed");
  const auto deal = fold_all();
  EXPECT_THAT(deal.evidence, IsEmpty());
  EXPECT_THAT(deal.touchpoints[0].confirms, ElementsAre("met"));
}

TEST(DealStatus, IsFoundByItsWord) {
  for (const auto status : {DealStatus::lead, DealStatus::finished, DealStatus::deleted})
    EXPECT_EQ(find_deal_status(to_word(status)), status);
  EXPECT_FALSE(find_deal_status("sold"));
}

TEST(MapVersions, AreWrittenAndReadBack) {
  EXPECT_EQ(find_map_version(to_text({ProcessId{12}, 3})), (MapVersion{ProcessId{12}, 3}));
  for (const auto* wrong : {"", "3", "a@1", "3@", "3@0", "3@-1", "3@1x", "@1"})
    EXPECT_FALSE(find_map_version(wrong)) << wrong;
}

// --- agreement with history::flow ---

rc::Gen<Event> any_event() {
  const auto kind = rc::gen::weightedElement<EventKind>({{9, EventKind::stage_entered},
                                                         {1, EventKind::created},
                                                         {2, EventKind::won},
                                                         {1, EventKind::lost},
                                                         {1, EventKind::no_decision},
                                                         {2, EventKind::reopened},
                                                         {1, EventKind::finished},
                                                         {1, EventKind::touchpoint},
                                                         {1, EventKind::attribute_changed}});
  const auto moving = rc::gen::element<std::string>("A", "B", "C", "I", "S", "X", "Y", "won",
                                                    "lost", "stalled", "");
  return rc::gen::apply(
      [](EventKind of, const std::string& symbol, int half_days, bool by_day) {
        Event event;
        event.kind = of;
        event.symbol = of == EventKind::attribute_changed ? "channel" : symbol;
        event.precision = by_day ? Precision::date : Precision::time;
        event.at = on_day(by_day ? half_days / 2 : half_days / 2.0);
        return event;
      },
      kind, moving, rc::gen::inRange(0, 40), rc::gen::arbitrary<bool>());
}

/// Events of a deal as the store numbers them: by arrival, and then sorted by time.
std::vector<Event> any_history() {
  auto events = *rc::gen::container<std::vector<Event>>(any_event());
  if (*rc::gen::inRange(0, 6) == 0)
    events.push_back(*any_event()), events.back().kind = EventKind::deleted;
  std::int64_t seq = 0;
  for (auto& event : events) event.source_seq = seq++;
  std::ranges::stable_sort(events, {}, &Event::at);
  return events;
}

history::EventLog log_of(const std::vector<Event>& events) {
  history::LogBuilder builder;
  for (const auto& event : events) {
    const auto refusal = builder.add({.deal = "1",
                                      .kind = event.kind,
                                      .symbol = event.symbol,
                                      .at = event.at.time_since_epoch().count(),
                                      .precision = event.precision,
                                      .source_seq = event.source_seq});
    RC_ASSERT(refusal.empty());
  }
  return builder.finish();
}

std::optional<DealStatus> status_of(history::DealStatus status, bool finished) {
  switch (status) {
    case history::DealStatus::without_stage:
      return finished ? DealStatus::finished : DealStatus::lead;
    case history::DealStatus::in_stage:
      return DealStatus::open;
    case history::DealStatus::won:
      return DealStatus::won;
    case history::DealStatus::lost:
      return DealStatus::lost;
    case history::DealStatus::no_decision:
      return DealStatus::no_decision;
    case history::DealStatus::deleted:
      return DealStatus::deleted;
    default:
      return std::nullopt;
  }
}

/// A reopening may name an outcome or an internal stage, which is then outside the map.
process::NodeIndex node_of(const Visit& visit, const process::Automaton& automaton) {
  return visit.entry == EntryClass::outside ? process::no_node : automaton.find(visit.stage);
}

void check_visit(const Visit& ours, const history::Visit& theirs,
                 const process::Automaton& automaton) {
  RC_ASSERT(node_of(ours, automaton) == theirs.stage);
  RC_ASSERT(ours.entry == theirs.entry);
  RC_ASSERT(ours.entered.time_since_epoch().count() == theirs.entered);
  RC_ASSERT(ours.left.has_value() == !theirs.is_open());
  if (ours.left) RC_ASSERT(ours.left->time_since_epoch().count() == theirs.left);
}

RC_GTEST_PROP(Fold, AgreesWithFlowOverTheSameLog, ()) {
  World world;
  const auto& version = world.publish(map_of_kinds());
  auto events = any_history();
  RC_PRE(!events.empty());
  for (const auto& event : events)
    RC_LOG() << base::to_iso(event.at) << ' ' << history::to_word(event.kind) << ' ' << event.symbol
             << ' ' << event.source_seq << '\n';
  const auto log = log_of(events);
  const history::Binding binding(log, version.map, version.automaton);
  const auto end = base::Border::just_after(on_day(1000), base::Zone());
  const auto flow = history::flow(log, version.automaton, binding, {end, end}, 1);

  Deal deal;
  deal.map = version.id;
  for (const auto& event : events) apply(deal, event, world);
  const auto& state = flow.deals[0];
  RC_ASSERT(deal.status == status_of(state.status, deal.status == DealStatus::finished));
  RC_ASSERT(deal.created_at.time_since_epoch().count() == state.created);
  if (state.is_closed()) RC_ASSERT(version.automaton.find(deal.stage) == state.node);
  if (const auto* visit = deal.current_visit(); visit != nullptr && deal.is_open()) {
    RC_ASSERT(visit->stage == deal.stage);
    RC_ASSERT(node_of(*visit, version.automaton) == state.node);
  }
  if (deal.closing) {
    RC_ASSERT(version.automaton.find(deal.closing->outcome) == state.outcome);
    RC_ASSERT(deal.closing->at.time_since_epoch().count() == state.closed);
  }
  RC_ASSERT(deal.closing.has_value() == (state.outcome != process::no_node));
  RC_ASSERT(deal.visits.size() == flow.visits_of(0).size());
  for (std::size_t i = 0; i < deal.visits.size(); ++i)
    check_visit(deal.visits[i], flow.visits_of(0)[i], version.automaton);
}

}  // namespace
}  // namespace stagecraft::selling
