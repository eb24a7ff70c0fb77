#include "selling/guide_words.h"

#include "process/map.h"
#include "selling/embedded_data.h"
#include "selling/next_step.h"
#include "selling/words.h"
#include "tests/braces.h"
#include "tests/selling/desk.h"

namespace stagecraft::selling {
namespace {

TEST(GuideWords, SayTheSameInEachLanguage) {
  const auto english = braces_of_texts(embedded_data("guide-en.yaml"));
  ASSERT_GT(english.size(), 60U);
  for (const auto language : process::message_languages)
    EXPECT_THAT(braces_of_texts(embedded_data(fmt::format("guide-{}.yaml", language))),
                testing::ContainerEq(english))
        << language;
}

TEST(GuideWords, HaveASentenceForEveryKindOfStepAndAWordForEveryTouchpoint) {
  const auto texts = braces_of_texts(embedded_data("guide-en.yaml"));
  for (int kind = 0; kind <= static_cast<int>(StepKind::their_promise_due); ++kind)
    EXPECT_TRUE(texts.contains(fmt::format("{} says", to_word(static_cast<StepKind>(kind)))));
  for (int kind = 0; kind <= static_cast<int>(process::TouchpointKind::form); ++kind) {
    const auto word = to_word(static_cast<process::TouchpointKind>(kind));
    EXPECT_TRUE(texts.contains(fmt::format("phrases {}", word))) << word;
    EXPECT_TRUE(texts.contains(fmt::format("phrases a_{}", word))) << word;
  }
}

TEST(GuideWords, WriteNumbersAsTheLanguageDoes) {
  const GuideWords english("en");
  const GuideWords german("de");
  EXPECT_EQ(english.days(1), "1 day");
  EXPECT_EQ(german.days(1), "1 Tag");
  EXPECT_EQ(german.days(2), "2 Tagen");
  EXPECT_EQ(english.number(7.25), "7.2");
  EXPECT_EQ(german.number(7), "7,0");
  EXPECT_EQ(german.either({"a", "b"}, ";"), "a; oder b");
}

}  // namespace
}  // namespace stagecraft::selling
