#include "store/attention.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <random>
#include <set>
#include <tuple>

#include "process/reader.h"
#include "store/board.h"
#include "store/check.h"
#include "store/deal_list.h"
#include "store/migration.h"
#include "store/stage_limits.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using namespace std::chrono_literals;
using history::EventKind;
using selling::Deal;
using selling::DealId;
using selling::DealStatus;
using selling::MapVersion;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view map_with_times = R"(stagecraft: 1
id: timed
name: Timed
goals:
  - id: win
    name: Win
    stages:
      - {{id: needs, name: Needs, does: [asks], expected_days: {}}}
      - {{id: signing, name: Signing, does: [signs], late_after_days: {}}}
      - {{id: use, name: Use, does: [uses], late_after_days: 20.5}}
      - {{id: rest, name: Rest}}
outcomes:
  - {{id: ordered, name: Ordered, kind: won, on_leaving: signing}}
  - {{id: gone, name: Gone, kind: lost}}
)";

/// What the map above states, by version and stage.
const std::map<std::pair<int, std::string>, base::Milliseconds> limits{
    {{1, "needs"}, 20 * 24h}, {{1, "signing"}, 30 * 24h}, {{1, "use"}, 41 * 12h},
    {{2, "needs"}, 6 * 24h},  {{2, "signing"}, 90 * 24h}, {{2, "use"}, 41 * 12h}};

class Attentions : public World {
 protected:
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    workspace().write([this](Transaction& tx) {
      timed_ = create_process(
          tx, {.map_id = "timed", .name = "Timed", .owner = ann(), .by = ann(), .at = at(1)});
      publish_timed(tx, 0, 10, 30);
      publish_timed(tx, 1, 3, 90);
    });
  }

  void publish_timed(Transaction& tx, int head, int expected, int late) const {
    const auto text = fmt::format(map_with_times, expected, late);
    const auto loaded = process::read_map(text, "timed.yaml");
    ASSERT_TRUE(loaded.ok()) << loaded.errors.front().message;
    publish(tx, {.process = timed_,
                 .head = head,
                 .own_text = text,
                 .map = loaded.map,
                 .at = at(1),
                 .by = ann()});
  }

  selling::Event promise(int number, int due) const {
    auto made = event(EventKind::promise_made, "", at(2));
    made.details.promise = number;
    made.details.side = "us";
    made.details.due = day(due);
    return made;
  }

  Deal create(const std::string& deal_name, MapVersion on, std::vector<selling::Event> events) {
    auto created = event(EventKind::created, "", at(1));
    created.to = selling::to_text(on);
    created.note = deal_name;
    events.insert(events.begin(), created);
    return workspace().write([&](Transaction& tx) {
      return create_deal(tx, events, StoredMaps(tx.db(), maps(), base::Zone()));
    });
  }
  Deal create_timed(const std::string& deal_name, std::vector<selling::Event> events) {
    return create(deal_name, {timed_, 1}, std::move(events));
  }

  std::vector<DealId> pages(ListQuery query, const Viewer& viewer, const Attention& as_of) {
    std::vector<DealId> found;
    do {
      const auto page =
          workspace().read([&](Connection& db) { return list_deals(db, viewer, query, as_of); });
      for (const auto& row : page.rows) found.push_back(row.id);
      EXPECT_LE(page.rows.size(), static_cast<std::size_t>(query.limit));
      query.cursor = page.next;
    } while (!query.cursor.empty());
    return found;
  }

  std::optional<base::Instant> late_at(const Deal& deal) {
    return workspace()
        .read([&](Connection& db) {
          return db.find_value<std::optional<base::Instant>>(
              "SELECT late_at FROM deals WHERE id = $1", deal.id);
        })
        .value();
  }

  selling::ProcessId timed_;
};

/// The order, told anew: of a deal as its events tell it.
std::tuple<int, bool, base::Day, base::Instant, DealId> rank(const Deal& deal,
                                                             const Attention& as_of,
                                                             selling::ProcessId timed) {
  std::optional<base::Day> due;
  for (const auto& promise : deal.promises)
    if (promise.state == selling::PromiseState::open)
      due = std::min(due.value_or(promise.due), promise.due);
  const auto since = deal.stage_entered_at.value_or(deal.created_at);
  const bool is_won = deal.status == DealStatus::won;
  int rank = 8;
  if (deal.is_open() || is_won) {
    const auto limit = limits.find({deal.map.number, deal.stage});
    const bool is_behind = is_won && since < deal.closing->at;
    const bool is_late = deal.map.process == timed && limit != limits.end() &&
                         deal.stage_entered_at && !is_behind && since + limit->second < as_of.now;
    rank = (due && *due < as_of.today ? 0 : 4) + (!due && !is_won ? 0 : 2) + (is_late ? 0 : 1);
  }
  return {rank, !due, due.value_or(base::Day()), since, deal.id};
}

