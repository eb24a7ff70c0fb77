#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view map_that_asks = R"(stagecraft: 1
id: small
name: Small
competencies:
  - {id: asking, name: Asking}
  - {id: pricing, name: Pricing, levels: [reads, writes]}
stages:
  - {id: a, name: A, does: [asks], skills: {asking: 3}}
  - {id: b, name: B, does: [signs], skills: {pricing: 2}}
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
)";

class Competencies : public ApiWorld {
 protected:
  Competencies() {
    process_ = publish(map_that_asks);
    as(ada);
  }
  static std::string path_of(selling::PersonId person) {
    return fmt::format("/api/people/{}/competencies", person.value);
  }
  Answer assess(selling::PersonId person, std::string_view levels,
                std::vector<Header> headers = {}) {
    return ask(Method::put, path_of(person), fmt::format(R"({{"competencies":[{}]}})", levels),
               std::move(headers));
  }
  boost::json::value skills() {
    return get(fmt::format("/api/processes/{}/competencies", process_)).json();
  }

  std::int64_t process_ = 0;
};

TEST_F(Competencies, OfPeopleAreAssessedWithWhoSaysSo) {
  const auto made = assess(rob, R"({"competency":"asking","level":2})");
  ASSERT_EQ(made.status, 200) << made.text;
  EXPECT_EQ(made.at("/competencies/0/level"), 2);
  EXPECT_EQ(made.at("/competencies/0/by").as_int64(), ada.value);
  EXPECT_EQ(get("/api/audit?kind=competencies_changed").at("/changes/0/about"), "Rob");
  as(rob);
  EXPECT_EQ(get(path_of(rob)).at("/competencies/0/competency"), "asking");
  EXPECT_EQ(assess(rob, "").status, 403);
  EXPECT_EQ(get("/api/competencies").at("/competencies/1/levels/1"), "writes");
}

TEST_F(Competencies, KeepTheDayOfWhatDidNotChange) {
  ASSERT_EQ(assess(rob, R"({"competency":"asking","level":2})").status, 200);
  const auto first = get(path_of(rob)).at("/competencies/0/at");
  pass(std::chrono::hours(48));
  ASSERT_EQ(
      assess(rob, R"({"competency":"asking","level":2},{"competency":"pricing","level":1})").status,
      200);
  EXPECT_EQ(get(path_of(rob)).at("/competencies/0/at"), first);
  EXPECT_NE(get(path_of(rob)).at("/competencies/1/at"), first);
  EXPECT_THAT(get("/api/audit?limit=1").text,
              HasSubstr(R"([{"field":"pricing","before":null,"after":1}])"));
}

TEST_F(Competencies, AreThoseOfPublishedMapsWithTheirLevels) {
  EXPECT_THAT(
      assess(rob, R"({"competency":"singing","level":1},{"competency":"pricing","level":3})")
          .faults(),
      ElementsAre("/competencies/0/competency", "/competencies/1/level"));
  EXPECT_EQ(
      assess(rob, R"({"competency":"asking","level":1},{"competency":"asking","level":2})").status,
      422);
  EXPECT_EQ(assess(rob, "", {{"if-match", "\"other\""}}).status, 412);
  EXPECT_EQ(get("/api/people/99/competencies").status, 404);
}

TEST_F(Competencies, TellWhoHasWhatAStageAsksAndWhereNobodyDoes) {
  ASSERT_EQ(assess(rob, R"({"competency":"asking","level":4})").status, 200);
  ASSERT_EQ(assess(mia, R"({"competency":"asking","level":2})").status, 200);
  const auto told = skills();
  EXPECT_EQ(told.at("people"), 5);
  const auto& asking = told.at("skills").at(0);
  EXPECT_EQ(asking.at("stage"), "a");
  EXPECT_EQ(asking.at("level_name"), "does it alone");
  EXPECT_EQ(asking.at("able"), 1);
  EXPECT_EQ(asking.at("holders").at(0).at("person").as_int64(), rob.value);
  EXPECT_EQ(asking.at("holders").at(1).at("gap"), 1);
  EXPECT_EQ(told.at("skills").at(1).at("able"), 0);
}

TEST_F(Competencies, GoWithThePersonWhoIsErased) {
  ASSERT_EQ(assess(rob, R"({"competency":"asking","level":4})").status, 200);
  const auto data = fmt::format("/api/people/{}/personal-data", rob.value);
  EXPECT_THAT(get(data).text, HasSubstr("asking"));
  ASSERT_EQ(ask(Method::delete_, data, "").status, 204);
  EXPECT_EQ(get(path_of(rob)).at("/competencies").as_array().size(), 0U);
  EXPECT_EQ(skills().at("skills").at(0).at("able"), 0);
}

}  // namespace
}  // namespace stagecraft::http
