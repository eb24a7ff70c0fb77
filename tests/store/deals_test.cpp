#include "store/deals.h"

#include <gmock/gmock.h>

#include "selling/rights.h"
#include "store/deal_copies.h"
#include "store/events.h"
#include "store/search.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using history::EventKind;
using selling::Deal;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class Deals : public World {
 protected:
  std::vector<std::string> differences_of(const Deal& deal) {
    return workspace().read([&](Connection& db) { return differences(db, deal); });
  }
  selling::Event promise(int number, int due, base::Instant when) const {
    auto made = event(EventKind::promise_made, "", when);
    made.details.promise = number;
    made.details.side = "customer";
    made.details.due = day(due);
    made.note = "send the figures";
    return made;
  }
};

TEST_P(Deals, ComeBackAsTheirEventsTellThem) {
  const auto made =
      deal("Größe & Co", {set("amount", "1200.50", at(2)), set("currency", "EUR", at(2)),
                          event(EventKind::stage_entered, "needs", at(3)), promise(1, 20, at(4))});
  EXPECT_EQ(made.name, "Größe & Co");
  EXPECT_EQ(made.stage, "needs");
  EXPECT_EQ(made.promises.at(0).text, "send the figures");
  EXPECT_EQ(load(made.id), made);
  EXPECT_THAT(differences_of(made), IsEmpty());
}

TEST_P(Deals, TakeAChangeOnTopOfWhatWasLoaded) {
  const auto before = deal("One", {event(EventKind::stage_entered, "needs", at(3))});
  const auto after =
      add(before, {event(EventKind::stage_entered, "trial", at(5)), promise(1, 9, at(5))});
  EXPECT_EQ(after.stage, "trial");
  EXPECT_EQ(load(before.id), after);
  EXPECT_THAT(differences_of(after), IsEmpty());
}

TEST_P(Deals, TakeWhatIsToldLateIntoItsPlaceInTime) {
  const auto before = deal("One", {event(EventKind::stage_entered, "trial", at(10))});
  const auto after = add(before, {event(EventKind::stage_entered, "needs", at(5))});
  EXPECT_EQ(after.stage, "trial");
  EXPECT_THAT(after.visits, SizeIs(2));
  EXPECT_EQ(load(before.id), after);
  EXPECT_THAT(differences_of(after), IsEmpty());
}

TEST_P(Deals, RefuseAChangeToWhatSomebodyElseHasChanged) {
  const auto before = deal("One", {event(EventKind::stage_entered, "needs", at(3))});
  add(before, {event(EventKind::stage_entered, "trial", at(5))});
  for (const auto& late : {at(6), at(4)}) {
    try {
      add(before, {event(EventKind::stage_entered, "signing", late)});
      FAIL() << "a change was lost";
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::conflict);
    }
  }
  EXPECT_EQ(load(before.id).stage, "trial");
  EXPECT_THAT(load(before.id).visits, SizeIs(2));
}

TEST_P(Deals, AreSeenByTheirOwnerTheirTeamAndWhoSeesAll) {
  const auto made = deal("One");
  const auto sees = [&](const Viewer& viewer) {
    return workspace().read([&](Connection& db) {
      return find_deal(db, viewer, made.id, StoredMaps(db, maps(), base::Zone())).has_value();
    });
  };
  EXPECT_TRUE(sees({.person = ann(), .scope = Scope::own}));
  EXPECT_FALSE(sees({.person = bob(), .team = north(), .scope = Scope::own}));
  EXPECT_TRUE(sees({.person = bob(), .team = north(), .scope = Scope::team}));
  EXPECT_FALSE(sees({.person = bob(), .scope = Scope::team}));
  EXPECT_TRUE(sees({.person = bob(), .scope = Scope::all}));
  EXPECT_THROW(load(made.id, {.person = bob()}), Error);
  const auto history = [&](const Viewer& viewer) {
    return workspace().read([&](Connection& db) { return history_of(db, viewer, made.id); });
  };
  EXPECT_THAT(history({.person = bob()}), IsEmpty());
  EXPECT_THAT(history({.person = ann()}), SizeIs(3));
}

