#include "selling/quotes.h"

#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const auto eur = base::Currency::find("EUR").value();
const auto usd = base::Currency::find("USD").value();

base::Money euros(std::int64_t amount) { return {amount * 100, eur}; }

process::PriceRule rule(const std::string& id, const std::string& require,
                        std::vector<std::string> where = {}, const std::string& approver = {}) {
  return {.id = id,
          .text = "Rule " + id,
          .where = std::move(where),
          .require = require,
          .approver = approver};
}

/// Stages a, b under goal g; no discount in a without the lead, at most 20 % anywhere.
process::Map priced_map() {
  auto map = process::plain_map({"a", "b", "c"});
  map.currency = "EUR";
  map.roles = {{.id = "sales_lead", .name = "Lead"}, {.id = "finance", .name = "Finance"}};
  map.price_rules = {rule("no_early", "discount_share = 0", {"stage:a"}, "sales_lead"),
                     rule("at_most", "discount_share <= 0.2"),
                     rule("big", "amount < 100000", {"goal:g"}, "finance")};
  return map;
}

Desk priced_desk() {
  Desk desk(priced_map());
  desk.set("currency", "EUR");
  return desk;
}

std::vector<std::string> ids(const std::vector<BrokenRule>& rules) {
  std::vector<std::string> found;
  for (const auto& broken : rules) found.push_back(broken.rule);
  return found;
}

std::vector<std::string> broken(const Desk& desk, const NewQuote& quote) {
  return ids(broken_rules(desk.deal, quote, desk.setting()));
}

void quote(Desk& desk, const NewQuote& made) {
  desk.act(make_quote(desk.deal, made, desk.setting()));
}

const std::vector<std::string> lead_roles{"sales_lead"};

