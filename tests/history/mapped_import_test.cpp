#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "history/import.h"
#include "history/inspect.h"
#include "history/mapping.h"
#include "process/reader.h"
#include "tests/history/told.h"
#include "tests/temp_folder.h"

namespace stagecraft::history {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

/// Files in a folder of their own, which goes with the test.
class MappedImport : public testing::Test {
 protected:
  std::string write(const std::string& name, std::string_view text) {
    return folder_.write(name, text);
  }

  Imported import(std::string_view csv, std::string_view mapping,
                  const process::Map* map = nullptr) {
    const auto file = write("data.csv", csv);
    const auto parsed = read_mapping(mapping, "m.yaml");
    return import_history({file}, {.map = map, .mapping = &parsed});
  }

 private:
  TempFolder folder_;
};

/// `d1: stage_entered A 2026-01-01, won won 2026-01-05T10:00:00.000Z`, a line a deal.
std::string story(const EventLog& log) {
  std::string text;
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    text += std::string(log.deal_id(d)) + ":";
    for (auto e = log.begin(d); e < log.end(d); ++e) {
      text += " " + std::string(to_word(log.kind(e)));
      const auto symbol = log.symbols().text(log.symbol(e));
      if (!symbol.empty()) text += "(" + std::string(symbol) + ")";
      if (log.precision(e) == Precision::date)
        text += " " + base::to_iso(std::chrono::floor<std::chrono::days>(log.at(e)));
      if (log.precision(e) == Precision::time) text += " " + base::to_iso(log.at(e));
      if (log.precision(e) == Precision::unknown) text += " ?";
      if (e + 1 < log.end(d)) text += ",";
    }
    text += "\n";
  }
  return text;
}

std::string value_of(const EventLog& log, std::string_view attribute, DealIndex deal) {
  const auto* found = log.find_attribute(attribute);
  if (found == nullptr) return "(no such attribute)";
  if (found->kind == ValueKind::text)
    return std::string(found->dictionary.text(found->codes[deal]));
  if (found->numbers[deal] == Attribute::not_stated) return "";
  return std::to_string(found->numbers[deal]);
}

process::Map small_map() {
  auto loaded = process::read_map(
      "stagecraft: 1\nid: m\nname: M\ncurrency: EUR\ngoals:\n  - id: g\n    name: G\n    stages:\n"
      "      - {id: talk, name: First talk, aliases: [Qualification]}\n"
      "      - {id: quote, name: Quote, aliases: [Proposal, Offer]}\n"
      "      - {id: trial, name: Trial, aliases: [Offer]}\n"
      "outcomes:\n  - {id: ordered, name: Ordered, aliases: [Closed Won], kind: won}\n"
      "  - {id: gone, name: Gone, kind: lost}\n",
      "m.yaml");
  EXPECT_TRUE(loaded.ok());
  return loaded.map;
}

constexpr std::string_view events_mapping =
    "stagecraft_mapping: 1\nlayout: events\ndeal: Case\nactivity: Step\nat: When\n";

TEST_F(MappedImport, ReadsARowAnEvent) {
  const auto imported = import(
      "Case,Step,When,Who\nd1,Talk,2026-01-02 "
      "10:00,Ana\nd1,Quote,2026-01-05,Ana\nd2,Talk,2026-01-03,\n",
      std::string(events_mapping) + "actor: Who\nzone: Europe/Berlin\n");
  EXPECT_EQ(story(imported.log),
            "d1: stage_entered(Talk) 2026-01-02T09:00:00.000Z, stage_entered(Quote) 2026-01-05\n"
            "d2: stage_entered(Talk) 2026-01-03\n");
  EXPECT_EQ(imported.log.actors().text(imported.log.actor(0)), "Ana");
  EXPECT_EQ(imported.report.rows_accepted, 3);
  EXPECT_EQ(imported.report.deals, 2);
}

/// As a German spreadsheet writes: another delimiter, another encoding, the day first.
TEST_F(MappedImport, InfersDatesWhateverDelimiterAndEncodingTheFileHas) {
  const auto semicolons =
      import("Case;Step;When\nd1;Talk;13.02.2024\nd2;Talk;14.02.2024\n", events_mapping);
  EXPECT_EQ(story(semicolons.log),
            "d1: stage_entered(Talk) 2024-02-13\nd2: stage_entered(Talk) 2024-02-14\n");
  const auto latin = import("Case;Step;When;Ge\xE4ndert\nd1;Talk;13.02.2024;x\n", events_mapping);
  EXPECT_EQ(story(latin.log), "d1: stage_entered(Talk) 2024-02-13\n");
}

