#include "selling/rights.h"

#include <set>

#include "selling/rights_on.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::HasSubstr;

Actor actor(Role role) { return {.person = PersonId{1}, .role = role, .teams = {TeamId{10}}}; }

constexpr Holder mine{.owner = PersonId{1}, .team = TeamId{20}};
constexpr Holder of_my_team{.owner = PersonId{2}, .team = TeamId{10}};
constexpr Holder of_others{.owner = PersonId{2}, .team = TeamId{20}};
constexpr Holder nobodys{};

TEST(Rights, HaveARowEachInOrderWithAWordOfTheirOwn) {
  std::set<std::string_view> words;
  int at = 0;
  for (const auto& row : rights()) {
    EXPECT_EQ(static_cast<int>(row.right), at++);
    EXPECT_EQ(find_right(row.word), row.right);
    EXPECT_FALSE(row.may.empty());
    words.insert(row.word);
  }
  EXPECT_EQ(at, right_count);
  EXPECT_EQ(words.size(), static_cast<std::size_t>(right_count));
  EXPECT_EQ(find_right("deal.fly"), std::nullopt);
}

TEST(Rights, AreAllHadByTheAdministrator) {
  for (const auto& row : rights()) EXPECT_TRUE(may(actor(Role::administrator), row.right));
}

TEST(Rights, LetAViewerReadAndNothingElse) {
  for (const auto& row : rights()) {
    const bool reads = row.word.ends_with(".read");
    EXPECT_EQ(may(actor(Role::viewer), row.right), reads && row.right != Right::audit_read)
        << row.word;
  }
}

TEST(Rights, LetARepSellAndNotExcept) {
  EXPECT_TRUE(may(actor(Role::rep), Right::deal_move));
  EXPECT_FALSE(may(actor(Role::rep), Right::deal_except));
  EXPECT_TRUE(may(actor(Role::manager), Right::deal_except));
  EXPECT_FALSE(may(actor(Role::editor), Right::deal_change));
  EXPECT_TRUE(may(actor(Role::editor), Right::map_edit));
}

TEST(Rights, OfATokenAreThoseOfItsOwnerThatItWasGiven) {
  auto token = actor(Role::rep);
  token.limited_to = {{Right::deal_read, Right::deal_except}};
  EXPECT_TRUE(may(token, Right::deal_read));
  EXPECT_FALSE(may(token, Right::deal_move)) << "not given";
  EXPECT_FALSE(may(token, Right::deal_except)) << "given, but its owner has it not";
}

TEST(Reach, OfEachRoleIsAsStated) {
  struct Case {
    Role role;
    bool sees_others, changes_mine, changes_my_team, changes_others;
  };
  for (const auto& [role, sees_others, changes_mine, changes_my_team, changes_others] :
       {Case{Role::administrator, true, true, true, true},
        Case{Role::manager, true, true, true, false}, Case{Role::editor, true, false, false, false},
        Case{Role::rep, false, true, false, false},
        Case{Role::viewer, true, false, false, false}}) {
    EXPECT_EQ(sees(actor(role), of_others), sees_others) << to_word(role);
    EXPECT_TRUE(sees(actor(role), mine)) << to_word(role);
    EXPECT_TRUE(sees(actor(role), of_my_team)) << to_word(role);
    EXPECT_EQ(reaches(actor(role), mine), changes_mine) << to_word(role);
    EXPECT_EQ(reaches(actor(role), of_my_team), changes_my_team) << to_word(role);
    EXPECT_EQ(reaches(actor(role), of_others), changes_others) << to_word(role);
  }
}

TEST(Reach, CanBeStatedForAPersonAndNeverWritesMoreThanItReads) {
  auto rep = actor(Role::rep);
  rep.reach = {Scope::own, Scope::all};
  EXPECT_EQ(reach_of(rep), (Reach{Scope::own, Scope::own}));
  EXPECT_FALSE(sees(rep, of_my_team));
  EXPECT_FALSE(reaches(rep, of_others));
}

TEST(Reach, OfATeamHoldsLeadsThatNobodyHas) {
  EXPECT_TRUE(sees(actor(Role::rep), nobodys));
  EXPECT_FALSE(reaches(actor(Role::rep), nobodys));
  EXPECT_TRUE(reaches(actor(Role::manager), nobodys));
}

TEST(Require, HidesWhatMayNotBeSeenAndForbidsWhatMay) {
  const auto rep = actor(Role::rep);
  EXPECT_NO_THROW(require(rep, Right::deal_change, mine));
  EXPECT_NO_THROW(require(rep, Right::deal_read, of_my_team));
  EXPECT_EQ(refusal_of([&] { require(rep, Right::deal_change, of_my_team); }),
            base::ErrorKind::forbidden);
  EXPECT_EQ(refusal_of([&] { require(rep, Right::deal_read, of_others); }),
            base::ErrorKind::not_found);
  EXPECT_EQ(refusal_of([&] { require(rep, Right::deal_delete, of_others); }),
            base::ErrorKind::not_found)
      << "that it exists is not told";
}

bool is_refused(const Actor& who, Right right, const Holder& holder) {
  try {
    require(who, right, holder);
  } catch (const base::Error&) {
    return true;
  }
  return false;
}

TEST(May, OnAThingIsExactlyWhatRequireLetsPass) {
  for (const auto role :
       {Role::administrator, Role::manager, Role::editor, Role::rep, Role::viewer})
    for (const auto& holder : {mine, of_my_team, of_others, nobodys})
      for (const auto& row : rights())
        EXPECT_NE(may(actor(role), row.right, holder), is_refused(actor(role), row.right, holder))
            << to_word(role) << " " << row.word;
}

TEST(Require, NamesTheRightAndWhoHasIt) {
  try {
    require(actor(Role::rep), Right::deal_except);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::forbidden);
    EXPECT_THAT(error.what(), HasSubstr("deal.except"));
    EXPECT_THAT(error.what(), HasSubstr("administrator, manager"));
  }
}

}  // namespace
}  // namespace stagecraft::selling
