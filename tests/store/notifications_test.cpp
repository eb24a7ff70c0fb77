#include "store/notifications.h"

#include <gmock/gmock.h>

#include "store/audit.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using testing::ElementsAre;
using testing::SizeIs;

class NewsOnBothEngines : public World {
 protected:
  selling::Event promise(int number, int due) const {
    auto made = event(EventKind::promise_made, "", at(2));
    made.details.promise = number;
    made.details.side = "customer";
    made.details.due = day(due);
    made.note = "Send data";
    return made;
  }
  selling::Event waiting_quote(int number, int when) const {
    auto made = event(EventKind::quote_made, "", at(when));
    made.to = "waits_for_approval";
    made.details.quote = number;
    made.details.amount = base::Money{100, base::Currency::find("EUR").value()};
    return made;
  }
  std::vector<Notification> told_to(selling::PersonId person, int today) {
    return workspace().read([&](Connection& db) {
      return list_notifications(
          db, Viewer::everything(),
          {.person = person, .since = at(1), .today = day(today), .zone = base::Zone()});
    });
  }
};

TEST_P(NewsOnBothEngines, AreToldToTheOneWhomTheyConcern) {
  deal("Plant", {promise(1, 5), set("owner", std::to_string(bob().value), at(3))});
  const auto told = told_to(bob(), 9);
  ASSERT_THAT(told, SizeIs(2));
  EXPECT_EQ(told[0].kind, NotificationKind::promise_overdue);
  EXPECT_EQ(told[0].at, base::Instant(day(6)));
  EXPECT_EQ(told[0].text, "Send data");
  EXPECT_EQ(told[1].kind, NotificationKind::assigned);
  EXPECT_EQ(told[1].actor_name, "Ann");
  EXPECT_THAT(told_to(ann(), 9), SizeIs(0));
}

TEST_P(NewsOnBothEngines, AreLostToNobodyForApprovalsThatOthersAreAskedFor) {
  deal("Plant", {set("owner", std::to_string(bob().value), at(3))});
  deal("Quoted", {waiting_quote(1, 4), waiting_quote(2, 5), waiting_quote(3, 6)});
  const auto kinds = [&](bool approves) {
    const auto told = workspace().read([&](Connection& db) {
      return list_notifications(db, Viewer::everything(),
                                {.person = bob(),
                                 .since = at(1),
                                 .today = day(9),
                                 .zone = base::Zone(),
                                 .limit = 2,
                                 .approves = approves});
    });
    std::vector<NotificationKind> found;
    for (const auto& one : told) found.push_back(one.kind);
    return found;
  };
  using enum NotificationKind;
  EXPECT_THAT(kinds(false), ElementsAre(assigned));
  EXPECT_THAT(kinds(true), ElementsAre(approval_asked, approval_asked, assigned));
}

TEST_P(NewsOnBothEngines, AreSeenUpToAMarkThatNeverGoesBack) {
  const auto see = [&](int up_to) {
    workspace().write([&](Transaction& tx) { note_seen(tx, ann(), at(up_to)); });
    return workspace().read([&](Connection& db) { return seen_up_to(db, ann()); });
  };
  EXPECT_EQ(see(5), at(5));
  EXPECT_EQ(see(3), at(5));
  EXPECT_EQ(see(8), at(8));
}

TEST_P(NewsOnBothEngines, AreAuditedAndNobodyChangesThat) {
  workspace().write([&](Transaction& tx) {
    add_audit(tx, {.at = at(2), .by = ann(), .kind = AuditKind::team_renamed, .about_id = "1"});
  });
  const auto entries = workspace().read([&](Connection& db) {
    return list_audit(db, {.kinds = {AuditKind::team_renamed}, .by = ann()});
  });
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].by_name, "Ann");
  for (const auto* statement : {"DELETE FROM audit", "UPDATE audit SET kind = 'other'"})
    EXPECT_ANY_THROW(workspace().write([&](Transaction& tx) { tx.db().run(statement); }))
        << statement;
}

INSTANTIATE_TEST_SUITE_P(Store, NewsOnBothEngines, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