TEST(PriceRules, ApplyWhereTheDealStands) {
  Desk desk(priced_map());
  desk.enter("a");
  EXPECT_THAT(broken(desk, {euros(1'000), 0.05}), ElementsAre("no_early"));
  EXPECT_THAT(broken(desk, {euros(1'000), 0.0}), IsEmpty());
  desk.enter("b");
  EXPECT_THAT(broken(desk, {euros(1'000), 0.05}), IsEmpty());
  EXPECT_THAT(broken(desk, {euros(1'000), 0.25}), ElementsAre("at_most"));
  EXPECT_THAT(broken(desk, {euros(100'000), 0.25}), ElementsAre("at_most", "big"));
}

TEST(PriceRules, OfTheFirstStageApplyToALead) {
  const Desk desk(priced_map());
  EXPECT_THAT(broken(desk, {euros(1'000), 0.05}), ElementsAre("no_early"));
}

TEST(PriceRules, AboutMoneyAreBrokenInAnotherCurrency) {
  Desk desk(priced_map());
  desk.enter("b");
  const auto rules = broken_rules(desk.deal, {{100, usd}, 0.0}, desk.setting());
  ASSERT_THAT(ids(rules), ElementsAre("big"));
  EXPECT_EQ(rules[0].why, "the map counts in EUR, the quote in USD");
}

TEST(PriceRules, CanAskForFieldsOfTheDeal) {
  auto map = priced_map();
  map.price_rules = {rule("partners", "channel = 'partner'")};
  Desk desk(map);
  desk.enter("b");
  EXPECT_THAT(broken(desk, {euros(1), 0.0}), ElementsAre("partners"));
  desk.set("channel", "partner");
  EXPECT_THAT(broken(desk, {euros(1), 0.0}), IsEmpty());
}

TEST(MakeQuote, IsMadeWhenNoRuleIsBroken) {
  Desk desk = priced_desk();
  desk.enter("b");
  quote(desk, {euros(1'000), 0.1});
  const auto& made = desk.deal.quotes.at(0);
  EXPECT_EQ(made.number, 1);
  EXPECT_EQ(made.state, QuoteState::made);
  EXPECT_EQ(made.amount, euros(1'000));
  EXPECT_DOUBLE_EQ(made.discount_share, 0.1);
  EXPECT_THAT(made.broken_rules, IsEmpty());
}

TEST(MakeQuote, WaitsForApprovalWhenARuleHasAnApprover) {
  Desk desk = priced_desk();
  desk.enter("a");
  quote(desk, {euros(1'000), 0.05});
  EXPECT_EQ(desk.deal.quotes.at(0).state, QuoteState::waits_for_approval);
  EXPECT_THAT(desk.deal.quotes[0].broken_rules, ElementsAre("no_early"));
}

TEST(MakeQuote, IsFlaggedWhenNobodyCanApprove) {
  Desk desk = priced_desk();
  desk.enter("b");
  quote(desk, {euros(1'000), 0.5});
  EXPECT_EQ(desk.deal.quotes.at(0).state, QuoteState::made);
  EXPECT_THAT(desk.deal.quotes[0].broken_rules, ElementsAre("at_most"));
}

TEST(MakeQuote, NamesEveryGap) {
  const Desk desk = priced_desk();
  EXPECT_THAT(faults_of([&] {
                make_quote(desk.deal, {{0, usd}, 5}, desk.setting());
              }),
              ElementsAre("/amount", "/currency", "/discount_share"));
  EXPECT_THAT(faults_of([&] {
                make_quote(desk.deal, {{1, {}}, 0}, desk.setting());
              }),
              ElementsAre("/currency"));
}

TEST(MakeQuote, IsRefusedOnAClosedDeal) {
  Desk desk = priced_desk();
  desk.close(EventKind::won, "won");
  EXPECT_EQ(refusal_of([&] { quote(desk, {euros(1), 0.0}); }), base::ErrorKind::conflict);
}

TEST(ApproveQuote, TakesTheRolesOfEveryBrokenRule) {
  Desk desk = priced_desk();
  desk.enter("a");
  quote(desk, {euros(200'000), 0.05});
  const auto approve = [&](const std::vector<std::string>& roles) {
    desk.act(approve_quote(desk.deal, {.number = 1}, roles, desk.setting(PersonId{4})));
  };
  EXPECT_EQ(refusal_of([&] { approve({}); }), base::ErrorKind::forbidden);
  EXPECT_EQ(refusal_of([&] { approve({"sales_lead"}); }), base::ErrorKind::forbidden);
  approve({"finance", "sales_lead"});
  EXPECT_EQ(desk.deal.quotes[0].state, QuoteState::approved);
  EXPECT_EQ(desk.deal.quotes[0].decided_by, PersonId{4});
  EXPECT_EQ(refusal_of([&] { approve({"finance", "sales_lead"}); }), base::ErrorKind::conflict);
}

TEST(MayDecide, IsWhatDecidingThenAllows) {
  Desk desk = priced_desk();
  desk.enter("a");
  quote(desk, {euros(200'000), 0.05});
  const auto may = [&](const std::vector<std::string>& roles) {
    return may_decide(desk.deal, desk.deal.quotes[0], roles, priced_map());
  };
  EXPECT_FALSE(may({}));
  EXPECT_FALSE(may({"sales_lead"}));
  EXPECT_TRUE(may({"finance", "sales_lead"}));
  const std::vector<std::string> both{"finance", "sales_lead"};
  desk.act(approve_quote(desk.deal, {.number = 1}, both, desk.setting(PersonId{4})));
  EXPECT_FALSE(may(both)) << "it is decided";
}

TEST(MayDecide, IsNothingOnAClosedDeal) {
  Desk desk = priced_desk();
  desk.enter("a");
  quote(desk, {euros(1'000), 0.05});
  desk.close(EventKind::lost, "lost");
  EXPECT_FALSE(may_decide(desk.deal, desk.deal.quotes[0], lead_roles, priced_map()));
}

TEST(ToldRules, AreThoseOfTheMapAndByTheirIdsThoseThatItLacks) {
  Quote made;
  made.broken_rules = {"long_gone", "big", "no_early"};
  EXPECT_THAT(told_rules(made, priced_map()),
              ElementsAre(BrokenRule{"no_early", "Rule no_early", "sales_lead", ""},
                          BrokenRule{"big", "Rule big", "finance", ""},
                          BrokenRule{"long_gone", "", "", ""}));
}

TEST(ApproveQuote, IsRefusedWhereNothingWaits) {
  Desk desk = priced_desk();
  desk.enter("b");
  quote(desk, {euros(1'000), 0.0});
  const auto decide = [&](int number) {
    approve_quote(desk.deal, {.number = number}, lead_roles, desk.setting());
  };
  EXPECT_EQ(refusal_of([&] { decide(1); }), base::ErrorKind::conflict);
  EXPECT_EQ(refusal_of([&] { decide(2); }), base::ErrorKind::not_found);
}

TEST(RefuseQuote, TakesAReason) {
  Desk desk = priced_desk();
  desk.enter("a");
  quote(desk, {euros(1'000), 0.05});
  EXPECT_THAT(
      faults_of([&] { refuse_quote(desk.deal, {.number = 1}, lead_roles, desk.setting()); }),
      ElementsAre("/note"));
  desk.act(refuse_quote(desk.deal, {.number = 1, .note = "Too early"}, lead_roles, desk.setting()));
  EXPECT_EQ(desk.deal.quotes[0].state, QuoteState::refused);
}

TEST(Payment, IsKeptWithItsTime) {
  Desk desk = priced_desk();
  desk.on("2026-01-20");
  desk.act(record_payment(desk.deal, euros(500), noon("2026-01-18"), desk.setting()));
  ASSERT_EQ(desk.deal.payments.size(), 1u);
  EXPECT_EQ(desk.deal.payments[0].amount, euros(500));
  EXPECT_EQ(desk.deal.payments[0].at, noon("2026-01-18"));
}

TEST(Payment, IsAboveNothingAndInTheDealsCurrency) {
  const Desk desk = priced_desk();
  EXPECT_THAT(faults_of([&] {
                record_payment(desk.deal, {0, usd}, {}, desk.setting());
              }),
              ElementsAre("/amount", "/currency"));
}

}  // namespace
}  // namespace stagecraft::selling