TEST_F(MappedImport, ListsEachRejectedRowWithLineColumnValueAndReason) {
  const auto report = import(
                          "Case,Step,When\nd1,Talk,2026-01-02\n,Talk,2026-01-02\nd1,,2026-01-02\n"
                          "d1,Talk,soon\nd1,Talk,1850-01-01\nd1,Talk,9999-01-01\nd1\n",
                          events_mapping)
                          .report;
  EXPECT_EQ(report.rows_read, 7);
  EXPECT_EQ(report.rows_accepted, 1);
  EXPECT_EQ(report.rows_rejected, 6);
  ASSERT_EQ(report.rejected.size(), 6u);
  EXPECT_EQ(report.rejected[0].line, 3);
  EXPECT_EQ(report.rejected[0].reason, "no deal id");
  EXPECT_EQ(report.rejected[1].column, "Step");
  EXPECT_EQ(report.rejected[2].value, "soon");
  EXPECT_EQ(report.rejected[2].column, "When");
  EXPECT_THAT(report.rejected_by_reason, Contains(Pair("outside the years 1900 to 2200", 2)));
}

TEST_F(MappedImport, MatchesStagesAndOutcomesByIdNameAndAlias) {
  const auto map = small_map();
  const auto imported = import(
      "Case,Step,When\nd1,talk,2026-01-01\nd1, QUOTE ,2026-01-02\nd1,first  TALK,2026-01-03\n"
      "d1,Qualification,2026-01-04\nd1,Closed Won,2026-01-05\nd1,Lunch,2026-01-06\n",
      events_mapping, &map);
  EXPECT_EQ(
      story(imported.log),
      "d1: stage_entered(talk) 2026-01-01, stage_entered(quote) 2026-01-02, stage_entered(talk) "
      "2026-01-03, "
      "stage_entered(talk) 2026-01-04, won(ordered) 2026-01-05, stage_entered(Lunch) 2026-01-06\n");
  EXPECT_THAT(imported.report.outside_map, ElementsAre(Pair("Lunch", 1)));
}

TEST_F(MappedImport, RefusesANameThatFitsTwoStagesAndTakesStageValuesInstead) {
  const auto map = small_map();
  const std::string csv = "Case,Step,When\nd1,Offer,2026-01-01\n";
  EXPECT_THROW(import(csv, events_mapping, &map), base::Error);
  const auto imported =
      import(csv, std::string(events_mapping) + "stage_values: {Offer: trial}\n", &map);
  EXPECT_EQ(story(imported.log), "d1: stage_entered(trial) 2026-01-01\n");
  EXPECT_THROW(import(csv, std::string(events_mapping) + "stage_values: {Offer: trail}\n", &map),
               base::Error);
}

TEST_F(MappedImport, NeverTakesAWordForAnOutcomeUnlessToldSo) {
  const std::string csv = "Case,Step,When\nd1,Won,2026-01-01\nd2,Lost,2026-01-01\n";
  EXPECT_EQ(story(import(csv, events_mapping).log),
            "d1: stage_entered(Won) 2026-01-01\nd2: stage_entered(Lost) 2026-01-01\n");
  EXPECT_EQ(
      story(import(csv, std::string(events_mapping) + "outcome: {won: [Won], lost: [Lost]}\n").log),
      "d1: won(won) 2026-01-01\nd2: lost(lost) 2026-01-01\n");
}

TEST_F(MappedImport, TellsChangesOfAttributesFromRowsInAnyOrder) {
  const auto imported = import(
      "Case,Step,When,Owner,Value\nd1,B,2026-01-05,Ben,\"2,000.50\"\nd1,A,2026-01-01,Ana,1000\nd1,"
      "C,2026-01-09,Ben,\"2,000.50\"\n",
      std::string(events_mapping) + "currency: EUR\nattributes: {owner: Owner, amount: Value}\n");
  EXPECT_EQ(story(imported.log),
            "d1: stage_entered(A) 2026-01-01, attribute_changed(owner) 2026-01-05, "
            "attribute_changed(amount) 2026-01-05, "
            "stage_entered(B) 2026-01-05, stage_entered(C) 2026-01-09\n");
  EXPECT_EQ(value_of(imported.log, "owner", 0), "Ben");
  EXPECT_EQ(value_of(imported.log, "amount", 0), "200050");
}

TEST_F(MappedImport, LeavesAWrongAmountOutAndKeepsItsRow) {
  const auto report = import("Case,Step,When,Value\nd1,A,2026-01-01,lots\nd1,B,2026-01-02,1.234\n",
                             std::string(events_mapping) + "attributes: {amount: Value}\n")
                          .report;
  EXPECT_EQ(report.rows_accepted, 2);
  EXPECT_EQ(report.rejected.size(), 2u);
  EXPECT_THAT(report.rejected[0].reason.text(), HasSubstr("row kept: not a number"));
}

