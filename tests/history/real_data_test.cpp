#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "history/import.h"
#include "history/inspect.h"
#include "history/mapping.h"
#include "process/reader.h"
#include "tests/history/told.h"

// The figures were computed independently of this program, by those who collected the data. The
// data are not part of the project: without them these tests are skipped.
namespace stagecraft::history {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Pair;

const std::filesystem::path data_folder = STAGECRAFT_SOURCE_DIR "/../shared/data";
const std::filesystem::path examples = STAGECRAFT_SOURCE_DIR "/examples";

class RealData : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(data_folder)) GTEST_SKIP() << "the data are not here";
  }

  static std::string data(const std::string& name) { return (data_folder / name).string(); }

  static Imported import(const std::string& file, const std::string& example) {
    const auto mapping = read_mapping_file((examples / "mappings" / (example + ".yaml")).string());
    const auto map = process::read_map_file((examples / "maps" / (example + ".yaml")).string());
    EXPECT_TRUE(map.ok());
    return import_history({data(file)}, {.map = &map.map, .mapping = &mapping});
  }
};

const ActivitySummary& activity(const LogSummary& log, std::string_view name) {
  return *std::ranges::find(log.activities, name, &ActivitySummary::name);
}
const OutcomeSummary& outcome(const LogSummary& log, std::string_view name) {
  return *std::ranges::find(log.outcomes, name, &OutcomeSummary::name);
}
const PairSummary& pair_of(const LogSummary& log, std::string_view from, std::string_view to) {
  return *std::ranges::find_if(log.pairs,
                               [&](const auto& p) { return p.from == from && p.to == to; });
}

TEST_F(RealData, MavenHasItsOutcomesAndTheirDays) {
  const auto log = inspect({data("maven-crm/sales_pipeline.csv")}, {}).log.value();
  EXPECT_EQ(log.deals, 8800);
  EXPECT_EQ(outcome(log, "won").deals, 4238);
  EXPECT_EQ(outcome(log, "lost").deals, 2473);
  EXPECT_EQ(outcome(log, "open").deals, 1589 + 500);
  EXPECT_NEAR(*outcome(log, "won").days.mean, 51.782, 5e-4);
  EXPECT_DOUBLE_EQ(*outcome(log, "won").days.median, 57);
  EXPECT_NEAR(*outcome(log, "lost").days.mean, 41.479, 5e-4);
  EXPECT_DOUBLE_EQ(*outcome(log, "lost").days.median, 14);
  EXPECT_EQ(log.undated, 500);
}

