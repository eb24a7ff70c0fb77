#include <fmt/format.h>

#include <set>

#include "store/check.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view map_with_values = R"(stagecraft: 1
id: plan
name: Plan
currency: EUR
goals:
  - id: first
    name: Internal name of ours
    value: Sees what downtime costs
    stages:
      - id: talk
        name: Qualify hard
        exit: [{id: ok, text: the prospect said yes}]
  - id: second
    name: Squeeze
    value: Knows that it works
    stages: [{id: proof, name: Proof}]
outcomes:
  - {id: won, name: Won, kind: won}
  - {id: lost, name: Lost, kind: lost}
)";

/// A deal of Rob's with a step of ours (1), of the customer's (2) and a promise beside the plan
/// (3).
class Plans : public ApiWorld {
 protected:
  Plans() {
    publish(map_with_values);
    as(rob);
    dana_ = add_contact("Dana Brandt");
    deal_ = fmt::format(
        "/api/deals/{}",
        made("/api/deals", fmt::format(R"({{"name":"Hidden name","qualify":true,)"
                                       R"("values":[{{"name":"amount","value":"186000"}}],)"
                                       R"("contacts":[{}]}})",
                                       dana_.value))
            .at("/id")
            .as_int64());
    promise(R"({"side":"us","text":"Send the offer","due":"2099-01-20","in_plan":true})");
    promise(R"({"side":"customer","text":"Send the data","due":"2099-01-12","in_plan":true})");
    promise(R"({"side":"customer","text":"Hidden promise","due":"2099-01-14"})");
  }

  Answer made(std::string_view path, std::string_view body) {
    auto answer = post(path, body);
    EXPECT_EQ(answer.status, 201) << answer.text;
    return answer;
  }
  void promise(std::string_view body) { made(deal_ + "/promises", body); }
  /// The secret of a new link.
  std::string share(std::string_view more = R"("mode":"confirm")") {
    const auto answer =
        made(deal_ + "/plan/links",
             fmt::format(R"({{"title":"Turbine hall","good_until":"{}",{}}})", last_day(), more));
    const auto path = std::string(answer.at("/path").as_string());
    EXPECT_EQ(path.substr(0, 6), "/plan#");
    return path.substr(6);
  }
  std::string share_to_dana() {
    return share(fmt::format(R"("mode":"confirm","contact":{})", dana_.value));
  }
  std::string last_day() const {
    return base::to_iso(std::chrono::floor<std::chrono::days>(now()) + std::chrono::days(30));
  }
  Answer open(std::string_view secret) {
    return post("/api/shared-plans/openings", fmt::format(R"({{"secret":"{}"}})", secret));
  }
  Answer confirm(std::string_view secret, int step, std::string_view said = "agreed",
                 std::string_view name = "") {
    return post("/api/shared-plans/confirmations",
                fmt::format(R"({{"secret":"{}","step":{},"said":"{}","name":"{}"}})", secret, step,
                            said, name));
  }
  std::int64_t revision() { return get(deal_).at("/deal/event_count").as_int64(); }
  std::string plan() { return deal_ + "/plan"; }

  selling::ContactId dana_;
  std::string deal_;
};

TEST_F(Plans, AreStepsByDayWithHowTheyStand) {
  const auto answer = get(plan());
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(answer.at("/steps").as_array().size(), 2u);
  EXPECT_EQ(answer.at("/steps/0/text"), "Send the data");
  EXPECT_EQ(answer.at("/steps/0/keeping"), "open");
  EXPECT_EQ(answer.at("/steps/1/number"), 1);
  EXPECT_EQ(answer.at("/goals/0/value"), "Sees what downtime costs");
  EXPECT_EQ(answer.at("/goals/0/state"), "here");
}

TEST_F(Plans, TakeAPromiseAndLetItGoAgain) {
  EXPECT_EQ(ask(Method::put, plan() + "/steps/3", "").status, 200);
  EXPECT_EQ(get(plan()).at("/steps/1/text"), "Hidden promise");
  const auto before = revision();
  EXPECT_EQ(ask(Method::put, plan() + "/steps/3", "").status, 200);
  EXPECT_EQ(revision(), before);
  EXPECT_EQ(ask(Method::delete_, plan() + "/steps/3", "").status, 200);
  EXPECT_EQ(get(plan()).at("/steps").as_array().size(), 2u);
  EXPECT_EQ(ask(Method::put, plan() + "/steps/99999999999", "").status, 404);
}

