#include "store/list.h"

#include <gmock/gmock.h>

#include "store/board.h"
#include "store/customers.h"
#include "store/deal_list.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using base::Error;
using history::EventKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Lists : public World {
 protected:
  /// Names of all rows, page after page.
  std::vector<std::string> names(ListQuery query, const Viewer& viewer = Viewer::everything()) {
    std::vector<std::string> found;
    do {
      const auto page =
          workspace().read([&](Connection& db) { return list_deals(db, viewer, query); });
      for (const auto& row : page.rows) found.push_back(row.name);
      query.cursor = page.next;
      EXPECT_LE(page.rows.size(), static_cast<std::size_t>(query.limit));
    } while (!query.cursor.empty());
    return found;
  }
  std::vector<std::string> filtered(std::string field, Compare compare,
                                    std::vector<std::string> values) {
    return names({.filters = {{std::move(field), compare, std::move(values)}}});
  }
  void SetUp() override {
    World::SetUp();
    if (IsSkipped()) return;
    deal("Cedar", {set("expected_close", "2026-03-01", at(1)), set("amount", "100", at(1)),
                   set("currency", "EUR", at(1))});
    deal("alder", {set("expected_close", "2026-02-01", at(2)),
                   event(EventKind::stage_entered, "needs", at(2))});
    deal("Birch", {event(EventKind::stage_entered, "trial", at(3)), set("channel", "web", at(3))});
    deal("Dogwood", {set("expected_close", "2026-02-01", at(1))});
    deal("Elm", {event(EventKind::deleted, "", at(9))});
  }
};

TEST_P(Lists, GoThroughAllPagesInOrderWhateverTheirSize) {
  for (const int limit : {1, 2, 3, 50}) {
    EXPECT_THAT(names({.order = "name", .limit = limit}),
                ElementsAre("alder", "Birch", "Cedar", "Dogwood"));
    EXPECT_THAT(names({.order = "name", .is_descending = true, .limit = limit}),
                ElementsAre("Dogwood", "Cedar", "Birch", "alder"));
    EXPECT_THAT(names({.limit = limit}), ElementsAre("Cedar", "alder", "Birch", "Dogwood"));
  }
}

TEST_P(Lists, PutWhatIsNotStatedLastInEitherDirection) {
  for (const int limit : {1, 2, 3, 50}) {
    EXPECT_THAT(names({.order = "expected_close", .limit = limit}),
                ElementsAre("alder", "Dogwood", "Cedar", "Birch"));
    EXPECT_THAT(names({.order = "expected_close", .is_descending = true, .limit = limit}),
                ElementsAre("Cedar", "Dogwood", "alder", "Birch"));
  }
}

TEST_P(Lists, FilterByEveryKindOfComparison) {
  EXPECT_THAT(filtered("stage", Compare::is, {"needs", "trial"}), ElementsAre("alder", "Birch"));
  EXPECT_THAT(filtered("stage", Compare::is_not, {"needs"}),
              ElementsAre("Cedar", "Birch", "Dogwood"));
  EXPECT_THAT(filtered("amount_minor", Compare::is_not, {"1"}),
              ElementsAre("Cedar", "alder", "Birch", "Dogwood"));
  EXPECT_THAT(filtered("amount_minor", Compare::at_least, {"10000"}), ElementsAre("Cedar"));
  EXPECT_THAT(filtered("expected_close", Compare::before, {"2026-03-01"}),
              ElementsAre("alder", "Dogwood"));
  EXPECT_THAT(filtered("stage_entered_at", Compare::at_least, {"2026-01-03T00:00:00Z"}),
              ElementsAre("Birch"));
  EXPECT_THAT(filtered("name", Compare::begins, {"AL"}), ElementsAre("alder"));
  EXPECT_THAT(filtered("channel", Compare::stated, {}), ElementsAre("Birch"));
  EXPECT_THAT(filtered("expected_close", Compare::not_stated, {}), ElementsAre("Birch"));
  EXPECT_THAT(filtered("status", Compare::is, {"deleted"}), ElementsAre("Elm"));
  EXPECT_THAT(filtered("owner", Compare::is, {std::to_string(bob().value)}), IsEmpty());
}