TEST_F(MappedImport, RefusesDatesThatCouldBeEitherWayRound) {
  const std::string csv = "Case,Step,When\nd1,A,03/04/2026\n";
  try {
    import(csv, events_mapping);
    FAIL() << "took an ambiguous date";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("column 'When'"));
    EXPECT_THAT(error.what(), HasSubstr("--date-format"));
  }
  EXPECT_EQ(story(import(csv, std::string(events_mapping) + "date_format: mdy\n").log),
            "d1: stage_entered(A) 2026-03-04\n");
}

TEST_F(MappedImport, NamesMissingColumnsAndTheNearestOnes) {
  try {
    import("Case,Steps,When\nd1,A,2026-01-01\n", events_mapping);
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("no column 'Step' for 'activity'; did you mean 'Steps'?"));
  }
}

constexpr std::string_view deals_csv =
    "id,agent,product,status,begun,ended,value\n"
    "o1,Ana,GTXPro,Won,2026-01-01,2026-01-11,\"1.234,50 €\"\n"
    "o2,Ben,Basic,Lost,2026-01-02,2026-01-03,\"0\"\n"
    "o3,Ana,Basic,Engaging,2026-01-04,,\n"
    "o4,Eve,,Prospecting,,,\n";
constexpr std::string_view deals_mapping =
    "stagecraft_mapping: 1\nlayout: deals\ndeal: id\ndecimal: ','\ncurrency: EUR\nexported_at: "
    "2026-02-01\n"
    "stages: {engaging: {entered: begun}, prospecting: {state: {column: status, is: "
    "[Prospecting]}}}\n"
    "outcome: {column: status, at: ended, won: [Won], lost: [Lost]}\n"
    "attributes: {owner: agent, amount: value, product: product}\n"
    "values: {product: {GTXPro: GTX Pro}}\n"
    "lookups: [{file: teams.csv, key: agent, take: {team: region}}]\n";

TEST_F(MappedImport, ReadsARowADeal) {
  write("teams.csv", "agent,region\nAna,East\nBen,West\nCid,West\n");
  const auto imported = import(deals_csv, deals_mapping);
  EXPECT_EQ(story(imported.log),
            "o1: stage_entered(engaging) 2026-01-01, won(won) 2026-01-11\n"
            "o2: stage_entered(engaging) 2026-01-02, lost(lost) 2026-01-03\n"
            "o3: stage_entered(engaging) 2026-01-04\n"
            "o4: stage_entered(prospecting) ?\n");
  EXPECT_EQ(value_of(imported.log, "amount", 0), "123450");
  EXPECT_EQ(value_of(imported.log, "product", 0), "GTX Pro");
  EXPECT_EQ(value_of(imported.log, "team", 1), "West");
  EXPECT_THAT(imported.report.corrections, ElementsAre(Pair("product: GTXPro -> GTX Pro", 1)));
  EXPECT_THAT(imported.report.oddities, Contains(Pair("teams.csv: no row for agent 'Eve'", 1)));
  EXPECT_THAT(imported.report.oddities, Contains(Pair("teams.csv: rows that no deal uses", 1)));
  EXPECT_THAT(imported.report.oddities, Contains(Pair("product: empty", 1)));
  EXPECT_EQ(base::to_iso(imported.report.as_of), "2026-02-01T23:59:59.999Z");
}

TEST_F(MappedImport, ReadsAFileThatIsOnlyLookedUpInNoSecondTime) {
  const auto deals = write("deals.csv", deals_csv),
             teams = write("teams.csv", "agent,region\nAna,East\n");
  const auto mapping = read_mapping(deals_mapping, "m.yaml");
  const auto imported = import_history({teams, deals}, {.mapping = &mapping});
  EXPECT_EQ(imported.log.deal_count(), 4U);
  EXPECT_EQ(imported.report.rows_read, 4);
  EXPECT_EQ(value_of(imported.log, "team", 0), "East");
  const auto inspection = inspect({teams, deals}, {.mapping = &mapping});
  EXPECT_EQ(inspection.files[0].kind, "looked up by the mapping");
  EXPECT_EQ(inspection.files[1].kind, "read with the mapping");
  EXPECT_EQ(inspection.proposal, "");
  EXPECT_EQ(inspection.log->deals, 4);
}

