#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/check.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view small_map = R"(stagecraft: 1
id: small
name: Small
currency: EUR
stages:
  - id: needs
    name: Needs
    exit: [{id: told, text: the prospect told what hurts}]
  - {id: offer, name: Offer, aliases: [Proposal]}
outcomes:
  - {id: ordered, name: Ordered, kind: won, on_leaving: offer}
  - {id: gone, name: Gone, kind: lost}
)";

constexpr std::string_view deals_csv =
    "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n"
    "D1,Plant 7,Acme,Rob,1200.00,2026-01-05,2026-01-20,2026-02-01,Ordered\n"
    "D2,Mill,ACME,Sam,500.00,2026-01-06,,,\n"
    "D3,=Pump,Bolt,Zoe,abc,2026-01-07,2026-01-09,2026-01-30,Gone\n"
    ",Nameless,Bolt,Rob,1.00,2026-01-07,,,\n";

constexpr std::string_view mapping = R"({"stagecraft_mapping": 1, "layout": "deals",
  "deal": "Number", "stages": {"needs": {"entered": "Opened"}, "offer": {"entered": "Offered"}},
  "outcome": {"column": "Status", "at": "Closed", "won": ["Ordered"], "lost": ["Gone"]},
  "attributes": {"name": "Title", "account": "Customer", "owner": "Rep", "amount": "Value"}})";

class Imports : public ApiWorld {
 protected:
  Imports() : process_(publish(small_map)) { as(mia); }

  std::int64_t send(std::string_view name, std::string_view bytes) {
    const auto made =
        upload(fmt::format("/api/uploads?name={}&process={}", name, process_), bytes, "text/csv");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.at("/upload/id").as_int64();
  }
  std::string command(std::int64_t upload, std::string_view more = "") const {
    return fmt::format(R"({{"uploads":[{}],"process":{},"system":"crm","mapping":{}{}}})", upload,
                       process_, mapping, more);
  }
  /// The job after it has run.
  Answer import(std::int64_t upload, std::string_view more = "") {
    const auto queued = post("/api/imports", command(upload, more));
    EXPECT_EQ(queued.status, 201) << queued.text;
    run_jobs();
    return get(queued.header("Location"));
  }
  Answer undo(std::int64_t import = 1) {
    const auto queued = post(fmt::format("/api/imports/{}/undoings", import), "");
    EXPECT_EQ(queued.status, 201) << queued.text;
    run_jobs();
    return get(queued.header("Location"));
  }
  std::size_t deals() { return get("/api/deals").at("/deals").as_array().size(); }
  std::string lines_of(const Answer& job, std::string_view more = "") {
    return get(fmt::format("/api/jobs/{}/lines{}", job.at("/id").as_int64(), more)).text;
  }
  std::vector<std::string> faults_of_workspace() {
    return store::check(workspace().location(), workspace().name()).faults;
  }

  std::int64_t process_;
};

TEST_F(Imports, ShowWhatIsInAFileAndWhatAMappingWouldMakeOfIt) {
  const auto made = upload(fmt::format("/api/uploads?name=../deals.csv&process={}", process_),
                           deals_csv, "text/csv");
  ASSERT_EQ(made.status, 201) << made.text;
  EXPECT_EQ(made.at("/upload/name"), "deals.csv") << "names lead nowhere else";
  EXPECT_EQ(made.at("/preview/files/0/rows"), 4);
  EXPECT_EQ(made.at("/preview/files/0/columns/0/name"), "Number");
  EXPECT_NE(made.at("/preview/proposal").as_string(), "");
  EXPECT_THAT(made.text, Not(HasSubstr("--mapping"))) << "a word of the command line";
  const auto preview = post("/api/import-previews",
                            fmt::format(R"({{"uploads":[{}],"process":{},"mapping":{}}})",
                                        made.at("/upload/id").as_int64(), process_, mapping));
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.at("/not_imported"), "");
  EXPECT_EQ(preview.at("/deals"), 3);
  EXPECT_EQ(preview.at("/rows_rejected"), 1);
  EXPECT_EQ(preview.at("/first_events/0/deal"), "D1");
  EXPECT_THAT(preview.text, Not(HasSubstr("import-"))) << "our folders are nobody's business";
  EXPECT_EQ(deals(), 0U);
}

