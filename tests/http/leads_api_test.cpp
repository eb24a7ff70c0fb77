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
channels: [{id: web, name: Web}, {id: fair, name: Fair}]
stages: [{id: a, name: A, does: [asks]}, {id: b, name: B, does: [signs]}]
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
)";

class LeadsApi : public ApiWorld {
 protected:
  LeadsApi() { publish(tiny_map); }

  Answer put(std::string_view path, std::string_view body, std::vector<Header> headers = {}) {
    return ask(Method::put, path, body, std::move(headers));
  }
  void rules(const std::string& list) {
    const auto before = who_asks_;
    as(mia);
    const auto answer = put("/api/assignment-rules", fmt::format(R"({{"rules":[{}]}})", list));
    EXPECT_EQ(answer.status, 200) << answer.text;
    as(before);
  }
  /// The deal as it was made.
  Answer lead(std::string_view values = "", std::string_view more = "") {
    pass(std::chrono::minutes(1));
    auto made =
        post("/api/deals", fmt::format(R"({{"name":"Lead","values":[{}]{}}})", values, more));
    EXPECT_EQ(made.status, 201) << made.text;
    return made;
  }
  static std::string owner(const Answer& deal) {
    return std::string(deal.at("/attributes/owner").as_string());
  }

  selling::PersonId who_asks_ = rob;
};

TEST_F(LeadsApi, AreGivenToWhomTheFirstFittingRuleNames) {
  rules(fmt::format(R"({{"name":"Web","when":"channel = 'web'","person":{}}},)"
                    R"({{"name":"Rest","turns":[{},{}]}})",
                    sam.value, rob.value, mia.value));
  const auto web = lead(R"({"name":"channel","value":"web"})");
  EXPECT_EQ(owner(web), std::to_string(sam.value));
  EXPECT_EQ(web.at("/attributes/team").as_string(), std::to_string(south.value));
  EXPECT_EQ(owner(lead()), std::to_string(mia.value));
  EXPECT_EQ(owner(lead()), std::to_string(rob.value)) << "it is his turn";
  as(ada);
  const auto events = get(web.header("Location") + "/events");
  EXPECT_THAT(events.text, HasSubstr("'Web' fits and names Sam."));
}

TEST_F(LeadsApi, BelongToTheirMakerWhereNoRuleChoosesOrTheyAreQualifiedOrOwned) {
  EXPECT_EQ(owner(lead()), std::to_string(rob.value)) << "there are no rules";
  rules(fmt::format(R"({{"name":"Web","when":"channel = 'web'","person":{}}})", sam.value));
  EXPECT_EQ(owner(lead()), std::to_string(rob.value)) << "none fits";
  const auto* web = R"({"name":"channel","value":"web"})";
  EXPECT_EQ(owner(lead(web, R"(,"qualify":true)")), std::to_string(rob.value));
  const auto own = fmt::format(R"({},{{"name":"owner","value":"{}"}})", web, rob.value);
  EXPECT_EQ(owner(lead(own)), std::to_string(rob.value)) << "an owner was stated";
}

TEST_F(LeadsApi, AreToldWhomTheRulesWouldChooseAndWhy) {
  const auto path = lead().header("Location");
  rules(fmt::format(R"({{"name":"All","person":{}}})", mia.value));
  const auto preview = get(path + "/assignment-preview");
  EXPECT_EQ(preview.at("/owner").as_int64(), mia.value);
  EXPECT_EQ(preview.at("/because/0"), "'All' fits and names Mia.");
  const std::vector<Header> german{{"accept-language", "de"}};
  const auto* told = "„All“ passt und nennt Mia.";
  EXPECT_EQ(ask(Method::get, path + "/assignment-preview", "", german).at("/because/0"), told);
  EXPECT_EQ(post(path + "/assignments", "{}").status, 403) << "a rep gives nothing away";
  as(mia);
  const auto after = ask(Method::post, path + "/assignments", "{}", german);
  EXPECT_EQ(after.status, 201) << after.text;
  EXPECT_THAT(get(path + "/events").text, HasSubstr(told));
  EXPECT_EQ(owner(after), std::to_string(mia.value));
}

TEST_F(LeadsApi, RefuseRulesThatCannotWork) {
  EXPECT_EQ(put("/api/assignment-rules", R"({"rules":[]})").status, 403);
  as(mia);
  const auto faults = [&](const std::string& rule) {
    return put("/api/assignment-rules", fmt::format(R"({{"rules":[{}]}})", rule)).faults();
  };
  EXPECT_THAT(faults(R"({"name":"Nobody"})"), ElementsAre("/rules/0"));
  EXPECT_THAT(faults(R"({"name":" ","team":1,"when":"channel is"})"),
              ElementsAre("/rules/0/name", "/rules/0/when"));
  EXPECT_THAT(faults(R"({"name":"X","person":99})"), ElementsAre("/rules/0/person"));
  EXPECT_THAT(faults(R"({"name":"X","turns":[1,99]})"), ElementsAre("/rules/0/turns/1"));
  EXPECT_THAT(faults(R"({"name":"X","team":99})"), ElementsAre("/rules/0/team"));
  const auto etag = get("/api/assignment-rules").header("ETag");
  rules(fmt::format(R"({{"name":"All","person":{}}})", mia.value));
  as(mia);
  EXPECT_EQ(put("/api/assignment-rules", R"({"rules":[]})", {{"if-match", etag}}).status, 412);
  EXPECT_EQ(get("/api/assignment-rules").at("/rules/0/name"), "All");
}