TEST_P(Lists, SayWhatAFilterOrOrderCanBe) {
  const auto complaint = [&](const ListQuery& query) -> std::string {
    try {
      names(query);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), base::ErrorKind::invalid);
      return error.what();
    }
    return "nothing was thrown";
  };
  EXPECT_THAT(complaint({.filters = {{"stag", Compare::is, {"x"}}}}),
              HasSubstr("filtered by 'stag'. It can be by: status"));
  EXPECT_THAT(complaint({.order = "channel"}), HasSubstr("ordered by 'channel'"));
  EXPECT_THAT(complaint({.filters = {{"expected_close", Compare::is, {"soon"}}}}),
              HasSubstr("2026-01-31"));
  EXPECT_THAT(complaint({.filters = {{"owner", Compare::is, {}}}}), HasSubstr("no value"));
  EXPECT_THAT(complaint({.limit = 0}), HasSubstr("1 to 500"));
  EXPECT_THAT(complaint({.cursor = "nonsense!"}), HasSubstr("cursor"));
  const auto cursor = workspace().read(
      [](Connection& db) { return list_deals(db, Viewer::everything(), {.limit = 1}).next; });
  EXPECT_THAT(complaint({.order = "name", .cursor = cursor}), HasSubstr("cursor"));
}

TEST_P(Lists, ShowAViewerWhatTheyMaySee) {
  EXPECT_THAT(names({}, {.person = bob(), .scope = Scope::own}), IsEmpty());
  EXPECT_EQ(names({}, {.person = bob(), .team = north(), .scope = Scope::team}).size(), 4U);
  EXPECT_EQ(
      names({.order = "expected_close", .limit = 1}, {.person = ann(), .scope = Scope::own}).size(),
      4U);
}

TEST_P(Lists, CountOpenDealsByStageAndCurrency) {
  const auto counts = workspace().read(
      [&](Connection& db) { return count_by_stage(db, Viewer::everything(), version().process); });
  std::vector<std::string> lines;
  for (const auto& count : counts)
    lines.push_back(count.stage + " " + count.currency + " " + std::to_string(count.deals) + " " +
                    std::to_string(count.amount_minor));
  EXPECT_THAT(lines, ElementsAre("  1 0", " EUR 1 10000", "needs  1 0", "trial  1 0"));
}

