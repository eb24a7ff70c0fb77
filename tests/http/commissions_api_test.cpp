#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;

constexpr std::string_view tiny_map = R"(stagecraft: 1
id: tiny
name: Tiny
currency: EUR
stages: [{id: a, name: A, does: [signs]}]
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: a}
  - {id: gone, name: Gone, kind: lost}
)";

class CommissionsApi : public ApiWorld {
 protected:
  CommissionsApi() {
    publish(tiny_map);
    as(ada);
    EXPECT_EQ(
        put("/api/workspace/selling",
            fmt::format(R"({{"due_soon_days":3,"roles":{{"rep":[{},{}]}}}})", rob.value, sam.value))
            .status,
        200);
    EXPECT_EQ(put("/api/commission-plan",
                  R"({"currency":"EUR","rules":[{"role":"rep","tiers":[)"
                  R"({"above":0,"rate":50000},{"above":100000,"rate":100000}]}]})")
                  .status,
              200);
    as(rob);
  }
  Answer put(std::string_view path, std::string_view body, std::vector<Header> headers = {}) {
    return ask(Method::put, path, body, std::move(headers));
  }
  std::string won(std::string_view amount, std::string_view currency = "EUR") {
    pass(std::chrono::hours(1));
    const auto made = post("/api/deals", fmt::format(R"({{"name":"P","qualify":true,"values":[)"
                                                     R"({{"name":"amount","value":"{}"}},)"
                                                     R"({{"name":"currency","value":"{}"}}]}})",
                                                     amount, currency));
    EXPECT_EQ(made.status, 201) << made.text;
    const auto path = made.header("Location");
    const auto closed = post(path + "/closings", R"({"outcome":"ordered","motivations":["x"]})");
    EXPECT_EQ(closed.status, 201) << closed.text;
    return path;
  }
  /// Booked and earned of the first total, minor units.
  std::pair<std::int64_t, std::int64_t> total(std::string_view more = "") {
    const auto answer = get(fmt::format("/api/commissions?from=2026-05-01&to=2026-07-01{}", more));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return {answer.at("/totals/0/booked/amount_minor").as_int64(),
            answer.at("/totals/0/commission/amount_minor").as_int64()};
  }
};

TEST_F(CommissionsApi, ReckonTiersAndTakeBackWhatIsCorrectedOrOpenedAgain) {
  const auto first = won("600");
  const auto second = won("600");
  EXPECT_EQ(total(), std::pair(120'000L, 7'000L)) << "1000.00 at 5 %, 200.00 at 10 %";
  pass(std::chrono::hours(1));
  EXPECT_EQ(patch(second, R"({"values":[{"name":"amount","value":"400"}]})").status, 200);
  EXPECT_EQ(total(), std::pair(100'000L, 5'000L));
  pass(std::chrono::hours(1));
  as(mia);
  const auto opened =
      post(first + "/reopenings",
           R"({"stage":"a","note":"Not signed","exception":"Not signed after all"})");
  EXPECT_EQ(opened.status, 201) << opened.text;
  as(rob);
  EXPECT_EQ(total(), std::pair(40'000L, 2'000L));
  const auto earlier = get("/api/commissions?from=2026-01-01&to=2026-02-01");
  EXPECT_EQ(earlier.at("/lines").as_array().size(), 0U);
}

TEST_F(CommissionsApi, AreEverybodysForLeadersAndOnesOwnForOthers) {
  won("100");
  won("100", "USD");
  as(sam);
  won("300");
  EXPECT_EQ(total().first, 30'000);
  EXPECT_EQ(get(fmt::format("/api/commissions?from=2026-05-01&to=2026-07-01&person={}", rob.value))
                .status,
            403);
  as(mia);
  const auto all = get("/api/commissions?from=2026-05-01&to=2026-07-01");
  EXPECT_EQ(all.at("/totals").as_array().size(), 2U);
  EXPECT_EQ(all.at("/in_other_currencies"), 1);
  EXPECT_EQ(total(fmt::format("&person={}", rob.value)).first, 10'000);
  as(vic);
  EXPECT_EQ(get("/api/commissions?from=2026-05-01&to=2026-07-01").status, 403);
}

TEST_F(CommissionsApi, LetNobodyOverwriteAPlanTheyHaveNotSeen) {
  as(ada);
  constexpr auto path = "/api/commission-plan";
  const auto plan = [](std::string_view currency) {
    return fmt::format(
        R"({{"currency":"{}","rules":[{{"role":"rep","tiers":[{{"above":0,"rate":50000}}]}}]}})",
        currency);
  };
  const auto seen = get(path).header("ETag");
  EXPECT_EQ(ask(Method::get, path, "", {{"if-none-match", seen}}).status, 304);
  EXPECT_EQ(put(path, plan("USD"), {{"if-match", seen}}).status, 200);
  EXPECT_EQ(put(path, plan("EUR"), {{"if-match", seen}}).status, 412);
  EXPECT_EQ(get(path).at("/currency"), "USD");
}

TEST_F(CommissionsApi, RefuseAPlanThatCannotBeReckonedBy) {
  EXPECT_EQ(put("/api/commission-plan", R"({"currency":"EUR","rules":[]})").status, 403);
  as(mia);
  EXPECT_THAT(put("/api/commission-plan", R"({"currency":"ABC","rules":[]})").faults(),
              ElementsAre("/currency"));
  EXPECT_EQ(put("/api/commission-plan",
                R"({"currency":"EUR","rules":[{"role":"rep","tiers":[{"above":5,"rate":1}]}]})")
                .status,
            422);
  EXPECT_EQ(get("/api/commissions?from=2026-07-01&to=2026-05-01").status, 422);
}

}  // namespace
}  // namespace stagecraft::http
