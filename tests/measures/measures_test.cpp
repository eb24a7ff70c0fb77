#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "measures/cohort_table.h"
#include "measures/conversion.h"
#include "measures/deal_fields.h"
#include "measures/pipeline.h"
#include "measures/settings.h"
#include "measures/stage_flow.h"
#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

using testing::HasSubstr;

const Figure& figure(const Report& report, std::string_view measure, std::string_view part = {},
                     std::string_view stage = {}, std::string_view slice = {}) {
  const Figure* found = find_figure(report.figures, measure, part, stage, slice);
  if (found == nullptr) throw std::invalid_argument("no such figure: " + std::string(measure));
  return *found;
}

// measures.md 8: Log E at 70 with p = 0.40, 0.55, 0.75.
TEST(StageWeighted, IsTheSumOfAmountsTimesShares) {
  const SmallHistory history(log_e());
  const Study study(history.inputs(), request_at(70));
  const auto money = pipeline_money(study, study.slicings().front());
  const std::vector<double> shares{0.40, 0.55, 0.75};
  const Weighted weighted = stage_weighted(std::span(money[0][0]).first(3), shares);
  EXPECT_NEAR(weighted.value, 21'450, 5e-5);
  EXPECT_NEAR(weighted.sd, 9'862.4287, 5e-5);
}

// measures.md 9: of the five deals of days 0 to 19, two were won within 60 days; d4 is only 58 days
// old.
TEST(CohortTable, HatchesACellWhoseDealsAreNotThatOld) {
  const SmallHistory history(log_e());
  Request request = request_at(70);
  request.period = days(0, 20);
  const Study study(history.inputs(), request);
  const CohortTable table = cohort_table(study, {});
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].deals, 5);
  const CohortCell& cell = table.rows[0].cells[1];
  EXPECT_EQ(cell.state, CohortCell::State::hatched);
  EXPECT_EQ(cell.hits, 2);
  EXPECT_NEAR(cell.share->value, 0.4000, 5e-5);
  EXPECT_NEAR(cell.share->low, 0.1176, 5e-5);
  EXPECT_NEAR(cell.share->high, 0.7693, 5e-5);
}

TEST(Slices, GiveTheWinToTheOwnerWhoClosed) {
  const SmallHistory history(
      std::vector<DealStory>{{"d1", "owner=Ana 0, A 0, owner=Ben 5, won 10", {}}});
  Request request = request_at(20);
  request.by = {"owner"};
  const Report report = measure_all(history.inputs(), request);
  EXPECT_EQ(figure(report, "win_rate", "", "", "owner=Ben").n, 1);
  EXPECT_EQ(figure(report, "win_rate", "", "", "owner=Ana").n, 0);
  // The stay began with Ana, so its time is hers.
  EXPECT_EQ(figure(report, "time_in_stage", "median", "A", "owner=Ana").n, 1);
  EXPECT_EQ(figure(report, "entered", "handed_in", "A", "owner=Ben").value, 1);
}

TEST(Slices, TellWhenAnAttributeHasNoHistory) {
  const SmallHistory history(log_e());
  Request request = request_at(70);
  request.by = {"owner"};
  const Report report = measure_all(history.inputs(), request);
  EXPECT_THAT(figure(report, "win_rate", "", "", "owner=Ana").remarks,
              testing::Contains(says(HasSubstr("no history"))));
  EXPECT_THROW(
      {
        request.by = {"colour"};
        measure_all(history.inputs(), request);
      },
      base::Error);
}

TEST(Where, NarrowsEveryFigure) {
  const SmallHistory history(log_e());
  Request request = request_at(70);
  request.where = parse_where(history.map, history.log, "owner = 'Ben' and amount >= 5500");
  const Report report = measure_all(history.inputs(), request);
  EXPECT_EQ(report.deals, 2);  // d3 and d7
  EXPECT_EQ(*figure(report, "win_rate").value, 0.5);
  EXPECT_THROW(parse_where(history.map, history.log, "colour = 'red'"), base::Error);
}

TEST(KnownAt, LeavesOutWhatTheSystemLearntLater) {
  WorldOptions options;
  options.recorded[{"d1", 10}] = 30;
  const SmallHistory history(std::vector<DealStory>{{"d1", "A 0, won 10", {}}}, options);
  Request request = request_at(20);
  EXPECT_EQ(measure_all(history.inputs(), request).won, 0);
  request.known_at = instant_of(40);
  EXPECT_EQ(measure_all(history.inputs(), request).won, 1);
}

TEST(Figures, SayWhichDealsTheyAreOf) {
  const SmallHistory history(log_e());
  const Report report = measure_all(history.inputs(), request_at(70));
  EXPECT_THAT(figure(report, "entered", "", "B").query, HasSubstr("entered(B); from 2025-01-01"));
}

TEST(OwnMeasures, AreFormulasOverTheHistory) {
  SmallHistory history(log_e());
  history.map.measures = {{"b_share",
                           "B",
                           process::MeasureKind::share,
                           process::Direction::higher,
                           "count(entered(B)) / count(created)",
                           {}},
                          {"big",
                           "Big",
                           process::MeasureKind::count,
                           process::Direction::higher,
                           "count(won where amount >= 10000)",
                           {}},
                          {"nothing",
                           "Nothing",
                           process::MeasureKind::share,
                           process::Direction::higher,
                           "count(won where amount > 99999) / count(won where amount > 99999)",
                           {}},
                          {"cycle",
                           "Cycle",
                           process::MeasureKind::days,
                           process::Direction::lower,
                           "median(days_open of won)",
                           {}}};
  const Report report = measure_all(history.inputs(), request_at(70));
  EXPECT_EQ(*figure(report, "b_share").value, 0.5);
  EXPECT_EQ(*figure(report, "big").value, 2);
  EXPECT_EQ(*figure(report, "cycle").value, 42);
  EXPECT_EQ(figure(report, "nothing").state, FigureState::undefined);
  EXPECT_FALSE(figure(report, "nothing").reason.empty());
}

