#include "store/services.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "store/check.h"
#include "store/customers.h"
#include "store/deal_list.h"
#include "store/erasure.h"
#include "store/events.h"
#include "store/imports.h"
#include "store/jobs.h"
#include "store/lookups.h"
#include "store/personal_data.h"
#include "store/search.h"
#include "store/webhooks.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using base::Error;
using history::EventKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Services : public World {
 protected:
  template <class F>
  auto write(F job) {
    return workspace().write(std::move(job));
  }
  template <class F>
  auto read(F look) {
    return workspace().read(std::move(look));
  }
};

TEST_P(Services, GiveTheSameAnswerToARepeatedRequest) {
  write([&](Transaction& tx) { keep_answer(tx, ann(), "k", {"hash", 201, "{}"}, at(1)); });
  EXPECT_EQ(read([&](Connection& db) { return find_answer(db, ann(), "k"); })->status, 201);
  EXPECT_FALSE(read([&](Connection& db) { return find_answer(db, bob(), "k"); }));
  EXPECT_THROW(write([&](Transaction& tx) {
                 keep_answer(tx, ann(), "k", {"other", 201, ""}, at(1));
               }),
               Error);
  write([&](Transaction& tx) { forget_answers(tx, at(2)); });
  EXPECT_FALSE(read([&](Connection& db) { return find_answer(db, ann(), "k"); }));
}

TEST_P(Services, ShowViewsToTheirOwnersAndSharedOnesToAll) {
  const auto own = write([&](Transaction& tx) {
    return save_view(tx, {.person = ann(), .noun = "deals", .name = "Mine", .query = "{}"});
  });
  write([&](Transaction& tx) {
    save_view(tx,
              {.person = ann(), .noun = "deals", .name = "All", .query = "{}", .is_shared = true});
  });
  EXPECT_THAT(read([&](Connection& db) { return list_views(db, ann(), "deals"); }), SizeIs(2));
  EXPECT_THAT(read([&](Connection& db) { return list_views(db, bob(), "deals"); }), SizeIs(1));
  EXPECT_THROW(write([&](Transaction& tx) { delete_view(tx, bob(), own); }), Error);
  write([&](Transaction& tx) { delete_view(tx, ann(), own); });
  EXPECT_THAT(read([&](Connection& db) { return list_views(db, ann(), "deals"); }), SizeIs(1));
}

TEST_P(Services, KeepTheLastValueOfASetting) {
  write([](Transaction& tx) { set_setting(tx, {.name = "commission", .value = "{}"}); });
  write([](Transaction& tx) {
    set_setting(tx, {.name = "commission", .value = "{\"share\": 0.1}"});
  });
  EXPECT_EQ(read([](Connection& db) { return find_setting(db, "commission"); }),
            "{\"share\": 0.1}");
  EXPECT_EQ(read([](Connection& db) { return find_setting(db, "other"); }), std::nullopt);
}

TEST_P(Services, RunJobsInOrderOnceAndAgainAfterACrash) {
  for (const char* kind : {"import", "bulk_change"})
    write([&](Transaction& tx) {
      create_job(tx, {.kind = kind, .input = "{}", .by = ann(), .created_at = at(1)});
    });
  const auto claim = [&](std::string_view runner, base::Instant now) {
    return write([&](Transaction& tx) { return claim_job(tx, {.word = runner, .now = now}); });
  };
  const auto next = [&] { return claim("one", at(2)); };
  const auto first = next();
  EXPECT_EQ(first->kind, "import");
  EXPECT_EQ(next()->kind, "bulk_change");
  EXPECT_FALSE(next());
  write([&](Transaction& tx) {
    EXPECT_TRUE(note_progress(
        tx, {.job = first->id, .runner = "one", .at = at(3), .done = 5, .total = 10}));
    EXPECT_FALSE(note_progress(tx, {.job = first->id, .runner = "two", .at = at(3), .done = 9}));
    end_job(tx, {.job = first->id,
                 .runner = "one",
                 .state = "done",
                 .report = "{\"rows\": 10}",
                 .at = at(3)});
  });
  const auto ended = read([&](Connection& db) { return find_job(db, first->id); });
  EXPECT_EQ(ended->state, "done");
  EXPECT_EQ(ended->done_count, 5);
  EXPECT_FALSE(claim("two", at(2) + std::chrono::seconds(29))) << "its runner is not dead yet";
  EXPECT_EQ(claim("two", at(2) + std::chrono::seconds(31))->kind, "bulk_change");
  EXPECT_TRUE(claim("three", at(1))) << "the clock was set back";
  EXPECT_THAT(read([&](Connection& db) { return list_jobs(db, {.by = ann()}); }), SizeIs(2));
  EXPECT_THAT(read([&](Connection& db) { return list_jobs(db, {.by = bob()}); }), IsEmpty());
}

