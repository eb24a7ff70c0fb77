#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// Needs -> Offer -> won -> Use.
constexpr std::string_view small_map = R"(stagecraft: 1
id: small
name: Small
currency: EUR
literature: [{id: guide, name: Guide}]
stages:
  - id: needs
    name: Needs
    learns: [what the trouble costs]
    does: [tells where it hurts]
    exit:
      - {id: told, text: the prospect told what hurts}
      - id: decider
        text: the prospect's decision maker asked for a trial
        evidence: [{kind: touchpoint, of: [meeting], from: decision_maker}]
  - id: offer
    name: Offer
    exit: [{id: signed, text: the prospect signed the contract}]
  - {id: use, name: Use, does: [works with it], exit: [{id: uses, text: the customer uses it}]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost, reasons: [price, timing]}
)";

class DealsApi : public ApiWorld {
 protected:
  DealsApi() { publish(small_map); }

  std::string create(std::string_view more = "") {
    const auto made =
        post("/api/deals", fmt::format(R"({{"name":"Plant 7","qualify":true{}}})", more));
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  }
  Answer act(const std::string& deal, std::string_view what, std::string_view body) {
    pass(std::chrono::hours(1));
    return post(deal + "/" + std::string(what), body);
  }
  void done(const std::string& deal, std::string_view what, std::string_view body) {
    const auto answer = act(deal, what, body);
    EXPECT_EQ(answer.status, 201) << what << ": " << answer.text;
  }
};

TEST_F(DealsApi, WalksADealFromFirstTouchToReferralAndRefusesAMoveOnTheWay) {
  const auto contact = add_contact("Dana").value;
  const auto deal = create(fmt::format(R"(,"contacts":[{}])", contact));
  done(deal, "buying-group",
       fmt::format(R"({{"contact":{},"roles":["decision_maker"]}})", contact));

  const auto refused = act(deal, "stage-entries", R"({"stage":"offer"})");
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(refused.faults(), UnorderedElementsAre("exit:told", "exit:decider"));
  EXPECT_EQ(get(deal).at("/deal/stage"), "needs");

  done(deal, "touchpoints",
       fmt::format(R"({{"kind":"meeting","contacts":[{}],"confirms":["decider"],)"
                   R"("literature":["guide"],"note":"Asked for a trial"}})",
                   contact));
  done(deal, "evidence", R"({"criterion":"told","note":"Said so in the meeting"})");
  EXPECT_EQ(get(deal + "/move-previews/offer").at("/is_ready"), true);
  done(deal, "stage-entries", R"({"stage":"offer"})");
  done(deal, "promises", R"({"side":"us","text":"Send the offer","due":"2026-06-10"})");
  done(deal, "promises/1/moves", R"({"due":"2026-06-11","note":"The plant is closed"})");
  done(deal, "promises/1/keepings", "{}");
  done(deal, "objections", R"({"text":"Too dear"})");
  done(deal, "objections/1/answers", R"({"text":"It pays in a year"})");
  done(deal, "objections/1/closings", R"({"text":"resolved"})");
  EXPECT_EQ(patch(deal, R"({"values":[{"name":"amount","value":"1200"}]})").status, 200);
  done(deal, "quotes", R"({"amount":{"amount_minor":120000,"currency":"EUR"}})");
  done(deal, "evidence", R"({"criterion":"signed","note":"Contract is here"})");
  done(deal, "closings", R"({"outcome":"ordered","motivations":["less scrap"]})");
  done(deal, "payments", R"({"amount":{"amount_minor":120000,"currency":"EUR"}})");
  done(deal, "hand-overs", fmt::format(R"({{"to":{}}})", mia.value));
  done(deal, "stage-entries", R"({"stage":"use"})");
  done(deal, "onboardings", fmt::format(R"({{"confirmed_by":[{}]}})", contact));
  const auto referral = act(deal, "follow-on-deals", R"({"origin":"referral","name":"Plant 8"})");
  EXPECT_EQ(referral.status, 201) << referral.text;
  EXPECT_EQ(referral.at("/origin"), "referral");

  const auto end = get(deal);
  EXPECT_EQ(end.at("/deal/status"), "won");
  EXPECT_EQ(end.at("/deal/promises/0/state"), "kept");
  EXPECT_EQ(end.at("/deal/exceptions").as_array().size(), 0U);
  const auto events = get(deal + "/events").at("/events").as_array();
  EXPECT_EQ(static_cast<std::int64_t>(events.size()), end.at("/deal/event_count").as_int64());
}

TEST_F(DealsApi, GuideWhatTheProspectMustLearnAndWhatIsMissing) {
  const auto view = get(create());
  EXPECT_EQ(view.at("/guide/learns/0"), "what the trouble costs");
  EXPECT_EQ(view.at("/guide/criteria/0/met"), false);
  EXPECT_NE(view.at("/guide/criteria/0/mend"), "");
  EXPECT_GT(view.at("/guide/next_steps").as_array().size(), 0U);
}

TEST_F(DealsApi, TellWhatTheAccountIsCalledNow) {
  EXPECT_EQ(get(create()).at("/account_name"), "");
  const auto made = post("/api/accounts", R"({"name":"Acme Tools"})");
  ASSERT_EQ(made.status, 201) << made.text;
  const auto account = made.at("/id").as_int64();
  const auto deal =
      create(fmt::format(R"(,"values":[{{"name":"account","value":"{}"}}])", account));
  EXPECT_EQ(get(deal).at("/account_name"), "Acme Tools");
  as(ada);
  const auto renamed = patch(fmt::format("/api/accounts/{}", account), R"({"name":"Acme Gears"})");
  EXPECT_EQ(renamed.status, 200) << renamed.text;
  as(rob);
  EXPECT_EQ(get(deal).at("/account_name"), "Acme Gears");
}

