#include "store/migration.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <set>
#include <thread>

#include "store/transaction.h"
#include "store/workspace.h"
#include "tests/store/store_test.h"

namespace stagecraft::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Migrations : public StoreTest {};

const Migration first{1, "first",
                      "CREATE TABLE one (id {identity}, name {text} NOT NULL){strict};"};
const Migration second{2, "second", "CREATE TABLE two (id {integer} PRIMARY KEY){strict};"};

bool has_table(Connection& db, const std::string& name) {
  try {
    Transaction transaction(db);
    db.run("SELECT 1 FROM " + name);
    return true;
  } catch (const std::logic_error&) {
    return false;
  }
}

TEST_P(Migrations, BuildAllTablesOnce) {
  const auto db = connect(Access::create);
  EXPECT_EQ(schema_number(*db), 0);
  migrate(*db);
  const int done = schema_number(*db);
  EXPECT_EQ(done, static_cast<int>(migrations(GetParam()).size()));
  migrate(*db);
  EXPECT_EQ(schema_number(*db), done);
  EXPECT_NO_THROW(require_current_schema(*db));
}

TEST_P(Migrations, GoOnWhereAnOlderProgramStopped) {
  const auto db = connect(Access::create);
  const std::vector steps{first, second};
  migrate(*db, std::span(steps).first(1));
  db->run("INSERT INTO one (name) VALUES ('kept')");
  migrate(*db, steps);
  EXPECT_EQ(schema_number(*db), 2);
  EXPECT_EQ(db->get_value<std::string>("SELECT name FROM one"), "kept");
  EXPECT_TRUE(has_table(*db, "two"));
}

TEST_P(Migrations, LeaveTheOldStateWhenOneIsInterrupted) {
  const auto db = connect(Access::create);
  const std::vector broken{first,
                           Migration{2, "second",
                                     "CREATE TABLE two (id {integer}){strict}; INSERT INTO one "
                                     "(name) VALUES ('half'); SELEKT;"}};
  EXPECT_THROW(migrate(*db, broken), std::logic_error);
  EXPECT_EQ(schema_number(*db), 1);
  EXPECT_FALSE(has_table(*db, "two"));
  EXPECT_EQ(db->get_value<int>("SELECT count(*) FROM one"), 0);
  migrate(*db, std::vector{first, second});
  EXPECT_EQ(schema_number(*db), 2);
}

TEST_P(Migrations, LeaveTheOldStateWhenTheConnectionIsCutInTheMiddle) {
  {
    const auto db = connect(Access::create);
    migrate(*db, std::vector{first});
    db->begin(Purpose::write);
    db->run_script(in_dialect(GetParam(), second.sql));
    // Gone without a commit, as a killed program goes.
  }
  const auto db = connect(Access::write);
  EXPECT_EQ(schema_number(*db), 1);
  EXPECT_FALSE(has_table(*db, "two"));
}

TEST_P(Migrations, RefuseAWorkspaceOfANewerProgram) {
  const auto db = connect(Access::create);
  migrate(*db, std::vector{first, second});
  try {
    migrate(*db, std::vector{first});
    FAIL() << "a newer workspace was taken";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::invalid);
    EXPECT_THAT(
        error.what(),
        HasSubstr("newer version of Stagecraft (step 2 of its tables; this program knows 1)"));
  }
}

TEST_P(Migrations, AreDoneOnceWhenTwoProgramsStartTogether) {
  connect(Access::create);
  const auto start = [&] { migrate(*connect(Access::write)); };
  std::thread one(start), two(start);
  one.join();
  two.join();
  EXPECT_NO_THROW(require_current_schema(*connect(Access::read)));
}

TEST_P(Migrations, NeverGiveANumberTwice) {
  const auto db = connect(Access::create);
  migrate(*db, std::vector{first});
  const std::string add = "INSERT INTO one (name) VALUES ('x') RETURNING id";
  const auto id = db->get_value<int>(add);
  db->run("DELETE FROM one");
  EXPECT_EQ(db->get_value<int>(add), id + 1);
}

TEST_P(Migrations, RefuseToChangeOrDeleteEvents) {
  const auto db = connect(Access::create);
  migrate(*db);
  db->run("INSERT INTO deals (id) VALUES (1)");
  db->run("INSERT INTO events (deal_id, kind, at, recorded_at) VALUES (1, 'created', 0, 0)");
  for (const char* sql : {"UPDATE events SET at = 1", "DELETE FROM events"}) {
    try {
      db->run(sql);
      FAIL() << sql;
    } catch (const base::Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::conflict);
      EXPECT_THAT(error.what(), HasSubstr("events are never"));
    }
  }
}

TEST_P(Migrations, LetAWorkspaceBeMadeListedAndFoundOnce) {
  create_workspace(location(), name());
  const auto names = location().list();
  EXPECT_TRUE(std::ranges::count(names, name()) == 1);
  EXPECT_THROW(create_workspace(location(), name()), base::Error);
  EXPECT_THROW(Workspace(location(), "another"), base::Error);
  for (const char* bad : {"", "A", "a-b", "../a", "pg_x", "public", "1a"})
    EXPECT_THROW(create_workspace(location(), bad), base::Error) << bad;
}

INSTANTIATE_TEST_SUITE_P(Store, Migrations, both_engines(), engine_word);

TEST(MigrationFiles, AreAllKnownToTheProgram) {
  std::set<std::string> numbers;
  for (const auto& file :
       std::filesystem::directory_iterator(STAGECRAFT_SOURCE_DIR "/src/store/data/migrations"))
    numbers.insert(file.path().filename().string().substr(0, 4));
  for (const auto engine : {Engine::sqlite, Engine::postgresql})
    EXPECT_EQ(migrations(engine).size(), numbers.size());
}

TEST(Dialect, ReplacesItsWordsAndNothingElse) {
  EXPECT_EQ(in_dialect(Engine::sqlite, "a {integer} DEFAULT '{}'){strict};"),
            "a INTEGER DEFAULT '{}') STRICT;");
  EXPECT_EQ(in_dialect(Engine::postgresql, "a {integer} DEFAULT '{}'){strict};"),
            "a BIGINT DEFAULT '{}');");
}

TEST(Locations, NeverShowThePasswordOfAnAddress) {
  EXPECT_EQ(Location("postgresql://ann:secret@db.example/sales").name(),
            "postgresql://db.example/sales");
}

}  // namespace
}  // namespace stagecraft::store
