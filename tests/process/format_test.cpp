#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "process/reader.h"
#include "process/yaml_write.h"

namespace stagecraft::process {
namespace {

std::string example_text(const std::string& name) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/examples/maps/" + name);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<std::string> example_files(const std::string& path) { return example_text(path); }

class FormattedExamples : public ::testing::TestWithParam<std::string> {};

TEST_P(FormattedExamples, MeanTheSame) {
  const auto text = example_text(GetParam());
  const auto formatted = format_map(text, "map.yaml");
  ASSERT_THAT(formatted.errors, ::testing::IsEmpty());
  const auto before = read_map(text, "map.yaml", example_files);
  const auto after = read_map(formatted.text, "map.yaml", example_files);
  EXPECT_THAT(after.errors, ::testing::IsEmpty());
  EXPECT_EQ(after.map, before.map);
}

TEST_P(FormattedExamples, StayAsTheyAreWhenFormattedAgain) {
  const auto once = format_map(example_text(GetParam()), "map.yaml").text;
  EXPECT_EQ(format_map(once, "map.yaml").text, once);
}

TEST_P(FormattedExamples, KeepEveryComment) {
  const auto text = example_text(GetParam());
  const auto formatted = format_map(text, "map.yaml").text;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const auto sign = line.find("# ");
    if (sign == std::string::npos) continue;
    EXPECT_THAT(formatted, ::testing::HasSubstr(line.substr(sign)));
  }
}

TEST_P(FormattedExamples, ReadBackFromTheirResolvedText) {
  auto loaded = read_map(example_text(GetParam()), "map.yaml", example_files);
  const auto text = write_yaml(loaded.map);
  const auto again = read_map(text, "map.yaml");
  loaded.map.extends.clear();
  EXPECT_THAT(again.errors, ::testing::IsEmpty());
  EXPECT_EQ(again.map, loaded.map);
  EXPECT_EQ(write_yaml(again.map), text);
}

TEST(FormatMap, TakesANumberSignBehindADoubledQuoteForText) {
  const std::string text = "stagecraft: 1\nid: m\nname: 'It''s: a # b'  # c\n\nstages: []\n";
  EXPECT_EQ(format_map(text, "map.yaml").text, text);
}

INSTANTIATE_TEST_SUITE_P(All, FormattedExamples,
                         ::testing::Values("four-goals.yaml", "planning-partner.yaml",
                                           "seller-centred.yaml", "seven-steps.yaml"));

}  // namespace
}  // namespace stagecraft::process
