#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "history/import.h"
#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using ::testing::HasSubstr;

Ran history(std::vector<std::string> words) {
  words.insert(words.begin(), "history");
  return stagecraft(words);
}

class HistoryCommands : public CommandLine {};

constexpr std::string_view steps =
    "Case,Step,When,Rep\nd1,Talk,02/23/26 08:55 PM,Ana\nd1,Quote,03/01/26 09:00 AM,Ana\n"
    "d2,Talk,02/24/26 10:00 AM,Ben\nd2,,02/25/26 10:00 AM,Ben\n";
const std::vector<std::string> meaning = {"--layout",    "events",   "--deal", "Case",
                                          "--activity",  "Step",     "--at",   "When",
                                          "--attribute", "owner=Rep"};

std::vector<std::string> with_meaning(std::vector<std::string> words) {
  words.insert(words.end(), meaning.begin(), meaning.end());
  return words;
}

TEST_F(HistoryCommands, ImportTakesTheMappingFromFlagsAndReports) {
  const auto file = write("steps.csv", steps);
  const auto ran =
      history(with_meaning({"import", file, "-o", path("out.csv"), "--rejected", path("bad.csv")}));
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.err, HasSubstr("Read 4 rows: 3 accepted, 1 rejected. 2 deals"));
  EXPECT_THAT(ran.err, HasSubstr("dates in 'When' are mdy"));
  EXPECT_THAT(read("out.csv"), HasSubstr("d1,stage_entered,Talk,,,,2026-02-23T20:55:00.000Z,time"));
  EXPECT_EQ(read("bad.csv"), "file,line,column,value,reason\n" + file + ",5,Step,,no activity\n");
}

TEST_F(HistoryCommands, StrictLeavesOneWhenARowCouldNotBeUsed) {
  const auto file = write("steps.csv", steps);
  EXPECT_EQ(history(with_meaning({"import", file, "-o", path("out.csv"), "--strict"})).status, 1);
}

TEST_F(HistoryCommands, WhatWasImportedIsReadBackAsTheIdenticalLog) {
  const auto file = write("steps.csv", steps);
  history(with_meaning({"import", file, "-o", path("out.csv")}));
  history({"import", path("out.csv"), "-o", path("again.csv")});
  EXPECT_EQ(read("out.csv"), read("again.csv"));
  EXPECT_EQ(history::import_history({path("out.csv")}, {}).log,
            history::import_history({path("again.csv")}, {}).log);
}

TEST_F(HistoryCommands, ExportWritesTheOtherLayouts) {
  const auto file = write("steps.csv", steps);
  history(with_meaning({"import", file, "-o", path("out.csv")}));
  for (const auto layout : {"xes", "pipedrive", "maven"}) {
    history({"export", path("out.csv"), "--layout", layout, "-o", path(layout)});
    EXPECT_FALSE(read(layout).empty()) << layout;
  }
  EXPECT_THAT(read("pipedrive"), HasSubstr("d1,2026-02-23 20:55:00.000Z,stage_id,Talk"));
  EXPECT_THAT(read("maven"), HasSubstr("d2,Ben,,,Engaging,2026-02-24,,"));
}

TEST_F(HistoryCommands, InspectProposesAMappingThatReadsTheFile) {
  const auto file = write("steps.csv", steps);
  const auto seen = history({"inspect", file, "--format", "json"});
  const auto json = boost::json::parse(seen.out).as_object();
  const auto proposal = write("m.yaml", std::string(json.at("proposal").as_string()));
  EXPECT_EQ(json.at("log").at("deals"), 2);
  const auto ran = history({"inspect", file, "--mapping", proposal});
  EXPECT_THAT(ran.out, HasSubstr("2 deals, 3 events"));
  EXPECT_THAT(ran.out, HasSubstr("date (mdy)"));
}

TEST_F(HistoryCommands, InspectDoesNotSortOutcomesByTheirWords) {
  const auto file =
      write("deals.csv",
            "id,status,begun,ended\n1,Won,2026-01-01,2026-01-05\n2,Lost,2026-01-02,2026-01-09\n");
  const auto ran = history({"inspect", file});
  EXPECT_THAT(ran.out, HasSubstr("won: [], lost: []"));
  EXPECT_THAT(ran.out, HasSubstr("#   Lost (1)"));
}

TEST_F(HistoryCommands, AFlagReplacesAKeyOfAPreset) {
  const auto file = write(
      "c.csv", "deal_id,change_time,changed_field_key,new_value\n7,2026-07-01 12:00,stage_id,1\n");
  history({"import", file, "--zone", "Europe/Berlin", "-o", path("out.csv")});
  EXPECT_THAT(read("out.csv"), HasSubstr("2026-07-01T10:00:00.000Z"));
}

TEST_F(HistoryCommands, AMistakeInTheMappingIsToldWithItsPlace) {
  const auto file = write("steps.csv", steps);
  const auto mapping = write("m.yaml", "stagecraft_mapping: 1\nlayout: events\nactvity: Step\n");
  const auto ran = history({"import", file, "--mapping", mapping, "-o", path("out.csv")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(
      ran.err,
      HasSubstr("m.yaml:3:1: error: unknown key 'actvity' in a mapping; did you mean 'activity'?"));
}

}  // namespace
}  // namespace stagecraft::cli
