#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view tiny_map = R"(stagecraft: 1
id: tiny
name: Tiny
currency: EUR
stages: [{id: a, name: A, does: [asks]}, {id: b, name: B, does: [signs]}]
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
  - {id: stalled, name: No decision, kind: no_decision}
)";

class CustomersApi : public ApiWorld {
 protected:
  std::int64_t make(std::string_view noun, std::string_view body) {
    const auto made = post(fmt::format("/api/{}", noun), body);
    EXPECT_EQ(made.status, 201) << made.text;
    return made.at("/id").as_int64();
  }
  std::int64_t deal(std::string_view name, std::string_view values = "") {
    return make("deals", fmt::format(R"({{"name":"{}","values":[{}]}})", name, values));
  }
};

TEST_F(CustomersApi, AreCreatedListedAndChanged) {
  const auto acme = make("accounts", R"({"name":"Acme","domain":"acme.example"})");
  const auto path = fmt::format("/api/accounts/{}", acme);
  EXPECT_EQ(patch(path, R"({"address":"Main Street 1"})").status, 403)
      << "nobody's account is out of a rep's reach";
  as(ada);
  EXPECT_EQ(patch(path, R"({"address":"Main Street 1","name":"Acme Tools"})").status, 200);
  EXPECT_EQ(patch(path, R"({"name":null})").status, 422);
  EXPECT_EQ(patch(path, R"({"owner":99})").status, 422);
  as(rob);
  EXPECT_EQ(get(path).at("/address"), "Main Street 1");
  EXPECT_EQ(get("/api/accounts?name=acme%20t").at("/accounts").as_array().size(), 1U);
  EXPECT_EQ(get("/api/accounts/99").status, 404);
}

TEST_F(CustomersApi, HaveTheSameLimitsWhenTheyAreCreatedAndWhenTheyAreChanged) {
  as(ada);
  const auto name = [](std::string_view text) { return fmt::format(R"({{"name":"{}"}})", text); };
  for (const auto* noun : {"accounts", "contacts"}) {
    const auto path = fmt::format("/api/{}/{}", noun, make(noun, name("Acme")));
    for (const auto& bad : {std::string(), std::string("  "), std::string(201, 'x')}) {
      EXPECT_THAT(post(fmt::format("/api/{}", noun), name(bad)).faults(), ElementsAre("/name"));
      EXPECT_THAT(patch(path, name(bad)).faults(), ElementsAre("/name"));
    }
  }
  const auto rob_path = fmt::format("/api/people/{}", rob.value);
  EXPECT_THAT(patch(rob_path, name(std::string(201, 'x'))).faults(), ElementsAre("/name"));
  EXPECT_THAT(post("/api/people", R"({"name":" ","email":"e@example.org","role":"rep"})").faults(),
              ElementsAre("/name"));
}

TEST_F(CustomersApi, AreNotChangedByWhoeverSeesOnlyTheContactOfAnAccount) {
  publish(tiny_map);
  const auto plant = deal("Plant 7");
  as(ada);
  const auto theirs =
      make("accounts", fmt::format(R"({{"name":"Partner","owner":{}}})", sam.value));
  const auto dana = make("contacts", fmt::format(R"({{"name":"Dana","account":{}}})", theirs));
  pass(std::chrono::hours(1));
  const auto added = post(fmt::format("/api/deals/{}/buying-group", plant),
                          fmt::format(R"({{"contact":{},"roles":["user"]}})", dana));
  EXPECT_EQ(added.status, 201) << added.text;
  as(rob);
  const auto path = fmt::format("/api/contacts/{}", dana);
  EXPECT_EQ(get(path).status, 200);
  EXPECT_EQ(get(fmt::format("/api/accounts/{}", theirs)).status, 404);
  EXPECT_EQ(patch(path, R"({"name":"Mine"})").status, 404);
  as(sam);
  EXPECT_EQ(patch(path, R"({"name":"Dana Weber"})").status, 200);
}

