#include "process/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace stagecraft::process {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string example(const std::string& name) {
  return STAGECRAFT_SOURCE_DIR "/examples/maps/" + name;
}

std::vector<std::string> lines(const LoadedMap& loaded) {
  std::vector<std::string> result;
  for (const auto& error : loaded.errors) result.push_back(to_line(error));
  return result;
}

class Examples : public ::testing::TestWithParam<std::string> {};

TEST_P(Examples, LoadWithoutAnError) {
  EXPECT_THAT(lines(read_map_file(example(GetParam()))), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(All, Examples,
                         ::testing::Values("four-goals.yaml", "planning-partner.yaml",
                                           "seller-centred.yaml", "seven-steps.yaml"));

}  // namespace
}  // namespace stagecraft::process
