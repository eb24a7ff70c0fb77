#include "store/writer.h"

#include <gmock/gmock.h>

#include <atomic>
#include <latch>
#include <string>
#include <thread>
#include <vector>

#include "store/workspace.h"
#include "tests/store/store_test.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;

class Writing : public StoreTest {
 protected:
  std::unique_ptr<Connection> with_table() {
    auto db = connect(Access::create);
    db->run_script("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT)");
    return db;
  }
  std::vector<int> stored() {
    std::vector<int> ids;
    const auto db = connect(Access::read);
    for (const Row& row : db->query("SELECT id FROM things ORDER BY id"))
      ids.push_back(row.get<int>(0));
    return ids;
  }
};

void insert(Transaction& tx, int id) { tx.db().run("INSERT INTO things (id) VALUES ($1)", id); }

/// Keeps the writer busy, so that what comes meanwhile is one batch.
class Gate {
 public:
  explicit Gate(Writer& writer) {
    held_ = writer.write([this](Transaction&) {
      is_in_.count_down();
      open_.wait();
    });
    is_in_.wait();
  }
  void open() {
    open_.count_down();
    held_.get();
  }

 private:
  std::latch is_in_{1}, open_{1};
  std::future<void> held_;
};

TEST_P(Writing, GivesBackWhatTheJobReturned) {
  Writer writer(with_table());
  EXPECT_EQ(writer.write([](Transaction& tx) { return insert(tx, 1), std::string("done"); }).get(),
            "done");
  EXPECT_THAT(stored(), ElementsAre(1));
}

TEST_P(Writing, TakesBackAJobThatThrowsAndKeepsItsNeighbours) {
  Writer writer(with_table());
  Gate gate(writer);
  auto before = writer.write([](Transaction& tx) { insert(tx, 1); });
  auto bad = writer.write([](Transaction& tx) {
    insert(tx, 2);
    insert(tx, 1);  // There is one already.
  });
  auto thrown = writer.write([](Transaction& tx) {
    insert(tx, 3);
    throw Error(ErrorKind::invalid, "No.");
  });
  auto after = writer.write([](Transaction& tx) { insert(tx, 4); });
  gate.open();
  before.get();
  EXPECT_THROW(bad.get(), Error);
  EXPECT_THROW(thrown.get(), Error);
  after.get();
  EXPECT_THAT(stored(), ElementsAre(1, 4));
}

TEST_P(Writing, TellsNobodyOfSuccessWhenTheCommitFails) {
  const auto db = with_table();
  // Refused at the commit, not before it.
  db->run_script(
      "CREATE TABLE parts (thing BIGINT REFERENCES things (id) DEFERRABLE INITIALLY DEFERRED)");
  Writer writer(connect(Access::write));
  std::atomic<int> observed = 0;
  writer.observe([&](std::span<const EventId>) { ++observed; });
  Gate gate(writer);
  auto good = writer.write([](Transaction& tx) {
    insert(tx, 1);
    tx.note_event({1});
  });
  auto bad = writer.write([](Transaction& tx) { tx.db().run("INSERT INTO parts VALUES (99)"); });
  gate.open();
  EXPECT_THROW(good.get(), Error);
  EXPECT_THROW(bad.get(), Error);
  EXPECT_THAT(stored(), ElementsAre());
  EXPECT_EQ(observed, 0);
  writer.write([](Transaction& tx) { insert(tx, 2); }).get();
  EXPECT_THAT(stored(), ElementsAre(2));
}

TEST_P(Writing, RunsABatchAgainThatTheEngineWantsTriedAgain) {
  Writer writer(with_table());
  Gate gate(writer);
  int runs = 0, neighbour_runs = 0;
  auto neighbour = writer.write([&](Transaction& tx) {
    ++neighbour_runs;
    insert(tx, 1);
  });
  auto job = writer.write([&](Transaction& tx) {
    insert(tx, 2);
    if (++runs < 3) throw TryAgain(ErrorKind::conflict, "deadlock");
  });
  gate.open();
  neighbour.get();
  job.get();
  EXPECT_EQ(runs, 3);
  EXPECT_EQ(neighbour_runs, 3);
  EXPECT_THAT(stored(), ElementsAre(1, 2));
}

TEST_P(Writing, TellsObserversTheCommittedEventsInOrderBeforeItsCallers) {
  Writer writer(with_table());
  std::vector<EventId> seen;
  writer.observe([&](std::span<const EventId> events) {
    seen.insert(seen.end(), events.begin(), events.end());
  });
  Gate gate(writer);
  auto one = writer.write([](Transaction& tx) { tx.note_event({7}); });
  auto lost = writer.write([](Transaction& tx) {
    tx.note_event({8});
    throw Error(ErrorKind::invalid, "No.");
  });
  std::size_t seen_by_caller = 0;
  std::latch answered(1);
  writer.submit([](Transaction& tx) { tx.note_event({9}); },
                [&](std::exception_ptr) {
                  seen_by_caller = seen.size();
                  answered.count_down();
                });
  gate.open();
  answered.wait();
  EXPECT_EQ(seen_by_caller, 2U);
  EXPECT_THAT(seen, ElementsAre(EventId{7}, EventId{9}));
  EXPECT_THROW(lost.get(), Error);
}