TEST_P(Deals, AreFoundManyAtOnceInTheOrderAskedWithoutThoseThatAreNotSeen) {
  const auto one = deal("One"), two = deal("Two", {set("owner", "", at(2))}), three = deal("Three");
  const std::vector<selling::DealId> ids{three.id, {99}, two.id, one.id};
  const auto found = [&](const Viewer& viewer, std::span<const selling::DealId> asked) {
    return workspace().read(
        [&](Connection& db) { return find_deals(db, viewer, asked, StoredMaps(db, maps(), {})); });
  };
  EXPECT_THAT(found(Viewer::everything(), ids), ElementsAre(three, two, one));
  EXPECT_THAT(found({.person = ann(), .team = {}}, ids), ElementsAre(three, one));
  EXPECT_THAT(found(Viewer::everything(), {}), IsEmpty());
}

TEST_P(Deals, AreSeenByWhomTheTableOfRightsNames) {
  const auto of_ann = deal("Ann's");
  const auto of_north = deal("North's", {set("owner", "", at(2))});
  const auto nobodys = deal("Nobody's", {set("owner", "", at(2)), set("team", "", at(2))});
  const auto in_table = [&](const Viewer& viewer, selling::Scope reads, const Deal& one) {
    selling::Actor actor{.person = viewer.person, .role = selling::Role::rep};
    if (viewer.team) actor.teams.push_back(*viewer.team);
    actor.reach = {.reads = reads, .changes = reads};
    return selling::sees(actor, {.owner = one.owner(), .team = one.team()});
  };
  const auto in_store = [&](const Viewer& viewer, const Deal& one) {
    return workspace().read([&](Connection& db) {
      return find_deal(db, viewer, one.id, StoredMaps(db, maps(), base::Zone())).has_value();
    });
  };
  for (const auto& [scope, reads] : {std::pair(Scope::own, selling::Scope::own),
                                     {Scope::team, selling::Scope::team},
                                     {Scope::all, selling::Scope::all}})
    for (const auto& team : {std::optional<selling::TeamId>(), std::optional(north())})
      for (const auto& one : {of_ann, of_north, nobodys}) {
        const Viewer viewer{.person = bob(), .team = team, .scope = scope};
        EXPECT_EQ(in_store(viewer, one), in_table(viewer, reads, one))
            << one.name << ", " << to_word(reads) << (team ? ", with a team" : "");
      }
}

TEST_P(Deals, GiveTheirEventsToFollowersInTheOrderOfCommits) {
  const auto one = deal("One");
  const auto two = deal("Two");
  add(one, {event(EventKind::stage_entered, "needs", at(2))});
  workspace().read([&](Connection& db) {
    const auto all = events_after(db, Viewer::everything(), {}, 100).events;
    EXPECT_THAT(all, SizeIs(7));
    EXPECT_EQ(all.back().deal, one.id);
    EXPECT_EQ(all.back().id, last_event(db));
    const auto rest = events_after(db, Viewer::everything(), all[4].id, 1);
    EXPECT_THAT(rest.events, SizeIs(1));
    EXPECT_EQ(rest.events.front().id, all[5].id);
    EXPECT_EQ(rest.up_to, all[5].id);
    return 0;
  });
}

TEST_P(Deals, GiveFollowersWhatTheySeeAndSayHowFarTheyHaveLooked) {
  const auto one = deal("One");
  workspace().read([&](Connection& db) {
    const auto of_ann = events_after(db, {.person = ann(), .team = {}}, {}, 100);
    EXPECT_THAT(of_ann.events, SizeIs(3));
    EXPECT_EQ(of_ann.up_to, last_event(db));
    const auto of_bob = events_after(db, {.person = bob(), .team = {}}, {}, 100);
    EXPECT_THAT(of_bob.events, SizeIs(0));
    EXPECT_EQ(of_bob.up_to, last_event(db));
    const auto beyond =
        events_after(db, Viewer::everything(), EventId{last_event(db).value + 9}, 9);
    EXPECT_THAT(beyond.events, SizeIs(0));
    EXPECT_EQ(beyond.up_to.value, last_event(db).value + 9);
    return 0;
  });
}