TEST_F(RealData, MavenWithItsMappingHasItsMoneyAndItsTraps) {
  const auto imported = import("maven-crm/sales_pipeline.csv", "maven-crm");
  const auto& report = imported.report;
  EXPECT_EQ(report.rows_accepted, 8800);
  EXPECT_EQ(report.rows_rejected, 0);
  EXPECT_THAT(report.corrections, Contains(Pair("product: GTXPro -> GTX Pro", 1480)));
  EXPECT_THAT(report.corrections, Contains(Pair("sector: technolgy -> technology", 1165)));
  EXPECT_THAT(report.oddities, Contains(Pair("account: empty", 1425)));
  EXPECT_THAT(report.oddities, Contains(Pair("stage_entered without a date", 500)));
  EXPECT_THAT(report.oddities, Contains(Pair("sales_teams.csv: rows that no deal uses", 5)));
  EXPECT_EQ(base::to_iso(report.as_of), "2017-12-31T23:59:59.999Z");

  const auto& log = imported.log;
  const auto& amount = *log.find_attribute("amount");
  const auto& team = *log.find_attribute("team");
  std::map<std::string, std::int64_t> won;
  for (DealIndex d = 0; d < log.deal_count(); ++d)
    for (auto e = log.begin(d); e < log.end(d); ++e)
      if (log.kind(e) == EventKind::won)
        won[std::string(team.dictionary.text(team.codes[d]))] += amount.numbers[d];
  EXPECT_EQ(won["Central"], 3'346'293'00);
  EXPECT_EQ(won["West"], 3'568'647'00);
  EXPECT_EQ(won["East"], 3'090'594'00);
}

TEST_F(RealData, MavenWithoutCorrectionsNamesTheProductThatNobodySells) {
  const auto report = import_history({data("maven-crm/sales_pipeline.csv")}, {}).report;
  EXPECT_THAT(report.oddities, Contains(Pair("products.csv: no row for product 'GTXPro'", 1480)));
}

TEST_F(RealData, PipedriveHasItsStagesTimesAndTraps) {
  const auto inspection = inspect({data("pipedrive-deals/deal_changes.csv")}, {});
  const auto& log = inspection.log.value();
  EXPECT_EQ(log.deals, 1995);
  EXPECT_EQ(log.variant_count, 220);
  EXPECT_EQ(activity(log, "lost").events, 2000);
  const std::vector<std::int64_t> deals = {1995, 1479, 1305, 1086, 894, 741, 588, 479, 324};
  const std::vector<double> medians = {16, 15, 16, 16, 16, 15, 16, 16};
  std::int64_t entries = 0;
  for (std::size_t i = 0; i < deals.size(); ++i) {
    const auto& stage = activity(log, std::to_string(i + 1));
    EXPECT_EQ(stage.deals, deals[i]) << stage.name;
    entries += stage.events;
    if (i < medians.size()) {
      EXPECT_DOUBLE_EQ(*stage.to_next_stage.median, medians[i]) << stage.name;
    }
  }
  EXPECT_EQ(entries, 8906);
  EXPECT_EQ(log.doubled_deals, 5);
  EXPECT_EQ(log.skipping, 1684);
  EXPECT_EQ(log.going_back, 5);
  EXPECT_EQ(log.changes, 2500);
}

TEST_F(RealData, PipedriveWithItsMapHasTheSameSkipsAndNothingOutside) {
  const auto imported = import("pipedrive-deals/deal_changes.csv", "pipedrive-deals");
  EXPECT_EQ(imported.report.rows_read, 15406);
  EXPECT_EQ(imported.report.rows_rejected, 0);
  EXPECT_TRUE(imported.report.outside_map.empty());
  EXPECT_THAT(imported.report.oddities,
              Contains(Pair("ids that hold two deals: created twice", 5)));
}

TEST_F(RealData, PipedriveSideFilesShowTheirTraps) {
  const auto oddities =
      inspect({data("pipedrive-deals/activity.csv"), data("pipedrive-deals/fields.csv"),
               data("pipedrive-deals/stages.csv")},
              {})
          .oddities;
  EXPECT_THAT(texts_of(oddities),
              Contains(HasSubstr("11 values of 'activity_id' stand more than once")));
  EXPECT_THAT(texts_of(oddities), Contains(HasSubstr("cells of 'FIELD_VALUE_OPTIONS' hold JSON")));
  EXPECT_THAT(texts_of(oddities), Contains(HasSubstr("'Qualified Lead', 'Qualified lead'")));
}

struct LogFigures {
  const char* file;
  std::int64_t cases, events, activities, variants, pairs;
  double median, mean;
};

class RealLogs : public RealData, public testing::WithParamInterface<LogFigures> {};

TEST_P(RealLogs, HaveTheFiguresOfTheirLog) {
  const auto& expected = GetParam();
  const auto log = inspect({data(std::string("event-logs/") + expected.file)}, {}).log.value();
  EXPECT_EQ(log.deals, expected.cases);
  EXPECT_EQ(log.activity_events, expected.events);
  EXPECT_EQ(static_cast<std::int64_t>(log.activities.size()), expected.activities);
  EXPECT_EQ(log.variant_count, expected.variants);
  EXPECT_EQ(log.pair_count, expected.pairs);
  EXPECT_NEAR(*log.throughput.median, expected.median, 5e-5);
  EXPECT_NEAR(*log.throughput.mean, expected.mean, 5e-5);
}

INSTANTIATE_TEST_SUITE_P(
    All, RealLogs,
    testing::Values(LogFigures{"bpic2012.xes.gz", 13087, 262200, 24, 4366, 125, 0.8085, 8.6238},
                    LogFigures{"receipt.xes.gz", 1434, 8577, 27, 116, 99, 0.0332, 5.4081},
                    LogFigures{"running-example.xes", 6, 42, 8, 6, 16, 9.4438, 11.1909}));

TEST_F(RealData, BankLogHasItsPairsVariantsAndEnds) {
  const auto log = inspect({data("event-logs/bpic2012.xes.gz")}, {}).log.value();
  EXPECT_EQ(pair_of(log, "O_CREATED", "O_SENT").span.n, 7030);
  const auto& calls = pair_of(log, "W_Nabellen offertes", "W_Nabellen offertes").span;
  EXPECT_EQ(calls.n, 36084);
  EXPECT_NEAR(*calls.mean * 24, 37.5988, 5e-5);
  EXPECT_NEAR(*calls.median * 24, 0.0841, 5e-5);
  ASSERT_GE(log.variants.size(), 2u);
  EXPECT_EQ(log.variants[0].deals, 3429);
  EXPECT_EQ(log.variants[1].deals, 1872);
  EXPECT_EQ(log.without_actor, 18010);

  const auto mapped = import("event-logs/bpic2012.xes.gz", "bpic2012");
  const auto ends = summarise(mapped.log).outcomes;
  std::map<std::string, std::int64_t> counts;
  for (const auto& end : ends) counts[end.name] = end.deals;
  EXPECT_EQ(counts["declined"], 7635);
  EXPECT_EQ(counts["cancelled"], 2807);
  EXPECT_EQ(counts["approved"], 2246);
  EXPECT_EQ(counts["open"], 399);
}

TEST_F(RealData, SalesforceImportsBothFilesByTheirColumns) {
  const auto map = process::read_map_file((examples / "maps/salesforce-demo.yaml").string());
  const auto imported = import_history(
      {data("salesforce-demo/Opportunity.csv"), data("salesforce-demo/OpportunityHistory.csv")},
      {.map = &map.map});
  EXPECT_EQ(imported.report.deals, 36);
  EXPECT_EQ(imported.report.rows_read, 36 + 48);
  EXPECT_EQ(imported.report.rows_rejected, 0);
  EXPECT_TRUE(imported.report.outside_map.empty());
  EXPECT_THAT(texts_of(imported.report.notes), Contains(HasSubstr("are mdy, inferred")));
}

}  // namespace
}  // namespace stagecraft::history
