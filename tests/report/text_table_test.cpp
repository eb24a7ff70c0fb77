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

TEST(Wrapped, BreaksBetweenWordsAndIndents) {
  EXPECT_EQ(wrapped("one two three", 9, 2), "  one two\n  three\n");
}

}  // namespace
}  // namespace stagecraft::report
