#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view map_with_a_price_rule = R"(stagecraft: 1
id: small
name: Small
currency: EUR
roles: [{id: boss, name: Boss, side: us}]
price_rules: [{id: cap, text: at most 5 % off, require: discount_share <= 0.05, approver: boss}]
stages: [{id: a, name: A, does: [asks]}, {id: b, name: B, does: [signs]}]
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
)";

class Notifications : public ApiWorld {
 protected:
  Notifications() { publish(map_with_a_price_rule); }

  /// A deal of who asks.
  std::string create(std::string_view name) {
    const auto made = post("/api/deals", fmt::format(R"({{"name":"{}","qualify":true}})", name));
    EXPECT_EQ(made.status, 201) << made.text;
    pass(1min);
    return fmt::format("/api/deals/{}", made.at("/id").as_int64());
  }
  void done(const std::string& path, const std::string& body) {
    const auto answer = post(path, body);
    EXPECT_EQ(answer.status, 201) << answer.text;
    pass(1min);
  }
  void give(const std::string& deal, selling::PersonId to) {
    as(ada);
    EXPECT_EQ(
        patch(deal, fmt::format(R"({{"values":[{{"name":"owner","value":"{}"}}]}})", to.value))
            .status,
        200);
    pass(1min);
  }
  /// Their kinds, newest first.
  std::vector<std::string> told_to(selling::PersonId person, int limit = 50) {
    as(person);
    std::vector<std::string> kinds;
    const auto answer = get(fmt::format("/api/notifications?limit={}", limit));
    EXPECT_EQ(answer.status, 200) << answer.text;
    const auto list = answer.at("/notifications");
    for (const auto& one : list.as_array()) kinds.emplace_back(one.at("kind").as_string());
    return kinds;
  }
};

TEST_F(Notifications, TellWhoGetsADealAndNotWhoGivesIt) {
  const auto deal = create("Plant");
  give(deal, mia);
  EXPECT_THAT(told_to(mia), ElementsAre("assigned"));
  const auto one = get("/api/notifications").at("/notifications/0");
  EXPECT_EQ(one.at("deal_name"), "Plant");
  EXPECT_EQ(one.at("actor_name"), "Ada");
  EXPECT_EQ(one.at("is_new"), true);
  EXPECT_THAT(told_to(ada), IsEmpty());
  EXPECT_THAT(told_to(rob), IsEmpty());
}

TEST_F(Notifications, TellOfNoDealThatOneNoLongerSees) {
  const auto deal = create("Plant");
  give(deal, sam);
  EXPECT_THAT(told_to(sam), ElementsAre("assigned"));
  give(deal, rob);
  EXPECT_THAT(told_to(sam), IsEmpty()) << "it is the north's again";
}

TEST_F(Notifications, TellThatAPromiseIsOverdueFromTheDayAfter) {
  const auto deal = create("Plant");
  done(deal + "/promises", R"({"side":"customer","text":"Send data","due":"2026-05-29"})");
  pass(24h);
  EXPECT_THAT(told_to(rob), IsEmpty()) << "it is due today";
  pass(24h);
  EXPECT_THAT(told_to(rob), ElementsAre("promise_overdue"));
  const auto one = get("/api/notifications").at("/notifications/0");
  EXPECT_EQ(one.at("at"), "2026-05-30T00:00:00.000Z");
  EXPECT_EQ(one.at("text"), "Send data");
  EXPECT_EQ(one.at("side"), "customer");
  done(deal + "/promises/1/keepings", "{}");
  EXPECT_THAT(told_to(rob), IsEmpty());
}

TEST_F(Notifications, TellWhenSomebodyElseNotesThatAPromiseWasKept) {
  const auto deal = create("Plant");
  done(deal + "/promises", R"({"side":"customer","text":"Send data","due":"2026-06-29"})");
  as(mia);
  done(deal + "/promises/1/keepings", "{}");
  EXPECT_THAT(told_to(rob), ElementsAre("promise_kept"));
  EXPECT_EQ(get("/api/notifications").at("/notifications/0/text"), "Send data");
}

TEST_F(Notifications, AskForApprovalWhoFillsTheRoleUntilItIsGiven) {
  as(ada);
  EXPECT_EQ(ask(Method::put, "/api/workspace/selling",
                fmt::format(R"({{"roles":{{"boss":[{}]}}}})", mia.value))
                .status,
            200);
  as(rob);
  const auto deal = create("Plant");
  done(deal + "/quotes",
       R"({"amount":{"amount_minor":100,"currency":"EUR"},"discount_share":0.1})");
  EXPECT_THAT(told_to(mia), ElementsAre("approval_asked")) << get(deal).at("/deal/quotes");
  EXPECT_EQ(get("/api/notifications").at("/notifications/0/number"), 1);
  EXPECT_THAT(told_to(ada), IsEmpty());
  as(mia);
  done(deal + "/quotes/1/approvals", "{}");
  EXPECT_THAT(told_to(mia), IsEmpty());
  EXPECT_THAT(told_to(rob), ElementsAre("quote_approved"));
}

TEST_F(Notifications, AreNotCrowdedOutByQuotesThatWaitForOthers) {
  const auto deal = create("Plant"), other = create("Other");
  give(deal, mia);
  give(other, mia);
  as(rob);
  const auto quoted = create("Quoted");
  for (int i = 0; i < 3; ++i)
    done(quoted + "/quotes",
         R"({"amount":{"amount_minor":100,"currency":"EUR"},"discount_share":0.1})");
  EXPECT_THAT(told_to(mia, 2), ElementsAre("assigned", "assigned"));
  EXPECT_THAT(told_to(mia, 1), ElementsAre("assigned")) << "no more than were asked for";
}

TEST_F(Notifications, TellOfHandOversAndOfOnesOwnJobs) {
  const auto deal = create("Plant");
  done(deal + "/stage-entries", R"({"stage":"b"})");
  done(deal + "/closings", R"({"outcome":"ordered"})");
  done(deal + "/hand-overs", fmt::format(R"({{"to":{}}})", mia.value));
  EXPECT_THAT(told_to(mia), ElementsAre("handed_over"));
  EXPECT_EQ(post("/api/bulk-changes", R"({"deals":[1],"touchpoint":{"kind":"call"}})").status, 201);
  run_jobs();
  EXPECT_THAT(told_to(mia), ElementsAre("job_done", "handed_over"));
  EXPECT_EQ(get("/api/notifications").at("/notifications/0/text"), "bulk_change");
}

TEST_F(Notifications, AreNewUntilSeenAndNeverAgain) {
  give(create("Plant"), mia);
  as(rob);
  give(create("Other"), mia);
  EXPECT_THAT(told_to(mia), ElementsAre("assigned", "assigned"));
  const auto list = get("/api/notifications");
  EXPECT_EQ(list.at("/unseen"), 2);
  EXPECT_TRUE(list.at("/seen_up_to").is_null());
  const auto mark = [&](std::string_view pointer) {
    const auto answer =
        ask(Method::put, "/api/notifications/seen",
            fmt::format(R"({{"up_to":{}}})", boost::json::serialize(list.at(pointer))));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return get("/api/notifications").at("/unseen");
  };
  EXPECT_EQ(mark("/notifications/1/at"), 1);
  EXPECT_EQ(mark("/notifications/0/at"), 0);
  EXPECT_EQ(mark("/notifications/1/at"), 0) << "it never goes back";
}

}  // namespace
}  // namespace stagecraft::http