TEST_F(MappedImport, IsNotMadeOfLookedUpFilesAlone) {
  const auto teams = write("teams.csv", "agent,region\nAna,East\n");
  const auto other = write("Teams/teams.csv", "agent,region\nBen,West\n");
  const auto mapping = read_mapping(deals_mapping, "m.yaml");
  EXPECT_THROW(import_history({teams, other}, {.mapping = &mapping}), base::Error);
}

TEST_F(MappedImport, SaysWhatToDoAboutUnknownColumnsInTheWordsOfWhoAsks) {
  const auto file = write("x.csv", "a,b\n1,2\n");
  try {
    import_history({file}, {.advice = "send it as `mapping`."});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("in a mapping: send it as `mapping`."));
  }
}

TEST_F(MappedImport, CallsTwoRowsOfOneIdTwoDeals) {
  const auto imported = import(
      "id,status,begun,ended\no1,Won,2026-01-01,2026-01-02\no1,Won,2026-01-01,2026-01-09\no2,Won,"
      "2026-01-01,\no2,Won,2026-01-01,\n",
      "stagecraft_mapping: 1\nlayout: deals\ndeal: id\nstages: {engaging: {entered: begun}}\n"
      "outcome: {column: status, at: ended, won: [Won]}\n");
  EXPECT_TRUE(imported.log.is_doubled(0));
  EXPECT_FALSE(imported.log.is_doubled(1));
  EXPECT_THAT(imported.report.oddities, Contains(Pair("rows given twice: read once", 1)));
  EXPECT_THAT(imported.report.oddities, Contains(Pair("rows with the id of an earlier row", 1)));
}

constexpr std::string_view changes_csv =
    "deal_id,change_time,changed_field_key,new_value\n"
    "7,2026-01-01 10:00:00,add_time,2026-01-01T10:00:00\n"
    "7,2026-01-02 10:00:00,user_id,12\n"
    "7,2026-01-03 10:00:00,stage_id,1\n"
    "7,2026-01-04 10:00:00,user_id,13\n"
    "7,2026-01-05 10:00:00,lost_reason,4\n"
    "7,2026-01-06 10:00:00,colour,red\n"
    "7,2026-01-07 10:00:00,status,open\n"
    "7,2026-01-08 10:00:00,status,won\n";

TEST_F(MappedImport, ReadsChangesOfFieldsWithItsPreset) {
  const auto file = write("deal_changes.csv", changes_csv);
  const auto imported = import_history({file}, {});
  EXPECT_EQ(
      story(imported.log),
      "7: created 2026-01-01T10:00:00.000Z, attribute_changed(owner) 2026-01-02T10:00:00.000Z, "
      "stage_entered(1) 2026-01-03T10:00:00.000Z, attribute_changed(owner) "
      "2026-01-04T10:00:00.000Z, "
      "lost(lost) 2026-01-05T10:00:00.000Z, reopened(1) 2026-01-07T10:00:00.000Z, "
      "won(won) 2026-01-08T10:00:00.000Z\n");
  EXPECT_EQ(value_of(imported.log, "owner", 0), "13");
  const auto* change = imported.log.find_change(3);
  ASSERT_NE(change, nullptr);
  EXPECT_EQ(imported.log.find_attribute("owner")->dictionary.text(
                static_cast<std::uint32_t>(change->from)),
            "12");
  EXPECT_EQ(imported.log.details(4), R"({"reason":"4"})");
  EXPECT_THAT(imported.report.oddities,
              Contains(Pair("changes of a field that the mapping does not name: colour", 1)));
  EXPECT_THAT(texts_of(imported.report.notes), Contains(HasSubstr("preset 'pipedrive-changes'")));
}

TEST_F(MappedImport, TakesALostStatusAndItsReasonForOneLoss) {
  const auto file = write("deal_changes.csv",
                          "deal_id,change_time,changed_field_key,new_value\n"
                          "7,2026-01-03 10:00:00,stage_id,1\n"
                          "7,2026-01-05 10:00:00,lost_reason,Price\n"
                          "7,2026-01-05 10:00:01,status,lost\n"
                          "7,2026-01-06 10:00:00,lost_reason,No budget\n"
                          "7,2026-01-07 10:00:00,status,open\n"
                          "7,2026-01-08 10:00:00,status,lost\n"
                          "7,2026-01-08 10:00:00,lost_reason,Silence\n"
                          "8,2026-01-09 10:00:00,lost_reason,Price\n");
  const auto imported = import_history({file}, {});
  EXPECT_EQ(story(imported.log),
            "7: stage_entered(1) 2026-01-03T10:00:00.000Z, lost(lost) 2026-01-05T10:00:01.000Z, "
            "reopened(1) 2026-01-07T10:00:00.000Z, lost(lost) 2026-01-08T10:00:00.000Z\n"
            "8: lost(lost) 2026-01-09T10:00:00.000Z\n");
  EXPECT_EQ(imported.log.details(1), R"({"reason":"No budget"})");
  EXPECT_EQ(imported.log.details(3), R"({"reason":"Silence"})");
  EXPECT_EQ(imported.log.details(4), R"({"reason":"Price"})");
  EXPECT_EQ(imported.report.rows_accepted, 8);
  EXPECT_EQ(imported.report.rows_rejected, 0);
}

