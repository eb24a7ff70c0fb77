#include "http/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "http/bulk_changes.h"
#include "http/import_job.h"
#include "http/sample_job.h"
#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Audit : public ApiWorld {
 protected:
  Audit() {
    publish(map_of_one_stage);
    as(ada);
    seen_ = get("/api/audit?limit=1").at("/changes/0/id").as_int64();
  }
  /// Since the world was made, newest first.
  boost::json::array changes(const std::string& query = "") {
    const auto answer = get(fmt::format("/api/audit?after={}{}", seen_, query));
    EXPECT_EQ(answer.status, 200) << answer.text;
    return answer.at("/changes").as_array();
  }
  std::vector<std::string> kinds(const std::string& query = "") {
    std::vector<std::string> words;
    for (const auto& change : changes(query)) words.emplace_back(change.at("kind").as_string());
    return words;
  }
  std::string person(selling::PersonId id) { return fmt::format("/api/people/{}", id.value); }

  std::int64_t seen_ = 0;
};

TEST_F(Audit, TellsWhoChangedWhichFieldFromWhatToWhat) {
  ASSERT_EQ(patch(person(rob), R"({"role":"manager","name":"Robert"})").status, 200);
  const auto change = changes().at(0);
  EXPECT_EQ(change.at("kind"), "person_changed");
  EXPECT_EQ(change.at("noun"), "person");
  EXPECT_EQ(change.at("about"), "Robert");
  EXPECT_EQ(change.at("about_id").as_string(), std::to_string(rob.value));
  EXPECT_EQ(change.at("actor").as_int64(), ada.value);
  EXPECT_EQ(change.at("actor_name"), "Ada");
  EXPECT_EQ(boost::json::serialize(change.at("fields")),
            R"([{"field":"name","before":"Rob","after":"Robert"},)"
            R"({"field":"role","before":"rep","after":"manager"}])");
}

TEST_F(Audit, CallsWhatWasMergedByItsOwnName) {
  for (const auto* kind : {"accounts", "contacts"}) {
    const auto path = fmt::format("/api/{}", kind);
    for (const auto* name : {"Mill", "Mills"})
      ASSERT_EQ(post(path, fmt::format(R"({{"name":"{}"}})", name)).status, 201);
    ASSERT_EQ(post(path + "/1/mergers", R"({"into":2})").status, 201);
    const auto change = changes("&limit=1").at(0);
    EXPECT_EQ(change.at("about"), "Mill") << kind;
    EXPECT_EQ(change.at("about_id"), "1") << kind;
  }
}

TEST_F(Audit, NotesThatATokenWasRevokedOnce) {
  ASSERT_EQ(post("/api/tokens", R"({"name":"Export","scopes":["deal.read"]})").status, 201);
  for (int i = 0; i < 2; ++i) ASSERT_EQ(ask(Method::delete_, "/api/tokens/1", "").status, 204);
  EXPECT_THAT(kinds(), ElementsAre("token_revoked", "token_made"));
  EXPECT_EQ(changes().at(0).at("about"), "Export");
}

TEST_F(Audit, NotesNothingWhereNothingChangedOrItWasRefused) {
  ASSERT_EQ(patch(person(rob), R"({"name":"Rob"})").status, 200);
  ASSERT_EQ(patch(person(ada), R"({"role":"rep"})").status, 409);
  ASSERT_EQ(post("/api/deals", R"({"name":"Plant"})").status, 201);
  EXPECT_THAT(kinds(), IsEmpty());
}

TEST_F(Audit, IsReadInPagesAndByKindAndActor) {
  for (const auto* name : {"West", "East", "Mid"})
    ASSERT_EQ(post("/api/teams", fmt::format(R"({{"name":"{}"}})", name)).status, 201);
  as(mia);
  ASSERT_EQ(ask(Method::put, "/api/assignment-rules",
                fmt::format(R"({{"rules":[{{"name":"All","team":{}}}]}})", north.value))
                .status,
            200);
  EXPECT_THAT(kinds("&kind=team_added&limit=2"), ElementsAre("team_added", "team_added"));
  EXPECT_THAT(kinds("&kind=team_renamed"), IsEmpty());
  EXPECT_THAT(kinds(fmt::format("&actor={}", mia.value)), ElementsAre("assignment_changed"));
  const auto first = get("/api/audit?limit=2");
  const auto second =
      get(fmt::format("/api/audit?limit=2&before={}", first.at("/next").as_int64()));
  EXPECT_EQ(first.at("/changes/1/about"), "Mid");
  EXPECT_EQ(second.at("/changes/0/about"), "East");
  EXPECT_EQ(get("/api/audit?kind=sang").status, 422);
  as(rob);
  EXPECT_EQ(get("/api/audit").status, 403);
}

