#include "http/phrasebook.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "http/exchange.h"
#include "http/problem.h"
#include "process/messages.h"

namespace stagecraft::http {
namespace {

using base::say;

Problem nested_problem() {
  const auto gap = say("there is no contact {}, or you may not see it", 7);
  return to_problem({base::ErrorKind::invalid,
                     say("{}: {}.", base::Sentence("The contact cannot be written"), gap),
                     {{.at = "/contact",
                       .message = gap,
                       .mend = say("Did you mean '{}'?", std::string("{}ö"))}}});
}

Request request_in(std::string language) {
  Request request;
  request.id = "one";
  request.headers = {{"accept-language", std::move(language)}};
  return request;
}

std::string header_of(const Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(Phrasebook, IsEmptyInEnglishAndReadOfEveryFileElse) {
  EXPECT_TRUE(phrasebook("en").is_english());
  for (const auto language : process::message_languages)
    EXPECT_EQ(phrasebook(language).is_english(), language == "en") << language;
  EXPECT_TRUE(phrasebook("de").find("missing"));
}

TEST(Problem, IsInEnglishWhatItsPatternsSay) {
  EXPECT_EQ(to_json(nested_problem(), "one", phrasebook("en")),
            R"({"type":"/api/docs#status-422","title":"Unprocessable Content","status":422,)"
            R"("detail":"The contact cannot be written: there is no contact 7, or you may not see )"
            R"(it.","faults":[{"at":"/contact","message":"there is no contact 7, or you may not )"
            R"(see it","mend":"Did you mean '{}ö'?"}],"request_id":"one"})");
}

TEST(Problem, IsToldInGermanWithAllThatIsNestedInIt) {
  const auto answer = Exchange::refuse(request_in("de-AT, en;q=0.5"), nested_problem());
  EXPECT_EQ(answer.body,
            R"({"type":"/api/docs#status-422","title":"Unprocessable Content","status":422,)"
            R"("detail":"Der Kontakt lässt sich nicht speichern: den Kontakt 7 gibt es nicht, )"
            R"(oder Sie dürfen ihn nicht sehen.","faults":[{"at":"/contact","message":"den )"
            R"(Kontakt 7 gibt es nicht, oder Sie dürfen ihn nicht sehen","mend":"Meinten Sie )"
            R"(„{}ö“?"}],"request_id":"one"})");
  EXPECT_EQ(header_of(answer, "Content-Language"), "de");
  EXPECT_EQ(header_of(answer, "Vary"), "Accept-Language");
}

TEST(Problem, IsNotCalledGermanWhereAPatternIsNotKnown) {
  auto problem = nested_problem();
  problem.faults.front().mend = "Nobody has told this in German.";
  const auto answer = Exchange::refuse(request_in("de"), problem);
  EXPECT_EQ(header_of(answer, "Content-Language"), "en");
  EXPECT_EQ(header_of(Exchange::refuse(request_in("fr"), nested_problem()), "Content-Language"),
            "en");
}

TEST(Refusal, SaysItsDetailInEnglish) {
  EXPECT_STREQ(Refusal(404, say("There is no process {}.", 3)).what(), "There is no process 3.");
}

}  // namespace
}  // namespace stagecraft::http
