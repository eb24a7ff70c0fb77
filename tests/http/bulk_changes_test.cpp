#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "base/error.h"
#include "store/check.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view small_map = R"(stagecraft: 1
id: small
name: Small
currency: EUR
stages:
  - id: needs
    name: Needs
    exit: [{id: told, text: the prospect told what hurts}]
  - {id: offer, name: Offer, exit: [{id: signed, text: the prospect signed the contract}]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost, reasons: [price, timing]}
)";

class BulkChanges : public ApiWorld {
 protected:
  BulkChanges() {
    publish(small_map);
    as(mia);
  }

  /// Its number; `team` may be left out.
  std::int64_t deal(std::string_view name, std::optional<selling::PersonId> owner = {}) {
    const auto values =
        owner ? fmt::format(R"([{{"name":"owner","value":"{}"}},{{"name":"team","value":"{}"}}])",
                            owner->value, north.value)
              : std::string("[]");
    const auto made = post(
        "/api/deals", fmt::format(R"({{"name":"{}","qualify":true,"values":{}}})", name, values));
    EXPECT_EQ(made.status, 201) << made.text;
    return made.at("/id").as_int64();
  }

  /// The job after it has run.
  Answer change(std::string_view body) {
    const auto queued = post("/api/bulk-changes", body);
    EXPECT_EQ(queued.status, 201) << queued.text;
    run_jobs();
    return get(queued.header("Location"));
  }
  std::string lines_of(const Answer& job) {
    return get(fmt::format("/api/jobs/{}/lines", job.at("/id").as_int64())).text;
  }
};

TEST_F(BulkChanges, RunTheVerbOnEachDealAndNameEveryGapOfThoseThatAreRefused) {
  const auto ready = deal("Ready"), stuck = deal("Stuck");
  post(fmt::format("/api/deals/{}/evidence", ready),
       R"({"criterion":"told","note":"On the phone"})");
  const auto job = change(fmt::format(
      R"({{"deals":[{},{},{},99],"stage_entry":{{"stage":"offer"}}}})", ready, stuck, ready));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/done"), 3);
  EXPECT_EQ(job.at("/total"), 3) << "a deal named twice is changed once";
  EXPECT_EQ(job.at("/report/changed"), 1);
  EXPECT_EQ(job.at("/report/refused"), 2);
  EXPECT_EQ(get(fmt::format("/api/deals/{}", ready)).at("/deal/stage"), "offer");
  EXPECT_EQ(get(fmt::format("/api/deals/{}", stuck)).at("/deal/stage"), "needs");
  const auto lines = lines_of(job);
  EXPECT_THAT(lines, HasSubstr("the prospect told what hurts"));
  EXPECT_THAT(lines, HasSubstr("There is no deal 99"));
}

TEST_F(BulkChanges, TellWhyTheyRefusedADealInTheLanguageOfWhoAskedForThem) {
  const auto refused_in = [&](std::string language) {
    const auto queued =
        ask(Method::post, "/api/bulk-changes", R"({"deals":[99],"qualification":{}})",
            {{"accept-language", std::move(language)}});
    run_jobs();
    return lines_of(get(queued.header("Location")));
  };
  EXPECT_THAT(refused_in("de"), HasSubstr("Den Deal 99 gibt es nicht"));
  EXPECT_THAT(refused_in("en"), HasSubstr("There is no deal 99"));
}

TEST_F(BulkChanges, FindTheirDealsByTheFilterOfTheList) {
  deal("Plant 1");
  deal("Plant 2");
  deal("Mill");
  const auto job = change(
      R"({"filter":"name=plant&stage=needs","attributes":{"values":[{"name":"channel","value":"web"}]}})");
  EXPECT_EQ(job.at("/report/changed"), 2) << job.text;
  EXPECT_EQ(get("/api/deals?channel=web").at("/deals").as_array().size(), 2U);
  const auto again = change(
      R"({"filter":"channel=web","attributes":{"values":[{"name":"channel","value":"web"}]}})");
  EXPECT_EQ(again.at("/report/unchanged"), 2);
  EXPECT_EQ(post("/api/bulk-changes", R"({"filter":"colour=red","finish":{}})").faults(),
            std::vector<std::string>{"?colour"});
}