TEST_F(LeadsApi, KeepViewsOfTheirList) {
  const auto* body =
      R"({"list":"deals","name":"Open","query":{"status":["open","lead"],"order":["name"]}})";
  const auto made = post("/api/saved-views", body);
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/query/status").as_array().size(), 2U);
  EXPECT_EQ(post("/api/saved-views", body).status, 409) << "the name is taken";
  const auto path = made.header("Location");
  EXPECT_EQ(put(path, R"({"name":"Mine","query":{"owner":["3"]},"is_shared":true})").status, 200);
  EXPECT_EQ(get("/api/saved-views?list=accounts").at("/views").as_array().size(), 0U);
  as(sam);
  EXPECT_EQ(get("/api/saved-views?list=deals").at("/views/0/name"), "Mine");
  EXPECT_EQ(put(path, R"({"name":"Sam's","query":{}})").status, 404);
  EXPECT_EQ(ask(Method::delete_, path, "").status, 404);
  as(rob);
  EXPECT_EQ(ask(Method::delete_, path, "").status, 204);
  EXPECT_EQ(get("/api/saved-views").at("/views").as_array().size(), 0U);
}

TEST_F(LeadsApi, RefuseAViewThatTheirListWouldRefuse) {
  const auto status = [&](std::string_view query) {
    return post("/api/saved-views",
                fmt::format(R"({{"list":"deals","name":"V","query":{}}})", query))
        .status;
  };
  EXPECT_EQ(status(R"({"colour":["red"]})"), 422);
  EXPECT_EQ(status(R"({"order":["colour"]})"), 422);
  EXPECT_EQ(status(R"({"amount_from":["much"]})"), 422);
  EXPECT_EQ(status(R"({"cursor":["x"]})"), 422);
  as(vic);
  EXPECT_EQ(
      post("/api/saved-views", R"({"list":"deals","name":"V","query":{},"is_shared":true})").status,
      403);
}

TEST_F(LeadsApi, FindLikelyDuplicatesWithTheirReasons) {
  as(ada);
  for (const auto* body :
       {R"({"name":"Gear Works GmbH","domain":"gear.example"})",
        R"({"name":"gear works","domain":"gear.example"})", R"({"name":"Unlike"})"})
    EXPECT_EQ(post("/api/accounts", body).status, 201);
  const auto pairs = get("/api/duplicates/accounts").at("/pairs").as_array();
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].at("first").at("name"), "Gear Works GmbH");
  EXPECT_NEAR(pairs[0].at("score").as_double(), 0.88, 1e-9);
  EXPECT_EQ(pairs[0].at("reasons").at(0), "same name without its legal form");
  const auto one = get("/api/accounts/2/duplicates");
  EXPECT_EQ(one.at("/likely/0/id").as_int64(), 1);
  EXPECT_NEAR(one.at("/likely/0/score").as_double(), 0.88, 1e-9);
  EXPECT_EQ(get("/api/duplicates/contacts?least=0.2").at("/pairs").as_array().size(), 0U);
}

TEST_F(LeadsApi, FindNoDuplicatesThatOthersHide) {
  as(ada);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(
        post("/api/accounts", fmt::format(R"({{"name":"Acme","owner":{}}})", rob.value)).status,
        201);
  as(sam);
  EXPECT_EQ(get("/api/duplicates/accounts").at("/pairs").as_array().size(), 0U);
  as(rob);
  EXPECT_EQ(get("/api/duplicates/accounts").at("/pairs").as_array().size(), 1U);
}

TEST_F(LeadsApi, TellHowWellPromisesAreKeptPerPerson) {
  const auto dana = add_contact("Dana").value;
  const auto path = lead("", R"(,"qualify":true)").header("Location");
  const auto promise = [&](std::string_view side, std::string_view more) {
    EXPECT_EQ(post(path + "/promises", fmt::format(R"({{"side":"{}","text":"x",{}}})", side, more))
                  .status,
              201);
  };
  promise("us", R"("due":"2026-05-29")");
  promise("us", R"("due":"2026-05-29")");
  promise("customer", fmt::format(R"("due":"2026-05-29","contacts":[{}])", dana));
  EXPECT_EQ(post(path + "/promises/1/keepings", "{}").status, 201);
  pass(std::chrono::days(3));
  const auto rows = get("/api/promise-keeping").at("/rows").as_array();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].at("address").as_string(), fmt::format("contact:{}", dana));
  EXPECT_EQ(rows[0].at("kept").at("overdue"), 1);
  EXPECT_EQ(rows[1].at("address").as_string(), fmt::format("person:{}", rob.value));
  EXPECT_EQ(rows[1].at("kept").at("on_time"), 1);
  EXPECT_EQ(rows[1].at("kept").at("overdue"), 1);
  EXPECT_NEAR(rows[1].at("kept").at("share").at("value").as_double(), 0.5, 1e-9);
  const auto later = get("/api/promise-keeping?side=us&from=2026-06-01").at("/rows").as_array();
  EXPECT_EQ(later.size(), 0U);
  as(sam);
  EXPECT_EQ(get("/api/promise-keeping").at("/rows").as_array().size(), 0U) << "not his deals";
}

}  // namespace
}  // namespace stagecraft::http
