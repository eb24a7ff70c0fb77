#include <fmt/format.h>

#include "http/sample_job.h"
#include "sample/embedded_data.h"
#include "store/check.h"
#include "store/sample_people.h"
#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SampleDataApi : public ApiWorld {
 protected:
  SampleDataApi() { as(ada); }

  Answer make() {
    const auto queued = post("/api/sample-data?deals=40", "");
    EXPECT_EQ(queued.status, 201) << queued.text;
    run_jobs();
    return get(queued.header("Location"));
  }
  Answer remove() {
    const auto queued = ask(Method::delete_, "/api/sample-data", "");
    EXPECT_EQ(queued.status, 201) << queued.text;
    run_jobs();
    return get(queued.header("Location"));
  }
  boost::json::array list(std::string_view path, std::string_view noun) {
    return get(path).at(fmt::format("/{}", noun)).as_array();
  }
  std::string state() { return std::string(get("/api/sample-data").at("/state").as_string()); }
  std::size_t deals() { return list("/api/deals?limit=500", "deals").size(); }
  std::size_t accounts() { return list("/api/accounts?limit=500", "accounts").size(); }
  std::size_t contacts() { return list("/api/contacts?limit=500", "contacts").size(); }
  std::vector<std::string> faults() {
    return store::check(workspace().location(), workspace().name()).faults;
  }
};

