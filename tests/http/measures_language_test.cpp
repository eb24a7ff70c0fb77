#include <set>

#include "tests/http/measures_world.h"

namespace stagecraft::http {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

TEST_F(MeasuresApi, SayInTheLanguageOfWhoAsksWhyAFigureIsUndefinedOrTooThin) {
  win(create());
  const auto reasons = [&](std::string language) {
    std::vector<std::string> told;
    const auto answer =
        ask(Method::get, path("/measures"), "", {{"accept-language", std::move(language)}});
    const auto figures = answer.at("/figures").as_array();
    for (const auto& figure : figures)
      if (const auto& reason = figure.at("reason"); reason.is_string())
        told.emplace_back(reason.as_string());
    return told;
  };
  const auto english = reasons("en");
  const auto german = reasons("de");
  EXPECT_THAT(english, Contains("only 1 known fate"));
  EXPECT_THAT(german, Contains("nur 1 bekannter Ausgang"));
  ASSERT_EQ(english.size(), german.size());
  for (std::size_t i = 0; i < english.size(); ++i) EXPECT_NE(english[i], german[i]);
}

TEST_F(MeasuresApi, RemarkInTheLanguageOfWhoAsks) {
  win(create());
  create();
  const auto remarks = [&](std::string language) {
    std::set<std::string> told;
    const auto answer = ask(Method::get, path("/measures?intervals=full"), "",
                            {{"accept-language", std::move(language)}});
    const auto figures = answer.at("/figures").as_array();
    for (const auto& figure : figures) {
      for (const auto& remark : figure.at("remarks").as_array()) told.emplace(remark.as_string());
      for (const auto& [reason, count] : figure.at("excluded").as_object()) told.emplace(reason);
    }
    return told;
  };
  const auto english = remarks("en"), german = remarks("de");
  EXPECT_THAT(english, Contains("not all that old yet"));
  EXPECT_THAT(german, Contains("noch nicht alle so alt"));
  EXPECT_THAT(german, Contains(HasSubstr("2.000 Stichproben")));
  for (const auto& one : english) EXPECT_FALSE(german.contains(one)) << one;
}

TEST_F(MeasuresApi, TellInTheLanguageOfWhoAsksWhichStageIsTheLimit) {
  win(create());
  const auto limit = [&](std::string language) {
    const auto answer =
        ask(Method::get, path("/measures/report"), "", {{"accept-language", std::move(language)}});
    std::vector<std::string> told{std::string(answer.at("/limit/headline").as_string())};
    const auto sentences = answer.at("/limit/sentences").as_array();
    for (const auto& sentence : sentences) told.emplace_back(sentence.as_string());
    return told;
  };
  const auto english = limit("en"), german = limit("de");
  ASSERT_EQ(english.size(), german.size());
  EXPECT_GT(english.size(), 1U);
  for (std::size_t i = 0; i < english.size(); ++i) EXPECT_NE(english[i], german[i]);
}

}  // namespace
}  // namespace stagecraft::http
