#include "store/live_log.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "history/flow.h"
#include "history/value_text.h"
#include "process/reader.h"
#include "selling/silence.h"
#include "store/events.h"
#include "store/imports.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using selling::Deal;
using selling::Event;

class LiveLogs : public World {
 protected:
  /// A move or a change, dated up to the last one's instant and sometimes long before it.
  Event any_event() {
    static constexpr std::array kinds{EventKind::stage_entered, EventKind::stage_entered,
                                      EventKind::stage_entered, EventKind::reopened,
                                      EventKind::won,           EventKind::lost,
                                      EventKind::touchpoint,    EventKind::attribute_changed};
    static constexpr std::array stages{"needs", "trial", "signing", "elsewhere"};
    static constexpr std::array amounts{"", "12.50", "700", "8000.01"};
    const auto kind = kinds[below(kinds.size())];
    // Few instants, so that several events share one.
    auto happened = event(kind, "", at(2 + static_cast<int>(below(12))));
    if (kind == EventKind::stage_entered || kind == EventKind::reopened)
      happened.symbol = stages[below(stages.size())];
    if (kind == EventKind::won) happened.symbol = "ordered";
    if (kind == EventKind::lost) happened.symbol = "gone";
    if (kind == EventKind::touchpoint) happened.symbol = "call";
    if (kind == EventKind::attribute_changed) {
      happened.symbol = "amount";
      happened.to = amounts[below(amounts.size())];
    }
    happened.recorded_at = at(20);
    return happened;
  }

  std::size_t below(std::size_t end) { return random_() % end; }

  history::DealIndex index_of(const history::EventLog& log, selling::DealId deal) {
    return log.find_deal(std::to_string(deal.value)).value();
  }

 private:
  std::mt19937 random_{11};
};

TEST_P(LiveLogs, BeginEmptyAndHoldEveryWriteThatWasAnswered) {
  LiveLog live(workspace());
  EXPECT_EQ(live.now()->log.event_count(), 0U);
  auto one = deal("One");
  EXPECT_EQ(live.now()->log.event_count(), 3U);
  const auto before = live.now();
  EXPECT_EQ(live.now(), before) << "nothing has happened, so it is the same";
  add(one, {event(EventKind::stage_entered, "needs", at(2))});
  const auto after = live.now();
  ASSERT_EQ(after->log.event_count(), 4U);
  EXPECT_EQ(before->log.event_count(), 3U) << "who has the older one keeps it";
  EXPECT_EQ(after->log.symbols().text(after->log.symbol(3)), "needs");
  EXPECT_EQ(after->log.actors().text(after->log.actor(3)), std::to_string(ann().value));
  EXPECT_TRUE(after->left_out.empty());
  EXPECT_EQ(live.at_least(after->last), after);
}

TEST_P(LiveLogs, AreWhatReadingEverythingAnewGives) {
  LiveLog live(workspace());
  std::vector<Deal> deals;
  for (int round = 0; round < 40; ++round) {
    if (deals.size() < 8) deals.push_back(deal("Deal"));
    auto& changed = deals[below(deals.size())];
    selling::Change change;
    for (std::size_t i = 0; i <= below(4); ++i) change.push_back(any_event());
    changed = add(changed, change);
    if (below(2) == 0) continue;
    const auto followed = live.now();
    EXPECT_TRUE(followed->log == LiveLog(workspace(), 1).now()->log);
    EXPECT_TRUE(followed->log == LiveLog(workspace(), 3).now()->log);
  }
}