TEST_P(Services, CancelAJobThatWaitsAtOnceAndAskOneThatRunsToStop) {
  const auto queue = [&] {
    return write([&](Transaction& tx) {
      return create_job(tx, {.kind = "import", .input = "{}", .by = ann(), .created_at = at(1)});
    });
  };
  const auto cancel = [&](JobId job) {
    write([&](Transaction& tx) { cancel_job(tx, job, bob(), at(3)); });
    return read([&](Connection& db) { return *find_job(db, job); });
  };
  const auto waiting = queue();
  EXPECT_EQ(cancel(waiting).state, "cancelled");
  EXPECT_THROW(cancel(waiting), Error);
  EXPECT_THROW(cancel({99}), Error);
  const auto running = queue();
  write([](Transaction& tx) { claim_job(tx, {.word = "one", .now = at(2)}); });
  EXPECT_EQ(cancel(running).state, "running");
  EXPECT_EQ(cancel(running).cancelled_by, bob());
  write([&](Transaction& tx) { release_job(tx, running, "one"); });
  EXPECT_EQ(read([&](Connection& db) { return *find_job(db, running); }).state, "queued");
}

TEST_P(Services, KeepWhatAJobSaysOfEachThing) {
  const auto job = write([&](Transaction& tx) {
    const auto id =
        create_job(tx, {.kind = "import", .input = "{}", .by = ann(), .created_at = at(1)});
    add_job_lines(tx, id,
                  std::vector<JobLine>{{.number = 1, .outcome = "waiting", .source = "7"},
                                       {.number = 2,
                                        .outcome = "rejected",
                                        .source = "a.csv",
                                        .line = 12,
                                        .field = "Amount",
                                        .value = "=1+1",
                                        .text = "not a number"}});
    set_job_line(tx, id, {.number = 1, .outcome = "refused", .text = "It is closed."});
    return id;
  });
  read([&](Connection& db) {
    const auto all = list_job_lines(db, {.job = job});
    EXPECT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].text, "It is closed.");
    EXPECT_EQ(all[1].line, 12);
    EXPECT_EQ(all[1].value, "=1+1");
    EXPECT_THAT(list_job_lines(db, {.job = job, .outcome = "refused"}), SizeIs(1));
    EXPECT_THAT(list_job_lines(db, {.job = job, .after = 1, .limit = 5}), SizeIs(1));
    EXPECT_EQ(count_job_lines(db, job).at("rejected"), 1);
    EXPECT_EQ(last_job_line(db, job), 2);
    return 0;
  });
}

/// Both webhooks of the tests look at all events.
int queue_all(Transaction& tx, const std::optional<Viewer>& viewer) {
  int made = 0;
  for (const auto& webhook : webhooks_behind(tx.db()))
    made += queue_deliveries(tx, webhook, viewer, at(3));
  return made;
}

TEST_P(Services, DeliverEachEventOnceToTheWebhooksThatAskedForIt) {
  deal("Before");
  const auto hook = write([&](Transaction& tx) {
    return create_webhook(
        tx, {.url = "https://a.example", .secret = "s", .kinds = {"stage_entered", "won"}});
  });
  write([&](Transaction& tx) { create_webhook(tx, {.url = "https://b.example", .secret = "s"}); });
  deal("After", {event(EventKind::stage_entered, "needs", at(2))});
  const auto queue = [&] {
    return write([](Transaction& tx) { return queue_all(tx, Viewer::everything()); });
  };
  EXPECT_EQ(queue(), 5);
  EXPECT_EQ(queue(), 0);
  const auto claim = [&](base::Instant now) {
    return write([&](Transaction& tx) {
      return claim_deliveries(
          tx, {.now = now, .until = now + base::Milliseconds(1), .limit = 10, .most_of_one = 3});
    });
  };
  auto claimed = claim(at(3));
  ASSERT_THAT(claimed, SizeIs(4)) << "three of the second, one of the first";
  EXPECT_EQ(claimed[0].attempts, 1);
  EXPECT_THAT(claim(at(3)), SizeIs(1)) << "taken is taken";
  EXPECT_FALSE(read([](Connection& db) { return has_due_deliveries(db, at(3)); }));
  claimed[0].state = "done";
  claimed[0].ended_at = at(3);
  claimed[1].next_at = at(9);
  write([&](Transaction& tx) {
    note_attempt(tx, claimed[0]);
    note_attempt(tx, claimed[1]);
  });
  EXPECT_THAT(claim(at(4)), SizeIs(3)) << "whoever took them has not been heard of";
  EXPECT_THAT(read([&](Connection& db) { return list_deliveries(db, hook, 10); }), SizeIs(1));
  write([&](Transaction& tx) { forget_deliveries(tx, at(9)); });
  write([&](Transaction& tx) { delete_webhook(tx, hook); });
  EXPECT_THAT(read([](Connection& db) { return list_webhooks(db); }), SizeIs(1));
}

