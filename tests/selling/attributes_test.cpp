#include "selling/attributes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/selling/workbench.h"

namespace stagecraft::selling {
namespace {

using base::ErrorKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Attributes : public Workbench {
 protected:
  void change(const std::string& name, const std::string& value) {
    add(change_attributes(deal_, {.values = {{name, value}}}, setting()));
  }
  base::Error refusal(const ChangeAttributes& command) {
    return refusal_of([&] { return change_attributes(deal_, command, setting()); });
  }
};

TEST_F(Attributes, AreSetAndTakenAway) {
  change("channel", "direct");
  EXPECT_EQ(deal_.attribute("channel"), "direct");
  change("owner", "12");
  EXPECT_EQ(deal_.owner(), PersonId{12});
  change("channel", "");
  EXPECT_EQ(deal_.attribute("channel"), "");
}

TEST_F(Attributes, ThatDoNotChangeGiveNoEvent) {
  change("channel", "direct");
  EXPECT_THAT(
      change_attributes(deal_, {.values = {{"channel", "direct"}, {"campaign", ""}}}, setting()),
      IsEmpty());
}

TEST_F(Attributes, SayWhatTheyWereBefore) {
  change("channel", "direct");
  const auto events = change_attributes(deal_, {.values = {{"channel", "partner"}}}, setting());
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].from, "direct");
  EXPECT_EQ(events[0].to, "partner");
  EXPECT_EQ(events[0].actor, PersonId{5});
}

TEST_F(Attributes, AreKeptInCanonicalText) {
  add(change_attributes(
      deal_, {.values = {{"amount", "1200.5"}, {"plants", "003.10"}, {"yearly_cost", "7"}}},
      setting()));
  EXPECT_EQ(deal_.attribute("amount"), "1200.50");
  EXPECT_EQ(deal_.attribute("plants"), "3.1");
  EXPECT_EQ(deal_.attribute("yearly_cost"), "7.00");
}

TEST_F(Attributes, AnAmountTakesTheCurrencyOfTheMap) {
  change("amount", "100");
  EXPECT_EQ(deal_.amount(), (base::Money{10'000, *base::Currency::find("EUR")}));
}

TEST_F(Attributes, AnAmountHasNoMoreDecimalsThanItsCurrency) {
  const auto error = refusal({.values = {{"amount", "100.5"}, {"currency", "JPY"}}});
  EXPECT_STREQ(error.what(), "The deal cannot be changed: '100.5' has more decimals than JPY.");
  EXPECT_EQ(error.faults()[0].at, "/values/0/value");
}

TEST_F(Attributes, TellAllThatIsWrongAtOnce) {
  const auto error = refusal({.values = {{"amount", "-1"},
                                         {"rank", "highest"},
                                         {"urgent", "yes"},
                                         {"start_date", "2026-02-30"},
                                         {"plants", "many"},
                                         {"owner", "Ann"},
                                         {"currency", "EURO"},
                                         {"chanel", "direct"},
                                         {"days_open", "3"},
                                         {"name", " "}},
                              .reason = "Two words"});
  EXPECT_EQ(error.kind(), ErrorKind::invalid);
  EXPECT_EQ(error.faults().size(), 11u);
  EXPECT_EQ(error.faults()[1].mend, "Take one of high, low.");
  EXPECT_EQ(error.faults()[7].mend, "Did you mean 'channel'?");
  EXPECT_THAT(error.faults()[8].message.text(), HasSubstr("computed"));
}

TEST_F(Attributes, AreGivenOnce) {
  EXPECT_THAT(refusal({.values = {{"channel", "a"}, {"channel", "b"}}}).what(),
              HasSubstr("given twice"));
}

TEST_F(Attributes, AnExpectedCloseMovesLaterWithAReasonOnly) {
  change("expected_close", "2026-01-31");
  change("expected_close", "2026-01-10");  // Earlier needs none.
  const ChangeAttributes later{.values = {{"expected_close", "2026-03-15"}}};
  EXPECT_EQ(refusal(later).faults()[0].at, "/reason");
  add(change_attributes(deal_, {.values = later.values, .reason = "budget_frozen"}, setting()));
  ASSERT_EQ(deal_.date_moves.size(), 3u);
  EXPECT_EQ(deal_.date_moves.back().reason, "budget_frozen");
}

TEST_F(Attributes, ANameIsKeptApartFromItsEvent) {
  const auto events = change_attributes(deal_, {.values = {{"name", "Line two"}}}, setting());
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].to, "");
  EXPECT_EQ(events[0].note, "Line two");
  add(events);
  EXPECT_EQ(deal_.name, "Line two");
}

TEST_F(Attributes, AreRestoredFromTheEventThatChangedThem) {
  change("channel", "direct");
  const auto second = change_attributes(deal_, {.values = {{"channel", "partner"}}}, setting());
  add(second);
  change("campaign", "spring");
  add(restore_attribute(deal_, second[0], setting()));
  EXPECT_EQ(deal_.attribute("channel"), "direct");
  EXPECT_EQ(deal_.attribute("campaign"), "spring");
  EXPECT_THAT(restore_attribute(deal_, second[0], setting()), IsEmpty());
}

TEST_F(Attributes, AreNotRestoredFromAnythingElse) {
  Event event;
  event.kind = EventKind::won;
  EXPECT_EQ(refusal_of([&] { return restore_attribute(deal_, event, setting()); }).kind(),
            ErrorKind::invalid);
}

TEST_F(Attributes, OfADeletedDealStayAsTheyAre) {
  tell(EventKind::deleted, [](Event&) {});
  EXPECT_EQ(refusal({.values = {{"channel", "direct"}}}).kind(), ErrorKind::conflict);
}

}  // namespace
}  // namespace stagecraft::selling