TEST_P(Lists, ShowOpenPromisesByTheirDueDay) {
  const auto promise = [&](EventKind kind, int number, int due) {
    auto made = event(kind, "", at(4));
    made.details.promise = number;
    if (kind == EventKind::promise_made) made.details.side = "us";
    if (due > 0) made.details.due = day(due);
    return made;
  };
  deal("Fir", {promise(EventKind::promise_made, 1, 30), promise(EventKind::promise_made, 2, 20),
               promise(EventKind::promise_made, 3, 10), promise(EventKind::promise_kept, 3, 0)});
  const auto due = [&](const Viewer& viewer, const PromiseQuery& query) {
    std::vector<int> numbers;
    for (const auto& row :
         workspace().read([&](Connection& db) { return list_promises(db, viewer, query); }))
      numbers.push_back(row.number);
    return numbers;
  };
  const auto all = Viewer::everything();
  EXPECT_THAT(due(all, {}), ElementsAre(2, 1));
  EXPECT_THAT(due(all, {.is_open = false}), ElementsAre(3, 2, 1));
  EXPECT_THAT(due(all, {.due_from = day(11), .due_before = day(30)}), ElementsAre(2));
  EXPECT_THAT(due(all, {.person = ann()}), ElementsAre(2, 1));
  EXPECT_THAT(due(all, {.person = bob()}), IsEmpty());
  EXPECT_THAT(due({.person = bob()}, {}), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Store, Lists, both_engines(), engine_word);

class Customers : public World {
 protected:
  selling::AccountId add_account(const Account& account) {
    return workspace().write([&](Transaction& tx) { return create_account(tx, account); });
  }
  selling::ContactId add_contact(const Contact& contact) {
    return workspace().write([&](Transaction& tx) { return create_contact(tx, contact); });
  }
  bool sees_account(selling::AccountId id, const Viewer& viewer) {
    return workspace().read(
        [&](Connection& db) { return find_account(db, viewer, id).has_value(); });
  }
  bool sees_contact(selling::ContactId id, const Viewer& viewer) {
    return workspace().read(
        [&](Connection& db) { return find_contact(db, viewer, id).has_value(); });
  }
};

TEST_P(Customers, AreSeenWithTheirOwnerTheirDealsAndWhileNobodyOwnsThem) {
  const Viewer own_bob{.person = bob()}, own_ann{.person = ann()};
  const auto free = add_account({.name = "Free"});
  const auto anns = add_account({.name = "Ann's", .owner = ann()});
  const auto bobs = add_account({.name = "Bob's", .owner = bob()});
  EXPECT_TRUE(sees_account(free, own_bob));
  EXPECT_FALSE(sees_account(anns, own_bob));
  EXPECT_TRUE(sees_account(bobs, own_bob));
  EXPECT_FALSE(sees_account(bobs, own_ann));
  deal("With Bob's", {set("account", std::to_string(bobs.value), at(2))});
  EXPECT_TRUE(sees_account(bobs, own_ann));

  const auto contact = add_contact({.account = anns, .name = "Cy"});
  EXPECT_TRUE(sees_contact(contact, own_ann));
  EXPECT_FALSE(sees_contact(contact, own_bob));
  EXPECT_TRUE(sees_contact(add_contact({.name = "Di"}), own_bob));
}

TEST_P(Customers, ThatMayBeTheSameAreFound) {
  const auto one = add_account({.name = "Größe  GmbH", .domain = "groesse.example"});
  const auto names = [&](const Account& account) {
    std::vector<selling::AccountId> found;
    for (const auto& similar :
         workspace().read([&](Connection& db) { return similar_accounts(db, account); }))
      found.push_back(similar.id);
    return found;
  };
  EXPECT_THAT(names({.name = "GRÖSSE GmbH"}), ElementsAre(one));
  EXPECT_THAT(names({.name = "Other", .domain = "groesse.example"}), ElementsAre(one));
  EXPECT_THAT(names({.id = one, .name = "Größe GmbH"}), IsEmpty());
  const auto ann_x = add_contact({.account = one, .name = "Ann X", .email = "ann@x.example"});
  const auto same = workspace().read([&](Connection& db) {
    return similar_contacts(db, {.account = one, .name = "ann x"}).size() +
           similar_contacts(db, {.name = "B", .email = "ANN@x.example"}).size() +
           similar_contacts(db, {.id = ann_x, .account = one, .name = "Ann X"}).size();
  });
  EXPECT_EQ(same, 2U);
}

TEST_P(Customers, AreMergedOnceWithTheirContacts) {
  const auto one = add_account({.name = "One"});
  const auto two = add_account({.name = "Two"});
  const auto contact = add_contact({.account = one, .name = "Cy"});
  const auto merge = [&](selling::AccountId from, selling::AccountId into) {
    workspace().write([&](Transaction& tx) { merge_accounts(tx, from, into); });
  };
  EXPECT_THROW(merge(one, one), Error);
  merge(one, two);
  EXPECT_THROW(merge(one, two), Error);
  workspace().read([&](Connection& db) {
    EXPECT_EQ(get_contact(db, Viewer::everything(), contact).account, two);
    EXPECT_EQ(get_account(db, Viewer::everything(), one).merged_into, two);
    EXPECT_EQ(list_accounts(db, Viewer::everything(), {}).rows.size(), 1U);
    return 0;
  });
}

TEST_P(Customers, RefuseAChangeMadeFromAnOldState) {
  const auto id = add_account({.name = "One"});
  auto account =
      workspace().read([&](Connection& db) { return get_account(db, Viewer::everything(), id); });
  account.name = "Uno";
  const auto update = [&] {
    workspace().write([&](Transaction& tx) { update_account(tx, account); });
  };
  update();
  EXPECT_THROW(update(), Error);
}

INSTANTIATE_TEST_SUITE_P(Store, Customers, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
