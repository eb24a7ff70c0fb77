#include <fmt/format.h>

#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using ::testing::HasSubstr;
using namespace std::chrono_literals;

class SilentDeals : public ApiWorld {
 protected:
  SilentDeals() { publish(map_of_one_stage); }

  std::string create() {
    const auto made = post("/api/deals", R"({"name":"Plant","qualify":true})");
    EXPECT_EQ(made.status, 201) << made.text;
    return made.header("Location");
  }
  void call(const std::string& deal) {
    const auto answer = post(deal + "/touchpoints", R"({"kind":"call"})");
    EXPECT_EQ(answer.status, 201) << answer.text;
  }
  /// A deal of which something is heard each day.
  std::string create_lively() {
    const auto deal = create();
    for (int day = 0; day < 25; ++day) {
      pass(24h);
      call(deal);
    }
    return deal;
  }
  std::vector<std::string> steps_of(const std::string& deal) {
    std::vector<std::string> kinds;
    const auto steps = get(deal).at("/guide/next_steps");
    for (const auto& step : steps.as_array()) kinds.emplace_back(step.at("kind").as_string());
    return kinds;
  }
};

TEST_F(SilentDeals, AreThoseThatAreQuietLongerThanIsUsualAtTheirStage) {
  const auto lively = create_lively();
  const auto quiet = create();
  learn_habits();
  pass(12h);
  EXPECT_EQ(get("/api/silent-deals").at("/deals").as_array().size(), 0U);
  pass(36h);
  call(lively);
  const auto answer = get("/api/silent-deals");
  EXPECT_EQ(answer.at("/usual_days/needs"), 1);
  ASSERT_EQ(answer.at("/deals").as_array().size(), 1U);
  EXPECT_EQ(fmt::format("/api/deals/{}", answer.at("/deals/0/deal").as_int64()), quiet);
  EXPECT_EQ(answer.at("/deals/0/silent_days"), 2);
  EXPECT_THAT(steps_of(quiet), ::testing::Contains("silent"));
  EXPECT_THAT(steps_of(lively), ::testing::Not(::testing::Contains("silent")));
}

TEST_F(SilentDeals, AreNotKnownBeforeEnoughSilencesAre) {
  create();
  pass(24h * 300);
  learn_habits();
  EXPECT_EQ(get("/api/silent-deals").at("/deals").as_array().size(), 0U);
}

TEST_F(SilentDeals, OfOthersAreShownToThoseAloneWhoSeeThem) {
  create_lively();
  learn_habits();
  pass(24h * 30);
  EXPECT_EQ(get("/api/silent-deals").at("/deals").as_array().size(), 1U);
  as(sam);
  EXPECT_EQ(get("/api/silent-deals").at("/deals").as_array().size(), 0U);
}

TEST_F(SilentDeals, AreReadThroughToWhatWasMergedIntoThem) {
  const auto gone = create();
  pass(1h);
  call(gone);
  const auto into = create();
  as(mia);
  const auto merged =
      post(gone + "/mergers", fmt::format(R"({{"into":{}}})", into.substr(into.rfind('/') + 1)));
  ASSERT_EQ(merged.status, 201) << merged.text;
  const auto deal = get(into);
  EXPECT_EQ(deal.at("/deal/touchpoints").as_array().size(), 1U);
  EXPECT_EQ(deal.at("/deal/created_at"), get(gone).at("/deal/created_at"));
  EXPECT_THAT(get(into + "/events").text, HasSubstr(R"("kind":"touchpoint")"));
}

}  // namespace
}  // namespace stagecraft::http
