#include <fmt/format.h>

#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

using namespace std::chrono_literals;

class BoardHeads : public ApiWorld {
 protected:
  BoardHeads() { publish(map_of_one_stage); }

  void create(const std::string& body) { ASSERT_EQ(post("/api/deals", body).status, 201); }
  boost::json::value heads(const std::string& query) {
    const auto answer = get("/api/processes/1/stage-counts" + query);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return boost::json::parse(answer.text);
  }
};

TEST_F(BoardHeads, CountLeadsAndOpenDealsByStage) {
  create(R"({"name":"Lead"})");
  create(R"({"name":"Plant","qualify":true})");
  const auto stages = heads("").at("stages").as_array();
  ASSERT_EQ(stages.size(), 2U);
  EXPECT_EQ(stages[0].at("status"), "lead");
  EXPECT_EQ(stages[0].at("stage"), "");
  EXPECT_EQ(stages[1].at("stage"), "needs");
}

TEST_F(BoardHeads, CountWhatAListWithTheSameFilterHas) {
  create(R"({"name":"Lead","values":[{"name":"channel","value":"web"}]})");
  create(R"({"name":"Plant","qualify":true})");
  const auto stages = heads("?filter=channel%3Dweb").at("stages").as_array();
  ASSERT_EQ(stages.size(), 1U);
  EXPECT_EQ(stages[0].at("deals"), 1);
  EXPECT_EQ(heads("?filter=status%3Dwon").at("stages").as_array().size(), 0U);
  EXPECT_EQ(get("/api/processes/1/stage-counts?filter=colour%3Dred").status, 422);
}

TEST_F(BoardHeads, TellTheMedianAgeOfDealsWhereTheyAre) {
  create(R"({"name":"One","qualify":true})");
  pass(24h);
  create(R"({"name":"Two","qualify":true})");
  create(R"({"name":"Three","qualify":true})");
  pass(24h);
  const auto ages = heads("?ages=true").at("ages").as_array();
  ASSERT_EQ(ages.size(), 1U);
  EXPECT_EQ(ages[0].at("deals"), 3);
  EXPECT_EQ(ages[0].at("median_days"), 1);
}

TEST_F(BoardHeads, StandOnTheBoardWithTheFirstDealsOfEachStage) {
  create(R"({"name":"Lead"})");
  for (const char* name : {"One", "Two", "Three"})
    create(fmt::format(R"({{"name":"{}","qualify":true}})", name));
  const auto answer = get("/api/processes/1/board?order=name&limit=2");
  ASSERT_EQ(answer.status, 200) << answer.text;
  const auto board = boost::json::parse(answer.text);
  EXPECT_EQ(board.at("stages"), heads("").at("stages"));
  EXPECT_EQ(board.at("ages"), heads("?ages=true").at("ages"));
  const auto columns = board.at("columns").as_array();
  ASSERT_EQ(columns.size(), 2U);
  EXPECT_EQ(columns[0].at("status"), "lead");
  EXPECT_EQ(columns[0].at("deals").at(0).at("name"), "Lead");
  EXPECT_EQ(columns[0].at("next"), "");
  EXPECT_EQ(columns[1].at("stage"), "needs");
  EXPECT_EQ(columns[1].at("deals").at(0).at("name"), "One");
  EXPECT_EQ(columns[1].at("deals").at(1).at("name"), "Three");
  const auto rest = get("/api/deals?process=1&status=open&stage=needs&order=name&limit=2&cursor=" +
                        std::string(columns[1].at("next").as_string()));
  ASSERT_EQ(rest.status, 200) << rest.text;
  const auto more = boost::json::parse(rest.text);
  ASSERT_EQ(more.at("deals").as_array().size(), 1U);
  EXPECT_EQ(more.at("deals").at(0).at("name"), "Two");
}

