#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

constexpr std::string_view two_stages = R"(stagecraft: 1
id: direct
name: Direct
currency: EUR
stages:
  - {id: first, name: First, exit: [{id: told, text: the prospect told what hurts}]}
  - {id: second, name: Second}
outcomes:
  - {id: won, name: Won, kind: won, on_leaving: second}
  - {id: lost, name: Lost, kind: lost}
)";

class ClockSetBack : public ApiWorld {
 protected:
  ClockSetBack() { publish(two_stages); }
};

TEST_F(ClockSetBack, KeepsTheOrderInWhichThingsHappened) {
  const auto made = post("/api/deals", R"({"name":"Plant 7","qualify":true})");
  ASSERT_EQ(made.status, 201) << made.text;
  const auto deal = made.header("Location");
  pass(std::chrono::hours(1));
  ASSERT_EQ(post(deal + "/evidence", R"({"criterion":"told","note":"Said so"})").status, 201);
  pass(-std::chrono::hours(3));
  const auto moved = post(deal + "/stage-entries", R"({"stage":"second"})");
  ASSERT_EQ(moved.status, 201) << moved.text;
  EXPECT_EQ(moved.at("/stage"), "second");
  EXPECT_EQ(get(deal).at("/deal/stage"), "second");
  const auto events = get(deal + "/events").at("/events").as_array();
  EXPECT_EQ(events.back().at("kind"), "stage_entered");
  EXPECT_EQ(events.back().at("symbol"), "second");
  for (std::size_t i = 1; i < events.size(); ++i)
    EXPECT_LE(events[i - 1].at("at").as_string(), events[i].at("at").as_string());
}

TEST_F(ClockSetBack, LeavesListsAndPromisesAsTheyAre) {
  const auto deal = post("/api/deals", R"({"name":"Plant 7","qualify":true})").header("Location");
  ASSERT_EQ(post(deal + "/promises", R"({"side":"us","text":"Call","due":"2026-06-10"})").status,
            201);
  pass(-std::chrono::hours(48));
  EXPECT_EQ(post(deal + "/promises/1/keepings", "{}").status, 201);
  EXPECT_EQ(get(deal).at("/deal/promises/0/state"), "kept");
  EXPECT_EQ(get("/api/deals?order=created_at").at("/deals").as_array().size(), 1U);
  EXPECT_EQ(post("/api/deals", R"({"name":"Plant 8","qualify":true})").status, 201);
}

}  // namespace
}  // namespace stagecraft::http
