#include "store/connection.h"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "base/money.h"
#include "store/sql_text.h"
#include "store/transaction.h"
#include "tests/store/store_test.h"

namespace stagecraft::store {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;

class Connections : public StoreTest {
 protected:
  std::unique_ptr<Connection> with_table() {
    auto db = connect(Access::create);
    db->run_script(is_sqlite() ? "CREATE TABLE things (id INTEGER PRIMARY KEY, name TEXT UNIQUE, "
                                 "size REAL, content BLOB) STRICT"
                               : "CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT UNIQUE, "
                                 "size DOUBLE PRECISION, content BYTEA)");
    return db;
  }
};

template <class F>
ErrorKind kind_of_failure(F work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << "nothing was thrown";
  return ErrorKind::io;
}

std::vector<std::string> names(Connection& db) {
  std::vector<std::string> found;
  for (const Row& row : db.query("SELECT name FROM things ORDER BY id"))
    found.push_back(row.get<std::string>(0));
  return found;
}

TEST_P(Connections, GiveBackEveryKindOfValueAsItWasWritten) {
  const auto db = with_table();
  const std::string bytes("\0\xff\x01", 3);
  db->run("INSERT INTO things (id, name, size, content) VALUES ($1, $2, $3, $4)",
          std::int64_t{-9'007'199'254'740'993}, "größe 'x' \\ \t\n", 0.1, Bytes{bytes});
  for (const Row& row : db->query("SELECT id, name, size, content FROM things")) {
    EXPECT_EQ(row.get<std::int64_t>(0), -9'007'199'254'740'993);
    EXPECT_EQ(row.get<std::string>(1), "größe 'x' \\ \t\n");
    EXPECT_EQ(row.get<double>(2), 0.1);
    EXPECT_EQ(row.get<std::string>(3), bytes);
    EXPECT_EQ(row.kind(3), ValueKind::bytes);
    EXPECT_EQ(row.column_name(1), "name");
  }
}

TEST_P(Connections, KeepNullApartFromEmpty) {
  const auto db = with_table();
  db->run("INSERT INTO things (id, name, size) VALUES (1, $1, $2)", "", std::optional<double>());
  db->run("INSERT INTO things (id, name) VALUES (2, $1)", std::nullopt);
  for (const Row& row : db->query("SELECT name, size FROM things WHERE id = 1")) {
    EXPECT_EQ(row.get<std::optional<std::string>>(0), "");
    EXPECT_EQ(row.get<std::optional<double>>(1), std::nullopt);
    EXPECT_THROW(row.get<double>(1), std::logic_error);
  }
  EXPECT_EQ(db->find_value<std::optional<std::string>>("SELECT name FROM things WHERE id = 2"),
            std::optional<std::optional<std::string>>(std::in_place));
}

TEST_P(Connections, NumberParametersAsWrittenAndNotByFirstUse) {
  const auto db = connect(Access::create);
  for (const Row& row : db->query("SELECT $2 AS b, $1 AS a, '$1' AS c /* $3 */ -- $4\n", 11, 22)) {
    EXPECT_EQ(row.get<int>(0), 22);
    EXPECT_EQ(row.get<int>(1), 11);
    EXPECT_EQ(row.get<std::string>(2), "$1");
  }
}

TEST_P(Connections, CanReadAQueryWithinTheSameQuery) {
  const auto db = with_table();
  db->run("INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'b')");
  std::string pairs;
  const std::string all = "SELECT name FROM things ORDER BY id";
  for (const Row& outer : db->query(all))
    for (const Row& inner : db->query(all))
      pairs += outer.get<std::string>(0) + inner.get<std::string>(0) + " ";
  EXPECT_EQ(pairs, "aa ab ba bb ");
}

TEST_P(Connections, KeepTextsThatWereMadeInTheHeadOfALoop) {
  const auto db = with_table();
  db->run("INSERT INTO things (id, name) VALUES (1, $1), (2, 'x')", std::string(100, 'a'));
  int count = 0;
  for (const Row& row :
       db->query("SELECT id FROM things WHERE name = $1 OR id = 2", std::string(100, 'a'))) {
    EXPECT_EQ(row.get<int>(0), ++count);
  }
  EXPECT_EQ(count, 2);
}

TEST_P(Connections, TellHowManyRowsChanged) {
  const auto db = with_table();
  EXPECT_EQ(db->run("INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'b')"), 2);
  EXPECT_EQ(db->run("UPDATE things SET size = 1 WHERE id = $1", 7), 0);
  EXPECT_EQ(db->run("DELETE FROM things"), 2);
}

TEST_P(Connections, SayConflictForWhatIsThereAlready) {
  const auto db = with_table();
  db->run("INSERT INTO things (id, name) VALUES (1, 'a')");
  EXPECT_EQ(kind_of_failure([&] { db->run("INSERT INTO things (id, name) VALUES (2, 'a')"); }),
            ErrorKind::conflict);
  EXPECT_THAT(names(*db), ElementsAre("a"));
}

TEST_P(Connections, RefuseATextWithAZeroByte) {
  const auto db = with_table();
  EXPECT_EQ(kind_of_failure([&] {
              db->run("INSERT INTO things (id, name) VALUES (1, $1)", std::string("a\0b", 3));
            }),
            ErrorKind::invalid);
}

TEST_P(Connections, TakeABadStatementForADefectOfOurs) {
  const auto db = connect(Access::create);
  EXPECT_THROW(db->run("SELEKT 1"), std::logic_error);
}

TEST_P(Connections, RefuseToChangeAnythingWhenOpenedForReading) {
  with_table();
  const auto db = connect(Access::read);
  EXPECT_EQ(kind_of_failure([&] { db->run("INSERT INTO things (id) VALUES (1)"); }), ErrorKind::io);
}

TEST_P(Connections, AddManyRowsAtOnce) {
  const auto db = with_table();
  const std::vector<std::string> columns{"id", "name", "size", "content"};
  Transaction transaction(*db);
  const auto bulk = db->bulk_insert("things", columns);
  const std::string odd = "tab\t newline\n back\\slash \\N";
  for (int i = 0; i < 5000; ++i) {
    const auto name = odd + std::to_string(i);
    const std::string bytes("\0\xfe", 2);
    const std::array<Parameter, 4> row{i, name, 0.25, Bytes{bytes}};
    bulk->add(row);
  }
  bulk->finish();
  transaction.commit();
  EXPECT_EQ(db->get_value<int>("SELECT count(*) FROM things"), 5000);
  EXPECT_EQ(db->get_value<std::string>("SELECT name FROM things WHERE id = 4999"), odd + "4999");
  EXPECT_EQ(db->get_value<std::string>("SELECT content FROM things WHERE id = 7"),
            std::string("\0\xfe", 2));
}

TEST_P(Connections, SaySoWhenABulkInsertMeetsARowThatIsThere) {
  const auto db = with_table();
  db->run("INSERT INTO things (id) VALUES (3)");
  const std::vector<std::string> columns{"id"};
  EXPECT_EQ(kind_of_failure([&] {
              const auto bulk = db->bulk_insert("things", columns);
              for (int i = 1; i < 5; ++i) {
                const std::array<Parameter, 1> row{i};
                bulk->add(row);
              }
              bulk->finish();
            }),
            ErrorKind::conflict);
}

TEST_P(Connections, TakeBackATransactionThatWasNotCommitted) {
  const auto db = with_table();
  {
    Transaction transaction(*db);
    db->run("INSERT INTO things (id, name) VALUES (1, 'a')");
  }
  EXPECT_THAT(names(*db), ElementsAre());
  Transaction transaction(*db);
  db->run("INSERT INTO things (id, name) VALUES (2, 'b')");
  transaction.commit();
  EXPECT_THAT(names(*db), ElementsAre("b"));
}

TEST_P(Connections, TakeBackASavepointAloneWithTheEventsItNoted) {
  const auto db = with_table();
  Transaction transaction(*db);
  {
    Savepoint kept(transaction);
    db->run("INSERT INTO things (id, name) VALUES (1, 'a')");
    transaction.note_event({1});
    kept.keep();
  }
  {
    Savepoint lost(transaction);
    db->run("INSERT INTO things (id, name) VALUES (2, 'b')");
    transaction.note_event({2});
    EXPECT_THROW(db->run("INSERT INTO things (id, name) VALUES (3, 'b')"), base::Error);
  }
  transaction.commit();
  EXPECT_THAT(names(*db), ElementsAre("a"));
  EXPECT_THAT(transaction.events(), ElementsAre(EventId{1}));
}

TEST_P(Connections, SeeOneStateThroughoutAReadingTransaction) {
  const auto writer = with_table();
  const auto reader = connect(Access::read);
  const std::string count = "SELECT count(*) FROM things";
  Transaction snapshot(*reader, Purpose::read);
  EXPECT_EQ(reader->get_value<int>(count), 0);
  writer->run("INSERT INTO things (id) VALUES (1)");
  EXPECT_EQ(reader->get_value<int>(count), 0);
  snapshot.commit();
  EXPECT_EQ(reader->get_value<int>(count), 1);
}

INSTANTIATE_TEST_SUITE_P(Store, Connections, both_engines(), engine_word);

TEST(SqlText, LeavesStringsNamesAndCommentsAlone) {
  EXPECT_EQ(with_question_marks("SELECT $2, '$1 it''s $3', \"$4\", $1 -- $5\n, $3 /* $6 */"),
            "SELECT ?2, '$1 it''s $3', \"$4\", ?1 -- $5\n, ?3 /* $6 */");
  EXPECT_EQ(with_question_marks("a $ b $x '$1"), "a $ b $x '$1");
}

TEST(SqliteFailures, SayThatTheFileIsLocked) {
  TempFolder folder;
  const auto file = folder.path("a.db");
  const auto one = open_sqlite({.file = file, .access = Access::create});
  const auto two = open_sqlite(
      {.file = file, .access = Access::write, .busy_timeout = std::chrono::milliseconds(0)});
  Transaction holds(*one);
  try {
    Transaction waits(*two);
    FAIL() << "two writers at once";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_THAT(error.what(), HasSubstr("locked"));
  }
}

TEST(SqliteFailures, SayThatTheDiskIsFullAndKeepNothing) {
  TempFolder folder;
  const auto db = open_sqlite({.file = folder.path("a.db"), .access = Access::create});
  db->run_script("CREATE TABLE things (text TEXT); PRAGMA max_page_count = 10;");
  try {
    Transaction transaction(*db);
    for (int i = 0; i < 100; ++i) db->run("INSERT INTO things VALUES ($1)", std::string(4000, 'x'));
    FAIL() << "more than fits";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::io);
    EXPECT_THAT(error.what(), HasSubstr("full"));
  }
  EXPECT_EQ(db->get_value<int>("SELECT count(*) FROM things"), 0);
}

TEST(SqliteFailures, SayThatAFileIsNoDatabase) {
  TempFolder folder;
  const auto file = folder.path("a.db");
  FILE* out = fopen(file.c_str(), "w");
  for (int i = 0; i < 2000; ++i) fputs("this is no database\n", out);
  fclose(out);
  EXPECT_EQ(kind_of_failure([&] { open_sqlite({.file = file, .access = Access::write}); }),
            ErrorKind::io);
}

}  // namespace
}  // namespace stagecraft::store
