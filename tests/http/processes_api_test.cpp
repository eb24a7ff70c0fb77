#include <fmt/format.h>

#include "tests/http/api_world.h"

namespace stagecraft::http {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsSupersetOf;

constexpr std::string_view small_map = R"(stagecraft: 1
id: small
name: Small
stages:
  - {id: needs, name: Needs, does: [tells where it hurts]}
  - {id: offer, name: Offer, does: [signs]}
outcomes:
  - {id: ordered, name: Ordered, kind: won}
  - {id: gone, name: Gone, kind: lost}
  - {id: stalled, name: No decision, kind: no_decision}
)";

std::string body_of(std::string_view text) {
  return boost::json::serialize(boost::json::object{{"text", std::string(text)}});
}

class ProcessesApi : public ApiWorld {
 protected:
  Answer put_draft(const std::string& path, const std::string& text, std::string_view etag) {
    return ask(Method::put, path + "/draft", body_of(text), {{"if-match", std::string(etag)}});
  }
};

TEST_F(ProcessesApi, AreWrittenAsDraftsAndPublished) {
  as(ada);
  const auto id = publish(small_map);
  const auto path = fmt::format("/api/processes/{}", id);
  EXPECT_EQ(get(path).at("/process/head").as_int64(), 1);
  EXPECT_EQ(get(path + "/draft").status, 404);
  EXPECT_EQ(get(path + "/versions/1").at("/stages/0/name"), "Needs");
  const auto yaml = get(path + "/versions/1?format=yaml");
  EXPECT_THAT(yaml.text, HasSubstr("name: Needs"));
  EXPECT_THAT(yaml.header("Cache-Control"), HasSubstr("immutable"));
  EXPECT_EQ(
      ask(Method::get, path + "/versions/1", "", {{"if-none-match", yaml.header("ETag")}}).status,
      304);
  EXPECT_THAT(get(path + "/versions/1?format=svg").text, HasSubstr("<svg"));
  EXPECT_EQ(get(path + "/versions/2").status, 404);
}

TEST_F(ProcessesApi, TellWhatANewVersionChanges) {
  as(ada);
  const auto id = publish(small_map);
  const auto path = fmt::format("/api/processes/{}", id);
  std::string text(small_map);
  text.replace(text.find("name: Offer"), 11, "name: Order");
  EXPECT_EQ(put_draft(path, text, "\"0\"").status, 200);
  EXPECT_EQ(put_draft(path, text, "\"0\"").status, 412)
      << "somebody else's draft is not written over";
  const auto picture = get(path + "/draft/picture?view=lanes");
  EXPECT_THAT(picture.text,
              AllOf(HasSubstr("<svg"), HasSubstr("Order"), HasSubstr("Draft of version 2")));
  EXPECT_EQ(get(path + "/draft/picture?view=measured").status, 422);
  EXPECT_EQ(post(path + "/versions", R"({"note":"Clearer"})").status, 201);
  EXPECT_EQ(get(path + "/draft/picture").status, 404);
  EXPECT_EQ(put_draft(path, "stages: 7", "\"0\"").status, 200);
  EXPECT_EQ(get(path + "/draft/picture").status, 422) << "its text is no map";
  const auto changes = get(path + "/changes?from=1&to=2");
  EXPECT_THAT(changes.text, HasSubstr("renamed 'Order'"));
}

TEST_F(ProcessesApi, AreNotPublishedByRepsNorReadByNobody) {
  publish(small_map);
  as(rob);
  EXPECT_EQ(post("/api/processes", body_of(small_map)).status, 403);
  EXPECT_EQ(get("/api/processes").status, 200);
  as({});
  EXPECT_EQ(get("/api/processes").status, 401);
}

TEST_F(ProcessesApi, CheckAMapWithoutKeepingIt) {
  const auto answer = post("/api/map-checks", body_of("stagecraft: 1\nid: x\n"));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.at("/may_be_published"), false);
  EXPECT_GT(answer.at("/findings").as_array().size(), 0U);
  EXPECT_EQ(get("/api/processes").at("/processes").as_array().size(), 0U);
}

TEST_F(ProcessesApi, TellFindingsInTheLanguageOfWhoAsks) {
  const auto finding_in = [&](std::string language) {
    const auto answer = ask(Method::post, "/api/map-checks", body_of(small_map),
                            {{"accept-language", std::move(language)}});
    EXPECT_EQ(answer.header("Vary"), "Accept-Language");
    return std::pair(answer.header("Content-Language"), answer.text);
  };
  const auto [german, german_text] = finding_in("de-DE,de;q=0.9,en;q=0.8");
  EXPECT_EQ(german, "de");
  EXPECT_THAT(german_text, HasSubstr("Niemand ist genannt, der an der Karte gearbeitet hat."));
  const auto [english, english_text] = finding_in("en-GB");
  EXPECT_EQ(english, "en");
  EXPECT_THAT(english_text, HasSubstr("Nobody is named who worked on the map."));
}

TEST_F(ProcessesApi, SayInTheLanguageOfWhoAsksWhatKeepsAMapFromBeingRead) {
  const std::string broken =
      "stagecraft: 1\nid: Not an id\nnmae: N\nstages:\n  - {name: Demo, expected_days: -1, exit: "
      "3}\n"
      "measures:\n  - {id: m, name: M, kind: count, formula: won +}\nroles: [{id: r, name: R}]\n";
  const auto messages_in = [&](std::string language, const std::string& text) {
    std::vector<std::string> messages;
    const auto answer = ask(Method::post, "/api/map-checks", body_of(text),
                            {{"accept-language", std::move(language)}});
    const auto findings = answer.at("/findings").as_array();
    for (const auto& finding : findings) messages.emplace_back(finding.at("message").as_string());
    return messages;
  };
  for (const auto& text : {broken, std::string("stagecraft: 1\nname: they say: no\n")}) {
    const auto english = messages_in("en", text), german = messages_in("de", text);
    ASSERT_EQ(english.size(), german.size());
    for (std::size_t i = 0; i < english.size(); ++i) EXPECT_NE(english[i], german[i]);
  }
  EXPECT_THAT(
      messages_in("de", broken),
      IsSupersetOf({"„expected_days“ muss mehr als 0 und höchstens 3650 Tage sein, nicht -1",
                    "eine Karte hat keinen Schlüssel „nmae“; meinten Sie „name“?",
                    "eine Rolle braucht „side“: auf wessen Seite sie steht"}));
}

}  // namespace
}  // namespace stagecraft::http
