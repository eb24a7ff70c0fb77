#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST_F(CommandLine, NamesTheCommandsWhenOneIsUnknownOrMissing) {
  auto ran = stagecraft({"mesure"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("There is no command 'mesure'; there are: map, history, measure, "
                                 "sample"));
  ran = stagecraft({"map"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("Say what to do; there are: check"));
}

TEST_F(CommandLine, HelpIsNoError) {
  const auto ran = stagecraft({"measure", "--help"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("--where"), HasSubstr("--known-at")));
}

class MapDiff : public CommandLine {
 protected:
  std::string map(const std::string& name, const std::string& stage) const {
    return write(name,
                 "stagecraft: 1\nid: small\nname: Small\ncurrency: EUR\nstages:\n"
                 "  - {id: talk, name: " +
                     stage +
                     "}\n"
                     "outcomes:\n  - {id: won, name: Won, kind: won}\n"
                     "  - {id: lost, name: Lost, kind: lost}\n");
  }
};

TEST_F(MapDiff, LeavesZeroForTheSameMap) {
  const auto ran = stagecraft({"map", "diff", map("a.yaml", "Talk"), map("b.yaml", "Talk")});
  EXPECT_EQ(ran.status, 0);
  EXPECT_EQ(ran.out, "The maps are the same.\n");
}

TEST_F(MapDiff, LeavesOneAndSaysWhatChanged) {
  const auto ran = stagecraft({"map", "diff", map("a.yaml", "Talk"), map("b.yaml", "Speak")});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("Talk"), HasSubstr("Speak")));
}

TEST_F(MapDiff, WritesJson) {
  const auto ran = stagecraft(
      {"map", "diff", map("a.yaml", "Talk"), map("b.yaml", "Speak"), "--format", "json"});
  EXPECT_EQ(ran.status, 1);
  const auto diff = boost::json::parse(ran.out);
  EXPECT_EQ(diff.at("same"), false);
  EXPECT_FALSE(diff.at("sentences").as_array().empty());
}

TEST_F(MapDiff, LeavesTwoForAMapThatCannotBeRead) {
  const auto ran = stagecraft({"map", "diff", map("a.yaml", "Talk"), path("none.yaml")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("none.yaml"));
}

TEST_F(CommandLine, MapFormatChecksWithoutTouchingAndThenFormats) {
  const std::string untidy =
      "stagecraft: 1\nname:   Small\nid: small\nstages:\n"
      "  - {name: Talk, id: talk}\n"
      "outcomes:\n  - {id: won, name: Won, kind: won}\n"
      "  - {id: lost, name: Lost, kind: lost}\n";
  const auto file = write("map.yaml", untidy);
  auto ran = stagecraft({"map", "format", "--check", file});
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(read("map.yaml"), untidy);
  EXPECT_EQ(stagecraft({"map", "format", file}).status, 0);
  EXPECT_NE(read("map.yaml"), untidy);
  EXPECT_EQ(stagecraft({"map", "format", "--check", file}).status, 0);
}

TEST_F(CommandLine, MapShowResolvesWhatAMapExtends) {
  const auto ran = stagecraft({"map", "show", example_map("planning-partner")});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("id: planning_partner"), HasSubstr("id: first_plan")));
}

TEST_F(CommandLine, MapNewMakesAMapThatReads) {
  const auto ran = stagecraft({"map", "new"});
  EXPECT_EQ(ran.status, 0);
  const auto file = write("new.yaml", ran.out);
  EXPECT_LE(stagecraft({"map", "check", file}).status, 1);
  const auto refused = stagecraft({"map", "new", "--template", "none"});
  EXPECT_EQ(refused.status, 2);
  EXPECT_THAT(refused.err, HasSubstr("There is no template 'none'; there are "));
}

TEST_F(CommandLine, SampleGivesTheSameBytesForTheSameSeed) {
  const auto sample = [&](const std::string& seed, const std::string& file) {
    EXPECT_EQ(stagecraft({"sample", "--map", example_map("four-goals"), "--seed", seed, "--deals",
                          "50", "-o", path(file)})
                  .status,
              0);
    return read(file);
  };
  const auto first = sample("7", "a.csv");
  EXPECT_THAT(first, StartsWith("deal,kind,symbol,"));
  EXPECT_EQ(first, sample("7", "b.csv"));
  EXPECT_NE(first, sample("8", "c.csv"));
}

TEST_F(CommandLine, ASampledHistoryIsSaidToBeSimulatedWhereverItIsMeasured) {
  for (const std::string layout : {"events", "maven", "pipedrive", "xes"}) {
    const auto file = path(layout + (layout == "xes" ? ".xes" : ".csv"));
    const auto map = example_map(layout == "maven" ? "maven-crm" : "four-goals");
    ASSERT_EQ(stagecraft({"sample", "--map", map, "--deals", "60", "--layout", layout, "-o", file})
                  .status,
              0);
    const auto ran =
        stagecraft({"measure", "--map", map, "--history", file, "--intervals", "none"});
    EXPECT_EQ(ran.status, 0) << layout << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("rows read, 0 rejected")) << layout;
    EXPECT_THAT(ran.out, Not(HasSubstr("Outside the map"))) << layout;
    EXPECT_THAT(ran.out, HasSubstr("These deals are simulated")) << layout;
  }
}

TEST_F(CommandLine, SampleRefusesWhatItCannotMake) {
  const auto refusal = [&](std::vector<std::string> words) {
    words.insert(words.begin(), {"sample", "--map", example_map("four-goals"), "-o", path("x")});
    const auto ran = stagecraft(words);
    EXPECT_EQ(ran.status, 2);
    EXPECT_FALSE(std::filesystem::exists(path("x")));
    return ran.err;
  };
  EXPECT_THAT(refusal({}), HasSubstr("either --deals N or --events N"));
  EXPECT_THAT(refusal({"--deals", "3", "--events", "3"}), HasSubstr("either --deals N"));
  EXPECT_THAT(refusal({"--deals", "0"}), HasSubstr("not in range"));
  EXPECT_THAT(refusal({"--deals", "3", "--until", "soon"}), HasSubstr("write a date"));
  EXPECT_THAT(refusal({"--deals", "3", "--layout", "tree"}), HasSubstr("tree not in {events,"));
  EXPECT_THAT(refusal({"--deals", "3", "--layout", "maven"}),
              HasSubstr("The layout maven tells of two stages only"));
}

}  // namespace
}  // namespace stagecraft::cli
