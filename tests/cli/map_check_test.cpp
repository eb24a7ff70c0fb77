#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <CLI/CLI.hpp>
#include <sstream>

#include "cli/commands.h"
#include "cli/context.h"

namespace stagecraft::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

struct Ran {
  int status = 0;
  std::string out;
};

Ran map_check(const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out, err;
  Context context{.in = in, .out = out, .err = err};
  CLI::App app;
  add_map_check(app, context);
  std::vector<std::string> reversed{"check"};
  reversed.insert(reversed.end(), words.begin(), words.end());
  std::ranges::reverse(reversed);
  app.parse(reversed);
  return {context.status, out.str()};
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

TEST(MapCheck, RefusesADayThatIsNone) {
  EXPECT_THROW(map_check({example("seven-steps.yaml"), "--today", "2026-02-30"}),
               CLI::ValidationError);
}

}  // namespace
}  // namespace stagecraft::cli