TEST_P(Services, DeliverNothingThatTheOwnerDoesNotSeeAndNothingToWebhooksThatRest) {
  auto hook = write([&](Transaction& tx) {
    const auto id = create_webhook(tx, {.url = "https://a.example", .secret = "s"});
    return get_webhook(tx.db(), id);
  });
  const Viewer of_bob{.person = bob(), .team = {}};
  deal("Of Ann");
  EXPECT_EQ(write([&](Transaction& tx) { return queue_all(tx, of_bob); }), 0);
  deal("Nobody looks");
  EXPECT_EQ(write([&](Transaction& tx) { return queue_all(tx, {}); }), 0);
  deal("Seen");
  EXPECT_EQ(write([&](Transaction& tx) { return queue_all(tx, Viewer::everything()); }), 3);
  hook.rests_until = at(5);
  write([&](Transaction& tx) { update_webhook(tx, hook); });
  EXPECT_FALSE(read([](Connection& db) { return has_due_deliveries(db, at(4)); }));
  EXPECT_TRUE(read([](Connection& db) { return has_due_deliveries(db, at(5)); }));
  EXPECT_THROW(write([&](Transaction& tx) { update_webhook(tx, hook); }), Error)
      << "it has another revision now";
}

TEST_P(Services, ReadThroughWhatAnUndoingKeptWhole) {
  const auto stays = deal("Stays"), gone = deal("Gone");
  const auto import = write([&](Transaction& tx) {
    const auto id =
        create_import(tx, {.source = "crm.csv", .sha256 = "abc", .by = ann(), .at = at(2)});
    auto merged = event(EventKind::merged_into, "", at(2));
    merged.to = std::to_string(stays.id.value);
    insert_events(tx, gone.id, std::vector{merged}, id);
    return id;
  });
  const auto behind = [&] {
    return read([&](Connection& db) { return merged_into(db, stays.id); });
  };
  write([&](Transaction& tx) { end_undoing(tx, {.import = import, .by = bob(), .at = at(3)}); });
  EXPECT_THAT(behind(), ElementsAre(gone.id)) << "its deal was kept";
  write([&](Transaction& tx) {
    undo_deals(tx, import, std::vector{gone.id}, StoredMaps(tx.db(), maps(), {}));
  });
  EXPECT_THAT(behind(), IsEmpty());
}

TEST_P(Services, TellOfManyDealsAtOnceWhatTheyTellOfEach) {
  const auto stays = deal("Stays", {event(EventKind::touchpoint, "call", at(2))});
  const auto other = deal("Other");
  auto merged = event(EventKind::merged_into, "", at(4));
  merged.to = std::to_string(stays.id.value);
  deal("Gone", {event(EventKind::touchpoint, "email", at(3)), merged});
  for (const auto of : {stays.id, stays.id, other.id}) {
    auto origin = event(EventKind::origin_set, "referral", at(5));
    origin.details.deal = of;
    deal("Referred", {origin});
  }
  const std::vector<selling::Deal> both{other, stays};
  const std::vector ids{other.id, stays.id};
  read([&](Connection& db) {
    const StoredMaps stored(db, maps(), {});
    const auto through = read_through(db, both, stored);
    EXPECT_THAT(through,
                ElementsAre(read_through(db, other, stored), read_through(db, stays, stored)));
    EXPECT_THAT(through[1].touchpoints, SizeIs(2));
    const auto referrals = referrals_of(db, ids);
    EXPECT_THAT(referrals.at(stays.id), SizeIs(2));
    EXPECT_THAT(referrals.at(other.id), SizeIs(1));
    EXPECT_THAT(referrals_of(db, stays.id), SizeIs(2));
    const auto histories = events_of(db, ids);
    EXPECT_EQ(histories.at(stays.id), events_of(db, stays.id));
    EXPECT_EQ(histories.at(other.id), events_of(db, other.id));
    return 0;
  });
}