TEST_F(SampleDataApi, MakesACompanyWithItsHistory) {
  EXPECT_EQ(state(), "none");
  const auto job = make();
  ASSERT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/deals"), 40);
  EXPECT_EQ(job.at("/done"), job.at("/total"));
  EXPECT_EQ(state(), "there");
  EXPECT_EQ(get("/api/sample-data").at("/is_there"), true);
  EXPECT_EQ(deals(), 40U);
  EXPECT_EQ(accounts(), 16U);
  EXPECT_EQ(contacts(), 64U);
  EXPECT_EQ(list("/api/sample-data", "people").size(), 11U);
  EXPECT_EQ(get("/api/processes/1").at("/process/map_id"), "planning_direct");
  EXPECT_THAT(get("/api/workspace/measures").text, HasSubstr("reporting_currency: EUR"));
  EXPECT_THAT(get("/api/objection-topics").text, HasSubstr("data_quality"));
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(SampleDataApi, ShowsDealsWithPeopleOfTheirCustomerAndOfOurs) {
  make();
  for (const auto& row : list("/api/deals?limit=500", "deals")) {
    const auto deal = fmt::format("/api/deals/{}", row.at("id").as_int64());
    const auto account = row.at("account").as_int64();
    for (const auto& member : list(deal, "deal/buying_group")) {
      const auto contact = get(fmt::format("/api/contacts/{}", member.at("contact").as_int64()));
      EXPECT_EQ(contact.at("/account").as_int64(), account);
    }
    EXPECT_NE(row.at("owner_name").as_string(), "");
  }
}

TEST_F(SampleDataApi, LetsNobodyOfItInWithoutAPassword) {
  make();
  workspace().read([&](store::Connection& db) {
    const auto people = store::list_sample_people(db);
    EXPECT_FALSE(people.empty());
    for (const auto person : people) EXPECT_EQ(store::find_password_hash(db, person), std::nullopt);
    EXPECT_FALSE(store::is_sample_person(db, ada));
    return 0;
  });
}

TEST_F(SampleDataApi, IsMadeOnceAndByAdministratorsAlone) {
  as(mia);
  EXPECT_EQ(post("/api/sample-data", "").status, 403);
  EXPECT_EQ(ask(Method::delete_, "/api/sample-data", "").status, 403);
  EXPECT_EQ(state(), "none") << "which everybody may know";
  as(ada);
  ASSERT_EQ(post("/api/sample-data?deals=5", "").status, 201);
  EXPECT_EQ(state(), "being_made");
  EXPECT_EQ(get("/api/sample-data").at("/is_there"), false);
  EXPECT_EQ(post("/api/sample-data?deals=5", "").status, 409);
  EXPECT_EQ(ask(Method::delete_, "/api/sample-data", "").status, 409);
  run_jobs();
  EXPECT_EQ(post("/api/sample-data?deals=5", "").status, 409);
}

TEST_F(SampleDataApi, IsRemovedWithAllThatCameWithIt) {
  EXPECT_EQ(ask(Method::delete_, "/api/sample-data", "").status, 404);
  make();
  const auto job = remove();
  ASSERT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(job.at("/report/deals_undone"), 40);
  EXPECT_EQ(job.at("/report/deals_kept"), 0);
  EXPECT_EQ(job.at("/report/contacts_removed"), 64);
  EXPECT_EQ(state(), "none");
  EXPECT_EQ(deals(), 0U);
  EXPECT_EQ(accounts(), 0U);
  EXPECT_EQ(contacts(), 0U);
  EXPECT_NE(get("/api/processes").at("/processes/0/archived_at"), nullptr);
  EXPECT_EQ(get("/api/workspace/measures").at("/text"), "");
  for (const auto& person : list("/api/people", "people"))
    EXPECT_EQ(person.at("is_active").as_bool(),
              !person.at("email").as_string().ends_with("harbour.example"));
  EXPECT_THAT(list("/api/search?q=message", "found"), IsEmpty());
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(SampleDataApi, IsMadeAgainAfterItWasRemoved) {
  make();
  remove();
  pass(std::chrono::hours(5));
  const auto job = make();
  ASSERT_EQ(job.at("/state"), "done") << job.text;
  EXPECT_EQ(deals(), 40U);
  EXPECT_EQ(list("/api/processes", "processes").size(), 1U);
  EXPECT_EQ(get("/api/processes").at("/processes/0/archived_at"), nullptr);
  EXPECT_EQ(list("/api/people", "people").size(), 16U);
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(SampleDataApi, KeepsDealsOnWhichPeopleHaveWorkedWithTheirCustomers) {
  make();
  const auto row = get("/api/deals?status=open&limit=1").at("/deals/0");
  const auto deal = row.at("id").as_int64();
  ASSERT_EQ(post(fmt::format("/api/deals/{}/touchpoints", deal), R"({"kind":"call"})").status, 201);
  const auto job = remove();
  EXPECT_EQ(job.at("/report/deals_kept"), 1);
  EXPECT_EQ(deals(), 1U);
  EXPECT_EQ(accounts(), 1U);
  EXPECT_EQ(contacts(), 4U);
  EXPECT_EQ(get("/api/processes").at("/processes/0/archived_at"), nullptr) << "a deal runs on it";
  EXPECT_EQ(state(), "none");
  EXPECT_THAT(faults(), IsEmpty());
}

TEST_F(SampleDataApi, IsNotRemovedByWhoWouldGoWithIt) {
  make();
  as(workspace().read([](store::Connection& db) { return store::list_sample_people(db).front(); }));
  EXPECT_EQ(ask(Method::delete_, "/api/sample-data", "").status, 409);
}

TEST_F(SampleDataApi, RunsOnTheProcessThatIsThereAndLeavesIt) {
  const auto process = publish(sample::embedded_data("four-goals.yaml"));
  as(ada);
  const auto job = make();
  EXPECT_EQ(job.at("/report/process"), process);
  EXPECT_EQ(job.at("/report/made_process"), false);
  remove();
  EXPECT_EQ(get("/api/processes").at("/processes/0/archived_at"), nullptr);
}

TEST_F(SampleDataApi, LeavesSettingsOfFiguresAloneThatPeopleHaveMade) {
  const auto* own = R"({"text":"stagecraft_settings: 1\nreporting_currency: USD\n"})";
  ASSERT_EQ(ask(Method::put, "/api/workspace/measures", own).status, 200);
  make();
  remove();
  EXPECT_THAT(get("/api/workspace/measures").text, HasSubstr("USD"));
}

TEST_F(SampleDataApi, TakesNoAddressOfSomebodyWhoIsReal) {
  ASSERT_EQ(
      post("/api/people", R"({"name":"Ada N","email":"ada.novak@harbour.example","role":"rep"})")
          .status,
      201);
  const auto job = make();
  EXPECT_EQ(job.at("/state"), "failed");
  EXPECT_THAT(job.text, HasSubstr("which the sample needs"));
  EXPECT_EQ(state(), "none");
}

}  // namespace
}  // namespace stagecraft::http