TEST_F(Plans, AreSharedByThoseWhoMayChangeTheDeal) {
  const auto body = fmt::format(R"({{"title":"T","good_until":"{}"}})", last_day());
  as(vic);
  EXPECT_EQ(get(plan()).status, 200);
  EXPECT_EQ(post(plan() + "/links", body).status, 403);
  as(sam);
  EXPECT_EQ(get(plan()).status, 404);
  EXPECT_EQ(post(plan() + "/links", body).status, 404);
  as(mia);
  EXPECT_EQ(post(plan() + "/links", body).status, 201);
  as(rob);
  EXPECT_EQ(ask(Method::delete_, plan() + "/links/1", "").status, 200);
  EXPECT_EQ(ask(Method::delete_, plan() + "/links/7", "").status, 404);
}

TEST_F(Plans, KeepNoSecretThatIsShown) {
  const auto secret = share();
  EXPECT_EQ(secret.size(), 43u);
  EXPECT_THAT(everything(), Not(HasSubstr(secret)));
  EXPECT_THAT(get(plan()).text, Not(HasSubstr(secret)));
}

std::set<std::string> members_of(const boost::json::value& object) {
  std::set<std::string> names;
  for (const auto& member : object.as_object()) names.emplace(member.key());
  return names;
}

TEST_F(Plans, ShowThroughALinkWhatIsAllowedAndNothingElse) {
  post(deal_ + "/objections", R"({"text":"Hidden objection"})");
  const auto answer = open(share(R"("shows":["goals"])"));
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(members_of(answer.json()),
            (std::set<std::string>{"title", "from", "seller", "account", "reader", "mode",
                                   "asks_name", "today", "good_until", "steps", "goals"}));
  EXPECT_EQ(members_of(answer.at("/steps/0")),
            (std::set<std::string>{"number", "side", "text", "planned", "who", "due", "state",
                                   "done_on", "confirmed", "may_agree", "may_finish"}));
  EXPECT_EQ(answer.at("/title"), "Turbine hall");
  EXPECT_EQ(answer.at("/steps").as_array().size(), 2u);
  EXPECT_EQ(answer.at("/goals/1/value"), "Knows that it works");
  for (const auto* hidden : {"Hidden", "186", "Qualify", "Squeeze", "Internal", "the prospect"})
    EXPECT_THAT(answer.text, Not(HasSubstr(hidden)));
}

TEST_F(Plans, ShowGoalsOnlyWhereTheLinkSaysSo) {
  EXPECT_THAT(open(share()).at("/goals").as_array(), IsEmpty());
  EXPECT_EQ(post(plan() + "/links", fmt::format(R"({{"title":"T","good_until":"{}",)"
                                                R"("shows":["amount"]}})",
                                                last_day()))
                .status,
            422);
}

TEST_F(Plans, AreConfirmedByTheContactOfTheLink) {
  const auto secret = share_to_dana();
  const auto seen = open(secret);
  EXPECT_EQ(seen.at("/reader"), "Dana Brandt");
  EXPECT_EQ(seen.at("/asks_name"), false);
  EXPECT_EQ(seen.at("/steps/0/may_agree"), true);
  EXPECT_EQ(seen.at("/steps/1/may_finish"), false);
  const auto said = confirm(secret, 2);
  ASSERT_EQ(said.status, 200) << said.text;
  EXPECT_EQ(said.at("/steps/0/confirmed/by"), "Dana Brandt");
  EXPECT_EQ(said.at("/steps/0/may_agree"), false);
  EXPECT_EQ(get(plan()).at("/steps/0/is_confirmed"), true);
  const auto last = get(deal_ + "/events").at("/events").as_array().back();
  EXPECT_EQ(last.at("kind"), "step_confirmed");
  EXPECT_TRUE(last.at("actor").is_null());
}

TEST_F(Plans, NoteWhatIsSaidTwiceOnce) {
  const auto secret = share_to_dana();
  confirm(secret, 2);
  const auto before = revision();
  EXPECT_EQ(confirm(secret, 2).status, 200);
  EXPECT_EQ(revision(), before);
  EXPECT_EQ(confirm(secret, 2, "done").status, 200);
  EXPECT_EQ(confirm(secret, 2, "done").at("/steps/0/state"), "done");
  EXPECT_EQ(revision(), before + 1);
  EXPECT_EQ(get(deal_).at("/deal/promises/1/state"), "kept");
}