TEST_P(Services, UndoAWholeImportAndKeepItsEvents) {
  const auto mine = deal("Mine");
  const auto import = write([&](Transaction& tx) {
    const auto id =
        create_import(tx, {.source = "crm.csv", .sha256 = "abc", .by = ann(), .at = at(2)});
    create_imported_account(tx, id, {.name = "Used", .created_at = at(2)});
    auto created = event(EventKind::created, "", at(1));
    created.note = "Imported";
    create_deal(tx, {created}, StoredMaps(tx.db(), maps(), {}), id);
    insert_events(tx, mine.id, std::vector{event(EventKind::stage_entered, "trial", at(2))}, id);
    return id;
  });
  EXPECT_EQ(load(mine.id).stage, "trial");
  const auto undo = [&] {
    return write([&](Transaction& tx) {
      const auto deals = deals_to_undo(tx.db(), import, {}, 10);
      undo_deals(tx, import, deals, StoredMaps(tx.db(), maps(), {}));
      end_undoing(tx, {.import = import, .by = bob(), .at = at(3)});
      return std::pair(deals.size(), remove_imported_accounts(tx, import, 10));
    });
  };
  EXPECT_EQ(undo(), std::pair(std::size_t{2}, 1));
  EXPECT_EQ(undo(), std::pair(std::size_t{0}, 0));
  EXPECT_EQ(load(mine.id), mine);
  EXPECT_THROW(load({2}), Error);
  EXPECT_EQ(read([&](Connection& db) { return find_import(db, import); })->undone_by, bob());
  const auto listed = read([](Connection& db) { return list_deals(db, Viewer::everything(), {}); });
  EXPECT_THAT(listed.rows, SizeIs(1));
  EXPECT_THAT(read([](Connection& db) { return search(db, Viewer::everything(), "imported", 5); }),
              IsEmpty());
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
  EXPECT_EQ(read([](Connection& db) { return db.get_value<int>("SELECT count(*) FROM events"); }),
            5);
}

TEST_P(Services, AddManyImportedDealsAsIfOneByOne) {
  const auto one = deal("One");
  const auto import = write([&](Transaction& tx) {
    Import made{.id = {}, .source = "a.csv", .system = "crm", .at = at(3)};
    made.id = create_import(tx, made);
    return made;
  });
  const auto imported = [&](std::string key, std::vector<selling::Event> events) {
    auto created = event(EventKind::created, "", at(2));
    created.to = selling::to_text(version());
    created.note = "Imported " + key;
    events.insert(events.begin(), created);
    const auto folded =
        read([&](Connection& db) { return selling::fold({}, events, StoredMaps(db, maps(), {})); });
    return NewImportedDeal{std::move(key), folded, std::move(events)};
  };
  auto promised = event(EventKind::promise_made, "call", at(3));
  promised.details.side = "us";
  promised.details.due = day(9);
  const std::vector deals{
      imported("a", {set("owner", fmt::to_string(ann().value), at(2)),
                     event(EventKind::stage_entered, "needs", at(2)), promised}),
      imported("b", {event(EventKind::stage_entered, "trial", at(3))})};
  const auto add = [&] { write([&](Transaction& tx) { add_imported_deals(tx, import, deals); }); };
  add();
  EXPECT_THROW(add(), Error) << "the same ids of the same system";
  const auto id = read([](Connection& db) { return find_imported_deal(db, "crm", "a"); });
  ASSERT_TRUE(id);
  EXPECT_FALSE(read([](Connection& db) { return find_imported_deal(db, "erp", "a"); }));
  EXPECT_EQ(load(*id).name, "Imported a");
  EXPECT_EQ(load(*id).promises.front().due, day(9));
  EXPECT_EQ(load(*id).owner(), ann());
  EXPECT_THAT(read([](Connection& db) { return search(db, Viewer::everything(), "imported", 5); }),
              SizeIs(2));
  EXPECT_GT(deal("Two").id, *id) << "numbers go on behind those of the import";
  EXPECT_EQ(load(one.id), one);
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
}

