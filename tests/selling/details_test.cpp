#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "selling/event.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;

TEST(Details, AreWrittenInOneOrderWithoutWhatIsEmpty) {
  Details details;
  details.due = base::Day(std::chrono::year(2026) / 3 / 1);
  details.side = "us";
  details.promise = 2;
  EXPECT_EQ(to_json(details), R"({"promise": 2, "side": "us", "due": "2026-03-01"})");
  EXPECT_EQ(to_json({}), "");
}

TEST(Details, AreReadWhateverTheOrder) {
  const auto details = read_details(
      R"({"unmet": ["a", "b"], "amount": {"minor": 1050, "currency": "EUR"}, "contacts": [4, 9]})");
  EXPECT_THAT(details.unmet, ElementsAre("a", "b"));
  EXPECT_THAT(details.contacts, ElementsAre(ContactId{4}, ContactId{9}));
  EXPECT_EQ(details.amount, (base::Money{1050, *base::Currency::find("EUR")}));
  EXPECT_EQ(details.other, "");
}

TEST(Details, KeepMembersThatTheyDoNotKnow) {
  const auto details =
      read_details(R"({"lifecycle": "complete", "promise": 1, "z": [1, {"a": 2}]})");
  EXPECT_EQ(details.promise, 1);
  EXPECT_EQ(details.other, R"({"lifecycle": "complete", "z": [1, {"a": 2}]})");
  EXPECT_EQ(to_json(details), R"({"promise": 1, "lifecycle": "complete", "z": [1, {"a": 2}]})");
}

TEST(Details, KeepMembersOfTheWrongType) {
  for (const auto* text :
       {R"({"promise": "one"})", R"({"promise": 3000000000})", R"({"due": "2026-02-30"})",
        R"({"contacts": [1, "x"]})", R"({"amount": {"minor": 1, "currency": "QQQ"}})",
        R"({"not_allowed": 1})", R"({"reason": 7})"}) {
    const auto details = read_details(text);
    EXPECT_EQ(details.other, text);
    EXPECT_EQ(to_json(details), text);
  }
}

TEST(Details, KeepATextThatIsNoObject) {
  for (const auto* text : {"[1, 2]", "not json", "7"}) {
    const auto details = read_details(text);
    EXPECT_EQ(details.other, text);
    EXPECT_EQ(read_details(to_json(details)), details);
  }
}

TEST(Details, TellAMemberCalledOtherFromATextOfTheirOwn) {
  for (const auto* text :
       {R"({"other": {"a": 1}})", R"({"other": "{\"a\": 1}"})", R"({"other": "plain"})",
        R"({"other": "plain", "more": 1})", R"({"other": ""})"})
    EXPECT_EQ(to_json(read_details(text)), text);
}

rc::Gen<std::string> word() {
  return rc::gen::container<std::string>(rc::gen::inRange<char>('a', 'z'));
}

Details any_details() {
  Details details;
  if (*rc::gen::arbitrary<bool>()) details.promise = *rc::gen::arbitrary<int>();
  if (*rc::gen::arbitrary<bool>()) details.discount_share = *rc::gen::inRange(0, 100) / 64.0;
  if (*rc::gen::arbitrary<bool>())
    details.due = base::Day(std::chrono::days(*rc::gen::inRange(0, 40'000)));
  if (*rc::gen::arbitrary<bool>()) details.deal = DealId{*rc::gen::arbitrary<std::int64_t>()};
  if (*rc::gen::arbitrary<bool>())
    details.amount = base::Money{*rc::gen::arbitrary<std::int64_t>(), base::Currency()};
  details.side = *word();
  details.stage = *word();
  details.unmet = *rc::gen::container<std::vector<std::string>>(word());
  details.not_allowed = *rc::gen::arbitrary<bool>();
  return details;
}

RC_GTEST_PROP(Details, ComeBackAsTheyWereWritten, ()) {
  const auto details = any_details();
  RC_ASSERT(read_details(to_json(details)) == details);
}

RC_GTEST_PROP(Details, TakeAnyTextAndLoseNothingTheSecondTime, (const std::string& text)) {
  const auto once = to_json(read_details(text));
  RC_ASSERT(to_json(read_details(once)) == once);
}

}  // namespace
}  // namespace stagecraft::selling