TEST_F(MappedImport, TakesTheValueBeforeTheFirstChangeFromTheSource) {
  const auto file = write("OpportunityFieldHistory.csv",
                          "OpportunityId,CreatedDate,CreatedById,Field,OldValue,NewValue\n"
                          "006A,2024-01-23 10:00,u1,created,,\n"
                          "006A,2024-01-24 10:00,u1,StageName,Prospecting,Closed Won\n"
                          "006A,2024-01-24 10:00,u1,Amount,100,250.50\n");
  const auto log = import_history({file}, {.overrides = {{"currency", "EUR"}}}).log;
  EXPECT_EQ(
      story(log),
      "006A: created 2024-01-23T10:00:00.000Z, attribute_changed(amount) 2024-01-24T10:00:00.000Z, "
      "won(won) 2024-01-24T10:00:00.000Z\n");
  EXPECT_EQ(log.find_change(1)->from, 10000);
  EXPECT_EQ(log.find_change(1)->to, 25050);
  EXPECT_EQ(value_of(log, "currency", 0), "EUR");
}

TEST_F(MappedImport, TakesStagesFromTheHistoryAndTheRestFromTheDealsOfASalesforceOrg) {
  const auto deals =
      write("Opportunity.csv",
            "Id,AccountId,Name,StageName,Amount,CloseDate,IsWon,CreatedDate,LeadSource\n"
            "006A,001,Pumps,Closed Won,500,02/03/24,TRUE,01/23/24,Web\n"
            "006B,002,Valves,Prospecting,900,02/28/24,FALSE,01/24/24,\n");
  const auto steps =
      write("OpportunityHistory.csv",
            "Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,CloseDate,IsDeleted\n"
            "1,006A,u1,01/23/24 08:55 PM,Prospecting,450,02/03/24,FALSE\n"
            "2,006A,u1,02/03/24 09:00 AM,Closed Won,500,02/03/24,FALSE\n"
            "3,006A,u1,02/04/24 09:00 AM,Closed Lost,500,02/03/24,TRUE\n");
  const auto imported = import_history({deals, steps}, {});
  EXPECT_EQ(
      story(imported.log),
      "006A: created 2024-01-23, stage_entered(Prospecting) 2024-01-23T20:55:00.000Z, "
      "attribute_changed(amount) 2024-02-03T09:00:00.000Z, won(won) 2024-02-03T09:00:00.000Z\n"
      "006B: created 2024-01-24, stage_entered(Prospecting) ?\n");
  EXPECT_EQ(value_of(imported.log, "account", 0), "001");
  EXPECT_THAT(imported.report.oddities, Contains(Pair("rows left out: IsDeleted is TRUE", 1)));
}

TEST_F(MappedImport, ReadsStageDatesOfAHubSpotExportByTheirColumnNames) {
  const auto file =
      write("hubspot.csv",
            "Record ID,Deal Name,Deal Stage,Close Date,Create Date,Amount,\"Date entered "
            "\"\"Qualified (Sales)\"\"\"\n"
            "1,Pumps,Closed Won,2026-03-01 10:00,2026-01-01 09:00,500,2026-02-01 08:00\n"
            "2,Valves,Qualified (Sales),,2026-01-02 09:00,700,2026-02-02 08:00\n");
  EXPECT_EQ(story(import_history({file}, {}).log),
            "1: created 2026-01-01T09:00:00.000Z, stage_entered(Qualified (Sales)) "
            "2026-02-01T08:00:00.000Z, "
            "won(won) 2026-03-01T10:00:00.000Z\n"
            "2: created 2026-01-02T09:00:00.000Z, stage_entered(Qualified (Sales)) "
            "2026-02-02T08:00:00.000Z\n");
}

TEST_F(MappedImport, AsksForAMappingWhenTheColumnsAreNotKnown) {
  const auto file = write("odd.csv", "a,b\n1,2\n");
  EXPECT_THROW(import_history({file}, {}), base::Error);
}

}  // namespace
}  // namespace stagecraft::history