TEST_F(CustomersApi, TellNoMoreThanTheNameOfADuplicateThatOneDoesNotSee) {
  as(ada);
  make("accounts",
       fmt::format(R"({{"name":"ACME","domain":"acme.example","owner":{}}})", sam.value));
  make("accounts",
       fmt::format(R"({{"name":"Akme","domain":"acme.example","owner":{}}})", rob.value));
  const auto mine =
      make("accounts",
           fmt::format(R"({{"name":"Acme","domain":"acme.example","owner":{}}})", rob.value));
  const auto path = fmt::format("/api/accounts/{}/duplicates", mine);
  for (const int other : {0, 1})
    EXPECT_TRUE(get(path).at(fmt::format("/likely/{}/score", other)).is_double());
  as(rob);
  const auto likely = get(path);
  EXPECT_EQ(likely.at("/likely/0/name"), "Akme") << likely.text;
  EXPECT_TRUE(likely.at("/likely/0/score").is_double());
  EXPECT_EQ(likely.at("/likely/1/name"), "ACME");
  EXPECT_TRUE(likely.at("/likely/1/score").is_null());
  EXPECT_TRUE(likely.at("/likely/1/reasons").as_array().empty());
}

TEST_F(CustomersApi, AreMergedWithTheirDealsAndContacts) {
  publish(tiny_map);
  as(ada);
  const auto one = make("accounts", R"({"name":"Acme"})");
  const auto two = make("accounts", R"({"name":"ACME"})");
  make("contacts", fmt::format(R"({{"name":"Dana","account":{}}})", two));
  const auto made = deal("Plant 7", fmt::format(R"({{"name":"account","value":"{}"}})", two));
  const auto likely = get(fmt::format("/api/accounts/{}/duplicates", one));
  EXPECT_EQ(likely.at("/likely/0/id").as_int64(), two);
  pass(std::chrono::hours(1));
  const auto merged =
      post(fmt::format("/api/accounts/{}/mergers", two), fmt::format(R"({{"into":{}}})", one));
  EXPECT_EQ(merged.status, 201) << merged.text;
  EXPECT_EQ(get(fmt::format("/api/deals/{}", made)).at("/deal/attributes/account"),
            boost::json::value(std::to_string(one)));
  EXPECT_EQ(get(fmt::format("/api/contacts?account={}", one)).at("/contacts").as_array().size(),
            1U);
}

TEST_F(CustomersApi, AreFoundByTheirWords) {
  make("contacts", R"({"name":"Dana Weber","email":"dana@acme.example"})");
  const auto hits = get("/api/search?q=web");
  EXPECT_EQ(hits.at("/found/0/kind"), "contact") << hits.text;
  EXPECT_EQ(get("/api/search").status, 422);
}

TEST_F(CustomersApi, GiveAListOfPromisesAndOfDealsWithoutANextStep) {
  publish(tiny_map);
  const auto one = deal("One");
  deal("Two");
  pass(std::chrono::hours(1));
  EXPECT_EQ(post(fmt::format("/api/deals/{}/promises", one),
                 R"({"side":"us","text":"Call back","due":"2026-06-10"})")
                .status,
            201);
  EXPECT_EQ(get("/api/promises?due_before=2026-06-11").at("/promises/0/deal_name"), "One");
  EXPECT_EQ(get("/api/promises?due_before=2026-06-10").at("/promises").as_array().size(), 0U);
  EXPECT_EQ(get("/api/promises?deal_open=true").at("/promises/0/keeping"), "open");
  EXPECT_EQ(get("/api/promises?team=77").at("/promises").as_array().size(), 0U);
  pass(std::chrono::days(30));
  EXPECT_EQ(get("/api/promises").at("/promises/0/keeping"), "broken");
  const auto without = get("/api/deals?without_next_step=true");
  EXPECT_EQ(without.at("/deals").as_array().size(), 1U);
  EXPECT_EQ(without.at("/deals/0/name"), "Two");
}