TEST_P(Services, KeepWhatPeopleHaveWorkedOnWhenAnImportIsUndone) {
  const auto import = write([&](Transaction& tx) {
    return create_import(tx, {.id = {}, .source = "a.csv", .at = at(3)});
  });
  const auto made = write([&](Transaction& tx) {
    auto created = event(EventKind::created, "", at(2));
    created.to = selling::to_text(version());
    return create_deal(tx, {created}, StoredMaps(tx.db(), maps(), {}), import);
  });
  const auto reason = [&] {
    return read([&](Connection& db) { return changed_since(db, import, made.id); });
  };
  EXPECT_EQ(reason(), "");
  add(made, {event(EventKind::stage_entered, "needs", at(4))});
  EXPECT_EQ(reason(), "people have worked on it since");
}

TEST_P(Services, EraseAPersonEverywhereAndLeaveHistoryAsItWas) {
  const auto contact = write([&](Transaction& tx) {
    return create_contact(tx, {.name = "Cyrano Savinien",
                               .email = "cyrano@example.org",
                               .phone = "0123",
                               .position = "poet"});
  });
  auto met = event(EventKind::touchpoint, "call", at(2));
  met.details.contacts = {contact};
  met.note = "Cyrano fears the siege";
  auto promised = event(EventKind::promise_made, "", at(3));
  promised.details.promise = 1;
  promised.details.side = "customer";
  promised.details.due = day(9);
  promised.details.contacts = {contact};
  promised.note = "Cyrano calls Roxane";
  const auto before = deal("Gascony", {met, promised});
  EXPECT_THAT(read([&](Connection& db) { return export_contact(db, contact); }),
              HasSubstr("Cyrano fears the siege"));
  write([&](Transaction& tx) {
    erase_contact(tx, contact, {.by = ann(), .at = at(5)}, StoredMaps(tx.db(), maps(), {}));
  });
  EXPECT_THAT(read([](Connection& db) { return search(db, Viewer::everything(), "cyrano", 9); }),
              IsEmpty());
  const auto after = load(before.id);
  EXPECT_EQ(after.event_count, before.event_count);
  EXPECT_EQ(after.promises.at(0).text, "");
  EXPECT_EQ(after.promises.at(0).due, before.promises.at(0).due);
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
  for (const char* sql :
       {"SELECT count(*) FROM contacts WHERE name || email || phone || position <> ''",
        "SELECT count(*) FROM notes WHERE text LIKE '%Cyrano%'",
        "SELECT count(*) FROM promises WHERE text LIKE '%Cyrano%'"})
    EXPECT_EQ(read([&](Connection& db) { return db.get_value<int>(sql); }), 0) << sql;
}

TEST_P(Services, EraseACompanyWithWhatJobsSayOfIt) {
  const auto account = write([&](Transaction& tx) {
    tx.db().run(
        "INSERT INTO jobs (kind, state, input, by, created_at) VALUES ('import', 'done', $1, "
        "$2, 0)",
        R"({"system":"system","mapping":{"values":{"account":{"Sys":"system"}}}})", ann());
    tx.db().run(
        "INSERT INTO job_lines (job_id, number, outcome, value, text) VALUES (1, 1, 'left_out', "
        "'system', 'systems of system')");
    return create_account(tx, {.name = "system", .domain = "system.example", .created_at = at(1)});
  });
  EXPECT_THAT(read([&](Connection& db) { return export_account(db, account); }),
              HasSubstr("system.example"));
  write([&](Transaction& tx) {
    erase_account(tx, account, {.by = ann(), .at = at(5)}, StoredMaps(tx.db(), maps(), {}));
  });
  EXPECT_THAT(read([](Connection& db) { return search(db, Viewer::everything(), "system", 9); }),
              IsEmpty());
  const auto text = [&](const char* sql) {
    return read([&](Connection& db) { return db.get_value<std::string>(sql); });
  };
  EXPECT_EQ(text("SELECT input FROM jobs"),
            R"({"system":"***","mapping":{"values":{"account":{"Sys":"***"}}}})");
  EXPECT_EQ(text("SELECT value FROM job_lines"), "***");
  EXPECT_EQ(text("SELECT text FROM job_lines"), "systems of ***");
  EXPECT_EQ(text("SELECT name || domain FROM accounts"), "");
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Store, Services, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
