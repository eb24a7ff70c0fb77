#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

class DealCards : public ApiWorld {
 protected:
  DealCards() { publish(map_of_one_stage); }
};

TEST_F(DealCards, TellDealsInTheOrderAskedAndLeaveOutWhatIsNotThere) {
  for (int i = 0; i < 2; ++i)
    ASSERT_EQ(post("/api/deals", R"({"name":"Plant","qualify":true})").status, 201);
  const auto answer = get("/api/deal-cards?deals=2&deals=77&deals=1");
  ASSERT_EQ(answer.status, 200) << answer.text;
  ASSERT_EQ(answer.at("/cards").as_array().size(), 2U);
  EXPECT_EQ(answer.at("/cards/0/deal"), 2);
  EXPECT_EQ(answer.at("/cards/0/to"), "ordered");
  EXPECT_EQ(answer.at("/cards/0/missing/0/criterion"), "told");
  EXPECT_EQ(answer.at("/cards/0/is_ready"), false);
}

TEST_F(DealCards, AreAskedForOneToAHundredAtATime) {
  EXPECT_EQ(get("/api/deal-cards").status, 422);
  std::string many = "deals=1";
  for (int i = 2; i <= 101; ++i) many += "&deals=" + std::to_string(i);
  EXPECT_EQ(get("/api/deal-cards?" + many).status, 422);
}

}  // namespace
}  // namespace stagecraft::http
