#include <fmt/format.h>

#include "tests/http/api_world.h"
#include "tests/http/small_maps.h"

namespace stagecraft::http {
namespace {

class WholeDeals : public ApiWorld {
 protected:
  WholeDeals() { publish(map_of_one_stage); }

  std::string make(std::string_view noun, std::string_view body) {
    const auto made = post(fmt::format("/api/{}", noun), body);
    EXPECT_EQ(made.status, 201) << made.text;
    return fmt::format("{}", made.at("/id").as_int64());
  }
  /// A deal with a promise in its plan, and `contact` in its buying group.
  std::string deal_with(const std::string& contact) {
    const auto deal = make("deals", R"({"name":"Plant","qualify":true})");
    const auto at = "/api/deals/" + deal;
    EXPECT_EQ(
        post(at + "/buying-group", fmt::format(R"({{"contact":{},"roles":["user"]}})", contact))
            .status,
        201);
    EXPECT_EQ(post(at + "/promises",
                   R"({"side":"us","text":"Send data","due":"2026-06-10","in_plan":true})")
                  .status,
              201);
    return deal;
  }
};

TEST_F(WholeDeals, TellInOneAnswerWhatEachPartTellsByItself) {
  const auto contact = make("contacts", R"({"name":"Eve"})");
  make("contacts", R"({"name":"Nobody"})");
  const auto at = "/api/deals/" + deal_with(contact);
  const auto whole = get(at + "/whole");
  ASSERT_EQ(whole.status, 200) << whole.text;
  EXPECT_EQ(whole.at("/deal"), get(at).at(""));
  EXPECT_EQ(whole.at("/plan"), get(at + "/plan").at(""));
  EXPECT_EQ(whole.at("/plan/steps").as_array().size(), 1U);
  EXPECT_EQ(whole.at("/history"), get(at + "/events").at(""));
  EXPECT_EQ(whole.at("/buying_group"), get(at + "/buying-group").at(""));
  EXPECT_EQ(whole.at("/buying_group/members").as_array().size(), 1U);
  EXPECT_EQ(whole.at("/attachments"), get(at + "/attachments").at(""));
  EXPECT_EQ(whole.at("/contacts"), get("/api/contacts?ids=" + contact).at("/contacts"));
}

TEST_F(WholeDeals, ShowWhatHappenedToDealsThatWereMergedIntoThem) {
  const auto contact = make("contacts", R"({"name":"Eve"})");
  const auto gone = deal_with(contact);
  const auto stays = make("deals", R"({"name":"Plant 2","qualify":true})");
  as(ada);
  const auto merged =
      post(fmt::format("/api/deals/{}/mergers", gone), fmt::format(R"({{"into":{}}})", stays));
  ASSERT_EQ(merged.status, 201) << merged.text;
  const auto at = "/api/deals/" + stays;
  const auto whole = get(at + "/whole");
  EXPECT_EQ(whole.at("/deal"), get(at).at(""));
  EXPECT_EQ(whole.at("/history"), get(at + "/events").at(""));
  EXPECT_EQ(whole.at("/contacts/0/name"), "Eve");
}

TEST_F(WholeDeals, AreNotToldOfDealsThatAreNotThere) {
  EXPECT_EQ(get("/api/deals/77/whole").status, 404);
}

}  // namespace
}  // namespace stagecraft::http