TEST_F(BulkChanges, AnswerARepetitionWithoutLookingForTheDealsAgain) {
  deal("Plant");
  const auto repeat = [&] {
    return ask(Method::post, "/api/bulk-changes",
               R"({"filter":"status=open","touchpoint":{"kind":"call"}})",
               {{"idempotency-key", "one"}});
  };
  const auto first = repeat();
  ASSERT_EQ(first.status, 201) << first.text;
  // By now the filter finds more deals than one bulk change takes.
  workspace().write([](store::Transaction& transaction) {
    transaction.db().run(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100001) INSERT "
        "INTO deals (name, status) SELECT 'Plant', 'open' FROM n");
  });
  const auto again = repeat();
  EXPECT_EQ(again.status, 201) << again.text;
  EXPECT_EQ(again.header("Location"), first.header("Location"));
  EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
}

TEST_F(BulkChanges, TryOutWithoutChangingAnything) {
  const auto one = deal("One");
  const auto before = get(fmt::format("/api/deals/{}/events", one)).text;
  const auto job = change(fmt::format(
      R"({{"deals":[{}],"closing":{{"outcome":"gone","reason":"price"}},"dry_run":true}})", one));
  EXPECT_EQ(job.at("/report/changed"), 1);
  EXPECT_EQ(job.at("/report/dry_run"), true);
  EXPECT_EQ(get(fmt::format("/api/deals/{}/events", one)).text, before);
}

TEST_F(BulkChanges, StopWhenTheRightsOfWhoAskedAreGone) {
  const auto one = deal("One", rob);
  const auto queued =
      post("/api/bulk-changes",
           fmt::format(R"({{"deals":[{}],"closing":{{"outcome":"gone","reason":"price"}}}})", one));
  workspace().write([&](store::Transaction& transaction) {
    auto person = store::get_person(transaction.db(), mia);
    person.role = "rep";
    store::update_person(transaction, person);
  });
  run_jobs();
  as(ada);
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "failed");
  EXPECT_THAT(std::string(job.at("/failure").as_string()), HasSubstr("deal.bulk"));
  EXPECT_EQ(get(fmt::format("/api/deals/{}", one)).at("/deal/status"), "open");
}

TEST_F(BulkChanges, KeepToTheReachOfWhoAsks) {
  as(ada);
  const auto made = post("/api/deals", fmt::format(R"({{"name":"Southern","values":[
      {{"name":"owner","value":"{}"}},{{"name":"team","value":"{}"}}]}})",
                                                   sam.value, south.value));
  as(mia);
  const auto job = change(
      fmt::format(R"({{"deals":[{}],"deletion":{{"note":"Twice"}}}})", made.at("/id").as_int64()));
  EXPECT_EQ(job.at("/report/refused"), 1);
  EXPECT_THAT(lines_of(job), HasSubstr("You may read this and not change it"));
}

TEST_F(BulkChanges, AreCancelledWhileTheyWait) {
  const auto one = deal("One");
  const auto queued =
      post("/api/bulk-changes", fmt::format(R"({{"deals":[{}],"qualification":{{}}}})", one));
  const auto job = queued.header("Location");
  EXPECT_EQ(post(job + "/cancellations", "").at("/state"), "cancelled");
  EXPECT_EQ(post(job + "/cancellations", "").status, 409);
  run_jobs();
  EXPECT_EQ(get(job).at("/done"), 0);
}

TEST_F(BulkChanges, AreCancelledOnlyByThoseWhoMayMakeThem) {
  const auto one = deal("One");
  const auto queued =
      post("/api/bulk-changes", fmt::format(R"({{"deals":[{}],"qualification":{{}}}})", one));
  const auto job = queued.header("Location");
  by_token("deal.read audit.read");
  EXPECT_EQ(get(job).status, 200);
  EXPECT_EQ(post(job + "/cancellations", "").status, 403);
  by_token("deal.bulk");
  EXPECT_EQ(post(job + "/cancellations", "").at("/state"), "cancelled");
}

