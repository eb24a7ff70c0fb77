#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <set>

#include "report/figures.h"
#include "tests/cli/command_line.h"

namespace stagecraft::cli {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace json = boost::json;

/// A map of three stages and six deals of two owners.
class Measure : public CommandLine {
 protected:
  Measure() {
    map_ = write("map.yaml",
                 "stagecraft: 1\nid: small\nname: Small\ncurrency: EUR\ngoals:\n"
                 "  - id: all\n    name: All\n    value: It is decided.\n    stages:\n"
                 "      - {id: talk, name: Talk}\n      - {id: quote, name: Quote}\n"
                 "outcomes:\n  - {id: won, name: Won, kind: won}\n"
                 "  - {id: lost, name: Lost, kind: lost}\n");
    write("deals.csv",
          "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n" +
              deal("d1", "2026-01-05", "2026-01-15", "won", "2026-02-10") +
              deal("d2", "2026-01-06", "2026-01-20", "lost", "2026-02-20") +
              deal("d3", "2026-01-07", "2026-01-17", "won", "2026-03-10") +
              deal("d4", "2026-02-05", "2026-02-25", "won", "2026-03-20") +
              deal("d5", "2026-02-06", "2026-02-16", "lost", "2026-03-25") +
              "d6,created,,,,,2026-03-01T09:00:00Z,time,,,\n"
              "d6,stage_entered,talk,,,,2026-03-01T09:00:00Z,time,,,\n");
    write("deals.deals.csv",
          "deal,owner,amount,currency,map,map_version\nd1,Ana,1000,EUR,,\nd2,Ben,2000,EUR,,\n"
          "d3,Ana,3000,EUR,,\nd4,Ben,4000,EUR,,\nd5,Ana,5000,EUR,,\nd6,Ben,6000,EUR,,\n");
  }

  static std::string deal(const std::string& id, const std::string& talk, const std::string& quote,
                          const std::string& outcome, const std::string& closed) {
    const auto row = [&](const std::string& kind, const std::string& symbol,
                         const std::string& day) {
      return id + "," + kind + "," + symbol + ",,,," + day + "T09:00:00Z,time,,,\n";
    };
    return row("created", "", talk) + row("stage_entered", "talk", talk) +
           row("stage_entered", "quote", quote) + row(outcome, outcome, closed);
  }

