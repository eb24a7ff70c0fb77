#include <fmt/format.h>

#include <algorithm>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

/// Needs -> Offer -> won -> Use; a discount takes the head of sales.
constexpr std::string_view sold_map = R"(stagecraft: 1
id: sold
name: Sold
currency: EUR
roles: [{id: head, name: Head of sales, side: us}]
stages:
  - {id: needs, name: Needs, does: [tells], exit: [{id: told, text: the prospect told what hurts}]}
  - {id: offer, name: Offer, does: [signs], exit: [{id: signed, text: the prospect signed}]}
  - {id: use, name: Use, does: [works with it], exit: [{id: uses, text: the customer uses it}]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost}
price_rules:
  - {id: no_discount, text: No discount, require: discount_share = 0, approver: head}
)";

class DealGuide : public ApiWorld {
 protected:
  DealGuide() {
    publish(sold_map);
    as(mia);
  }

  std::string create() {
    const auto made = post("/api/deals", R"({"name":"Plant 7","qualify":true})");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  }
  void done(const std::string& deal, std::string_view what, std::string_view body) {
    pass(std::chrono::hours(1));
    const auto answer = post(fmt::format("{}/{}", deal, what), body);
    EXPECT_EQ(answer.status, 201) << what << ": " << answer.text;
  }
  void win(const std::string& deal) {
    done(deal, "closings", R"({"outcome":"ordered","exception":"It is a test"})");
  }
  std::vector<std::string> moves(const std::string& deal) {
    std::vector<std::string> found;
    const auto view = get(deal).json();
    for (const auto& move : view.at_pointer("/guide/moves").as_array())
      found.push_back(fmt::format("{} {}{}", std::string(move.at("move").as_string()),
                                  std::string(move.at("to").as_string()),
                                  move.at("is_allowed").as_bool() ? "" : " by exception"));
    return found;
  }
};

TEST_F(DealGuide, NamesTheEndOfTheProcessWhereItMayBeLeftAndNowhereElse) {
  const auto deal = create();
  EXPECT_THAT(moves(deal), Not(Contains("forward end")));
  win(deal);
  EXPECT_THAT(moves(deal), Not(Contains("forward end")));
  done(deal, "stage-entries", R"({"stage":"use"})");
  EXPECT_THAT(moves(deal), Contains("forward end"));
  EXPECT_EQ(get(deal + "/move-previews/end").at("/is_allowed"), true);
  done(deal, "finishes", R"({"exception":"It is a test"})");
  EXPECT_THAT(moves(deal), Not(Contains("forward end"))) << "it has finished";
  EXPECT_EQ(get(deal + "/move-previews/end").at("/is_allowed"), false);
}

TEST_F(DealGuide, NamesReopeningWhereADealWasLeftAsTheActThenHasIt) {
  const auto lost = create();
  done(lost, "closings", R"({"outcome":"gone"})");
  EXPECT_THAT(moves(lost), Contains("reopen needs"));
  done(lost, "reopenings", "{}");

  const auto won = create();
  win(won);
  EXPECT_THAT(moves(won), Contains("reopen needs by exception"));
  EXPECT_EQ(post(won + "/reopenings", "{}").status, 409);
  done(won, "reopenings", R"({"exception":"The order was void"})");

  const auto lead = post("/api/deals", R"({"name":"Plant 8"})").header("Location");
  done(lead, "closings", R"({"outcome":"gone"})");
  EXPECT_THAT(moves(lead), Contains("reopen "));
  done(lead, "reopenings", "{}");
}

TEST_F(DealGuide, NamesReopeningOnceAndOfClosedDealsAlone) {
  const auto deal = create();
  const auto count = [&] {
    return std::ranges::count_if(moves(deal),
                                 [](const auto& m) { return m.starts_with("reopen needs"); });
  };
  EXPECT_EQ(count(), 0);
  done(deal, "closings", R"({"outcome":"gone"})");
  EXPECT_EQ(count(), 1);
}

TEST_F(DealGuide, TellsHowTheExpectedCloseHasMoved) {
  const auto deal = create();
  EXPECT_EQ(get(deal).at("/guide/slip/first"), nullptr);
  for (const auto* day : {"2026-07-01", "2026-07-11", "2026-07-08"}) {
    pass(std::chrono::hours(24));
    const auto body = fmt::format(
        R"({{"values":[{{"name":"expected_close","value":"{}"}}],"note":"They asked"}})", day);
    ASSERT_EQ(patch(deal, body).status, 200);
  }
  const auto view = get(deal);
  EXPECT_EQ(view.at("/guide/slip/first"), "2026-07-01");
  EXPECT_EQ(view.at("/guide/slip/pushes"), 1);
  EXPECT_EQ(view.at("/guide/slip/net_days"), 7);
}

