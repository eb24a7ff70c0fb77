#include "history/mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "history/presets.h"
#include "history/stage_matcher.h"
#include "process/reader.h"

namespace stagecraft::history {
namespace {

using testing::HasSubstr;

std::string error_of(std::string_view text) {
  try {
    (void)read_mapping(text, "m.yaml");
    return "no error";
  } catch (const base::Error& error) {
    return error.what();
  }
}

constexpr std::string_view complete = R"(stagecraft_mapping: 1
layout: deals
deal: opportunity_id
zone: Europe/Berlin
date_format: iso
decimal: '.'
currency: USD
exported_at: 2017-12-31
stages: {engaging: {entered: engage_date}, prospecting: {state: {column: deal_stage, is: [Prospecting]}}}
outcome: {column: deal_stage, at: close_date, won: [Won], lost: [Lost]}
attributes: {owner: sales_agent, amount: close_value, weight: {column: kg, kind: number}}
values: {product: {GTXPro: GTX Pro}}
lookups:
  - {file: sales_teams.csv, key: sales_agent, take: {team: regional_office, manager: manager}}
stage_values: {'1': lead_generation}
)";

TEST(Mapping, ReadsEveryKeyOfTheDealsLayout) {
  const auto mapping = read_mapping(complete, "m.yaml");
  EXPECT_EQ(mapping.layout, Layout::deals);
  EXPECT_EQ(mapping.deal.names, std::vector<std::string>{"opportunity_id"});
  EXPECT_EQ(mapping.zone, "Europe/Berlin");
  EXPECT_EQ(mapping.currency, base::Currency::find("USD"));
  EXPECT_EQ(mapping.exported_at->precision, Precision::date);
  ASSERT_EQ(mapping.stages.size(), 2u);
  EXPECT_EQ(mapping.stages[0].stage, "engaging");
  EXPECT_EQ(mapping.stages[1].state->is, std::vector<std::string>{"Prospecting"});
  EXPECT_EQ(mapping.outcome->won, std::vector<std::string>{"Won"});
  EXPECT_EQ(mapping.attributes[2].kind, ValueKind::number);
  EXPECT_EQ(mapping.values.at("product").at("GTXPro"), "GTX Pro");
  EXPECT_EQ(mapping.lookups[0].take.at("team"), "regional_office");
  EXPECT_EQ(mapping.stage_values.at("1"), "lead_generation");
}

TEST(Mapping, TellsAllErrorsAtOnceWithTheirPlaces) {
  const auto errors = error_of(
      "stagecraft_mapping: 1\nlayout: deal\ndael: x\nzone: Mars/Olympus\ndecimal: ';'\n"
      "currency: usd\ndate_format: dym\nexported_at: soon\n");
  EXPECT_THAT(errors, HasSubstr("m.yaml:2:9"));
  EXPECT_THAT(
      errors,
      HasSubstr("m.yaml:3:1: error: unknown key 'dael' in a mapping; did you mean 'deal'?"));
  for (const auto place :
       {"m.yaml:4:7", "m.yaml:5:10", "m.yaml:6:11", "m.yaml:7:14", "m.yaml:8:14"})
    EXPECT_THAT(errors, HasSubstr(place));
}

TEST(Mapping, AsksForTheKeysOfItsLayoutAndRefusesThoseOfOthers) {
  const auto errors =
      error_of("stagecraft_mapping: 1\nlayout: changes\ndeal: id\nstages: {a: {entered: x}}\n");
  EXPECT_THAT(errors, HasSubstr("needs the key 'field'"));
  EXPECT_THAT(errors, HasSubstr("needs the key 'fields'"));
  EXPECT_THAT(errors, HasSubstr("m.yaml:4:9: error: the key 'stages' belongs to layout deals"));
}

TEST(Mapping, RefusesOneValueForTwoOutcomes) {
  EXPECT_THAT(
      error_of("stagecraft_mapping: 1\nlayout: events\noutcome: {won: [Closed], lost: [Closed]}\n"),
      HasSubstr("stands under 'won' already"));
}

TEST(Mapping, RefusesANewerFormat) {
  EXPECT_THAT(error_of("stagecraft_mapping: 2\nlayout: events\n"), HasSubstr("newer release"));
}

TEST(Mapping, RefusesAnEmptyFileAndSaysHowToBegin) {
  EXPECT_THAT(error_of("# nothing\n"), HasSubstr("history inspect"));
}

TEST(Mapping, TakesFlagsInPlaceOfKeys) {
  const auto mapping =
      read_mapping(complete, "m.yaml", {{"zone", "UTC"}, {"attributes.team", "Region"}});
  EXPECT_EQ(mapping.zone, "UTC");
  ASSERT_EQ(mapping.attributes.size(), 4u);
  EXPECT_EQ(mapping.attributes[3].column.names, std::vector<std::string>{"Region"});
}

TEST(Mapping, CanBeMadeOfFlagsAlone) {
  const auto mapping = mapping_of_flags(
      {{"layout", "events"}, {"deal", "Case"}, {"activity", "Step"}, {"at", "When"}});
  EXPECT_EQ(mapping.activity.names, std::vector<std::string>{"Step"});
  EXPECT_THROW(mapping_of_flags({{"layout", "changes"}}), base::Error);
}

TEST(ExampleMappings, AreReadAndNameOnlyStagesOfTheirMaps) {
  const std::filesystem::path examples = STAGECRAFT_SOURCE_DIR "/examples";
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(examples / "mappings")) {
    const auto mapping = read_mapping_file(entry.path().string());
    const auto map = process::read_map_file((examples / "maps" / entry.path().filename()).string());
    ASSERT_TRUE(map.ok()) << entry.path();
    EXPECT_NO_THROW(StageMatcher(&map.map, mapping)) << entry.path();
    ++count;
  }
  EXPECT_GE(count, 3);
}

TEST(MappingSchema, IsThePublishedOne) {
  std::ifstream file(STAGECRAFT_SOURCE_DIR "/docs/schema/mapping-1.schema.json");
  std::stringstream published;
  published << file.rdbuf();
  EXPECT_EQ(published.str(), mapping_schema());
}

TEST(Presets, AreRecognisedByTheirColumns) {
  const auto name_of = [](std::vector<std::string> header) {
    const auto* preset = find_preset(header);
    return preset == nullptr ? "none" : preset->preset;
  };
  EXPECT_EQ(name_of({"Id", "AccountId", "Name", "StageName", "CloseDate", "IsClosed", "IsWon"}),
            "salesforce-opportunity");
  EXPECT_EQ(
      name_of({"Id", "OpportunityId", "CreatedById", "CreatedDate", "StageName", "CloseDate"}),
      "salesforce-opportunity-history");
  EXPECT_EQ(name_of({"OpportunityId", "CreatedDate", "Field", "OldValue", "NewValue"}),
            "salesforce-opportunity-field-history");
  EXPECT_EQ(name_of({"Record ID", "Deal Name", "Deal Stage", "Amount"}), "hubspot-deals");
  EXPECT_EQ(name_of({"Deal - ID", "Deal - Title", "Deal - Stage", "Deal - Status"}),
            "pipedrive-deals");
  EXPECT_EQ(name_of({"deal_id", "change_time", "changed_field_key", "new_value"}),
            "pipedrive-changes");
  EXPECT_EQ(name_of({"OPPORTUNITY_ID", "deal_stage", "engage_date", "close_date"}), "maven-crm");
  EXPECT_EQ(name_of({"a", "b"}), "none");
}

}  // namespace
}  // namespace stagecraft::history