TEST(Money, InTwoCurrenciesIsNeverAdded) {
  SmallHistory history({{"d1", "A 0, won 5", {{"amount", "100"}, {"currency", "EUR"}}},
                        {"d2", "A 0, won 5", {{"amount", "100"}, {"currency", "USD"}}},
                        {"d3", "A 0, won 5", {{"amount", "100"}, {"currency", "GBP"}}}});
  history.settings = read_settings(
      "stagecraft_settings: 1\nreporting_currency: EUR\n"
      "rates:\n  - {currency: USD, from: 2025-01-01, rate: 0.5}\n",
      "s.yaml");
  const Report report = measure_all(history.inputs(), request_at(20));
  std::map<std::string, double> booked;
  for (const Figure& found : report.figures)
    if (found.measure == "booked_amount") booked[found.currency] = *found.value;
  EXPECT_EQ(booked, (std::map<std::string, double>{{"EUR", 150}, {"GBP", 100}}));
}

/// Each thread meets the currencies in an order of its own.
TEST(Money, OfManyCurrenciesIsTheSameOnAnyNumberOfThreads) {
  const SmallHistory history({{"d1", "A 0, won 5", {{"amount", "1"}, {"currency", "EUR"}}},
                              {"d2", "A 0, won 5", {}},
                              {"d3", "A 0, won 5", {{"amount", "20"}, {"currency", "USD"}}},
                              {"d4", "A 0, won 5", {{"amount", "300"}, {"currency", "GBP"}}},
                              {"d5", "A 0, won 5", {{"amount", "4000"}, {"currency", "EUR"}}},
                              {"d6", "A 0, won 5", {{"amount", "50000"}, {"currency", "USD"}}}});
  for (const unsigned threads : {1U, 2U, 3U, 6U}) {
    Request request = request_at(20);
    request.threads = threads;
    std::vector<std::pair<std::string, double>> booked;
    for (const Figure& found : measure_all(history.inputs(), request).figures)
      if (found.measure == "booked_amount") booked.emplace_back(found.currency, *found.value);
    EXPECT_THAT(booked,
                testing::ElementsAre(testing::Pair("EUR", 4001), testing::Pair("USD", 50'020),
                                     testing::Pair("GBP", 300)))
        << threads << " threads";
  }
}

TEST(Settings, TellEveryMistakeWithItsLine) {
  try {
    read_settings("stagecraft_settings: 1\nzone: Nowhere/City\nfiscal_year: 4\n", "s.yaml");
    FAIL() << "mistakes were accepted";
  } catch (const base::Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("s.yaml:2:"));
    EXPECT_THAT(error.what(), HasSubstr("s.yaml:3:"));
  }
}

TEST(Periods, AreComparedWithAnIntervalOfTheDifference) {
  std::vector<DealStory> deals;
  for (int d = 0; d < 100; ++d)
    deals.push_back({"a" + std::to_string(d), d < 80 ? "A 0, won 5" : "A 0, lost 5", {}});
  for (int d = 0; d < 100; ++d)
    deals.push_back({"b" + std::to_string(d), d < 20 ? "A 40, won 45" : "A 40, lost 45", {}});
  const SmallHistory history(deals);
  Request request = request_at(60);
  request.period = days(30, 60);
  request.compare_with = days(0, 30);
  const Report report = measure_all(history.inputs(), request);
  const auto change = std::ranges::find_if(report.changes, [&](const Change& found) {
    const Figure& now = report.figures[found.now];
    return now.measure == "win_rate" && now.part.empty();
  });
  ASSERT_NE(change, report.changes.end());
  EXPECT_NEAR(change->difference, -0.6, 1e-12);
  EXPECT_TRUE(change->differs);
  EXPECT_LT(*change->high, 0);
}

TEST(Minimums, MakeFiguresOfFewDealsTooThin) {
  const SmallHistory history(log_e());
  Request request = request_at(70);
  request.waive_minimums = false;
  const Report report = measure_all(history.inputs(), request);
  EXPECT_EQ(figure(report, "win_rate").state, FigureState::too_thin);
  EXPECT_FALSE(figure(report, "win_rate").reason.empty());
}

TEST(Touches, AreCountedUpToTheClosing) {
  const SmallHistory history({{"d1", "A 0, touch 1, touch 2, touch 3, won 5, touch 6", {}},
                              {"d2", "A 0, touch 1, lost 5", {}}});
  const Report report = measure_all(history.inputs(), request_at(20));
  EXPECT_EQ(*figure(report, "touches_a_deal").value, 2);
  EXPECT_EQ(*figure(report, "touches_a_deal", "won").value, 3);
}

TEST(Transitions, OfLogEGoWhereTheDocsSay) {
  const SmallHistory history(log_e());
  const Report report = measure_all(history.inputs(), request_at(70));
  std::map<std::string, std::int64_t> cells;
  for (const TransitionCell& cell : report.transitions)
    cells[cell.from + ">" + cell.to] = cell.visits;
  EXPECT_EQ(cells["A>B"], 5);
  EXPECT_EQ(cells["A>C"], 1);
  EXPECT_EQ(cells["A>lost"], 1);
  EXPECT_EQ(cells["A>stalled"], 1);
  EXPECT_EQ(cells["B>B"], 1);  // d2: its lost was revoked by a reopening in B.
  EXPECT_EQ(cells["C>won"], 2);
}

}  // namespace
}  // namespace stagecraft::measures
