#include "history/dictionary.h"

#include <gtest/gtest.h>

#include <string>

namespace stagecraft::history {
namespace {

/// Texts of 0 to 40 bytes, each once.
std::string text_of(std::uint32_t i) { return std::string(i % 37, 'x') + std::to_string(i); }

TEST(Dictionary, TellsThousandsOfTextsByTheirCodesAlsoOnceItIsPacked) {
  Dictionary dictionary;
  for (std::uint32_t i = 1; i < 5'000; ++i) EXPECT_EQ(dictionary.code(text_of(i)), i);
  const std::size_t before = dictionary.memory_bytes();
  dictionary.pack();
  EXPECT_LT(dictionary.memory_bytes(), before - 5'000 * sizeof(std::uint64_t));
  for (std::uint32_t i = 1; i < 5'000; ++i) EXPECT_EQ(dictionary.text(i), text_of(i));
  EXPECT_EQ(dictionary.text(0), "");
  EXPECT_EQ(dictionary.find(text_of(4'096)), 4'096U);
  EXPECT_EQ(dictionary.code(text_of(2'048)), 2'048U);
  EXPECT_EQ(dictionary.code("another"), 5'000U);
}

}  // namespace
}  // namespace stagecraft::history