  Ran measure(std::vector<std::string> words) const {
    words.insert(words.begin(), {"measure", "--map", map_, "--history", path("deals.csv")});
    return stagecraft(words);
  }
  json::array figures(std::vector<std::string> words) const {
    words.insert(words.end(), {"--format", "json"});
    const auto ran = measure(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return json::parse(ran.out).at("figures").as_array();
  }

  std::string map_;
};

/// The first figure with these keys; null members mean "not stated".
json::value find(const json::array& figures, const json::object& keys) {
  for (const auto& figure : figures) {
    const bool matches = std::ranges::all_of(
        keys, [&](const auto& key) { return figure.at(key.key()) == key.value(); });
    if (matches) return figure;
  }
  ADD_FAILURE() << "no figure " << json::serialize(keys);
  return {};
}

json::value win_rate(const json::array& figures, const char* slice = nullptr) {
  return find(figures, {{"measure", "win_rate"},
                        {"part", nullptr},
                        {"slice", slice ? json::value(slice) : json::value(nullptr)}});
}

TEST_F(Measure, TellsAManagerInWords) {
  const auto ran = measure({});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, AllOf(StartsWith("Small\nThe whole history up to 25 Mar 2026, 6 deals: 1 "
                                        "open, 3 won, 2 lost, 0 no decision."),
                             HasSubstr("1.1 Talk"), HasSubstr("€8,000"), HasSubstr("€6,000")));
}

TEST_F(Measure, JsonHasTheKeysOfTheSchemaAndNoOthers) {
  const auto schema = json::parse(report::figures_schema());
  const auto& item = schema.at("properties").at("figures").at("items");
  std::set<std::string> keys;
  for (const auto& key : item.at("required").as_array()) keys.insert(std::string(key.as_string()));
  const auto all = figures({"--by", "owner"});
  ASSERT_FALSE(all.empty());
  for (const auto& figure : all) {
    std::set<std::string> found;
    for (const auto& [key, value] : figure.as_object()) found.insert(std::string(key));
    ASSERT_EQ(found, keys);
    const bool is_undefined = figure.at("state") == "undefined";
    EXPECT_EQ(figure.at("value").is_null(), is_undefined) << json::serialize(figure);
    EXPECT_EQ(figure.at("reason").is_null(), figure.at("state") == "ok") << json::serialize(figure);
  }
}

TEST_F(Measure, CsvHasAHeadOfTheSameKeysAndAFigureALine) {
  const auto ran = measure({"--format", "csv"});
  EXPECT_THAT(ran.out, StartsWith("measure,part,stage,goal,to,slice,unit,currency,value,low,high"));
  const auto lines = std::ranges::count(ran.out, '\n');
  EXPECT_EQ(lines, static_cast<std::ptrdiff_t>(figures({}).size()) + 1);
}

TEST_F(Measure, HtmlIsAPageThatNeedsNoNetwork) {
  const auto ran = measure({"--format", "html"});
  EXPECT_EQ(ran.status, 0);
  EXPECT_THAT(ran.out, AllOf(StartsWith("<!"), HasSubstr("</html>"), Not(HasSubstr("src=\"http")),
                             Not(HasSubstr("@import"))));
}

TEST_F(Measure, WritesToAFileAndLeavesTheTerminalAlone) {
  const auto ran = measure({"--format", "json", "-o", path("figures.json")});
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(read("figures.json"), StartsWith("{\"figures\": ["));
}

TEST_F(Measure, GivesTheSameBytesTwice) {
  EXPECT_EQ(measure({"--format", "json", "--by", "owner"}).out,
            measure({"--format", "json", "--by", "owner"}).out);
}

TEST_F(Measure, SlicesAddUpToTheWhole) {
  const auto all = figures({"--by", "owner"});
  EXPECT_EQ(win_rate(all).at("n"), 5);
  EXPECT_EQ(win_rate(all, "owner=Ana").at("n"), 3);
  EXPECT_EQ(win_rate(all, "owner=Ben").at("n"), 2);
}

TEST_F(Measure, AConditionKeepsOnlyTheDealsThatFulfilIt) {
  const auto all = figures({"--where", "owner = 'Ana' and amount >= 3000"});
  EXPECT_EQ(win_rate(all).at("n"), 2);
  EXPECT_EQ(win_rate(all).at("value"), 0.5);
  EXPECT_THAT(measure({"--where", "owner = 'Ana'"}).out,
              HasSubstr("Only deals where owner = 'Ana'."));
}

TEST_F(Measure, APastDayIsSeenAsItStood) {
  const auto all = figures({"--at", "2026-02-28", "--known-at", "2026-02-28"});
  EXPECT_EQ(win_rate(all).at("n"), 2);
  EXPECT_EQ(win_rate(all).at("as_of"), "2026-02-28T23:59:59.999Z");
  EXPECT_EQ(win_rate(all).at("known_at"), "2026-02-28T23:59:59.999Z");
}

TEST_F(Measure, ADayOfAZoneEndsAtItsMidnight) {
  const auto all = figures({"--at", "2026-02-28", "--zone", "Europe/Berlin"});
  EXPECT_EQ(win_rate(all).at("as_of"), "2026-02-28T22:59:59.999Z");
}

TEST_F(Measure, APeriodCountsWhatClosedInIt) {
  const auto all = figures({"--from", "2026-03-01", "--to", "2026-04-01"});
  EXPECT_EQ(win_rate(all).at("n"), 3);
  EXPECT_EQ(win_rate(all).at("period").at("to"), "2026-04-01");
}

TEST_F(Measure, TwoPeriodsStandSideBySide) {
  const auto ran = measure({"--from", "2026-03-01", "--to", "2026-04-01", "--against-from",
                            "2026-02-01", "--against-to", "2026-03-01"});
  EXPECT_THAT(ran.out, HasSubstr("Against 1 Feb 2026 to 28 Feb 2026"));
  EXPECT_THAT(ran.out, HasSubstr("No figure differs by more than chance would explain."));
  const auto all = figures({"--from", "2026-03-01", "--to", "2026-04-01", "--against-from",
                            "2026-02-01", "--against-to", "2026-03-01"});
  const auto before = find(all, {{"measure", "win_rate"},
                                 {"part", nullptr},
                                 {"period", {{"from", "2026-02-01"}, {"to", "2026-03-01"}}}});
  EXPECT_EQ(before.at("n"), 2);
}

TEST_F(Measure, APeriodOfTheFutureIsSaidToBeOne) {
  EXPECT_THAT(measure({"--from", "2090-01-01", "--to", "2091-01-01"}).out,
              HasSubstr("nothing of it is known"));
}

TEST_F(Measure, StrictLeavesOneWhenARowCouldNotBeUsed) {
  write("deals.csv", read("deals.csv") + "d7,created,,,,,never,time,,,\n");
  EXPECT_EQ(measure({}).status, 0);
  const auto ran = measure({"--strict"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, HasSubstr("1 rejected"));
}

TEST_F(Measure, AFileOfDealsThatIsNoneIsNotPassedOverInSilence) {
  write("deals.deals.csv", "deal,owner\nd1,Ana\n");
  EXPECT_THAT(measure({}).err, HasSubstr("deals.deals.csv' was not read: a file of deals has the "
                                         "columns deal, map and map_version."));
}

TEST_F(Measure, SettingsStateTheZone) {
  const auto settings = write("s.yaml", "stagecraft_settings: 1\nzone: Europe/Berlin\n");
  EXPECT_THAT(measure({"--settings", settings}).out, HasSubstr("days in Europe/Berlin"));
}

struct Refused {
  std::vector<std::string> words;
  const char* says;
};

class RefusedMeasure : public Measure, public testing::WithParamInterface<Refused> {};

TEST_P(RefusedMeasure, LeavesTwoAndSaysHowToMend) {
  const auto ran = measure(GetParam().words);
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedMeasure,
    testing::Values(
        Refused{{"--from", "2026-13-01", "--to", "2027-01-01"},
                "--from 2026-13-01: write a day that exists, from 1900 to 2200, as 2026-01-31."},
        Refused{{"--from", "2026-01-01T00:00:00Z", "--to", "2027-01-01"}, "as 2026-01-31."},
        Refused{{"--from", "2026-01-01"}, "A period needs both --from and --to"},
        Refused{{"--from", "2026-02-01", "--to", "2026-01-01"},
                "--from 2026-02-01 is not before --to 2026-01-01."},
        Refused{{"--against-from", "2026-01-01", "--against-to", "2026-02-01"},
                "state the first one too"},
        Refused{{"--at", "2026-02-30"}, "or an instant with its offset"},
        Refused{{"--at", "2026-02-20T12:00:00"}, "or an instant with its offset"},
        Refused{{"--known-at", "soon"}, "--known-at soon: write"},
        Refused{{"--zone", "Mars/Olympus"}, "There is no time zone 'Mars/Olympus'."},
        Refused{{"--by", "colour"}, "no attribute 'colour' to slice by; it has: owner, amount"},
        Refused{{"--by", "ownr"}, "to slice by (did you mean 'owner'?); it has: owner, amount"},
        Refused{{"--where", "ownr = 'Ana'"}, "did you mean 'owner'?"},
        Refused{{"--where", "owner = \"Ana\""}, "texts stand in single quotes"},
        Refused{{"--where", "colour = 'red'"}, "Fields of this history: amount, created_on"},
        Refused{{"--where", "amount > 'Ana'"}, "a number is expected here (at character 10)"},
        Refused{{"--where", "amount > 3 and"}, "but it ends (at character 15)"},
        Refused{{"--settings", "/nowhere/s.yaml"}, "Cannot read the settings file"},
        Refused{{"--settings", "/"}, "Cannot read the settings file"},
        Refused{{"--format", "xml"}, "xml not in {text,json,csv,html}"},
        Refused{{"--intervals", "some"}, "some not in {full,fast,none}"},
        Refused{{"-o", "/nowhere/figures.json"}, "Cannot write /nowhere/figures.json"}));

TEST_F(CommandLine, MeasureNamesTheMapOrHistoryThatIsNotThere) {
  const auto map = example_map("four-goals");
  auto ran = stagecraft({"measure", "--map", map, "--history", path("none.csv")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("There is no file '" + path("none.csv") + "'."));
  ran = stagecraft({"measure", "--map", path("none.yaml"), "--history", path("none.csv")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr(path("none.yaml")));
}

TEST_F(CommandLine, AHistoryWithoutADealIsNotMeasured) {
  const auto ran = stagecraft(
      {"measure", "--map", example_map("four-goals"), "--history",
       write("head.csv",
             "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n")});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("holds no deal: there is nothing to measure."));
}

TEST_F(CommandLine, AMapThatIsNoneIsToldWithItsPlace) {
  const auto map = write("map.yaml", "stagecraft: 1\nid: x\nnme: X\n");
  const auto ran = stagecraft({"measure", "--map", map, "--history", map});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("map.yaml:3:1: error: "));
}

}  // namespace
}  // namespace stagecraft::cli