TEST_P(Writing, RefusesMoreThanItsQueueHolds) {
  Writer writer(with_table(), {.most_waiting = 2});
  Gate gate(writer);
  auto one = writer.write([](Transaction& tx) { insert(tx, 1); });
  auto two = writer.write([](Transaction& tx) { insert(tx, 2); });
  EXPECT_THROW(writer.write([](Transaction& tx) { insert(tx, 3); }), Error);
  gate.open();
  one.get();
  two.get();
  EXPECT_THAT(stored(), ElementsAre(1, 2));
}

TEST_P(Writing, FinishesWhatIsWaitingBeforeItEnds) {
  std::vector<std::future<void>> futures;
  {
    Writer writer(with_table());
    for (int i = 0; i < 100; ++i)
      futures.push_back(writer.write([i](Transaction& tx) { insert(tx, i); }));
  }
  for (auto& future : futures) future.get();
  EXPECT_EQ(stored().size(), 100U);
}

TEST_P(Writing, KeepsEveryWriteOfManyThreadsOnce) {
  Writer writer(with_table());
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t)
    threads.emplace_back([&writer, t] {
      for (int i = 0; i < 50; ++i)
        writer.write([=](Transaction& tx) { insert(tx, t * 1000 + i); }).get();
    });
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(stored().size(), 400U);
}

TEST_P(Writing, TakesTurnsWithAnotherWriterOfTheSameWorkspace) {
  const auto db = with_table();
  db->run("INSERT INTO things (id, name) VALUES (1, '0')");
  const auto count_up = [&] {
    Writer writer(connect(Access::write));
    for (int i = 0; i < 50; ++i)
      writer
          .write([](Transaction& tx) {
            const auto name =
                tx.db().get_value<std::string>("SELECT name FROM things WHERE id = 1");
            tx.db().run("UPDATE things SET name = $1 WHERE id = 1",
                        std::to_string(std::stoi(name) + 1));
          })
          .get();
  };
  std::thread one(count_up), two(count_up);
  one.join();
  two.join();
  EXPECT_EQ(db->get_value<std::string>("SELECT name FROM things WHERE id = 1"), "100");
}

INSTANTIATE_TEST_SUITE_P(Store, Writing, both_engines(), engine_word);

TEST(WritingToAFullDisk, TellsTheJobThatFailedAndKeepsItsNeighbours) {
  TempFolder folder;
  auto db = open_sqlite({.file = folder.path("a.db"), .access = Access::create});
  db->run_script(
      "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT); PRAGMA max_page_count = 20;");
  Writer writer(std::move(db));
  Gate gate(writer);
  auto small = writer.write([](Transaction& tx) { insert(tx, 1); });
  auto large = writer.write([](Transaction& tx) {
    for (int i = 0; i < 100; ++i)
      tx.db().run("INSERT INTO things (id, name) VALUES ($1, $2)", 100 + i, std::string(4000, 'x'));
  });
  auto last = writer.write([](Transaction& tx) { insert(tx, 2); });
  gate.open();
  small.get();
  try {
    large.get();
    FAIL() << "more than fits";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("disk is full"));
  }
  last.get();
  EXPECT_EQ(writer
                .write([](Transaction& tx) {
                  return tx.db().get_value<int>("SELECT count(*) FROM things");
                })
                .get(),
            2);
}

TEST(WritingToAServerThatDies, GoesOnWhenItIsBackAndLosesNothingAnswered) {
  auto* server = PostgresServer::find();
  if (server == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
  const Location location(server->address());
  auto db = location.connect("dying", Access::create);
  db->run_script("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT)");
  Writer writer(std::move(db));
  Readers readers([&] { return location.connect("dying", Access::read); }, 2);
  const auto count = [](Connection& reader) {
    return reader.get_value<int>("SELECT count(*) FROM things");
  };
  for (int round = 0; round < 3; ++round) {
    writer.write([&](Transaction& tx) { insert(tx, 2 * round); }).get();
    EXPECT_EQ(readers.read(count), 2 * round + 1);
    Gate gate(writer);
    auto waiting = writer.write([&](Transaction& tx) { insert(tx, 2 * round + 1); });
    server->kill();
    server->start();
    gate.open();
    waiting.get();
    EXPECT_EQ(readers.read(count), 2 * round + 2);
  }
}

}  // namespace
}  // namespace stagecraft::store
