#include "report/text_table.h"

#include <gmock/gmock.h>

namespace stagecraft::report {
namespace {

TEST(TextTable, LinesUpTextLeftAndFiguresRight) {
  TextTable table({{"", false}, {"n"}});
  table.add({"Ana", "5"});
  table.add({"Renée", "1,234"});
  EXPECT_EQ(table.text(),
            "           n\n"
            "Ana        5\n"
            "Renée  1,234\n");
}

TEST(TextTable, LeavesOutColumnsWithoutText) {
  TextTable table({{"name", false}, {"unused"}, {"n"}});
  table.add({"Ana", "", "5"});
  EXPECT_EQ(table.text().find("unused"), std::string::npos);
}

TEST(TextTable, CutsTextButNoFiguresToStayWithinAWidth) {
  TextTable table({{"", false, 60}, {"n"}, {"", false, 60}});
  table.add({"A name that is rather long for a table", "1,234,567", "what it is, in some words"});
  EXPECT_TRUE(table.fits(200));
  EXPECT_FALSE(table.fits(60));
  EXPECT_EQ(table.text(72), std::string(48, ' ') +
                                "n\n"
                                "A name that is rather long for a table  1,234,567  "
                                "what it is, in some …\n");
  EXPECT_EQ(table.text(40), std::string(39, ' ') +
                                "n\n"
                                "A name that is rather long f…  1,234,567\n");
}

TEST(Wrapped, BreaksBetweenWordsAndIndents) {
  EXPECT_EQ(wrapped("one two three", 9, 2), "  one two\n  three\n");
}

}  // namespace
}  // namespace stagecraft::report
