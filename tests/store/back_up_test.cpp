#include "store/back_up.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "store/attachments.h"
#include "store/check.h"
#include "store/customers.h"
#include "store/profile.h"
#include "store/search.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using base::Error;
using history::EventKind;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::string contents_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void overwrite(const std::filesystem::path& file, std::string_view text) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << text;
}

class BackUps : public World {
 protected:
  void fill() {
    const auto one =
        deal("Größe \"1\"\n\\", {set("amount", "12.5", at(2)), set("currency", "EUR", at(2)),
                                 event(EventKind::stage_entered, "needs", at(3))});
    auto quote = event(EventKind::quote_made, "", at(4));
    quote.details.quote = 1;
    quote.details.amount = base::Money{1250, *base::Currency::find("EUR")};
    quote.details.discount_share = 0.1;
    add(one, {quote});
    deal("Two");
    workspace().write([&](Transaction& tx) {
      create_profile(
          tx, {.name = "Ours", .zone = "Europe/Berlin", .currency = "EUR", .created_at = at(1)});
      // One merged into a later one, and the last number given to a row that is gone.
      const auto first = create_account(tx, {.name = "First"});
      merge_accounts(tx, first, create_account(tx, {.name = "Second"}));
      create_account(tx, {.name = "Gone"});
      tx.db().run("DELETE FROM accounts WHERE name = 'Gone'");
      add_attachment(tx, *Contents::of(location(), name()),
                     {.deal = one.id,
                      .name = "offer.pdf",
                      .media_type = "application/pdf",
                      .by = ann(),
                      .at = at(4)},
                     std::string("%PDF\0\xff", 6));
    });
  }
  std::filesystem::path file() const { return files_.path("back-up.jsonl"); }
  /// Back-ups say all; so two workspaces are the same when theirs are.
  std::string everything(const Location& place, const std::string& workspace_name) const {
    const auto path = files_.path("everything");
    back_up(place, workspace_name, path);
    return contents_of(path);
  }

  TempFolder files_;
};

TEST_P(BackUps, BringBackEverythingOnTheSameEngine) {
  fill();
  const auto report = back_up(location(), name(), file());
  EXPECT_EQ(verify_back_up(file()), report);
  EXPECT_EQ(report.attachments, 1);
  EXPECT_EQ(restore(file(), location(), name() + "_copy"), report);
  EXPECT_EQ(everything(location(), name() + "_copy"), everything(location(), name()));
  EXPECT_THAT(check(location(), name() + "_copy").faults, IsEmpty());
  Workspace copy(location(), name() + "_copy");
  EXPECT_THAT(
      copy.read([](Connection& db) { return search(db, Viewer::everything(), "große", 5); }),
      SizeIs(1));
  const auto next =
      copy.write([](Transaction& tx) { return create_account(tx, {.name = "Next"}); });
  EXPECT_EQ(next.value, 4) << "a number was given twice";
}

TEST_P(BackUps, MoveAWorkspaceToTheOtherEngine) {
  fill();
  auto* server = PostgresServer::find();
  if (server == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
  const Location other(is_sqlite() ? server->address() : files_.path("other"));
  const auto there = name() + "_moved";
  back_up(location(), name(), file());
  restore(file(), other, there);
  EXPECT_EQ(everything(other, there), everything(location(), name()));
  EXPECT_THAT(check(other, there).faults, IsEmpty());
}

TEST_P(BackUps, ShowOneInstantWhileOthersWrite) {
  std::thread writer([this] {
    for (int i = 0; i < 30; ++i) {
      const auto before = deal("Deal " + std::to_string(i));
      add(before, {event(EventKind::stage_entered, "needs", at(2)),
                   event(EventKind::stage_entered, "trial", at(3))});
    }
  });
  for (int i = 0; i < 3; ++i) {
    back_up(location(), name(), file());
    const auto copy = name() + "_" + std::to_string(i);
    restore(file(), location(), copy);
    EXPECT_THAT(check(location(), copy).faults, IsEmpty());
  }
  writer.join();
}

TEST_P(BackUps, AreRefusedWhenDamagedOrCutOffAndLeaveNothingBehind) {
  fill();
  back_up(location(), name(), file());
  const auto whole = contents_of(file());
  auto changed = whole;
  changed[changed.find("Direct sales")] = 'd';
  for (const auto& bad :
       {changed, whole.substr(0, whole.size() / 2), whole.substr(0, whole.rfind("{\"end\"")),
        std::string(), std::string("{}\n")}) {
    overwrite(file(), bad);
    EXPECT_THROW(restore(file(), location(), name() + "_bad"), Error);
  }
  EXPECT_THAT(location().list(), testing::Not(Contains(name() + "_bad")));
  overwrite(file(), whole);
  EXPECT_THROW(restore(file(), location(), name()), Error) << "a workspace was overwritten";
  EXPECT_NO_THROW(restore(file(), location(), name() + "_bad"));
}

TEST_P(BackUps, HoldEveryTable) {
  std::set<std::string> found;
  workspace().read([&](Connection& db) {
    for (const Row& row :
         db.query(is_sqlite() ? "SELECT name FROM sqlite_master WHERE type = 'table' "
                                "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%words%'"
                              : "SELECT tablename::text FROM pg_tables WHERE schemaname = "
                                "current_schema() AND tablename NOT LIKE '%words'"))
      found.insert(row.get<std::string>(0));
    return 0;
  });
  // The list of steps is made by the program; contents are lines of their own.
  found.erase("stagecraft_migrations");
  found.erase("attachment_contents");
  std::set<std::string> held;
  for (const auto table : table_names()) held.emplace(table);
  EXPECT_EQ(found, held);
}

TEST_P(BackUps, CheckFindsNothingWrongUntilSomethingIs) {
  fill();
  const auto sound = check(location(), name());
  EXPECT_THAT(sound.faults, IsEmpty());
  EXPECT_EQ(sound.deals, 2);
  EXPECT_EQ(sound.events, 10);
  EXPECT_EQ(sound.attachments, 1);
  workspace().write([](Transaction& tx) {
    tx.db().run("UPDATE deals SET amount_minor = 1 WHERE id = 1");
    tx.db().run("DELETE FROM quotes");
    tx.db().run("DELETE FROM attachment_contents");
  });
  if (is_sqlite()) std::filesystem::remove_all(location().folder_of(name()));
  const auto faults = check(location(), name()).faults;
  ASSERT_THAT(faults, SizeIs(3));
  EXPECT_EQ(faults[0], "deal 1: amount_minor is 1, but its events tell 1250");
  EXPECT_THAT(faults[1], HasSubstr("deal 1: quotes lack (1, 1, 1250, 'EUR', 0.1"));
  EXPECT_THAT(faults[2], HasSubstr("missing"));
}

TEST_P(BackUps, ShowAttachmentsToThoseWhoSeeTheirDeal) {
  fill();
  const auto seen = [&](const Viewer& viewer) {
    return workspace().read([&](Connection& db) { return find_attachment(db, viewer, {1}); });
  };
  EXPECT_FALSE(seen({.person = bob()}));
  const auto attachment = seen({.person = ann()});
  ASSERT_TRUE(attachment);
  EXPECT_EQ(attachment->size, 6);
  const auto bytes = workspace().read([&](Connection& db) {
    return Contents::of(location(), name())->find(db, attachment->sha256);
  });
  EXPECT_EQ(bytes, std::string("%PDF\0\xff", 6));
}

INSTANTIATE_TEST_SUITE_P(Store, BackUps, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
