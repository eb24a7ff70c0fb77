#include "http/language.h"

#include <gtest/gtest.h>

#include <utility>

namespace stagecraft::http {
namespace {

std::string_view language_for(std::string accepted) {
  Request request;
  request.headers = {{"accept-language", std::move(accepted)}};
  return asked_language(request);
}

TEST(Language, IsEnglishWhereNoneIsAskedFor) {
  EXPECT_EQ(asked_language(Request()), "en");
  EXPECT_EQ(language_for(""), "en");
  EXPECT_EQ(language_for("*"), "en");
  EXPECT_EQ(language_for("fr, es;q=0.5"), "en");
}

TEST(Language, IsTheOneThatIsLikedBest) {
  EXPECT_EQ(language_for("de"), "de");
  EXPECT_EQ(language_for("de-AT, en;q=0.7"), "de");
  EXPECT_EQ(language_for("en;q=0.7, DE"), "de");
  EXPECT_EQ(language_for("de;q=0.7, en"), "en");
  EXPECT_EQ(language_for("en, de"), "en");
  EXPECT_EQ(language_for("de, en"), "de") << "of equals the first";
  EXPECT_EQ(language_for("fr, de;q=0.2"), "de");
}

TEST(Language, TakesNothingThatIsRefusedOrCannotBeRead) {
  for (const auto* broken : {"de;q=0", "de;q=", "de;q=2", "de;q=-1", "de;q=0.5x", "de;level=1",
                             ";q=1", ",,,", "deutsch", "d", ";", "de;q=nan"})
    EXPECT_EQ(language_for(broken), "en") << broken;
}

}  // namespace
}  // namespace stagecraft::http
