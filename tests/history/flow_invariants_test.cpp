#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "history/flow.h"
#include "history/snapshot.h"
#include "tests/history/small_logs.h"

namespace stagecraft::history {
namespace {

using process::Automaton;

process::Map map_of_kinds() {
  auto map =
      process::map_of({process::stage("A"), process::optional_stage("B"),
                       process::internal_stage("I"), process::stage("C"), process::stage("S")});
  map.outcomes[0].on_leaving = "C";
  return map;
}

/// Histories of any shape: every kind of event that moves a deal, in any order, by day or instant.
rc::Gen<Happening> any_happening() {
  const auto kind = rc::gen::weightedElement<EventKind>({{8, EventKind::stage_entered},
                                                         {1, EventKind::created},
                                                         {1, EventKind::won},
                                                         {1, EventKind::lost},
                                                         {1, EventKind::no_decision},
                                                         {1, EventKind::reopened},
                                                         {1, EventKind::finished},
                                                         {1, EventKind::touchpoint},
                                                         {1, EventKind::deleted}});
  return rc::gen::build<Happening>(
      rc::gen::set(&Happening::deal, rc::gen::element<std::string>("d1", "d2", "d3", "d4")),
      rc::gen::set(&Happening::kind, kind),
      rc::gen::set(&Happening::symbol,
                   rc::gen::element<std::string>("A", "B", "C", "I", "S", "X", "")),
      rc::gen::set(&Happening::day,
                   rc::gen::map(rc::gen::inRange(0, 40), [](int d) { return d / 2.0; })),
      rc::gen::set(&Happening::precision,
                   rc::gen::element(Precision::time, Precision::time, Precision::date)),
      rc::gen::set(&Happening::source_seq, rc::gen::just(std::int64_t{-1})));
}

std::vector<Happening> any_history() {
  auto events = *rc::gen::container<std::vector<Happening>>(any_happening());
  for (auto& event : events) {
    event.to = {};
    event.recorded_on = {};
    if (event.precision == Precision::date) event.day = std::floor(event.day);
  }
  return events;
}

Flow read(const EventLog& log, const Reading& reading, unsigned threads = 1) {
  const auto map = map_of_kinds();
  const Automaton automaton(map);
  return flow(log, automaton, Binding(log, map, automaton), reading, threads);
}

/// Everything of a visit that does not depend on how deals are numbered.
auto shape(const Visit& visit) {
  return std::tuple(visit.stage, visit.next, visit.entered, visit.left, visit.exit, visit.entry,
                    visit.flags, visit.first);
}

auto shape(const DealState& deal) {
  return std::tuple(deal.status, deal.node, deal.outcome, deal.flags, deal.created, deal.closed,
                    deal.visit_count);
}

/// Visits and state of each deal, by its id.
auto by_id(const EventLog& log, const Flow& flow) {
  std::map<std::string,
           std::pair<decltype(shape(DealState{})), std::vector<decltype(shape(Visit{}))>>>
      found;
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    const auto& deal = flow.deals[d];
    auto& entry = found[std::string(log.deal_id(d))];
    entry.first = shape(deal);
    for (const auto& visit : flow.visits_of(d)) entry.second.push_back(shape(visit));
  }
  return found;
}

RC_GTEST_PROP(FlowOfAnyHistory, BalancesEntriesAndExitsInEveryCut, ()) {
  const auto log = log_of(any_history());
  const auto flow = read(log, as_of(25));
  const auto from = *rc::gen::inRange(0, 20) * day_length;
  const auto to = from + *rc::gen::inRange(0, 20) * day_length;
  for (int stage = 0; stage < 5; ++stage) {
    int opening = 0, entered = 0, left = 0, closing = 0;
    for (const auto& visit : all_visits(flow)) {
      if (visit.stage != stage) continue;
      const auto in_at = [&](std::int64_t border) {
        return visit.entered < border && (visit.is_open() || visit.left >= border);
      };
      opening += in_at(from);
      closing += in_at(to);
      entered += visit.entered >= from && visit.entered < to;
      left += !visit.is_open() && visit.left >= from && visit.left < to;
    }
    RC_ASSERT(opening + entered - left == closing);
  }
}

RC_GTEST_PROP(FlowOfAnyHistory, HasAtMostOneOpenVisitInTheForeground, ()) {
  const auto log = log_of(any_history());
  const auto flow = read(log, as_of(25));
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    const auto& deal = flow.deals[d];
    std::int64_t last = INT64_MIN;
    int open = 0;
    for (const auto& visit : flow.visits_of(d)) {
      RC_ASSERT(visit.entered <= visit.left);
      if (visit.has(Visit::background)) continue;
      RC_ASSERT(visit.entered >= last);
      last = visit.entered;
      open += visit.is_open();
    }
    RC_ASSERT(open <= 1);
    if (deal.status == DealStatus::in_stage) RC_ASSERT(open == 1);
    if (deal.status == DealStatus::without_stage) RC_ASSERT(open == 0);
  }
}

