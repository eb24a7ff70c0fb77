#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "process/reader.h"
#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using testing::AnyOf;
using testing::HasSubstr;
using testing::StartsWith;

std::string page(const std::string& word) {
  std::ostringstream text;
  text << std::ifstream(STAGECRAFT_SOURCE_DIR "/docs/measures/" + word + ".md").rdbuf();
  return text.str();
}

/// The measure words that a history of every kind of event brings about; those of the map itself
/// are explained there.
std::set<std::string> emitted_words(const std::string& folder) {
  const auto history = folder + "/history.csv";
  stagecraft({"sample", "--map", example_map("four-goals"), "--deals", "120", "-o", history});
  const auto ran = stagecraft({"measure", "--map", example_map("four-goals"), "--history", history,
                               "--by", "owner", "--intervals", "fast", "--format", "json"});
  std::set<std::string> words;
  const auto document = boost::json::parse(ran.out);
  for (const auto& figure : document.at("figures").as_array())
    words.emplace(figure.at("measure").as_string());
  for (const auto& own : process::read_map_file(example_map("four-goals")).map.measures)
    words.erase(own.id);
  return words;
}

TEST_F(CommandLine, EveryMeasureHasAPageWithDefinitionExampleAndWhenItIsUndefined) {
  const auto words = emitted_words(path("."));
  EXPECT_GE(words.size(), 20u);
  const auto index = page("README");
  for (const auto& word : words) {
    const auto text = page(word);
    EXPECT_THAT(text, StartsWith("# " + word + "\n")) << word;
    EXPECT_THAT(text, AnyOf(HasSubstr("**Example"), HasSubstr("## Worked example"))) << word;
    EXPECT_THAT(text, AnyOf(HasSubstr("**Undefined"), HasSubstr("## Undefined"))) << word;
    EXPECT_THAT(index, HasSubstr("[" + word + "](" + word + ".md)")) << word;
  }
}

}  // namespace
}  // namespace stagecraft::cli
