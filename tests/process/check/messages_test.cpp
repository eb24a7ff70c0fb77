#include "process/check/messages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <fmt/format.h>

#include <map>
#include <set>
#include <string>

#include "process/embedded_data.h"

namespace stagecraft::process {
namespace {

using Braces = std::multiset<std::string>;

/// Of every sentence by its name, `no-goals/flat says`, the braces in it.
std::map<std::string, Braces> sentences_in(std::string_view language) {
  const auto file = fmt::format("check-rules-{}.yaml", language);
  std::map<std::string, Braces> sentences;
  for (const auto& entry : YAML::Load(std::string(embedded_data(file))))
    for (const auto& text : entry.second) {
      const auto key = text.first.as<std::string>();
      const auto words = text.second.as<std::string>();
      auto& braces = sentences[entry.first.as<std::string>() + " " + key];
      if (key == "breaks") continue;  // YAML has braces of its own.
      for (auto open = words.find('{'); open != std::string::npos; open = words.find('{', open + 1))
        braces.insert(words.substr(open, words.find('}', open) - open + 1));
    }
  return sentences;
}

TEST(Messages, SayTheSameInEachLanguage) {
  const auto english = sentences_in("en");
  ASSERT_GT(english.size(), 150U);
  for (const auto language : message_languages)
    EXPECT_THAT(sentences_in(language), testing::ContainerEq(english)) << language;
}

TEST(Messages, AreInTheLanguageThatIsAskedFor) {
  const Fills fills{{"stage", "Angebot"}};
  EXPECT_EQ(Messages::in("en").message("no-exit-criterion", fills),
            "Stage 'Angebot' can be left without anything having happened.");
  EXPECT_EQ(Messages::in("de").message("no-exit-criterion", fills),
            "Die Stufe „Angebot“ kann verlassen werden, ohne dass etwas geschehen ist.");
}

}  // namespace
}  // namespace stagecraft::process