class AnyDeals : public Attentions {
 protected:
  int any(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

  void make_deals(int count) {
    for (int i = 0; i < count; ++i) deals_.push_back(make(fmt::format("{}", i)));
  }

  Deal make(const std::string& deal_name) {
    std::vector<selling::Event> events;
    if (any(4) != 0)
      events.push_back(set("owner", std::to_string((any(3) == 0 ? bob() : ann()).value), at(1)));
    if (any(3) != 0) events.push_back(set("team", std::to_string(north().value), at(1)));
    if (any(2) != 0) events.push_back(set("channel", any(2) == 0 ? "web" : "fair", at(1)));
    if (any(3) != 0) events.push_back(set("amount", std::to_string(any(40)), at(1)));
    for (int number = 1; number <= any(3); ++number)
      events.push_back(promise(number, 30 + any(40)));
    const bool is_timed = any(4) != 0;
    int when = 2 + any(20);
    if (any(6) != 0)
      events.push_back(
          event(EventKind::stage_entered, any(2) == 0 ? "needs" : "signing", at(when)));
    when += any(20);
    if (any(3) == 0)
      events.push_back(any(2) == 0 ? event(EventKind::won, "ordered", at(when))
                                   : event(EventKind::lost, "gone", at(when)));
    if (is_timed && events.back().kind == EventKind::won && any(2) == 0)
      events.push_back(event(EventKind::stage_entered, "use", at(when + any(10))));
    if (any(12) == 0) events.push_back(event(EventKind::deleted, "", at(when + 10)));
    return create(deal_name, is_timed ? MapVersion{timed_, 1 + any(2)} : version(), events);
  }

  /// A list, and which deals it has.
  struct Case {
    ListQuery query;
    Viewer viewer = Viewer::everything();
    Attention as_of;
    std::vector<std::function<bool(const Deal&)>> leaves;
  };

  void add_filter(Case& made, std::string field, std::string value,
                  std::function<bool(const Deal&)> leaves) {
    made.query.filters.push_back({std::move(field), Compare::is, {std::move(value)}});
    made.leaves.push_back(std::move(leaves));
  }

  Case any_case() {
    Case made{.query = {.order = "attention", .is_descending = any(2) == 0, .limit = 1 + any(9)},
              .as_of = {.today = day(25 + any(50)),
                        .now = at(5 + any(60)) + 1h * any(24),
                        .few = any(3) * 20},
              .leaves = {}};
    if (any(3) == 0)
      add_filter(made, "owner", std::to_string(bob().value),
                 [this](const Deal& deal) { return deal.owner() == bob(); });
    if (any(4) == 0)
      add_filter(made, "process", std::to_string(timed_.value),
                 [this](const Deal& deal) { return deal.map.process == timed_; });
    if (any(4) == 0)
      add_filter(made, "stage", "needs", [](const Deal& deal) { return deal.stage == "needs"; });
    if (any(5) == 0)
      add_filter(made, "channel", "web",
                 [](const Deal& deal) { return deal.attribute("channel") == "web"; });
    if (any(3) == 0) {
      const auto status = std::array{DealStatus::lead, DealStatus::open, DealStatus::won,
                                     DealStatus::lost}[static_cast<std::size_t>(any(4))];
      add_filter(made, "status", std::string(to_word(status)),
                 [status](const Deal& deal) { return deal.status == status; });
    } else {
      made.leaves.push_back([](const Deal& deal) { return !deal.is_gone(); });
    }
    if (const int who = any(4); who == 1) {
      made.viewer = {.person = bob(), .team = {}, .scope = Scope::own};
      made.leaves.push_back([this](const Deal& deal) { return deal.owner() == bob(); });
    } else if (who == 2) {
      made.viewer = {.person = bob(), .team = north(), .scope = Scope::team};
      made.leaves.push_back([this](const Deal& deal) {
        return deal.owner() == bob() || deal.team() == north() || (!deal.owner() && !deal.team());
      });
    }
    return made;
  }

  std::vector<DealId> expected(const Case& of) const {
    std::vector<const Deal*> left;
    for (const auto& deal : deals_)
      if (std::ranges::all_of(of.leaves, [&](const auto& leaves) { return leaves(deal); }))
        left.push_back(&deal);
    std::ranges::sort(left, {}, [&](const Deal* deal) { return rank(*deal, of.as_of, timed_); });
    if (of.query.is_descending) std::ranges::reverse(left);
    std::vector<DealId> ids;
    for (const auto* deal : left) ids.push_back(deal->id);
    return ids;
  }

  std::mt19937 random_{20261122};
  std::vector<Deal> deals_;
};

TEST_P(AnyDeals, AreInTheOrderOfTheirRankOverAllPages) {
  make_deals(150);
  int rows = 0;
  for (int i = 0; i < 120; ++i) {
    const auto made = any_case();
    const auto right = expected(made);
    ASSERT_EQ(pages(made.query, made.viewer, made.as_of), right) << "case " << i;
    rows += static_cast<int>(right.size());
  }
  EXPECT_GT(rows, 2000);
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
}

TEST_P(AnyDeals, StandOnABoardAsListsOfTheirStagesHaveThem) {
  make_deals(150);
  const std::array orders{"attention",     "id",       "name",          "amount_minor",
                          "created_at",    "next_due", "last_event_at", "stage_entered_at",
                          "expected_close"};
  int rows = 0, cut = 0;
  for (int i = 0; i < 120; ++i) {
    auto [query, viewer, as_of, leaves] = any_case();
    query.order = orders[static_cast<std::size_t>(any(orders.size()))];
    const auto process = any(2) == 0 ? timed_ : version().process;
    workspace().read([&](Connection& db) {
      std::set<std::pair<std::string, std::string>> places;
      for (const auto& counted : count_by_stage(db, viewer, process, query.filters))
        places.emplace(counted.status, counted.stage);
      const auto columns = list_board(db, viewer, process, query, as_of);
      EXPECT_EQ(columns.size(), places.size()) << "case " << i;
      for (const auto& column : columns) {
        auto list = query;
        list.filters.push_back({"process", Compare::is, {std::to_string(process.value)}});
        list.filters.push_back({"stage", Compare::is, {column.stage}});
        list.filters.push_back({"status", Compare::is, {std::string(to_word(column.status))}});
        const auto page = list_deals(db, viewer, list, as_of);
        EXPECT_EQ(column.next, page.next) << "case " << i;
        EXPECT_TRUE(std::ranges::equal(column.deals, page.rows, {}, &DealRow::id, &DealRow::id))
            << "case " << i << ", order " << query.order;
        rows += static_cast<int>(column.deals.size());
        cut += column.next.empty() ? 0 : 1;
      }
    });
  }
  EXPECT_GT(rows, 500);
  EXPECT_GT(cut, 100);
}

TEST_P(Attentions, KnowWhenADealIsLateWhereverItGoes) {
  auto deal = create_timed("One", {event(EventKind::stage_entered, "needs", at(3))});
  EXPECT_EQ(late_at(deal), at(23));
  deal = add(deal, {event(EventKind::stage_entered, "signing", at(5))});
  EXPECT_EQ(late_at(deal), at(35));
  auto moved = event(EventKind::migrated, "", at(6));
  moved.to = selling::to_text(MapVersion{timed_, 2});
  deal = add(deal, {moved});
  EXPECT_EQ(late_at(deal), at(95));
  deal = add(deal, {event(EventKind::won, "ordered", at(7))});
  EXPECT_EQ(late_at(deal), std::nullopt) << "the stage is behind it";
  deal = add(deal, {event(EventKind::stage_entered, "use", at(8))});
  EXPECT_EQ(late_at(deal), at(28) + 12h);
  deal = add(deal, {event(EventKind::stage_entered, "rest", at(9))});
  EXPECT_EQ(late_at(deal), std::nullopt) << "nothing is stated";
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
}

TEST_P(Attentions, AreCheckedAgainstTheLimits) {
  const auto deal = create_timed("One", {event(EventKind::stage_entered, "needs", at(3))});
  workspace().write([&](Transaction& tx) {
    tx.db().run("UPDATE deals SET late_at = 1, waits_for = 4 WHERE id = $1", deal.id);
  });
  EXPECT_THAT(check(location(), name()).faults,
              ElementsAre("deal 1: waits_for is 4, but its events tell 1",
                          fmt::format("deal 1: late_at is 1, but its events tell {}",
                                      at(23).time_since_epoch().count())));
}

TEST_P(Attentions, GoOnFromACursorWhenADayHasPassed) {
  const auto one = create_timed("One", {promise(1, 40)}),
             two = create_timed("Two", {promise(1, 41)}),
             three = create_timed("Three", {promise(1, 42)});
  const auto next = [&](bool is_descending, int first_day, int second_day) {
    ListQuery query{.order = "attention", .is_descending = is_descending, .limit = 1};
    query.cursor = workspace().read([&](Connection& db) {
      return list_deals(db, Viewer::everything(), query, {.today = day(first_day), .now = at(1)})
          .next;
    });
    query.limit = 9;
    return pages(query, Viewer::everything(), {.today = day(second_day), .now = at(1)});
  };
  EXPECT_THAT(next(false, 30, 41), ElementsAre(two.id, three.id));
  EXPECT_THAT(next(false, 30, 42), ElementsAre(three.id));
  EXPECT_THAT(next(true, 60, 42), ElementsAre(two.id, one.id));
  EXPECT_THAT(next(false, 41, 30), ElementsAre(one.id, two.id, three.id));
}

TEST_P(Attentions, RefuseACursorOfAnotherList) {
  for (const auto* cursor : {"nonsense!", "YXR0ZW50aW9uCjAgMA", "YXR0ZW50aW9uCjEyIDAgMCAw"}) try {
      pages({.order = "attention", .cursor = cursor}, Viewer::everything(), {});
      FAIL() << cursor;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::invalid);
      EXPECT_THAT(error.what(), testing::HasSubstr("cursor"));
    }
}