TEST_F(DealsApi, MakeExceptionsForThoseWhoMayAlone) {
  const auto deal = create();
  constexpr auto body = R"({"stage":"offer","exception":"The board has decided"})";
  EXPECT_EQ(act(deal, "stage-entries", body).status, 403);
  as(mia);
  const auto made = act(deal, "stage-entries", body);
  EXPECT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/exceptions/0/reason"), "The board has decided");
}

TEST_F(DealsApi, ShowARepTheirOwnAndTheirTeamsDealsOnly) {
  const auto deal = create();
  as(sam);
  EXPECT_EQ(get(deal).status, 404);
  EXPECT_EQ(get(deal + "/events").status, 404);
  EXPECT_EQ(act(deal, "stage-entries", R"({"stage":"offer"})").status, 404);
  EXPECT_EQ(get("/api/deals").at("/deals").as_array().size(), 0U);
  as(vic);
  EXPECT_EQ(get(deal).status, 200);
  EXPECT_EQ(act(deal, "stage-entries", R"({"stage":"offer"})").status, 403);
  as(rob);
  EXPECT_EQ(get("/api/deals?stage=needs").at("/deals").as_array().size(), 1U);
}

TEST_F(DealsApi, GiveADealAwayOnlyWithTheRightToAssign) {
  const auto deal = create();
  const auto body = fmt::format(R"({{"values":[{{"name":"owner","value":"{}"}}]}})", sam.value);
  EXPECT_EQ(patch(deal, body).status, 403);
  as(ada);
  pass(std::chrono::hours(1));
  EXPECT_EQ(patch(deal, body).status, 200);
  as(sam);
  EXPECT_EQ(get(deal).at("/deal/attributes/owner"), boost::json::value(std::to_string(sam.value)));
}

TEST_F(DealsApi, RefuseToNameWhatIsNotThere) {
  const auto deal = create();
  const auto answer = act(deal, "touchpoints", R"({"kind":"call","contacts":[99]})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.faults(), ElementsAre("contact:99"));
}

TEST_F(DealsApi, AreCreatedOnceUnderOneIdempotencyKey) {
  const std::vector<Header> key{{"idempotency-key", "one"}};
  const auto first = ask(Method::post, "/api/deals", R"({"name":"One"})", key);
  const auto again = ask(Method::post, "/api/deals", R"({"name":"One"})", key);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.header("Location"), first.header("Location"));
  EXPECT_EQ(get("/api/deals").at("/deals").as_array().size(), 1U);
  EXPECT_EQ(ask(Method::post, "/api/deals", R"({"name":"Two"})", key).status, 422);
}

TEST_F(DealsApi, RefuseAChangeOfWhatHasChangedSinceItWasRead) {
  const auto deal = create();
  const auto tag = get(deal).header("ETag");
  const auto body = R"({"values":[{"name":"amount","value":"10"}]})";
  EXPECT_EQ(ask(Method::patch, deal, body, {{"if-match", tag}}).status, 200);
  EXPECT_EQ(ask(Method::patch, deal, body, {{"if-match", tag}}).status, 412);
  EXPECT_EQ(ask(Method::get, deal, "", {{"if-none-match", get(deal).header("ETag")}}).status, 304);
}

TEST_F(DealsApi, AreMergedByLeadersAloneAndGoneAfterIt) {
  const auto one = create();
  const auto two = create();
  const auto body = fmt::format(R"({{"into":{}}})", one.substr(one.rfind('/') + 1));
  EXPECT_EQ(act(two, "mergers", body).status, 403);
  as(mia);
  EXPECT_EQ(act(two, "mergers", body).status, 201);
  EXPECT_EQ(get(two).at("/deal/status"), "merged");
  EXPECT_EQ(get("/api/deals").at("/deals").as_array().size(), 1U);
  EXPECT_EQ(act(two, "mergers", body).status, 409);
}

TEST_F(DealsApi, GiveAnAttributeBackWhatItWas) {
  const auto deal = create();
  for (const auto* amount : {"10", "20"}) {
    pass(std::chrono::hours(1));
    EXPECT_EQ(patch(deal, fmt::format(R"({{"values":[{{"name":"amount","value":"{}"}}]}})", amount))
                  .status,
              200);
  }
  const auto events = get(deal + "/events").at("/events").as_array();
  const auto last = events.back().at("id").as_int64();
  done(deal, "restorations", fmt::format(R"({{"event":{}}})", last));
  EXPECT_EQ(get(deal).at("/deal/attributes/amount"), "10.00");
  EXPECT_EQ(act(deal, "restorations", R"({"event":99999})").status, 404);
}

TEST_F(DealsApi, TellEveryFaultOfABody) {
  const auto answer = post("/api/deals", R"({"name":1,"colour":"red"})");
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.faults(), UnorderedElementsAre("/name", "/colour"));
  EXPECT_EQ(post("/api/deals", "{").status, 400);
}

TEST_F(DealsApi, AreThereForEveryRouteWithARight) {
  for (const auto& route : routes().all()) {
    if (!route.path.starts_with("/api/deals") && !route.path.starts_with("/api/processes"))
      continue;
    EXPECT_TRUE(route.access.right.has_value()) << route.path;
    EXPECT_FALSE(route.summary.empty()) << route.path;
    EXPECT_FALSE(route.replies.empty()) << route.path;
  }
}

}  // namespace
}  // namespace stagecraft::http
