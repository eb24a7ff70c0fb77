#include "selling/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "selling/duplicate_keys.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AccountCard account(std::int64_t id, const std::string& name) {
  return {.id = AccountId{id}, .name = name};
}

TEST(NameKey, LeavesOutCaseAccentsPunctuationAndLegalForms) {
  EXPECT_EQ(name_key("ACME Tools, Inc."), "acme tools");
  EXPECT_EQ(name_key("Acme  tools LLC"), "acme tools");
  EXPECT_EQ(name_key("Müller & Söhne GmbH & Co. KG"), "muller sohne");
  EXPECT_EQ(name_key("Fratelli Rossi S.p.A."), "fratelli rossi");
  EXPECT_EQ(name_key("O'Brien plc"), "obrien");
}

TEST(NameKey, KeepsLegalFormsInFrontAndNamesOfNothingElse) {
  EXPECT_EQ(name_key("AG Weser"), "ag weser");
  EXPECT_EQ(name_key("SAS"), "sas");
  EXPECT_EQ(name_key("..."), "");
  EXPECT_EQ(name_key("株式会社トヨタ"), "株式会社トヨタ");
}

TEST(DomainKey, ComesFromWebAndMailButNotFromMailboxesForAll) {
  EXPECT_EQ(domain_key("https://www.Acme.com:8080/shop?x=1"), "acme.com");
  EXPECT_EQ(domain_key("info@acme.com"), "acme.com");
  EXPECT_EQ(domain_key("acme.com."), "acme.com");
  EXPECT_EQ(domain_key("someone@gmail.com"), "");
  EXPECT_EQ(domain_key("localhost"), "");
  EXPECT_EQ(domain_key(""), "");
}

TEST(PhoneKey, LeavesOutTheCountryAndTheZeroInItsPlace) {
  EXPECT_EQ(phone_key("+49 (30) 1234567"), phone_key("030/1234567"));
  EXPECT_EQ(phone_key("0049 171 2345678"), phone_key("0171-2345678"));
  EXPECT_NE(phone_key("+49 30 1234567"), phone_key("+49 30 1234568"));
  EXPECT_EQ(phone_key("110"), "");
}

TEST(DuplicateAccounts, AreFoundByNameWithoutLegalForm) {
  const std::vector<AccountCard> cards{account(1, "Acme Tools Inc."), account(2, "Beta AG"),
                                       account(3, "acme tools")};
  const auto found = find_duplicates(cards);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].first, AccountId{1});
  EXPECT_EQ(found[0].second, AccountId{3});
  EXPECT_DOUBLE_EQ(found[0].score, 0.7);
  EXPECT_THAT(found[0].reasons, ElementsAre("same name without its legal form"));
}

TEST(DuplicateAccounts, JoinReasonsOfDifferentGrounds) {
  std::vector<AccountCard> cards{account(2, "Acme Indutries"), account(1, "Acme Industries")};
  EXPECT_THAT(find_duplicates(cards), IsEmpty()) << "a letter apart is 0.4 alone";
  cards[0].web = "www.acme.com";
  cards[1].email = "info@acme.com";
  const auto found = find_duplicates(cards);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].first, AccountId{1});
  EXPECT_DOUBLE_EQ(found[0].score, 1 - 0.4 * 0.6);
  EXPECT_THAT(found[0].reasons, ElementsAre("same domain", "names a letter or two apart"));
}

TEST(DuplicateAccounts, FindWordsInAnotherOrder) {
  const std::vector<AccountCard> cards{account(1, "Tools Acme Ltd"), account(2, "Acme Tools")};
  ASSERT_EQ(find_duplicates(cards).size(), 1u);
  EXPECT_DOUBLE_EQ(find_duplicates(cards)[0].score, 0.6);
}

TEST(DuplicateAccounts, WithNothingStatedAreNone) {
  const std::vector<AccountCard> cards{account(1, ""), account(2, ""), account(3, "!")};
  EXPECT_THAT(find_duplicates(cards, 0), IsEmpty());
}

TEST(DuplicateAccounts, OfALargeGroupAreComparedWithItsFirstAlone) {
  std::vector<AccountCard> cards;
  for (int i = 1; i <= 60; ++i) {
    cards.push_back(account(i, ""));
    cards.back().web = "acme.com";
  }
  EXPECT_EQ(find_duplicates(cards).size(), 59u);
  cards.resize(10);
  EXPECT_EQ(find_duplicates(cards).size(), 45u);
}

TEST(DuplicateContacts, AreFoundByMailAndByNameAtOneAccount) {
  const std::vector<ContactCard> cards{
      {.id = ContactId{1},
       .name = "Rosa Keller",
       .email = "Rosa@acme.com",
       .account = AccountId{1}},
      {.id = ContactId{2}, .name = "R. Keller", .email = "rosa@acme.com "},
      {.id = ContactId{3}, .name = "Keller, Rosa", .account = AccountId{1}},
      {.id = ContactId{4}, .name = "Rosa Keller", .account = AccountId{2}}};
  const auto found = find_duplicates(cards);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].second, ContactId{2});
  EXPECT_DOUBLE_EQ(found[0].score, 0.95);
  EXPECT_EQ(found[1].second, ContactId{3});
  EXPECT_DOUBLE_EQ(found[1].score, 0.8) << "the same name alone adds nothing to it";
}

TEST(MergePlan, KeepsWhatStaysFillsWhatIsMissingAndLosesNothing) {
  const auto plan = plan_merge({{"name", "Acme"}, {"web", ""}, {"city", "Bonn"}},
                               {{"name", "Acme Inc."}, {"web", "acme.com"}, {"city", " bonn"}});
  EXPECT_EQ(plan.at("name"), (MergedField{"Acme", true, {"Acme Inc."}}));
  EXPECT_EQ(plan.at("web"), (MergedField{"acme.com", false, {}}));
  EXPECT_EQ(plan.at("city"), (MergedField{"Bonn", true, {}})) << "the same but for case";
}

using Small = std::map<int, int>;

Fields fields_of(const Small& values) {
  Fields fields;
  for (const auto& [name, value] : values)
    fields["f" + std::to_string(name % 5)] = value % 4 == 0 ? "" : std::to_string(value % 4);
  return fields;
}

RC_GTEST_PROP(MergePlan, HoldsEveryValueOfBothRows, (const Small& a, const Small& b)) {
  const auto kept = fields_of(a);
  const auto going = fields_of(b);
  const auto plan = plan_merge(kept, going);
  for (const auto& fields : {kept, going})
    for (const auto& [name, value] : fields) {
      if (value.empty()) continue;
      const auto& field = plan.at(name);
      RC_ASSERT(field.value == value ||
                std::ranges::find(field.beside, value) != field.beside.end());
    }
}

}  // namespace
}  // namespace stagecraft::selling
