#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using namespace std::chrono_literals;

class RecentEvents : public ApiWorld {
 protected:
  RecentEvents() { publish(map_of_one_stage); }

  std::size_t count(const std::string& query) {
    return get("/api/recent-events" + query).at("/events").as_array().size();
  }
};

TEST_F(RecentEvents, TellTheNewestFirstWithNames) {
  ASSERT_EQ(post("/api/deals", R"({"name":"Plant","qualify":true})").status, 201);
  const auto answer = get("/api/recent-events");
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.at("/events/0/kind"), "stage_entered");
  EXPECT_EQ(answer.at("/events/0/deal_name"), "Plant");
  EXPECT_EQ(answer.at("/events/1/kind"), "created");
}

TEST_F(RecentEvents, LeaveOutWhatWasNotedBeforeAnInstantAndOtherKinds) {
  ASSERT_EQ(post("/api/deals", R"({"name":"Plant","qualify":true})").status, 201);
  pass(24h);
  ASSERT_EQ(post("/api/deals", R"({"name":"Other"})").status, 201);
  EXPECT_EQ(count(""), 3U);
  EXPECT_EQ(count("?kind=created"), 2U);
  EXPECT_EQ(get("/api/recent-events?kind=sang").status, 422);
  EXPECT_EQ(count("?limit=1"), 1U);
  const auto last = get("/api/recent-events?limit=1").at("/events/0/recorded_at");
  EXPECT_EQ(count("?since=" + std::string(last.as_string())), 0U);
}

}  // namespace
}  // namespace stagecraft::http
