#include "store/people.h"

#include <gmock/gmock.h>

#include "store/sign_in.h"
#include "tests/store/world.h"

namespace stagecraft::store {
namespace {

using base::Error;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class People : public World {
 protected:
  void sign_in(std::string_view secret, int until) {
    workspace().write([&](Transaction& tx) {
      create_session(
          tx, secret,
          {.person = ann(), .created_at = at(1), .used_at = at(1), .expires_at = at(until)});
    });
  }
  bool is_signed_in(std::string_view secret, int today) {
    return workspace().read(
        [&](Connection& db) { return find_session(db, secret, at(today)).has_value(); });
  }
  Person load_person(selling::PersonId id) {
    return workspace().read([&](Connection& db) { return get_person(db, id); });
  }
  void update(const Person& person) {
    workspace().write([&](Transaction& tx) { update_person(tx, person); });
  }
};

TEST_P(People, AreFoundByTheirAddressWithoutRegardToCase) {
  const auto found =
      workspace().read([](Connection& db) { return find_person_by_email(db, "ANN@Example.org"); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "Ann");
  EXPECT_THROW(workspace().write([](Transaction& tx) {
    return create_person(tx, {.email = "Ann@EXAMPLE.org", .name = "Other", .role = "rep"});
  }),
               Error);
}

TEST_P(People, RefuseAChangeMadeFromAnOldState) {
  auto person = load_person(ann());
  person.name = "Ann B";
  update(person);
  EXPECT_EQ(load_person(ann()).revision, person.revision + 1);
  person.name = "Ann C";
  EXPECT_THROW(update(person), Error);
  EXPECT_EQ(load_person(ann()).name, "Ann B");
}

TEST_P(People, AreSignedOutWhenTheirRightsChangeAndNotWhenTheirNameDoes) {
  sign_in("secret", 30);
  auto person = load_person(ann());
  person.name = "Ann B";
  update(person);
  EXPECT_TRUE(is_signed_in("secret", 2));
  person = load_person(ann());
  person.role = "viewer";
  update(person);
  EXPECT_FALSE(is_signed_in("secret", 2));
}

TEST_P(People, AreSignedInUntilTheSessionExpiresOrEnds) {
  sign_in("one", 10);
  sign_in("two", 10);
  EXPECT_TRUE(is_signed_in("one", 9));
  EXPECT_FALSE(is_signed_in("one", 10));
  EXPECT_FALSE(is_signed_in("three", 2));
  workspace().write([](Transaction& tx) { end_session(tx, "one"); });
  EXPECT_FALSE(is_signed_in("one", 2));
  EXPECT_TRUE(is_signed_in("two", 2));
  workspace().write([&](Transaction& tx) { set_password_hash(tx, ann(), "$argon2id$..."); });
  EXPECT_FALSE(is_signed_in("two", 2));
}

TEST_P(People, NeverHaveTheirSecretsInTheDatabase) {
  sign_in("a-long-secret", 30);
  const auto stored = workspace().read(
      [](Connection& db) { return db.get_value<std::string>("SELECT secret_hash FROM sessions"); });
  EXPECT_THAT(stored, SizeIs(64));
}

TEST_P(People, UseTokensUntilTheyAreRevokedOrTheirOwnerMayNoLongerSignIn) {
  const auto add_token = [&](std::string_view secret) {
    return workspace().write([&](Transaction& tx) {
      return create_token(tx, secret,
                          {.person = ann(),
                           .name = "crm",
                           .scopes = "read",
                           .created_at = at(1),
                           .expires_at = at(9)});
    });
  };
  const auto works = [&](std::string_view secret, int today) {
    return workspace().read(
        [&](Connection& db) { return find_token(db, secret, at(today)).has_value(); });
  };
  const auto id = add_token("one");
  add_token("two");
  EXPECT_TRUE(works("one", 8));
  EXPECT_FALSE(works("one", 9));
  EXPECT_THROW(workspace().write([&](Transaction& tx) { revoke_token(tx, bob(), id, at(3)); }),
               Error);
  workspace().write([&](Transaction& tx) { revoke_token(tx, ann(), id, at(3)); });
  EXPECT_FALSE(works("one", 4));
  EXPECT_TRUE(works("two", 4));
  auto person = load_person(ann());
  person.is_active = false;
  update(person);
  EXPECT_FALSE(works("two", 4));
}

TEST_P(People, UseALinkOnceAndForItsPurpose) {
  workspace().write([&](Transaction& tx) {
    create_link(tx, "link",
                {.purpose = "password", .person = ann(), .created_at = at(1), .expires_at = at(3)});
  });
  const auto use = [&](std::string_view purpose, int today) {
    return workspace().write(
        [&](Transaction& tx) { return use_link(tx, "link", purpose, at(today)); });
  };
  EXPECT_THROW(use("set_up", 2), Error);
  EXPECT_THROW(use("password", 3), Error);
  EXPECT_EQ(use("password", 2).person, ann());
  EXPECT_THROW(use("password", 2), Error);
}

INSTANTIATE_TEST_SUITE_P(Store, People, both_engines(), engine_word);

class Processes : public World {
 protected:
  int publish_from(int head) {
    return workspace().write([&](Transaction& tx) {
      return publish(tx, {.process = version().process,
                          .head = head,
                          .own_text = "x",
                          .map = workspace_map_,
                          .at = at(2),
                          .by = bob(),
                          .note = "second"})
          .number;
    });
  }
  process::Map workspace_map_{.id = "direct", .name = "Direct, better"};
};

TEST_P(Processes, PublishOnTopOfTheirHeadAlone) {
  EXPECT_EQ(publish_from(1), 2);
  EXPECT_THROW(publish_from(1), Error);
  workspace().read([&](Connection& db) {
    EXPECT_EQ(find_process(db, "direct")->head, 2);
    EXPECT_EQ(find_process(db, version().process)->name, "Direct, better");
    EXPECT_THAT(list_versions(db, version().process), SizeIs(2));
    EXPECT_EQ(list_versions(db, version().process).back().note, "second");
    return 0;
  });
}

TEST_P(Processes, GiveEachStageItsNumberForGood) {
  const auto number = [&](std::string_view stage) {
    return workspace().read(
        [&](Connection& db) { return find_stage_number(db, version().process, stage); });
  };
  const auto trial = number("trial");
  ASSERT_TRUE(trial);
  EXPECT_FALSE(number("unknown"));
  publish_from(1);  // Without stages.
  EXPECT_EQ(number("trial"), trial);
}

TEST_P(Processes, AreReadBackAsTheyWerePublished) {
  workspace().read([&](Connection& db) {
    const auto& ready = maps().get(db, version());
    EXPECT_EQ(ready.map.goals.at(0).stages.size(), 3U);
    EXPECT_EQ(&maps().get(db, version()), &ready);
    EXPECT_EQ(maps().find(db, {version().process, 9}), nullptr);
    EXPECT_THROW(maps().get(db, {version().process, 9}), Error);
    return 0;
  });
}

INSTANTIATE_TEST_SUITE_P(Store, Processes, both_engines(), engine_word);

}  // namespace
}  // namespace stagecraft::store