TEST_F(Imports, MakeDealsWithTheirHistoryAndReportEveryRow) {
  const auto job = import(send("deals.csv", deals_csv));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/done"), 3);
  EXPECT_EQ(job.at("/report/deals_created"), 3);
  EXPECT_EQ(job.at("/report/rows_rejected"), 1);
  EXPECT_EQ(job.at("/report/accounts_created"), 2) << "Acme and ACME are one";
  EXPECT_EQ(job.at("/report/moves_with_gaps"), 2);
  EXPECT_EQ(job.at("/report/unknown_people/Zoe"), 1);
  const auto won = get("/api/deals?status=won");
  EXPECT_EQ(won.at("/deals/0/name"), "Plant 7");
  EXPECT_EQ(won.at("/deals/0/amount_minor"), 120'000);
  EXPECT_EQ(won.at("/deals/0/owner_name"), "Rob");
  EXPECT_EQ(won.at("/deals/0/closed_at"), "2026-02-01T00:00:00.000Z");
  EXPECT_EQ(get("/api/search?q=plant").at("/found").as_array().size(), 1U);
  EXPECT_THAT(faults_of_workspace(), IsEmpty());
  const auto figures =
      get(fmt::format("/api/processes/{}/measures/deals?measure=win_rate", process_));
  EXPECT_EQ(figures.at("/count"), 2) << "one won, one lost: " << figures.text;
  EXPECT_THAT(lines_of(job, "?outcome=rejected"), HasSubstr("\"line\":5"));
}

TEST_F(Imports, LookThingsUpInOtherUploads) {
  const auto deals = send("deals.csv", deals_csv);
  const auto teams = send("teams.csv", "Rep,Area\nRob,North\nSam,South\n");
  std::string joined(mapping);
  joined.insert(joined.rfind('}'),
                R"(, "lookups": [{"file":"teams.csv","key":"Rep","take":{"region":"Area"}}])");
  const auto body = fmt::format(R"({{"uploads":[{},{}],"process":{},"mapping":{})", deals, teams,
                                process_, joined);
  const auto preview = post("/api/import-previews", body + "}");
  ASSERT_EQ(preview.status, 200) << preview.text;
  EXPECT_EQ(preview.at("/not_imported"), "");
  EXPECT_EQ(preview.at("/files/1/kind"), "looked up by the mapping");
  EXPECT_EQ(preview.at("/deals"), 3);
  const auto queued = post("/api/imports", body + R"(,"system":"crm","dry_run":true})");
  ASSERT_EQ(queued.status, 201) << queued.text;
  run_jobs();
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/deals_created"), 3);
}

TEST_F(Imports, TakeAPublicDataSetWithItsSideFiles) {
  const std::filesystem::path folder = STAGECRAFT_SOURCE_DIR "/../shared/data/maven-crm";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the data are not here";
  std::string uploads;
  for (const auto* name :
       {"sales_pipeline.csv", "accounts.csv", "sales_teams.csv", "products.csv"}) {
    std::ifstream in(folder / name, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    uploads += fmt::format("{}{}", uploads.empty() ? "" : ",", send(name, bytes));
  }
  const auto body = fmt::format(R"({{"uploads":[{}],"process":{})", uploads, process_);
  const auto preview = post("/api/import-previews", body + "}");
  EXPECT_EQ(preview.at("/not_imported"), "") << preview.text;
  EXPECT_EQ(preview.at("/deals"), 8'800);
  const auto queued = post("/api/imports", body + R"(,"system":"maven","dry_run":true})");
  ASSERT_EQ(queued.status, 201) << queued.text;
  run_jobs();
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/deals_created"), 8'800);
  EXPECT_EQ(job.at("/report/rows_rejected"), 0);
}

TEST_F(Imports, SayInTheLanguageOfWhoAskedForThemWhatTheyCouldNotRead) {
  const std::vector<Header> german{{"accept-language", "de"}};
  const auto file = send("deals.csv", deals_csv);
  const auto queued = ask(Method::post, "/api/imports", command(file), german);
  run_jobs();
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_THAT(lines_of(job), HasSubstr("Wert ausgelassen, Zeile behalten"));
  const auto reasons = job.at("/report/rejected_by_reason");
  ASSERT_EQ(reasons.as_object().size(), 1U) << job.text;
  const std::string reason(reasons.as_object().begin()->key());
  EXPECT_THAT(lines_of(job, "?outcome=rejected"), HasSubstr(reason));
  EXPECT_NE(import(file, R"(,"dry_run":true)").at("/report/rejected_by_reason"), reasons);
}

/// What is told in English, and in German just so.
std::vector<std::string> same_in_both(const boost::json::value& english,
                                      const boost::json::value& german) {
  std::vector<std::string> same;
  for (const auto& one : english.as_array())
    for (const auto& other : german.as_array())
      if (one == other) same.emplace_back(one.as_string());
  return same;
}

TEST_F(Imports, TellInGermanWhatTheyRecogniseAndWhatIsOdd) {
  const auto file = send("deals.csv", deals_csv);
  const auto body =
      fmt::format(R"({{"uploads":[{}],"process":{},"mapping":{}}})", file, process_, mapping);
  const auto english = post("/api/import-previews", body);
  const auto german = ask(Method::post, "/api/import-previews", body, {{"accept-language", "de"}});
  ASSERT_EQ(german.status, 200) << german.text;
  ASSERT_FALSE(english.at("/notes").as_array().empty()) << english.text;
  ASSERT_FALSE(english.at("/oddities").as_array().empty()) << english.text;
  EXPECT_THAT(same_in_both(english.at("/notes"), german.at("/notes")), IsEmpty());
  EXPECT_THAT(same_in_both(english.at("/oddities"), german.at("/oddities")), IsEmpty());
  EXPECT_EQ(german.at("/files/0/dialect"), "mit Kommas getrennt, UTF-8");

  const auto queued = ask(Method::post, "/api/imports", command(file), {{"accept-language", "de"}});
  run_jobs();
  const auto report = get(queued.header("Location")).at("/report").as_object();
  EXPECT_TRUE(report.at("oddities").as_object().contains("Value: Wert ausgelassen, keine Zahl"))
      << boost::json::serialize(report);
  EXPECT_THAT(same_in_both(english.at("/notes"), report.at("remarks")), IsEmpty());
}

TEST_F(Imports, SayBeforeThatAFileIsOneTooMany) {
  const auto preview =
      post("/api/import-previews",
           fmt::format(R"({{"uploads":[{},{}],"process":{},"mapping":{}}})",
                       send("deals.csv", deals_csv), send("words.csv", "Word,Meaning\na,b\n"),
                       process_, mapping));
  EXPECT_THAT(std::string(preview.at("/not_imported").as_string()),
              HasSubstr("words.csv: nothing says"));
  EXPECT_EQ(preview.at("/deals"), 3);
}

TEST_F(Imports, ShowOnlyTheBeginningOfALongFile) {
  std::string rows = "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n";
  const std::string title(200, 'x');
  for (int i = 0; rows.size() < 5'000'000; ++i)
    rows += fmt::format("D{},{},Acme,Rob,1.00,2026-01-05,,,\n", i, title);
  const auto id = send("long.csv", rows);
  const auto preview =
      post("/api/import-previews",
           fmt::format(R"({{"uploads":[{}],"process":{},"mapping":{}}})", id, process_, mapping));
  EXPECT_EQ(preview.at("/not_imported"), "");
  EXPECT_THAT(std::string(preview.at("/sampled/0").as_string()),
              HasSubstr("long.csv: figures are of its first 4.2 MB"));
  EXPECT_LT(preview.at("/rows_read").as_int64(), 20'000);
  EXPECT_EQ(preview.at("/rows_rejected"), 0);
  EXPECT_EQ(preview.at("/first_events").as_array().size(), 20U);
}

TEST_F(Imports, TakeFilesOfAnyName) {
  for (const auto* name : {"beginning", ".beginning", "uploads"}) {
    const auto made = upload(fmt::format("/api/uploads?name={}&process={}", name, process_),
                             deals_csv, "text/csv");
    EXPECT_EQ(made.status, 201) << name << made.text;
  }
}

TEST_F(Imports, WriteTheirLinesSafeForSpreadsheets) {
  const auto job = import(send("deals.csv",
                               "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n"
                               "D1,Plant,Acme,=cmd(),1.00,2026-01-05,,,\n"));
  const auto csv = get(fmt::format("/api/jobs/{}/lines.csv", job.at("/id").as_int64()));
  EXPECT_EQ(csv.status, 200);
  EXPECT_THAT(csv.header("Content-Disposition"), HasSubstr("attachment"));
  EXPECT_THAT(lines_of(job), HasSubstr("=cmd()"));
}

TEST_F(Imports, MakeNothingTwice) {
  import(send("deals.csv", deals_csv));
  const auto before = get("/api/deals/1/events").text;
  const auto again = import(send("later.csv", deals_csv));
  EXPECT_EQ(again.at("/report/deals_created"), 0) << again.text;
  EXPECT_EQ(again.at("/report/deals_unchanged"), 3);
  EXPECT_EQ(again.at("/report/events_added"), 0);
  EXPECT_EQ(again.at("/report/accounts_created"), 0);
  EXPECT_EQ(get("/api/deals/1/events").text, before);
}

TEST_F(Imports, AddWhatALaterExportSaysMore) {
  as(ada);
  import(send("deals.csv", deals_csv));
  const auto later = import(send("later.csv",
                                 "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n"
                                 "D2,Mill,ACME,Sam,700.00,2026-01-06,2026-03-01,,\n"));
  EXPECT_EQ(later.at("/report/deals_changed"), 1) << later.text;
  EXPECT_EQ(get("/api/deals/2").at("/deal/stage"), "offer");
  EXPECT_EQ(get("/api/deals/2").at("/deal/attributes/amount"), "700.00");
  EXPECT_THAT(faults_of_workspace(), IsEmpty());
}

TEST_F(Imports, SayInADryRunWhatWouldComeOfIt) {
  const auto job = import(send("deals.csv", deals_csv), R"(,"dry_run":true)");
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/deals_created"), 3);
  EXPECT_EQ(job.at("/report/accounts_created"), 2);
  EXPECT_EQ(deals(), 0U);
  EXPECT_EQ(get("/api/accounts").at("/accounts").as_array().size(), 0U);
  EXPECT_EQ(get("/api/imports").at("/imports").as_array().size(), 0U);
}

TEST_F(Imports, CountAccountsOnceInADryRunThatWasInterrupted) {
  const auto queued =
      post("/api/imports", command(send("deals.csv", deals_csv), R"(,"dry_run":true)"));
  workspace().write([&](store::Transaction& transaction) {
    const auto job = store::claim_job(transaction, {.word = "dead", .now = now()}).value();
    ASSERT_TRUE(store::note_progress(transaction,
                                     {.job = job.id,
                                      .runner = "dead",
                                      .at = now(),
                                      .done = 1,
                                      .report = R"({"dry_run":true,"rows_read":4,"rows_accepted":4,
      "rows_rejected":0,"rejected_by_reason":{},"outside_map":{},"corrections":{},"oddities":{},
      "remarks":[],"as_of_stated":false,"deals_created":1,"deals_changed":0,"deals_unchanged":0,
      "deals_refused":0,"events_added":1,"events_known":0,"accounts_created":2,
      "values_left_out":0,"moves":0,"moves_with_gaps":0,"unmet_criteria":0,"unknown_people":{},
      "unknown_teams":{}})"}));
  });
  pass(std::chrono::minutes(1));
  run_jobs();
  const auto job = get(queued.header("Location"));
  EXPECT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/accounts_created"), 2);
  EXPECT_EQ(job.at("/report/deals_created"), 3);
}

TEST_F(Imports, AreUndoneAsAWhole) {
  as(ada);
  const auto job = import(send("deals.csv", deals_csv));
  const auto undone = undo();
  EXPECT_EQ(undone.at("/state"), "done") << undone.text;
  EXPECT_EQ(undone.at("/report/deals_undone"), 3);
  EXPECT_EQ(undone.at("/report/accounts_removed"), 2);
  EXPECT_EQ(deals(), 0U);
  EXPECT_EQ(get("/api/deals/1").status, 404);
  EXPECT_EQ(get(fmt::format("/api/jobs/{}", job.at("/id").as_int64())).at("/state"), "undone");
  EXPECT_EQ(get("/api/imports/1").at("/undone_by"), ada.value);
  EXPECT_EQ(post("/api/imports/1/undoings", "").status, 409);
  EXPECT_THAT(faults_of_workspace(), IsEmpty());
  const auto again = import(send("deals.csv", deals_csv));
  EXPECT_EQ(again.at("/report/deals_created"), 3) << again.text;
  EXPECT_EQ(deals(), 3U);
  EXPECT_THAT(faults_of_workspace(), IsEmpty());
}

TEST_F(Imports, KeepDealsThatPeopleHaveWorkedOnWhenTheyAreUndone) {
  as(ada);
  import(send("deals.csv", deals_csv));
  EXPECT_EQ(post("/api/deals/2/touchpoints", R"({"kind":"call"})").status, 201);
  const auto undone = undo();
  EXPECT_EQ(undone.at("/report/deals_undone"), 2) << undone.text;
  EXPECT_EQ(undone.at("/report/deals_kept"), 1);
  EXPECT_THAT(lines_of(undone), HasSubstr("people have worked on it since"));
  EXPECT_EQ(get("/api/deals/2").at("/deal/name"), "Mill");
  EXPECT_THAT(faults_of_workspace(), IsEmpty());
}

TEST_F(Imports, GoOnWhereAServerThatWasKilledHasLeftThem) {
  const auto queued = post("/api/imports", command(send("deals.csv", deals_csv)));
  workspace().write([&](store::Transaction& transaction) {
    store::claim_job(transaction, {.word = "dead", .now = now()});
  });
  pass(std::chrono::minutes(1));
  run_jobs();
  EXPECT_EQ(get(queued.header("Location")).at("/report/deals_created"), 3);
  EXPECT_EQ(deals(), 3U);
}

TEST_F(Imports, KeepToTheReachOfWhoAsks) {
  import(send("deals.csv", deals_csv));
  as(ada);
  post("/api/bulk-changes", fmt::format(R"({{"deals":[2],"attributes":{{"values":[
      {{"name":"team","value":"{}"}}]}}}})",
                                        south.value));
  run_jobs();
  as(mia);
  const auto later = import(send("later.csv",
                                 "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n"
                                 "D2,Mill,ACME,Sam,700.00,2026-01-06,2026-03-01,,\n"));
  EXPECT_EQ(later.at("/report/deals_refused"), 1) << later.text;
  EXPECT_EQ(get("/api/deals/2").at("/deal/stage"), "needs");
}