TEST_F(CustomersApi, RankDealsWhoseDatesKeepMoving) {
  publish(tiny_map);
  const auto one = deal("One", R"({"name":"expected_close","value":"2026-07-01"})");
  pass(std::chrono::hours(24));
  const auto moved = patch(
      fmt::format("/api/deals/{}", one),
      R"({"values":[{"name":"expected_close","value":"2026-08-01"}],"reason":"budget_frozen"})");
  EXPECT_EQ(moved.status, 200) << moved.text;
  const auto slipping = get("/api/slipping-deals");
  EXPECT_EQ(slipping.at("/deals/0/slip/pushes").as_int64(), 1) << slipping.text;
  EXPECT_EQ(slipping.at("/deals/0/distance_days").as_int64(), 31);
  as(sam);
  EXPECT_EQ(get("/api/slipping-deals").at("/deals").as_array().size(), 0U);
}

TEST_F(CustomersApi, AreMovedToANewVersionAfterAPreview) {
  const auto process = publish(tiny_map);
  const auto made = make("deals", R"({"name":"One","qualify":true})");
  as(ada);
  std::string text(tiny_map);
  text.replace(text.find("id: a, name: A"), 14, "id: c, name: C, replaces: [a]");
  const auto path = fmt::format("/api/processes/{}", process);
  EXPECT_EQ(
      ask(Method::put, path + "/draft", boost::json::serialize(boost::json::object{{"text", text}}),
          {{"if-match", "\"0\""}})
          .status,
      200);
  EXPECT_EQ(post(path + "/versions", "{}").status, 201);
  const auto deal = fmt::format("/api/deals/{}", made);
  EXPECT_EQ(get(deal + "/migration-preview?version=2").at("/to"), "c");
  EXPECT_EQ(get(deal + "/migration-preview?version=3").status, 404);
  pass(std::chrono::hours(1));
  const auto migrated = post(deal + "/migrations", R"({"version":2})");
  EXPECT_EQ(migrated.status, 201) << migrated.text;
  EXPECT_EQ(migrated.at("/stage"), "c");
}

TEST_F(CustomersApi, AreWorkedOnByPeopleWhomAnAdministratorAdds) {
  EXPECT_EQ(post("/api/people", R"({"name":"Eva","email":"eva@example.org","role":"rep"})").status,
            403);
  as(ada);
  const auto eva = make("people", R"({"name":"Eva","email":"eva@example.org","role":"rep"})");
  EXPECT_EQ(post("/api/people", R"({"name":"E","email":"EVA@example.org","role":"rep"})").status,
            409);
  EXPECT_EQ(patch(fmt::format("/api/people/{}", eva), R"({"is_active":false})").status, 200);
  EXPECT_EQ(patch(fmt::format("/api/people/{}", ada.value), R"({"role":"rep"})").status, 409)
      << "nobody takes their own administration away";
  EXPECT_EQ(make("teams", R"({"name":"West"})"), 3);
  EXPECT_EQ(post("/api/teams", R"({"name":"WEST"})").status, 409);
}

TEST_F(CustomersApi, KeepTheWorkspacesSettings) {
  as(ada);
  EXPECT_EQ(patch("/api/workspace", R"({"zone":"Mars/Base"})").status, 422);
  EXPECT_EQ(patch("/api/workspace", R"({"name":"Acme","zone":"Europe/Berlin"})").status, 200);
  EXPECT_EQ(get("/api/workspace").at("/zone"), "Europe/Berlin");
  EXPECT_EQ(ask(Method::put, "/api/workspace/selling", R"({"follow_up_days":90})").status, 200);
  as(rob);
  EXPECT_EQ(get("/api/workspace/selling").at("/follow_up_days").as_int64(), 90);
  EXPECT_EQ(patch("/api/workspace", R"({"name":"Mine"})").status, 403);
}

TEST_F(CustomersApi, AreTheNounsOfADocumentWithAllRoutes) {
  const auto document = get("/api/openapi.json");
  EXPECT_EQ(document.status, 200) << document.text;
  EXPECT_EQ(document.at("/paths").as_object().contains("/api/deals/{deal}/stage-entries"), true);
}

TEST_F(CustomersApi, AreOutOfReachOfWhoeverIsNotSignedIn) {
  as({});
  for (const auto& route : routes().all()) {
    if (route.access.kind == Access::Kind::anyone) continue;
    std::string path(route.path);
    for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, "1");
    EXPECT_EQ(ask(route.method, path, "{}").status, 401) << route.path;
  }
}

}  // namespace
}  // namespace stagecraft::http
