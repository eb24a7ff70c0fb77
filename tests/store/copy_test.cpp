#include "store/copy.h"

#include <gmock/gmock.h>

#include "store/check.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using testing::Contains;
using testing::IsEmpty;

class Copies : public World {
 protected:
  TempFolder folder_;
};

TEST_P(Copies, MoveAWorkspaceToTheOtherEngineAndBackUnchanged) {
  auto* server = PostgresServer::find();
  if (server == nullptr) GTEST_SKIP() << "PostgreSQL 15 is not installed";
  deal("One", {event(EventKind::stage_entered, "needs", at(2)), set("amount", "12.5", at(3))});
  const WorkspacePlace here{location(), name()};
  const WorkspacePlace there{Location(is_sqlite() ? server->address() : folder_.path("other")),
                             name() + "_there"};
  const WorkspacePlace back{location(), name() + "_back"};
  const auto report = copy_workspace(here, there);
  EXPECT_EQ(report.deals, 1);
  EXPECT_EQ(report.events, check(here.location, here.workspace).events);
  EXPECT_EQ(copy_workspace(there, back), report);
  EXPECT_THAT(check(back.location, back.workspace).faults, IsEmpty());
  EXPECT_EQ(load({1}).name, "One") << "the original has changed";
}

TEST_P(Copies, LeaveNothingOfAWorkspaceThatIsNotSound) {
  workspace().write([&](Transaction& tx) {
    tx.db().run(
        "INSERT INTO attachments (sha256, name, media_type, size, at) "
        "VALUES ('ab', 'lost.pdf', 'application/pdf', 1, 0)");
  });
  EXPECT_THROW(copy_workspace({location(), name()}, {location(), name() + "_copy"}), base::Error);
  EXPECT_THAT(location().list(), testing::Not(Contains(name() + "_copy")));
}

INSTANTIATE_TEST_SUITE_P(Store, Copies, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