TEST_F(Imports, GiveNoDealAwayWithoutTheRightToAssign) {
  import(send("deals.csv", deals_csv));
  by_token("deal.read deal.create deal.import account.change");
  const auto later = import(send("later.csv",
                                 "Number,Title,Customer,Rep,Value,Opened,Offered,Closed,Status\n"
                                 "D1,Plant 7,Acme,Mia,1200.00,2026-01-05,2026-01-20,2026-02-01,"
                                 "Ordered\n"
                                 "D4,Press,Acme,Mia,10.00,2026-02-05,,,\n"
                                 "D5,Crane,Acme,Rob,10.00,2026-02-05,,,\n"));
  EXPECT_EQ(later.at("/report/deals_refused"), 2) << later.text;
  EXPECT_EQ(later.at("/report/deals_created"), 1) << "who imports may own a new deal";
  EXPECT_THAT(lines_of(later, "?outcome=refused"), HasSubstr("deal.assign"));
  EXPECT_EQ(get("/api/deals?status=won").at("/deals/0/owner_name"), "Rob");
}

TEST_F(Imports, RefuseWhatCannotBeReadBeforeAnythingIsDone) {
  const auto id = send("deals.csv", deals_csv);
  const auto bad = post("/api/imports", fmt::format(R"({{"uploads":[{}],"process":{},"system":"crm",
      "mapping":{{"stagecraft_mapping":1,"layout":"deals","dael":"Number"}}}})",
                                                    id, process_));
  EXPECT_EQ(bad.status, 422) << bad.text;
  const auto elsewhere =
      post("/api/import-previews",
           fmt::format(R"({{"uploads":[{}],"mapping":{{"stagecraft_mapping":1,"layout":"events",
      "deal":"Number","activity":"Status","at":"Opened",
      "lookups":[{{"file":"/etc/passwd","key":"Rep","take":{{"team":"x"}}}}]}}}})",
                       id));
  EXPECT_EQ(elsewhere.status, 422) << elsewhere.text;
  EXPECT_EQ(post("/api/imports", R"({"uploads":[99],"process":1,"system":"crm"})").status, 404);
  as(ada);
  EXPECT_EQ(post("/api/imports", command(id)).status, 404) << "somebody else's file";
  as(rob);
  EXPECT_EQ(post("/api/imports", command(id)).status, 403);
  const auto unknown = [&] {
    as(mia);
    const auto queued =
        post("/api/imports",
             fmt::format(R"({{"uploads":[{}],"process":{},"system":"crm"}})", id, process_));
    run_jobs();
    return get(queued.header("Location"));
  }();
  EXPECT_EQ(unknown.at("/state"), "failed");
  EXPECT_THAT(std::string(unknown.at("/failure").as_string()), HasSubstr("deals.csv: its columns"));
  EXPECT_THAT(std::string(unknown.at("/failure").as_string()), HasSubstr("/api/import-previews"));
}

TEST_F(Imports, AreSeenAtOnceByFigures) {
  const auto path = fmt::format("/api/processes/{}/measures", process_);
  EXPECT_EQ(get(path).status, 200);
  import(send("deals.csv", deals_csv));
  EXPECT_EQ(app().live_log->now()->log.deal_count(), 3U);
}

TEST_F(Imports, ForgetFilesThatNobodyImportedInAWeek) {
  const auto id = send("deals.csv", deals_csv);
  EXPECT_EQ(get("/api/uploads").at("/uploads").as_array().size(), 1U);
  pass(std::chrono::hours(24 * 8));
  const auto other = send("other.csv", "a,b\n1,2\n");
  EXPECT_EQ(get("/api/uploads").at("/uploads").as_array().size(), 1U);
  EXPECT_EQ(post("/api/imports", command(id)).status, 404);
  EXPECT_EQ(ask(Method::delete_, fmt::format("/api/uploads/{}", other), "").status, 204);
  EXPECT_EQ(ask(Method::delete_, fmt::format("/api/uploads/{}", other), "").status, 404);
}

}  // namespace
}  // namespace stagecraft::http