TEST_F(DealGuide, TellsHowLateAPromiseIsAsListsOfPromisesDo) {
  const auto deal = create();
  done(deal, "promises", R"({"side":"us","text":"Call","due":"2026-05-30"})");
  EXPECT_EQ(get(deal).at("/guide/keeping/0/days_late"), 0);
  pass(std::chrono::hours(24 * 4));
  const auto view = get(deal);
  EXPECT_EQ(view.at("/guide/keeping/0/keeping"), "overdue");
  EXPECT_EQ(view.at("/guide/keeping/0/days_late"), 2);
  EXPECT_EQ(view.at("/guide/next_steps/0/days"), 2);
  const auto listed = get("/api/promises");
  EXPECT_EQ(listed.at("/promises/0/keeping"), "overdue");
  EXPECT_EQ(listed.at("/promises/0/days_late"), 2);
}

TEST_F(DealGuide, TellsWhichRulesAQuoteBreaksAndWhoMayDecideAsTheActThenHasIt) {
  as(rob);
  const auto deal = create();
  done(deal, "quotes",
       R"({"amount":{"amount_minor":120000,"currency":"EUR"},"discount_share":0.1})");
  EXPECT_EQ(get(deal).at("/guide/quotes/0/broken/0/people").as_array().size(), 0U);
  as(ada);
  const auto settings = fmt::format(R"({{"roles":{{"head":[{},{}]}}}})", mia.value, sam.value);
  ASSERT_EQ(ask(Method::put, "/api/workspace/selling", settings).status, 200);
  const auto told = get(deal);
  EXPECT_EQ(told.at("/guide/quotes/0/quote"), 1);
  EXPECT_EQ(told.at("/guide/quotes/0/broken/0/text"), "No discount");
  EXPECT_EQ(told.at("/guide/quotes/0/broken/0/approver_name"), "Head of sales");
  EXPECT_EQ(told.at("/guide/quotes/0/broken/0/people/0").as_int64(), mia.value);
  for (const auto person : {rob, ada, mia}) {
    as(person);
    const bool may = get(deal).at("/guide/quotes/0/may_decide").as_bool();
    EXPECT_EQ(may, post(deal + "/quotes/1/approvals", "{}").status == 201) << person.value;
    EXPECT_EQ(may, person == mia);
  }
  EXPECT_EQ(get(deal).at("/guide/quotes/0/may_decide"), false) << "it is decided";
}

TEST_F(DealGuide, SpeaksTheLanguageOfWhoAsksAlsoWhenItsAnswerIsKept) {
  as(rob);
  const auto deal = create();
  const auto told_in = [&](std::string language) {
    return ask(Method::get, deal, "", {{"accept-language", std::move(language)}});
  };
  for (int again = 0; again < 2; ++again) {
    const auto german = told_in("de-AT");
    EXPECT_EQ(german.header("Content-Language"), "de");
    EXPECT_EQ(german.at("/guide/next_steps/0/what"),
              "Vereinbaren Sie mit dem Kunden den nächsten Schritt und seinen Tag.");
    EXPECT_EQ(told_in("en").at("/guide/next_steps/0/what"),
              "Agree on the next step and its day with the customer.");
  }
}

TEST_F(DealGuide, QuotesAPromiseWithoutTheFullStopAtItsEnd) {
  const auto deal = create();
  done(deal, "promises", R"({"side":"us","text":"Send the plan.","due":"2026-05-30"})");
  for (const std::string language : {"en", "de"}) {
    const auto told = ask(Method::get, deal, "", {{"accept-language", language}});
    const std::string what(told.at("/guide/next_steps/0/what").as_string());
    EXPECT_THAT(what, HasSubstr("Send the plan"));
    EXPECT_THAT(what, Not(HasSubstr("plan.")));
  }
}

TEST_F(DealGuide, OfAGroupTellsHowMuchAWordWeighs) {
  const auto deal = create();
  for (const auto* role : {"decision_maker", "coach", "user"})
    done(deal, "buying-group",
         fmt::format(R"({{"contact":{},"roles":["{}"]}})", add_contact(role).value, role));
  std::vector<std::string> weights;
  const auto group = get(deal + "/buying-group").json();
  for (const auto& member : group.at("members").as_array())
    weights.emplace_back(member.at("weight").as_string());
  EXPECT_THAT(weights, ElementsAre("decide", "shape", "live"));
}

}  // namespace
}  // namespace stagecraft::http
