#include "base/text.h"

#include <gtest/gtest.h>

namespace stagecraft::base {
namespace {

TEST(Utf8, NamesTheFirstWrongByte) {
  EXPECT_EQ(find_invalid_utf8("Gr\xC3\xB6\xC3\x9F"
                              "e"),
            std::nullopt);
  EXPECT_EQ(find_invalid_utf8("ab\xFF"), 2U);
  EXPECT_EQ(find_invalid_utf8("\xC0\xAF"), 0U);           // overlong '/'
  EXPECT_EQ(find_invalid_utf8("x\xED\xA0\x80"), 1U);      // surrogate
  EXPECT_EQ(find_invalid_utf8("x\xF4\x90\x80\x80"), 1U);  // beyond U+10FFFF
  EXPECT_EQ(find_invalid_utf8("caf\xC3"), 3U);            // cut short
}

TEST(Fold, IgnoresCaseFormAndSpaces) {
  EXPECT_EQ(fold("  Payroll   CHECK\t"), "payroll check");
  EXPECT_EQ(fold("STRASSE"), fold("straße"));
  EXPECT_EQ(fold("Cafe\xCC\x81"), fold("café"));
}

TEST(Printable, ShowsEscapesAndReorderingAsReplacement) {
  EXPECT_EQ(printable("a\x1B[31mb"), "a\xEF\xBF\xBD[31mb");
  EXPECT_EQ(printable("a\xE2\x80\xAE"
                      "b"),
            "a\xEF\xBF\xBD"
            "b");
  EXPECT_EQ(printable("naïve 日本"), "naïve 日本");
}

TEST(EditDistance, CountsSwapsAsOne) {
  EXPECT_EQ(edit_distance("expected_day", "expected_days", 2), 1U);
  EXPECT_EQ(edit_distance("enginer", "engineer", 2), 1U);
  EXPECT_EQ(edit_distance("lead", "laed", 2), 1U);
  EXPECT_EQ(edit_distance("lead", "stage", 2), 3U);
}

TEST(Nearest, SuggestsNothingWhenTwoAreEquallyNear) {
  EXPECT_EQ(nearest("expected_day", {"expected_days", "expected_conversion"}), "expected_days");
  EXPECT_EQ(nearest("nama", {"name", "nami"}), "");
  EXPECT_EQ(nearest("zzz", {"name"}), "");
}

}  // namespace
}  // namespace stagecraft::base
