#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

constexpr std::string_view map_with_times = R"(stagecraft: 1
id: small
name: Small
stages:
  - {id: a, name: A, does: [asks], expected_days: 2}
  - {id: b, name: B, does: [signs], late_after_days: 90}
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
)";

class DealsInNeed : public ApiWorld {
 protected:
  DealsInNeed() { publish(map_with_times); }

  std::string create(std::string_view name, std::string_view stage = "a") {
    const auto made = post("/api/deals", fmt::format(R"({{"name":"{}","qualify":true}})", name));
    EXPECT_EQ(made.status, 201) << made.text;
    auto path = fmt::format("/api/deals/{}", made.at("/id").as_int64());
    if (stage != "a") enter(path, stage);
    pass(1h);
    return path;
  }
  void enter(const std::string& deal, std::string_view stage) {
    const auto moved = post(deal + "/stage-entries", fmt::format(R"({{"stage":"{}"}})", stage));
    EXPECT_EQ(moved.status, 201) << moved.text;
  }
  void promise(const std::string& deal, std::string_view due) {
    EXPECT_EQ(
        post(deal + "/promises", fmt::format(R"({{"side":"us","text":"Call","due":"{}"}})", due))
            .status,
        201);
  }
  std::vector<std::string> names(const std::string& query) {
    std::vector<std::string> names;
    std::string cursor;
    do {  // Page by page, so that the pages are seen to fit together.
      const auto page = get(fmt::format("/api/deals?limit=2&cursor={}&{}", cursor, query));
      EXPECT_EQ(page.status, 200) << page.text;
      const auto deals = page.at("/deals");
      for (const auto& deal : deals.as_array()) names.emplace_back(deal.at("name").as_string());
      cursor = page.at("/next").as_string();
    } while (!cursor.empty());
    return names;
  }
};

TEST_F(DealsInNeed, ComeFirstInThePagesOfTheOrderByAttention) {
  promise(create("due later", "b"), "2026-07-20");
  promise(create("late and due", "a"), "2026-07-21");
  promise(create("due sooner", "b"), "2026-07-10");
  create("nothing promised", "b");
  promise(create("overdue", "b"), "2026-06-03");
  promise(create("longer overdue", "b"), "2026-06-02");
  create("nothing promised, late", "a");
  const auto lost = create("lost", "b");
  EXPECT_EQ(post(lost + "/closings", R"({"outcome":"gone"})").status, 201);
  pass(24h * 8);
  EXPECT_THAT(names("order=attention"),
              ElementsAre("longer overdue", "overdue", "nothing promised, late", "nothing promised",
                          "late and due", "due sooner", "due later", "lost"));
  EXPECT_THAT(names("order=attention&status=open&stage=a&process=1"),
              ElementsAre("nothing promised, late", "late and due"));
  EXPECT_EQ(names("order=attention&descending=true").front(), "lost");
}

TEST_F(DealsInNeed, AreOrderedByHowLongTheyAreWhereTheyAreAmongEquals) {
  const auto first = create("first"), second = create("second"), third = create("third");
  for (const auto& deal : {third, first, second}) {
    enter(deal, "b");
    pass(1h);
  }
  EXPECT_THAT(names("order=attention"), ElementsAre("third", "first", "second"));
}

TEST_F(DealsInNeed, CanBeKeptAsAView) {
  EXPECT_EQ(
      post("/api/saved-views", R"({"list":"deals","name":"Need","query":{"order":["attention"]}})")
          .status,
      201);
}

TEST_F(DealsInNeed, AreThoseOfSeveralOwnersInListsAndCounts) {
  create("of Rob");
  as(mia);
  create("of Mia");
  as(ada);
  create("of Ada");
  EXPECT_THAT(names(fmt::format("owner={}&owner={}", rob.value, mia.value)),
              UnorderedElementsAre("of Rob", "of Mia"));
  EXPECT_EQ(get(fmt::format("/api/processes/1/stage-counts?filter=owner%3D{}%26owner%3D{}",
                            rob.value, ada.value))
                .at("/stages/0/deals"),
            2);
  EXPECT_EQ(get("/api/deals?owner=Rob").status, 422);
}

}  // namespace
}  // namespace stagecraft::http