TEST_F(Plans, TakeNoWordForADayThatHasPassed) {
  const auto day = base::to_iso(std::chrono::floor<std::chrono::days>(now()));
  promise(
      fmt::format(R"({{"side":"customer","text":"Call back","due":"{}","in_plan":true}})", day));
  const auto secret = share_to_dana();
  pass(std::chrono::days(1));
  EXPECT_EQ(open(secret).at("/steps/0/may_agree"), false);
  EXPECT_EQ(open(secret).at("/steps/0/may_finish"), true);
  EXPECT_EQ(confirm(secret, 4).status, 409);
  EXPECT_EQ(confirm(secret, 4, "done").status, 200);
}

TEST_F(Plans, AskWhoSaysItWhereTheLinkIsForNobodyInParticular) {
  const auto secret = share();
  EXPECT_EQ(open(secret).at("/asks_name"), true);
  EXPECT_THAT(confirm(secret, 2).faults(), ElementsAre("/name"));
  EXPECT_EQ(confirm(secret, 2, "agreed", "Tom Weiss").at("/steps/0/confirmed/by"), "Tom Weiss");
}

TEST_F(Plans, TakeNoWordForStepsThatAreNotTheirs) {
  const auto secret = share_to_dana();
  EXPECT_EQ(confirm(secret, 1).status, 403);
  EXPECT_EQ(confirm(secret, 3).status, 404);
  EXPECT_EQ(confirm(secret, 4).status, 404);
  EXPECT_EQ(confirm(share(R"("mode":"read_only")"), 2).status, 403);
  EXPECT_EQ(confirm("guessed", 2).status, 404);
}

TEST_F(Plans, EndWithTheirLink) {
  const auto revoked = share(), lasting = share();
  EXPECT_EQ(open(revoked).status, 200);
  ask(Method::delete_, plan() + "/links/1", "");
  EXPECT_EQ(open(revoked).status, 404);
  EXPECT_EQ(confirm(revoked, 2, "agreed", "Tom").status, 404);
  EXPECT_EQ(open(revoked).text.substr(0, 40), open("guessed").text.substr(0, 40));
  EXPECT_EQ(get(plan()).at("/links/0/state"), "revoked");
  EXPECT_EQ(open(lasting).status, 200);
  pass(std::chrono::days(31));
  EXPECT_EQ(open(lasting).status, 404);
  EXPECT_EQ(get(plan()).at("/links/1/state"), "expired");
}

TEST_F(Plans, TellWhenTheirLinkWasOpened) {
  const auto secret = share();
  EXPECT_EQ(get(plan()).at("/links/0/opened_count"), 0);
  open(secret);
  open(secret);
  EXPECT_EQ(get(plan()).at("/links/0/opened_count"), 1);
  pass(std::chrono::hours(1));
  open(secret);
  EXPECT_EQ(get(plan()).at("/links/0/opened_count"), 2);
  EXPECT_FALSE(get(plan()).at("/links/0/opened_at").is_null());
}

TEST_F(Plans, AreNotOpenedByTryingOutSecrets) {
  int last = 0;
  for (int i = 0; i <= 50; ++i) last = open(fmt::format("guess {}", i)).status;
  EXPECT_EQ(last, 429);
  EXPECT_EQ(open(share()).status, 429);
}

TEST_F(Plans, ForgetAContactWhoIsErased) {
  const auto secret = share_to_dana(), other = share();
  confirm(secret, 2);
  confirm(other, 2, "done", "Dana Brandt");
  as(ada);
  EXPECT_EQ(
      ask(Method::delete_, fmt::format("/api/contacts/{}/personal-data", dana_.value), "").status /
          100,
      2);
  EXPECT_EQ(open(secret).status, 404);
  const auto seen = open(other);
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.text, Not(HasSubstr("Dana")));
  EXPECT_THAT(store::check(workspace().location(), workspace().name()).faults, IsEmpty());
}

TEST_F(Plans, EndWithTheDeal) {
  const auto secret = share();
  as(ada);
  EXPECT_EQ(post(deal_ + "/deletions", R"({"note":"Told twice"})").status, 201);
  EXPECT_EQ(open(secret).status, 404);
}

}  // namespace
}  // namespace stagecraft::http