TEST_F(BoardHeads, BringTheCardsOfTheFirstDealsWhereTheyAreAskedFor) {
  create(R"({"name":"Lead"})");
  for (const char* name : {"One", "Two", "Three"})
    create(fmt::format(R"({{"name":"{}","qualify":true}})", name));
  const auto columns = [&](const std::string& query) {
    const auto answer = get("/api/processes/1/board?order=name" + query);
    EXPECT_EQ(answer.status, 200) << answer.text;
    return boost::json::parse(answer.text).at("columns").as_array();
  };
  const auto card = [&](const boost::json::value& row) {
    const auto id = std::to_string(row.at("id").as_int64());
    return get("/api/deal-cards?deals=" + id).at("/cards/0");
  };
  EXPECT_TRUE(columns("")[1].at("deals").at(0).at("card").is_null());
  const auto all = columns("&cards=2");
  EXPECT_EQ(all[0].at("deals").at(0).at("card"), card(all[0].at("deals").at(0)));
  const auto& needs = all[1].at("deals");
  EXPECT_EQ(needs.at(0).at("card"), card(needs.at(0)));
  EXPECT_EQ(needs.at(1).at("card"), card(needs.at(1)));
  EXPECT_TRUE(needs.at(2).at("card").is_null());
  const auto seen = columns("&cards=1&card_stages=needs");
  EXPECT_TRUE(seen[0].at("deals").at(0).at("card").is_null());
  EXPECT_TRUE(seen[1].at("deals").at(0).at("card").is_object());
  const auto leads = columns("&cards=1&card_stages=");
  EXPECT_TRUE(leads[0].at("deals").at(0).at("card").is_object());
  EXPECT_TRUE(leads[1].at("deals").at(0).at("card").is_null());
}

/// Of as many stages, from `s0` on, without gates.
std::string long_map(int stages) {
  std::string map = "stagecraft: 1\nid: long\nname: Long\nstages:\n";
  for (int i = 0; i < stages; ++i)
    map += fmt::format("  - {{id: s{0}, name: Stage {0}, does: [asks]}}\n", i);
  return map +
         "outcomes:\n  - {id: ordered, name: Ordered, kind: won}\n"
         "  - {id: gone, name: Gone, kind: lost, reasons: [price]}\n";
}

class LongBoards : public ApiWorld {
 protected:
  LongBoards() { publish(long_map(stages)); }

  static constexpr int stages = 17;
};

TEST_F(LongBoards, BringTwoHundredCardsAtMost) {
  as(ada);
  for (int i = 0; i < stages * 12; ++i) {
    const auto made = post("/api/deals", R"({"name":"Plant","qualify":true})");
    ASSERT_EQ(made.status, 201) << made.text;
    const auto entries = fmt::format("/api/deals/{}/stage-entries", made.at("/id").as_int64());
    const auto entered =
        fmt::format(R"({{"stage":"s{}","exception":"Begun elsewhere"}})", i % stages);
    if (i % stages > 0) {
      ASSERT_EQ(post(entries, entered).status, 201);
    }
  }
  const auto board = get("/api/processes/1/board?cards=12");
  ASSERT_EQ(board.status, 200) << board.text;
  int deals = 0, cards = 0;
  const auto columns = board.at("/columns").as_array();
  for (const auto& column : columns)
    for (const auto& row : column.at("deals").as_array()) {
      ++deals;
      if (!row.at("card").is_null()) ++cards;
    }
  EXPECT_EQ(deals, stages * 12);
  EXPECT_EQ(cards, 200);
}

TEST_F(BoardHeads, RefuseABoardThatIsNone) {
  EXPECT_EQ(get("/api/processes/2/board").status, 404);
  EXPECT_EQ(get("/api/processes/1/board?order=colour").status, 422);
  EXPECT_EQ(get("/api/processes/1/board?limit=51").status, 422);
  EXPECT_EQ(get("/api/processes/1/board?cards=13").status, 422);
  EXPECT_EQ(get("/api/processes/1/board?filter=colour%3Dred").status, 422);
}

}  // namespace
}  // namespace stagecraft::http