TEST_F(BulkChanges, GoOnWhereAServerThatWasKilledHasLeftThem) {
  const auto one = deal("One"), two = deal("Two");
  const auto queued =
      post("/api/bulk-changes",
           fmt::format(R"({{"deals":[{},{}],"touchpoint":{{"kind":"call"}}}})", one, two));
  const store::JobId id{queued.at("/id").as_int64()};
  // What a server that is killed after its first step leaves behind.
  workspace().write([&](store::Transaction& transaction) {
    store::claim_job(transaction, {.word = "dead", .now = now()});
    store::set_job_line(transaction, id, {.number = 1, .outcome = "unchanged"});
    EXPECT_TRUE(
        store::note_progress(transaction, {.job = id, .runner = "dead", .at = now(), .done = 1}));
  });
  run_jobs();
  EXPECT_EQ(get(queued.header("Location")).at("/state"), "running") << "it may be alive";
  pass(std::chrono::minutes(1));
  run_jobs();
  EXPECT_EQ(get(queued.header("Location")).at("/state"), "done");
  const auto calls = [&](std::int64_t deal) {
    return get(fmt::format("/api/deals/{}", deal)).at("/deal/touchpoints").as_array().size();
  };
  EXPECT_EQ(calls(one), 0U);
  EXPECT_EQ(calls(two), 1U);
}

TEST_F(BulkChanges, TakeUpTheDealWhoseStepFailedWhenLaterOnesWereKept) {
  const auto one = deal("One"), two = deal("Two"), three = deal("Three");
  const auto queued = post(
      "/api/bulk-changes",
      fmt::format(R"({{"deals":[{},{},{}],"touchpoint":{{"kind":"call"}}}})", one, two, three));
  // Only steps ask for the time on the writer's thread: the first one fails.
  const auto writer =
      workspace().write([](store::Transaction&) { return std::this_thread::get_id(); });
  std::atomic<bool> fails{true};
  app().now = [&, before = app().now] {
    if (std::this_thread::get_id() == writer && fails.exchange(false))
      throw base::Error(base::ErrorKind::io, "The disk is full.");
    return before();
  };
  EXPECT_THROW(run_jobs(), base::Error);
  const auto calls = [&](std::int64_t deal) {
    return get(fmt::format("/api/deals/{}", deal)).at("/deal/touchpoints").as_array().size();
  };
  EXPECT_EQ(calls(one), 0U);
  EXPECT_EQ(calls(three), 1U);
  pass(std::chrono::minutes(1));
  run_jobs();
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/done"), 3);
  EXPECT_EQ(job.at("/report/changed"), 3);
  for (const auto each : {one, two, three}) EXPECT_EQ(calls(each), 1U) << each;
}

TEST_F(BulkChanges, AskForOneThingToDoAndOneWayToTellTheDeals) {
  for (const auto* body : {R"({"deals":[1]})", R"({"deals":[1],"finish":{},"qualification":{}})",
                           R"({"finish":{}})", R"({"deals":[1],"filter":"stage=a","finish":{}})"})
    EXPECT_EQ(post("/api/bulk-changes", body).status, 422) << body;
  as(rob);
  EXPECT_EQ(post("/api/bulk-changes", R"({"deals":[1],"finish":{}})").status, 403);
}

TEST_F(BulkChanges, AreSeenByWhoAskedAndByThoseWhoReadWhatOthersChange) {
  const auto one = deal("=cmd");
  const auto job = change(fmt::format(R"({{"deals":[{}],"finish":{{}}}})", one));
  const auto path = fmt::format("/api/jobs/{}", job.at("/id").as_int64());
  as(ada);
  EXPECT_EQ(get(path).status, 200);
  EXPECT_EQ(get("/api/jobs").at("/jobs").as_array().size(), 1U);
  as(rob);
  for (const auto* more : {"", "/lines", "/lines.csv"})
    EXPECT_EQ(get(path + more).status, 404) << more;
  EXPECT_EQ(get("/api/jobs").at("/jobs").as_array().size(), 0U);
}

}  // namespace
}  // namespace stagecraft::http
