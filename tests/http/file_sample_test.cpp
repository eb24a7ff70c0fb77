#include "http/file_sample.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/temp_folder.h"

namespace stagecraft::http {
namespace {

class Sample : public ::testing::Test {
 protected:
  FileSample of(std::string_view text, std::size_t most) {
    return sample_file(folder_.write("f", text), folder_.path("samples"), most);
  }
  static std::string text_of(const FileSample& sample) {
    std::ifstream in(sample.path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  TempFolder folder_;
};

TEST_F(Sample, IsAllOfAShortFile) {
  const auto sample = of("a,b\n1,2\n", 8);
  EXPECT_TRUE(sample.is_whole);
  EXPECT_EQ(text_of(sample), "a,b\n1,2\n");
  EXPECT_NE(sample.path, folder_.path("f"));
}

TEST_F(Sample, HasTheRowsThatAreWhole) {
  const auto sample = of("a,b\n1,2\n3,4\n", 10);
  EXPECT_FALSE(sample.is_whole);
  EXPECT_EQ(sample.bytes, 8);
  EXPECT_EQ(text_of(sample), "a,b\n1,2\n");
}

TEST_F(Sample, HasTheTracesThatAreWhole) {
  const auto sample = of("<log><trace>1</trace><trace>22</trace></log>", 25);
  EXPECT_FALSE(sample.is_whole);
  EXPECT_EQ(text_of(sample), "<log><trace>1</trace>\n</log>\n");
}

TEST_F(Sample, IsTheWholeFileWhereItCannotBeCut) {
  EXPECT_TRUE(of("a,b,c,d,e,f", 4).is_whole);
  const auto sample = of("<log><trace>1</trace></log>", 10);
  EXPECT_TRUE(sample.is_whole);
  EXPECT_EQ(text_of(sample), "<log><trace>1</trace></log>");
}

TEST_F(Sample, LeavesTheFileAsItIsWhenTakenAgain) {
  const std::string text = "a,b\n1,2\n3,4\n";
  of(text, 100);
  EXPECT_FALSE(sample_file(folder_.path("f"), folder_.path("samples"), 6).is_whole);
  EXPECT_EQ(text_of({.path = folder_.path("f")}), text);
}

}  // namespace
}  // namespace stagecraft::http