INSTANTIATE_TEST_SUITE_P(Store, Attentions, both_engines(), engine_word);
INSTANTIATE_TEST_SUITE_P(Store, AnyDeals, both_engines(), engine_word);

class EarlierDeals : public StoreTest {};

TEST_P(EarlierDeals, AreLateByTheVersionsThatWereThereBefore) {
  const auto db = connect(Access::create);
  migrate_to(*db, 27);
  db->run("INSERT INTO processes (id, map_id, name, created_at, head) VALUES (1, 'a', 'A', 0, 2)");
  for (const int number : {1, 2})
    db->run(
        "INSERT INTO map_versions (process_id, number, own_text, resolved_text, sha256, "
        "published_at) VALUES (1, $1, '', $2, '', 0)",
        number, fmt::format(map_with_times, number, 1));
  const auto add = [&](int version, const char* status, std::optional<int> entered,
                       std::optional<int> closed, std::optional<int> due) {
    db->run(
        "INSERT INTO deals (process_id, version, status, stage, created_at, stage_entered_at, "
        "closed_at, next_due) VALUES (1, $1, $2, 'needs', 5, $3, $4, $5)",
        version, status, entered, closed, due);
  };
  add(1, "open", 7, {}, {});
  add(2, "open", 7, {}, 3);
  add(2, "lead", {}, {}, {});
  add(2, "won", 7, 8, {});
  add(2, "won", 8, 8, 3);
  add(2, "lost", 7, 8, 3);
  add(2, "deleted", 7, {}, {});
  migrate(*db);
  std::vector<std::string> rows;
  for (const Row& row : db->query("SELECT waits_for, waits_since, late_at FROM deals ORDER BY id"))
    rows.push_back(
        fmt::format("{} {} {}", row.get<int>(0), row.get<int>(1), row.get_or<std::int64_t>(2, -1)));
  const std::int64_t two_days = 172'800'000;
  EXPECT_THAT(rows, ElementsAre(fmt::format("1 7 {}", two_days + 7),
                                fmt::format("0 7 {}", 2 * two_days + 7), "1 5 -1", "2 7 -1",
                                fmt::format("0 8 {}", 2 * two_days + 8), "3 7 -1", "4 7 -1"));
  EXPECT_EQ(find_limit(*db, {selling::ProcessId{1}, 2}, "use"), base::Milliseconds(41 * 12h));
  EXPECT_EQ(find_limit(*db, {selling::ProcessId{1}, 2}, "rest"), std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(Store, EarlierDeals, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