TEST_P(LiveLogs, GiveStatusAndVisitsAsTheFoldOfTheDealDoes) {
  LiveLog live(workspace());
  std::vector<Deal> deals;
  for (int d = 0; d < 12; ++d) deals.push_back(deal("Deal"));
  for (int round = 0; round < 80; ++round) {
    auto& changed = deals[below(deals.size())];
    changed = add(changed, {any_event()});
    if (round % 10 == 0) live.now();
  }
  const auto history = live.now();
  const auto& process =
      workspace().read([&](Connection& db) { return std::ref(maps().get(db, version())); }).get();
  const history::Binding binding(history->log, process.map, process.automaton);
  const auto end = base::Border::just_after(at(100), base::Zone());
  const auto flow = history::flow(history->log, process.automaton, binding, {end, end}, 1);
  for (const auto& stored : deals) {
    const auto ours = load(stored.id);
    const auto index = index_of(history->log, stored.id);
    const auto& theirs = flow.deals[index];
    EXPECT_EQ(ours.status == selling::DealStatus::won, theirs.status == history::DealStatus::won);
    EXPECT_EQ(ours.status == selling::DealStatus::lost, theirs.status == history::DealStatus::lost);
    EXPECT_EQ(ours.status == selling::DealStatus::open,
              theirs.status == history::DealStatus::in_stage);
    ASSERT_EQ(ours.visits.size(), theirs.visit_count);
    for (std::size_t v = 0; v < ours.visits.size(); ++v) {
      const auto& visit = flow.visits_of(index)[v];
      EXPECT_EQ(process.automaton.find(ours.visits[v].stage), visit.stage);
      EXPECT_EQ(ours.visits[v].entry, visit.entry);
      EXPECT_EQ(ours.visits[v].entered.time_since_epoch().count(), visit.entered);
      EXPECT_EQ(ours.visits[v].left.has_value(), !visit.is_open());
    }
  }
}

constexpr std::string_view map_with_fields = R"(stagecraft: 1
id: direct
name: Direct sales
currency: EUR
fields: [{id: seats, name: Seats, kind: number}, {id: budget, name: Budget, kind: money}]
stages: [{id: needs, name: Needs}, {id: trial, name: Trial}, {id: signing, name: Signing}]
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: signing}
  - {id: gone, name: Gone, kind: lost}
)";

TEST_P(LiveLogs, KnowTheKindsThatMapsStateForTheirFieldsAlsoOfThoseToCome) {
  LiveLog live(workspace());
  deal("One", {set("seats", "12.5", at(2))});
  EXPECT_EQ(live.now()->log.find_attribute("seats")->kind, history::ValueKind::text);
  workspace().write([this](Transaction& tx) {
    publish(tx, {.process = version().process,
                 .head = version().number,
                 .own_text = std::string(map_with_fields),
                 .map = process::read_map(map_with_fields, "direct.yaml").map,
                 .at = at(3),
                 .by = ann()});
  });
  const auto history = live.now();
  const auto* seats = history->log.find_attribute("seats");
  ASSERT_EQ(seats->kind, history::ValueKind::number);
  EXPECT_EQ(seats->value(0), 12'500'000);
  deal("Two", {set("seats", "many", at(4)), set("budget", "7.50", at(4))});
  const auto later = live.now();
  EXPECT_EQ(later->log.find_attribute("budget")->kind, history::ValueKind::money);
  EXPECT_EQ(later->left_out.size(), 1U) << "'many' is no number";
  EXPECT_TRUE(later->log == LiveLog(workspace()).now()->log);
}

TEST_P(LiveLogs, TakeAnUndatedValueAsThatOfNowAndAsNoHistory) {
  const auto undated = [&](std::string attribute, std::string to) {
    auto event = set(std::move(attribute), std::move(to), at(1));
    event.precision = history::Precision::unknown;
    return event;
  };
  LiveLog live(workspace());
  auto one = deal("One", {undated("channel", "web"), set("campaign", "spring", at(5))});
  auto two = deal("Two", {set("channel", "fair", at(5)), undated("channel", "web")});
  const auto value = [&](const Deal& of, std::string_view name, base::Border border) {
    const auto history = live.now();
    EXPECT_TRUE(history->log == LiveLog(workspace()).now()->log);
    const auto* attribute = history->log.find_attribute(name);
    const auto d = index_of(history->log, of.id);
    return history::value_text(*attribute, d, history->log.attribute_at(*attribute, d, border));
  };
  const auto early = base::Border::just_after(at(2), base::Zone());
  const auto late = base::Border::just_after(at(50), base::Zone());
  EXPECT_EQ(value(one, "channel", early), "web");
  EXPECT_EQ(value(two, "channel", early), "");
  EXPECT_EQ(value(two, "channel", late), "fair") << "what has a date tells";
  one = add(one, {set("channel", "partner", at(9))});
  EXPECT_EQ(value(one, "channel", late), "partner");
}