RC_GTEST_PROP(FlowOfAnyHistory, IsThatOfItsPartsPutTogether, ()) {
  const auto events = any_history();
  std::vector<Happening> one, other;
  for (const auto& event : events) (event.deal < "d3" ? one : other).push_back(event);
  const auto whole_log = log_of(events), one_log = log_of(one), other_log = log_of(other);
  const auto whole = read(whole_log, as_of(13));
  const auto part = read(one_log, as_of(13)), rest = read(other_log, as_of(13));
  auto parts = by_id(one_log, part);
  parts.merge(by_id(other_log, rest));
  RC_ASSERT(by_id(whole_log, whole) == parts);
  auto counts = part.counts;
  counts += rest.counts;
  RC_ASSERT(counts == whole.counts);
}

RC_GTEST_PROP(FlowOfAnyHistory, DoesNotDependOnTheOrderOfRowsWithoutTies, ()) {
  auto events = any_history();
  for (std::size_t i = 0; i < events.size(); ++i) {  // No two at one instant.
    events[i].day += static_cast<double>(i + 1) / 100'000.0;
    events[i].precision = Precision::time;
  }
  auto shuffled = events;
  std::shuffle(shuffled.begin(), shuffled.end(), std::minstd_rand(*rc::gen::arbitrary<unsigned>()));
  const auto log = log_of(events), shuffled_log = log_of(shuffled);
  RC_ASSERT(by_id(log, read(log, as_of(25))) == by_id(shuffled_log, read(shuffled_log, as_of(25))));
}

/// That an id is doubled is known of the source, whatever day is asked for.
Flow without_doubled(Flow flow) {
  for (auto& deal : flow.deals) deal.flags &= static_cast<std::uint8_t>(~DealState::doubled);
  return flow;
}

RC_GTEST_PROP(FlowOfAnyHistory, AsOfADayIsThatOfTheEventsUpToIt, ()) {
  const auto events = any_history();
  const auto day = *rc::gen::inRange(0, 22);
  std::vector<Happening> earlier;
  for (const auto& event : events)
    if (event.day <= day) earlier.push_back(event);
  const auto log = log_of(events), earlier_log = log_of(earlier);
  auto cut = by_id(log, without_doubled(read(log, as_of(day))));
  std::erase_if(
      cut, [](const auto& deal) { return std::get<0>(deal.second.first) == DealStatus::unborn; });
  RC_ASSERT(cut == by_id(earlier_log, without_doubled(read(earlier_log, as_of(day)))));
}

RC_GTEST_PROP(SnapshotOfAnyHistory, IsTheStateOfTheFlow, ()) {
  const auto log = log_of(any_history());
  const auto map = map_of_kinds();
  const Automaton automaton(map);
  const Binding binding(log, map, automaton);
  const auto reading = as_of(*rc::gen::inRange(0, 22));
  const auto whole = flow(log, automaton, binding, reading);
  const auto shot = snapshot(log, automaton, binding, reading);
  std::vector<std::int64_t> in_stage(automaton.nodes().size(), 0);
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    RC_ASSERT(shape(shot.deals[d].state) == shape(whole.deals[d]));
    for (const auto& visit : whole.visits_of(d)) {
      if (!visit.is_open() || visit.stage == process::no_node || visit.has(Visit::background))
        continue;
      ++in_stage[visit.stage];
      RC_ASSERT(shot.deals[d].entered == visit.entered);
    }
  }
  RC_ASSERT(shot.in_stage(automaton) == in_stage);
}

/// Enough events for several threads, with repeats, so that room is left between their parts.
TEST(FlowOnSeveralThreads, IsThatOfOne) {
  LogBuilder builder;
  const char* const stages[] = {"A", "B", "B", "C", "I", "X"};
  for (int d = 0; d < 60'000; ++d)
    for (int e = 0; e < 6; ++e)
      ASSERT_EQ(builder.add({.deal = "deal" + std::to_string(d),
                             .symbol = stages[(d * 7 + e) % 6],
                             .at = (d + e) * day_length}),
                "");
  const auto log = builder.finish();
  const auto one = read(log, as_of(50'000), 1), three = read(log, as_of(50'000), 3);
  EXPECT_EQ(one.counts, three.counts);
  EXPECT_TRUE(by_id(log, one) == by_id(log, three));
}

}  // namespace
}  // namespace stagecraft::history
