#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

Ran map_check(std::vector<std::string> words) {
  words.insert(words.begin(), {"map", "check"});
  return stagecraft(words);
}

std::string example(const std::string& name) {
  return STAGECRAFT_SOURCE_DIR "/examples/maps/" + name;
}

TEST(MapCheck, LeavesZeroForAMapWithNotesAtMost) {
  const auto ran = map_check({example("four-goals.yaml"), "--today", "2026-06-01"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, HasSubstr("errors: 0, warnings: 0, notes: 0"));
}

TEST(MapCheck, LeavesOneForFindings) {
  EXPECT_EQ(map_check({example("seller-centred.yaml")}).status, 1);
}

TEST(MapCheck, JudgesWaiversOnTheGivenDay) {
  const auto ran = map_check({example("four-goals.yaml"), "--today", "2027-03-02"});
  EXPECT_THAT(ran.out, HasSubstr("[borrowed/unheard-role]"));
  EXPECT_THAT(ran.out, HasSubstr("The waiver of borrowed/unheard-role at role:sales_lead ended on "
                                 "2027-03-01. [stale-waiver]"));
  EXPECT_EQ(ran.status, 0) << "both are notes";
}

TEST(MapCheck, FindsMapsBetweenWhichADealCannotChoose) {
  const auto ran = map_check({example("seller-centred.yaml"), example("seven-steps.yaml")});
  EXPECT_THAT(ran.out, HasSubstr("could run on 'Our sales process' or on 'Seven steps'."));
}

TEST(MapCheck, WritesJsonAndSarif) {
  EXPECT_THAT(map_check({example("seven-steps.yaml"), "--format", "json"}).out,
              StartsWith("{\n  \"findings\": ["));
  EXPECT_THAT(map_check({example("seven-steps.yaml"), "--format", "sarif"}).out,
              HasSubstr("sarif-2.1.0"));
}

TEST(MapCheck, ChecksTheOthersWhenAFileCannotBeOpened) {
  const auto ran = map_check({example("no-such.yaml"), example("seller-centred.yaml")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.out, HasSubstr("no-such.yaml: error: this file cannot be read; see that it is "
                                 "there, is no folder, and may be read [unreadable]"));
  EXPECT_THAT(ran.out, HasSubstr("'Our sales process'"));
}

TEST(MapCheck, RefusesADayThatIsNone) {
  const auto ran = map_check({example("seven-steps.yaml"), "--today", "2026-02-30"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("write a day as 2026-01-31"));
}

}  // namespace
}  // namespace stagecraft::cli