TEST_P(LiveLogs, KnowTheSameSilencesAsTheDealsThemselves) {
  LiveLog live(workspace());
  std::vector<selling::Gap> gaps;
  for (int i = 0; i < 20; ++i) {
    Deal one = deal("One");
    for (int day = 2; day < 30; day += 1 + static_cast<int>(below(9))) {
      static constexpr std::array kinds{EventKind::stage_entered, EventKind::touchpoint};
      auto happened = event(kinds[below(2)], "call", at(day));
      if (happened.kind == EventKind::stage_entered)
        happened.symbol = below(2) == 0 ? "needs" : "trial";
      one = add(one, {happened});
    }
    if (below(2) == 0) one = add(one, {event(EventKind::lost, "gone", at(31))});
    one = add(one, {event(EventKind::touchpoint, "call", at(40))});
    const auto events = workspace().read([&](Connection& db) { return events_of(db, one.id); });
    std::ranges::copy(selling::gaps_of(one, events), std::back_inserter(gaps));
  }
  EXPECT_EQ(selling::usual_silence(live.now()->log, {}, 0.7, 2),
            selling::usual_silence(gaps, 0.7, 2));
}

TEST_P(LiveLogs, ForgetAnImportThatIsUndone) {
  LiveLog live(workspace());
  deal("Stays");
  const auto import = workspace().write([&](Transaction& tx) {
    return create_import(tx, {.id = {}, .source = "a.csv", .at = at(2)});
  });
  workspace().write([&](Transaction& tx) {
    auto created = event(EventKind::created, "", at(2));
    created.to = selling::to_text(version());
    create_deal(tx, {created}, StoredMaps(tx.db(), maps(), base::Zone()), import);
  });
  EXPECT_EQ(live.now()->log.deal_count(), 2U);
  workspace().write([&](Transaction& tx) {
    undo_deals(tx, import, deals_to_undo(tx.db(), import, {}, 10),
               StoredMaps(tx.db(), maps(), base::Zone()));
  });
  EXPECT_EQ(live.now()->log.deal_count(), 2U) << "half an undoing shows nothing";
  EXPECT_EQ(LiveLog(workspace()).now()->log.deal_count(), 2U);
  workspace().write(
      [&](Transaction& tx) { end_undoing(tx, {.import = import, .by = ann(), .at = at(3)}); });
  EXPECT_EQ(live.now()->log.deal_count(), 1U);
  EXPECT_TRUE(live.now()->log == LiveLog(workspace()).now()->log);
}

TEST_P(LiveLogs, SeeWhatAnotherServerWasToldOf) {
  LiveLog ours(workspace());
  ours.now();
  Workspace other(location(), name());
  LiveLog theirs(other);
  for (int round = 0; round < 5; ++round) {
    const auto made = deal("Ours");
    EXPECT_TRUE(theirs.now()->log.find_deal(std::to_string(made.id.value)));
    EXPECT_EQ(theirs.now()->last, ours.now()->last);
  }
}

TEST_P(LiveLogs, ShowEveryWriterItsOwnWrites) {
  LiveLog live(workspace());
  std::vector<Deal> deals;
  for (int t = 0; t < 4; ++t) deals.push_back(deal("Deal"));
  std::array<bool, 4> saw_all{};
  {
    std::vector<std::jthread> threads;
    for (std::size_t t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        saw_all[t] = true;
        for (std::size_t i = 1; i <= 15; ++i) {
          deals[t] = add(deals[t], {event(EventKind::touchpoint, "call", at(2))});
          const auto history = live.now();
          const auto d = index_of(history->log, deals[t].id);
          saw_all[t] = saw_all[t] && history->log.end(d) - history->log.begin(d) == 3 + i;
        }
      });
  }
  EXPECT_TRUE(std::ranges::all_of(saw_all, [](bool saw) { return saw; }));
  EXPECT_TRUE(live.now()->log == LiveLog(workspace()).now()->log);
}

INSTANTIATE_TEST_SUITE_P(Store, LiveLogs, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
