#include "store/plan_links.h"

#include <gmock/gmock.h>

#include "store/back_up.h"
#include "store/check.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using selling::Deal;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

class PlanLinks : public World {
 protected:
  selling::Event shared(int number) const {
    auto made = event(EventKind::plan_changed, "shared", at(3));
    made.to = "confirm";
    made.note = "Our plan";
    made.details.link = number;
    made.details.due = day(60);
    return made;
  }
  Deal shared_deal(std::string_view secret) {
    auto made = deal("Shared", {shared(1)});
    keep({made.id, 1}, secret);
    return made;
  }
  void keep(const PlanLinkPlace& place, std::string_view secret) {
    workspace().write([&](Transaction& tx) {
      keep_plan_link(tx, place, secret);
      return 0;
    });
  }
  std::optional<PlanLinkPlace> find(std::string_view secret) {
    return workspace().read([&](Connection& db) { return find_plan_link(db, secret); });
  }
  void open(const PlanLinkPlace& place, base::Instant when) {
    workspace().write([&](Transaction& tx) {
      if (is_new_opening(tx.db(), place, when)) note_opening(tx, place, when);
      return 0;
    });
  }
  std::vector<PlanLinkUse> uses(const Viewer& viewer, selling::DealId deal) {
    return workspace().read([&](Connection& db) { return plan_link_uses(db, viewer, deal); });
  }
};

TEST_P(PlanLinks, AreFoundByTheirSecretAndHoldItsHashAlone) {
  const auto made = shared_deal("open sesame");
  const auto found = find("open sesame");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->deal, made.id);
  EXPECT_EQ(found->number, 1);
  EXPECT_FALSE(find("open sesam"));
  EXPECT_FALSE(find(""));
  const auto kept = workspace().read([](Connection& db) {
    return db.get_value<std::string>("SELECT secret_hash FROM plan_links");
  });
  EXPECT_EQ(kept.size(), 64u);
  EXPECT_FALSE(find(kept));
}

TEST_P(PlanLinks, CountOpeningsFiveMinutesApart) {
  const auto made = shared_deal("secret");
  const PlanLinkPlace place{made.id, 1};
  open(place, at(4));
  open(place, at(4) + std::chrono::minutes(4));
  open(place, at(4) + std::chrono::minutes(5));
  const auto found = uses(Viewer::everything(), made.id);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].opened_count, 2);
  EXPECT_EQ(found[0].opened_at, at(4) + std::chrono::minutes(5));
}

TEST_P(PlanLinks, TellTheirUseToThoseWhoSeeTheDeal) {
  const auto made = shared_deal("secret");
  EXPECT_EQ(uses({.person = ann(), .scope = Scope::own}, made.id).size(), 1u);
  EXPECT_THAT(uses({.person = bob(), .scope = Scope::own}, made.id), IsEmpty());
}

TEST_P(PlanLinks, ComeBackFromTheirEvents) {
  const auto made = shared_deal("secret");
  const auto loaded = load(made.id);
  EXPECT_EQ(loaded, made);
  ASSERT_EQ(loaded.plan_links.size(), 1u);
  EXPECT_EQ(loaded.plan_links[0].title, "Our plan");
  EXPECT_EQ(loaded.plan_links[0].good_until, day(60));
}

TEST_P(PlanLinks, AreCheckedAgainstTheEvents) {
  const auto made = shared_deal("secret");
  EXPECT_THAT(check(location(), name()).faults, IsEmpty());
  keep({made.id, 2}, "told by nothing");
  EXPECT_THAT(check(location(), name()).faults, Contains(HasSubstr("a link to its plan")));
}

INSTANTIATE_TEST_SUITE_P(Store, PlanLinks, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