TEST_F(Audit, HoldsNoSecret) {
  ASSERT_EQ(post("/api/webhooks", R"({"url":"https://hooks.example.org/zwyx?key=zwyx"})").status,
            201);
  const auto token = post("/api/tokens", R"({"name":"Export","scopes":["deal.read"]})");
  ASSERT_EQ(token.status, 201);
  const auto text = get("/api/audit").text;
  EXPECT_THAT(text, Not(HasSubstr("zwyx")));
  EXPECT_THAT(text, Not(HasSubstr(std::string(token.at("/secret").as_string()))));
  EXPECT_THAT(text, HasSubstr("hooks.example.org"));
  EXPECT_THAT(text, HasSubstr("Export"));
}

TEST_F(Audit, ForgetsWhatItSaidOfAPersonWhoWasErased) {
  ASSERT_EQ(patch(person(rob), R"({"name":"Robert Zwyx"})").status, 200);
  ASSERT_EQ(ask(Method::delete_, person(rob) + "/personal-data", "").status, 204);
  EXPECT_THAT(kinds(), ElementsAre("person_erased", "person_changed"));
  EXPECT_THAT(get("/api/audit").text, Not(HasSubstr("Zwyx")));
}

TEST_F(Audit, IsNeverChangedOrDeleted) {
  for (const auto* statement : {"DELETE FROM audit", "UPDATE audit SET at = 0"})
    EXPECT_ANY_THROW(workspace().write([&](store::Transaction& transaction) {
      transaction.db().run(statement);
    })) << statement;
}

TEST(AuditOfJobs, HasAKindForEachKindOfJobThatSomebodyAsksFor) {
  for (const auto word :
       {bulk_change_word, import_word, import_undo_word, sample_word, sample_removal_word})
    EXPECT_TRUE(store::find_audit_kind(fmt::format("{}_asked", word))) << word;
}

/// What changes something beyond single deals, in an order in which each succeeds, and how the
/// audit calls it.
struct Step {
  Method method;
  std::string path, body;
  std::string route;  ///< Empty: the path.
  std::string kind;
  std::string if_match = {};
};

/// What needs a server or files to be noted is told elsewhere.
constexpr std::array<std::string_view, 10> told_elsewhere{
    "POST /api/setup",
    "PUT /api/password",
    "PUT /api/session/password",
    "POST /api/people/{person}/password-links",
    "PUT /api/people/{person}/competencies",
    "PUT /api/workspace/brand/logo",
    "DELETE /api/workspace/brand/logo",
    "POST /api/imports",
    "POST /api/imports/{import}/undoings",
    "DELETE /api/sample-data"};

/// One's own things, tries, and work on a draft, which ends in a version.
constexpr std::array<std::string_view, 16> own_things{
    "POST /api/session",
    "DELETE /api/session",
    "POST /api/saved-views",
    "PUT /api/saved-views/{view}",
    "DELETE /api/saved-views/{view}",
    "PUT /api/notifications/seen",
    "POST /api/calendar-address",
    "DELETE /api/calendar-address",
    "POST /api/jobs/{job}/cancellations",
    "POST /api/webhooks/{webhook}/deliveries/{delivery}/attempts",
    "POST /api/uploads",
    "DELETE /api/uploads/{upload}",
    "POST /api/import-previews",
    "POST /api/map-checks",
    "PUT /api/processes/{process}/draft",
    "POST /api/processes/{process}/draft/operations"};

bool is_listed_in(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

class AuditOfAll : public Audit {
 protected:
  static std::vector<Step> settings_steps() {
    using enum Method;
    return {
        {patch, "/api/workspace", R"({"name":"Sales"})", "", "workspace_changed"},
        {put, "/api/workspace/brand", R"({"name":"Nordlicht","colour":""})", "", "brand_changed"},
        {put, "/api/workspace/selling", R"({"due_soon_days":9})", "", "selling_changed"},
        {put, "/api/workspace/measures", R"({"text":"stagecraft_settings: 1\n"})", "",
         "measures_changed"},
        {put, "/api/commission-plan", R"({"currency":"EUR","rules":[]})", "", "commission_changed"},
        {put, "/api/assignment-rules", R"({"rules":[{"name":"All","team":1}]})", "",
         "assignment_changed"},
        {put, "/api/objection-topics/price", R"({"name":"Price","answers":[]})",
         "/api/objection-topics/{topic:text}", "objection_topic_changed"}};
  }
  std::vector<Step> people_steps() {
    using enum Method;
    const std::string people = "/api/people/{person}", hook = "/api/webhooks/{webhook}";
    return {
        {post, "/api/people", R"({"name":"Eve","email":"eve@example.org","role":"rep"})", "",
         "person_added"},
        {patch, person(rob), R"({"name":"Robert"})", people, "person_changed"},
        {post, "/api/teams", R"({"name":"West"})", "", "team_added"},
        {put, "/api/teams/1", R"({"name":"Nord"})", "/api/teams/{team}", "team_renamed"},
        {post, "/api/tokens", R"({"name":"Export","scopes":["deal.read"]})", "", "token_made"},
        {delete_, "/api/tokens/1", "", "/api/tokens/{token}", "token_revoked"},
        {post, "/api/webhooks", R"({"url":"https://hooks.example.org/"})", "", "webhook_added"},
        {patch, "/api/webhooks/1", R"({"kinds":["won"]})", hook, "webhook_changed"},
        {post, "/api/webhooks/1/secrets", "", hook + "/secrets", "webhook_secret_replaced"},
        {delete_, "/api/webhooks/1", "", hook, "webhook_removed"},
        {delete_, person(sam) + "/personal-data", "", people + "/personal-data", "person_erased"}};
  }
  static std::vector<Step> things_steps() {
    using enum Method;
    const auto other_map = boost::json::serialize(boost::json::object{{"text", map_of_two_stages}});
    std::string third_map = other_map;
    third_map.replace(third_map.find("id: tiny"), 8, "id: slim");
    const std::string account = "/api/accounts/{account}", contact = "/api/contacts/{contact}";
    return {
        {post, "/api/processes", other_map, "", "process_added"},
        {post, "/api/processes/2/versions", "{}", "/api/processes/{process}/versions",
         "version_published"},
        {post, "/api/processes", third_map, "", "process_added"},
        {delete_, "/api/processes/3/draft", "", "/api/processes/{process}/draft", "draft_given_up",
         "\"1\""},
        {post, "/api/accounts", R"({"name":"Mill"})", "", "account_added"},
        {post, "/api/accounts", R"({"name":"Mills"})", "", "account_added"},
        {patch, "/api/accounts/1", R"({"name":"Gear"})", account, "account_changed"},
        {post, "/api/accounts/1/mergers", R"({"into":2})", account + "/mergers", "accounts_merged"},
        {delete_, "/api/accounts/2/personal-data", "", account + "/personal-data",
         "account_erased"},
        {post, "/api/contacts", R"({"name":"Dan"})", "", "contact_added"},
        {post, "/api/contacts", R"({"name":"Dana"})", "", "contact_added"},
        {patch, "/api/contacts/1", R"({"name":"Daniel"})", contact, "contact_changed"},
        {post, "/api/contacts/1/mergers", R"({"into":2})", contact + "/mergers", "contacts_merged"},
        {delete_, "/api/contacts/2/personal-data", "", contact + "/personal-data",
         "contact_erased"},
        {post, "/api/bulk-changes", R"({"filter":"status=open","touchpoint":{"kind":"call"}})", "",
         "bulk_change_asked"},
        {post, "/api/sample-data?deals=3", "", "/api/sample-data", "sample_data_asked"}};
  }
  /// Does it, sees that it is noted, and says which routes were asked.
  void take(const std::vector<Step>& steps) {
    for (const auto& step : steps) {
      std::vector<Header> headers;
      if (!step.if_match.empty()) headers.emplace_back("if-match", step.if_match);
      const auto answer = ask(step.method, step.path, step.body, std::move(headers));
      ASSERT_LT(answer.status, 300) << step.path << answer.text;
      EXPECT_EQ(changes("&limit=1").at(0).at("kind").as_string(), step.kind) << step.path;
      noted_.insert(
          fmt::format("{} {}", to_word(step.method), step.route.empty() ? step.path : step.route));
    }
  }

  std::set<std::string> noted_;
};

TEST_F(AuditOfAll, ChangesBeyondSingleDealsIsWhatTheRoutesSay) {
  take(people_steps());
  take(settings_steps());
  take(things_steps());
  for (const auto& route : routes().all()) {
    const auto word = fmt::format("{} {}", to_word(route.method), route.path);
    // What a customer says by the link of a plan is an event of the deal, too.
    const bool is_of_a_deal =
        route.path.starts_with("/api/deals") || route.path.starts_with("/api/shared-plans");
    const bool is_known = is_listed_in(told_elsewhere, word) || is_listed_in(own_things, word);
    if (is_safe(route.method) || is_of_a_deal || is_known) continue;
    EXPECT_TRUE(noted_.contains(word)) << word << " leaves no record";
  }
}

}  // namespace
}  // namespace stagecraft::http
