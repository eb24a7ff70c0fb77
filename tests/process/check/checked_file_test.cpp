#include "process/check/checked_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "tests/process/check/checked.h"

namespace stagecraft::process {
namespace {

namespace json = boost::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

CheckedFile checked(const std::string& text, const std::string& file) {
  const auto loaded = read_map(text, file);
  CheckedFile result{file, loaded.map.name, loaded.errors, {}};
  if (loaded.ok()) result.report = check_map(loaded, test_day, sentences());
  return result;
}

const std::string two_steps = R"(stagecraft: 1
id: m
name: Two steps
stages: [{id: a, name: A}, {id: b, name: B, does: [We call]}]
outcomes: [{id: won, name: Won, kind: won}, {id: lost, name: Lost, kind: lost}]
check:
  waived: [{rule: borrowed, reason: It is an example}]
)";

TEST(CheckText, SaysWhereWhatAndHowToMendIt) {
  const std::vector files{checked(two_steps, "map.yaml")};
  const auto text = to_text(files, sentences(), false);
  EXPECT_THAT(text,
              HasSubstr("map.yaml:4:10: warning: Stage 'A' says nothing that the prospect does. "
                        "[seller-centred/no-act]\n    mend: Write in `does` what"));
  EXPECT_THAT(text, Not(HasSubstr("[borrowed/no-contributors]"))) << "waived";
  EXPECT_THAT(text,
              HasSubstr("\nThe four mistakes of process maps, in 'Two steps':\n"
                        "  1 steps in the foreground instead of goals  present  no-goals/flat\n"));
  EXPECT_THAT(text,
              HasSubstr("  4 borrowed, not worked out together         fine     (1 waived)\n"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(to_text(files, sentences(), true), HasSubstr("\x1b[33mwarning:\x1b[0m"));
}

TEST(CheckText, MakesHostileFileNamesHarmless) {
  const std::vector files{checked(two_steps, "\x1b[31mmap\nx.yaml")};
  const auto text = to_text(files, sentences(), false);
  EXPECT_THAT(text, HasSubstr("\xEF\xBF\xBD[31mmap x.yaml:4:10: "));
}

TEST(CheckText, OfAFileThatCannotBeReadHasNoScore) {
  const std::vector files{
      checked("stagecraft: 1\nid: m\nname: M\nsteps: 3\nstages: []\n", "map.yaml")};
  const auto text = to_text(files, sentences(), false);
  EXPECT_THAT(text, HasSubstr("map.yaml:4:1: error: unknown key 'steps'"));
  EXPECT_THAT(text, Not(HasSubstr("mistakes")));
}

TEST(CheckJson, HasTheKeysOfEachFindingInTheirOrder) {
  const std::vector files{checked(two_steps, "map.yaml")};
  const auto report = json::parse(to_json(files)).as_object();
  EXPECT_FALSE(report.contains("maps"));
  const json::object* act = nullptr;
  for (const auto& finding : report.at("findings").as_array())
    if (finding.at("case") == "seller-act") act = &finding.as_object();
  ASSERT_TRUE(act);
  std::vector<std::string> keys;
  for (const auto& [key, value] : *act) keys.emplace_back(key);
  EXPECT_THAT(keys, ElementsAre("rule", "case", "severity", "address", "file", "line", "column",
                                "message", "mend", "mistake", "waived"));
  EXPECT_EQ(act->at("address"), "stage:b");
  EXPECT_EQ(act->at("line"), 4);
  EXPECT_EQ(act->at("mistake"), 2);
  EXPECT_EQ(act->at("waived"), false);
  EXPECT_EQ(report.at("mistakes"),
            json::parse(R"({"1": "present", "2": "present", "3": "present", "4": "fine"})"));
}

TEST(CheckJson, WritesNullForARuleWithoutCasesAndWithoutMistake) {
  const std::vector files{checked(two_steps, "map.yaml")};
  const auto report = json::parse(to_json(files));
  for (const auto& finding : report.at("findings").as_array())
    if (finding.at("rule") == "no-exit-criterion") {
      EXPECT_TRUE(finding.at("case").is_null());
      EXPECT_TRUE(finding.at("mistake").is_null());
      return;
    }
  FAIL() << "no-exit-criterion was not found";
}

TEST(CheckJson, OfSeveralFilesListsEachMapAndTheWorst) {
  const std::vector files{checked(two_steps, "a.yaml"), checked("stagecraft: 1\n", "b.yaml")};
  const auto report = json::parse(to_json(files));
  EXPECT_EQ(report.at("mistakes").at("1"), "present");
  const auto& maps = report.at("maps").as_array();
  ASSERT_EQ(maps.size(), 2u);
  EXPECT_EQ(maps[0].at("file"), "a.yaml");
  EXPECT_EQ(maps[0].at("mistakes"), report.at("mistakes"));
  EXPECT_EQ(maps[1].at("mistakes"), json::object{});
}

TEST(CheckJson, OfAFileThatCannotBeReadHasItsErrorsAsFindings) {
  const std::vector files{checked("stagecraft: 1\n", "b.yaml")};
  const auto report = json::parse(to_json(files));
  const auto& first = report.at("findings").as_array().at(0);
  EXPECT_EQ(first.at("rule"), "missing-key");
  EXPECT_EQ(first.at("severity"), "error");
  EXPECT_EQ(report.at("mistakes"), json::object{});
}

TEST(CheckJson, SaysHowManyFindingsAreNotShown) {
  auto file = checked(two_steps, "map.yaml");
  file.report.findings.resize(most_findings_shown + 7);
  const auto report = json::parse(to_json(std::vector{file}));
  EXPECT_EQ(report.at("findings").as_array().size(), most_findings_shown);
  EXPECT_EQ(report.at("not_shown"), 7);
}

TEST(CheckSarif, PlacesResultsAndSuppressesWhatIsWaived) {
  const std::vector files{checked(two_steps, "my maps/m.yaml")};
  const auto log = json::parse(to_sarif(files, sentences()));
  EXPECT_EQ(log.at("version"), "2.1.0");
  const auto& run = log.at("runs").as_array().at(0);
  EXPECT_EQ(run.at("columnKind"), "unicodeCodePoints");
  int suppressed = 0;
  bool found = false;
  for (const auto& result : run.at("results").as_array()) {
    suppressed += result.as_object().contains("suppressions") ? 1 : 0;
    if (result.at("ruleId") != "seller-centred/no-act") continue;
    found = true;
    EXPECT_EQ(result.at("level"), "warning");
    const auto& place = result.at("locations").as_array().at(0).at("physicalLocation");
    EXPECT_EQ(place.at("artifactLocation").at("uri"), "my%20maps/m.yaml");
    EXPECT_EQ(place.at("region"), json::parse(R"({"startLine": 4, "startColumn": 10})"));
  }
  EXPECT_TRUE(found);
  EXPECT_EQ(suppressed, 1);
}

TEST(CheckSarif, DoublesBracesThatAreNoPlaceholders) {
  CheckedFile file{"m.yaml", "M", {}, {}};
  file.errors = {{"bad-id", {"m.yaml", 1, 1}, "'{0}' cannot be an id", "write {kind: own}"}};
  const auto log = json::parse(to_sarif(std::vector{file}, sentences()));
  const auto& result = log.at("runs").as_array().at(0).at("results").as_array().at(0);
  EXPECT_EQ(result.at("message").at("text"), "'{{0}}' cannot be an id write {{kind: own}}");
}

TEST(CheckSarif, HasNoRegionWhereNoLineIsKnown) {
  CheckedFile file{"gone.yaml", "", {{"unreadable", {"gone.yaml"}, "it is gone", ""}}, {}};
  const auto log = json::parse(to_sarif(std::vector{file}, sentences()));
  const auto& result = log.at("runs").as_array().at(0).at("results").as_array().at(0);
  const auto& place = result.at("locations").as_array().at(0).at("physicalLocation");
  EXPECT_EQ(place, json::parse(R"({"artifactLocation": {"uri": "gone.yaml"}})"));
}

TEST(ExitStatus, IsTwoForErrorsOfReadingOneForFindingsZeroForNotes) {
  const auto bad = checked("stagecraft: 1\n", "b.yaml"), weak = checked(two_steps, "a.yaml");
  CheckedFile fine{"c.yaml", "C", {}, {}};
  fine.report.findings.resize(1);
  EXPECT_EQ(exit_status(std::vector{fine}), 0);
  EXPECT_EQ(exit_status(std::vector{fine, weak}), 1);
  EXPECT_EQ(exit_status(std::vector{bad, weak}), 2);
}

}  // namespace
}  // namespace stagecraft::process
