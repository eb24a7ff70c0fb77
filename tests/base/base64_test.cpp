#include "base/base64.h"

#include <gtest/gtest.h>

namespace stagecraft::base {
namespace {

using namespace std::string_literals;

// The examples of RFC 4648, section 10, and bytes that take the last digits of the alphabets.
TEST(Base64Text, IsThatOfTheStandardsExamplesBothWays) {
  for (const auto& [bytes, text] :
       {std::pair(""s, ""), std::pair("f"s, "Zg=="), std::pair("fo"s, "Zm8="),
        std::pair("foo"s, "Zm9v"), std::pair("foobar"s, "Zm9vYmFy"), std::pair("\xFF\xFE"s, "//4="),
        std::pair("\xFF\xFE\x00"s, "//4A")}) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(find_base64(text), bytes);
  }
}

TEST(Base64Text, HasNeitherPaddingNorSlashesForUrls) {
  EXPECT_EQ(to_base64("\xFF\xFE", Base64::for_urls), "__4");
  EXPECT_EQ(find_base64("__4", Base64::for_urls), "\xFF\xFE");
}

TEST(Base64Text, IsNotReadWhereItIsBroken) {
  for (const auto* text : {"Zg", "Zg=", "Zg==x", "Z", "Zm9v\n", "Zm-v", "Zh=="})
    EXPECT_FALSE(find_base64(text)) << text;
}

}  // namespace
}  // namespace stagecraft::base
