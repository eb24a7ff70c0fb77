#include "process/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "process/check/check.h"
#include "process/embedded_data.h"
#include "tests/braces.h"

namespace stagecraft::process {
namespace {

TEST(Messages, SayTheSameInEachLanguage) {
  const auto english = braces_of_texts(embedded_data("check-rules-en.yaml"));
  ASSERT_GT(english.size(), 150U);
  for (const auto language : message_languages)
    EXPECT_THAT(braces_of_texts(embedded_data(fmt::format("check-rules-{}.yaml", language))),
                testing::ContainerEq(english))
        << language;
}

TEST(Messages, AreInTheLanguageThatIsAskedFor) {
  const Fills fills{{"stage", "Angebot"}};
  EXPECT_EQ(check_messages("en").message("no-exit-criterion", fills),
            "Stage 'Angebot' can be left without anything having happened.");
  EXPECT_EQ(check_messages("de").message("no-exit-criterion", fills),
            "Die Stufe „Angebot“ kann verlassen werden, ohne dass etwas geschehen ist.");
}

}  // namespace
}  // namespace stagecraft::process
