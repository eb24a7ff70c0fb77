#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/text.h"
#include "drawing/text_wrap.h"
#include "tests/drawing/world.h"

namespace stagecraft::drawing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Liberation Sans has an em of 2,048 units; its 'A' is 1,366, its digits 1,139.
TEST(TextWidth, IsTheFontsAdvanceTimesAReserve) {
  EXPECT_NEAR(text_width("A", Face::sans, 2048), 1366 * 1.03, 1e-6);
  EXPECT_NEAR(text_width("12", Face::sans, 2048), 2 * 1139 * 1.03, 1e-6);
}

TEST(TextWidth, OfAnUnknownCodePointIsOneEm) {
  EXPECT_NEAR(text_width("\u9867", Face::serif, 10), 10.3, 1e-9);
}

TEST(TextWidth, IsWiderInBold) {
  EXPECT_GT(text_width("People who decide", Face::sans_bold, 14),
            text_width("People who decide", Face::sans, 14));
}

std::vector<std::string> lines_of(std::string_view text, double width, int max_lines = 0) {
  return wrap(text, {.face = Face::sans, .size = 10, .width = width, .max_lines = max_lines}).lines;
}

TEST(Wrap, BreaksAtSpacesAsLateAsFits) {
  EXPECT_THAT(lines_of("one two three", 45), ElementsAre("one two", "three"));
}

TEST(Wrap, BreaksBehindSlashHyphenAndComma) {
  EXPECT_THAT(lines_of("seller/buyer", 45), ElementsAre("seller/", "buyer"));
  EXPECT_THAT(lines_of("price-list", 35), ElementsAre("price-", "list"));
  EXPECT_THAT(lines_of("price,list", 35), ElementsAre("price,", "list"));
}

TEST(Wrap, BreaksBetweenIdeographsButNotBeforeTheirFullStop) {
  EXPECT_THAT(lines_of("\u9867\u5BA2\u306E\u3002", 32),
              ElementsAre("\u9867\u5BA2", "\u306E\u3002"));
}

TEST(Wrap, BreaksAWordThatIsLongerThanTheLine) {
  EXPECT_THAT(lines_of("mmmmmm", 35), ElementsAre("mmmm", "mm"));
}

TEST(Wrap, KeepsMarksWithTheirLetter) {
  for (const auto& line : lines_of("e\u0301e\u0301e\u0301e\u0301e\u0301e\u0301", 20))
    EXPECT_NE(base::code_points(line).front(), U'\u0301');
}

TEST(Wrap, EndsInAnEllipsisWhatIsTooLong) {
  const auto wrapped = wrap("one two three four five",
                            {.face = Face::sans, .size = 10, .width = 45, .max_lines = 2});
  EXPECT_TRUE(wrapped.is_cut);
  EXPECT_THAT(wrapped.lines, ElementsAre("one two", "three f\u2026"));
}

TEST(Wrap, OfNothingHasNoLines) {
  EXPECT_THAT(lines_of("", 100), IsEmpty());
  EXPECT_THAT(lines_of("  \n ", 100), IsEmpty());
}

RC_GTEST_PROP(Wrap, NeverPassesTheWidthAndLosesNoLetter, (const std::string& text)) {
  const double width = *rc::gen::inRange(12, 200);
  const auto lines = lines_of(text, width);
  std::string joined;
  for (const auto& line : lines) {
    RC_ASSERT(text_width(line, Face::sans, 10) <= width + 1e-9 ||
              base::code_points(line).size() == 1);
    joined += line;
  }
  const auto letters = [](std::string_view from) {
    std::size_t count = 0;
    for (const char32_t code : base::code_points(from))
      count += code != ' ' && code != '\n' && code != '\t';
    return count;
  };
  RC_ASSERT(letters(joined) == letters(text));
}

TEST(RightToLeft, IsToldByTheFirstLetterWithADirection) {
  EXPECT_TRUE(is_right_to_left("12 \u05E9\u05DC\u05D5\u05DD abc"));
  EXPECT_FALSE(is_right_to_left("abc \u05E9\u05DC\u05D5\u05DD"));
  EXPECT_FALSE(is_right_to_left("123"));
}

}  // namespace
}  // namespace stagecraft::drawing