TEST_P(Deals, HideEventsOfAnImportThatWasUndoneAndKeepThem) {
  const auto made = deal("One");
  workspace().write([&](Transaction& tx) {
    const auto import = tx.db().get_value<ImportId>(
        "INSERT INTO imports (source, at) VALUES ('crm.csv', 0) RETURNING id");
    tx.db().run("INSERT INTO undone_deals (import_id, deal_id, run) VALUES ($1, $2, 1)", import,
                made.id);
    insert_events(tx, made.id, std::vector{event(EventKind::stage_entered, "trial", at(2))},
                  import);
  });
  EXPECT_EQ(load(made.id), made);
  EXPECT_EQ(workspace().read(
                [](Connection& db) { return db.get_value<int>("SELECT count(*) FROM events"); }),
            4);
}

TEST_P(Deals, TellWhereACopyHasGoneAstray) {
  const auto made = deal("One", {promise(1, 9, at(2))});
  workspace().write([](Transaction& tx) {
    tx.db().run("UPDATE deals SET stage = 'signing'");
    tx.db().run("UPDATE promises SET due = due + 1");
  });
  const auto found = differences_of(made);
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(found[0], "deal 1: stage is 'signing', but its events tell ''");
}

TEST_P(Deals, AreFoundByTheWordsOfTheirNamesAndNotes) {
  auto met = event(EventKind::touchpoint, "call", at(2));
  met.note = "They fear the Überholung of plant 12-B; SELECT \"x\" * '";
  const auto made = deal("Größe & Söhne", {met});
  deal("Another");
  const auto find = [&](std::string_view query, const Viewer& viewer) {
    std::vector<std::string> names;
    for (const auto& found :
         workspace().read([&](Connection& db) { return search(db, viewer, query, 10); }))
      names.push_back(std::string(to_word(found.kind)) + " " + std::to_string(found.deal.value));
    return names;
  };
  const auto all = Viewer::everything();
  EXPECT_THAT(find("sohne gro", all), ElementsAre("deal 1"));
  EXPECT_THAT(find("ÜBERHOL", all), ElementsAre("note 1"));
  EXPECT_THAT(find("12 b x", all), ElementsAre("note 1"));
  EXPECT_THAT(find("holung", all), IsEmpty());
  EXPECT_THAT(find("\" ' * AND (", all), IsEmpty());
  EXPECT_THAT(find("über", {.person = bob()}), IsEmpty());
  EXPECT_THAT(find("über", {.person = ann()}), SizeIs(1));
}

TEST_P(Deals, AreFoundByBeginningsOfEveryLengthNewestFirst) {
  deal("Überholungswerk Nord");
  deal("Überholungswerft Süd");
  deal("Über den Dächern");
  const auto find = [&](std::string_view query, int limit) {
    std::vector<std::int64_t> ids;
    const auto all = Viewer::everything();
    for (const auto& found :
         workspace().read([&](Connection& db) { return search(db, all, query, limit); }))
      ids.push_back(found.id);
    return ids;
  };
  const std::string word = "uberholungswer";
  for (std::size_t length = 5; length <= word.size(); ++length)
    EXPECT_THAT(find(word.substr(0, length), 10), ElementsAre(2, 1)) << length;
  for (std::size_t length = 1; length <= 4; ++length)
    EXPECT_THAT(find(word.substr(0, length), 10), ElementsAre(3, 2, 1)) << length;
  EXPECT_THAT(find("uberholungswerk", 10), ElementsAre(1));
  EXPECT_THAT(find("uberholung nord", 10), ElementsAre(1));
  EXPECT_THAT(find("u", 2), ElementsAre(3, 2));
}

INSTANTIATE_TEST_SUITE_P(Store, Deals, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
