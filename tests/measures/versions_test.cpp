#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "tests/measures/small_history.h"

/// Figures over several versions of a map (measures.md 1.9).
namespace stagecraft::measures {
namespace {

using testing::Contains;
using testing::HasSubstr;

/// A deal whose second stage is told as X, P or Q, whichever version of the map it was.
DealStory random_deal(int number) {
  DealStory deal{.id = "d" + std::to_string(number)};
  double day = *rc::gen::inRange(0, 30);
  const int steps = *rc::gen::inRange(1, 7);
  for (int step = 0; step < steps; ++step) {
    const auto word = *rc::gen::element<std::string>("A", "X", "P", "Q", "C", "C");
    deal.story += (step == 0 ? "" : ", ") + word + " " + std::to_string(day);
    day += *rc::gen::inRange(0, 12);
  }
  const auto end = *rc::gen::element<std::string>("won", "lost", "");
  if (!end.empty()) deal.story += ", " + end + " " + std::to_string(day);
  deal.attributes = {{"amount", std::to_string(*rc::gen::inRange(1, 1000))}, {"currency", "EUR"}};
  return deal;
}

std::vector<DealStory> random_history() {
  std::vector<DealStory> deals{{"first", "A 0, X 3, C 8, won 9", {{"amount", "1"}}}};
  const int count = *rc::gen::inRange(1, 10);
  for (int d = 0; d < count; ++d) deals.push_back(random_deal(d));
  return deals;
}

Report measured(const std::vector<DealStory>& deals, const std::vector<std::string>& stages) {
  WorldOptions options;
  options.stages = stages;
  const SmallHistory history(deals, options);
  return measure_all(history.inputs(), request_at(80));
}

std::string renamed(const std::string& id) { return id == "P+Q" ? "X" : id; }

RC_GTEST_PROP(MapVersions, TellTheSameOfASplitAndOfTheWhole, ()) {
  const auto deals = random_history();
  const Report split = measured(deals, {"A", "P<X", "Q<X", "C"});
  const Report whole = measured(deals, {"A", "X<P<Q", "C"});
  std::size_t i = 0;
  for (const Figure& figure : split.figures) {
    if (figure.stage == "P" || figure.stage == "Q") continue;
    RC_ASSERT(i < whole.figures.size());
    const Figure& other = whole.figures[i++];
    RC_ASSERT(figure.measure == other.measure && figure.part == other.part);
    RC_ASSERT(renamed(figure.stage) == other.stage && renamed(figure.to) == other.to);
    RC_ASSERT(figure.state == other.state && figure.n == other.n);
    RC_ASSERT(figure.value == other.value && figure.low == other.low && figure.high == other.high);
  }
  RC_ASSERT(i == whole.figures.size());
}

RC_GTEST_PROP(MapVersions, CountOfPartsOnlyWhatWasRecordedSince, ()) {
  const auto deals = random_history();
  const Report split = measured(deals, {"A", "P<X", "Q<X", "C"});
  const Report plain = measured(deals, {"A", "P", "Q", "C"});  // X is outside the map.
  for (const char* stage : {"P", "Q"})
    for (const char* measure : {"entered", "left", "in_stage"})
      RC_ASSERT(find_figure(split.figures, measure, "", stage)->value ==
                find_figure(plain.figures, measure, "", stage)->value);
}

RC_GTEST_PROP(MapVersions, LeaveAMapAloneThatTheHistoryNeverNeededAnOlderOneFor, ()) {
  auto deals = random_history();
  for (DealStory& deal : deals) std::ranges::replace(deal.story, 'X', 'P');
  const Report split = measured(deals, {"A", "P<X", "Q<X", "C"});
  const Report plain = measured(deals, {"A", "P", "Q", "C"});
  RC_ASSERT(split.common == nullptr);
  RC_ASSERT(split.figures.size() == plain.figures.size());
  for (std::size_t i = 0; i < plain.figures.size(); ++i)
    RC_ASSERT(split.figures[i].value == plain.figures[i].value);
}

const std::vector<DealStory> one_survivor{{"d1", "A 0, X 10, C 20, won 30", {}},
                                          {"d2", "A 0, X 12, Q 22, C 25, won 30", {}},
                                          {"d3", "A 9, X 40, Q 44, C 50", {}}};

TEST(MapVersions, TakeAStageThatWentOnAsAPartForTheWholeUntilItsSisterAppears) {
  const Report report = measured(one_survivor, {"A", "X", "Q<X", "C"});
  ASSERT_NE(report.common, nullptr);
  EXPECT_EQ(find_figure(report.figures, "entered", "", "X+Q")->value, 3);
  EXPECT_EQ(find_figure(report.figures, "entered", "", "X")->value, 1);  // d3's, on day 40.
  EXPECT_EQ(find_figure(report.figures, "entered", "", "Q")->value, 2);
}

TEST(MapVersions, SayWhatIsMeasuredAsOneAndOnWhatAPartRests) {
  const Report report = measured(one_survivor, {"A", "X", "Q<X", "C"});
  const auto* common = find_figure(report.figures, "entered", "", "X+Q");
  EXPECT_THAT(common->remarks, Contains(says(HasSubstr("'X' and 'Q' are measured as one stage"))));
  EXPECT_THAT(report.remarks, Contains(says(HasSubstr("'X' and 'Q' are measured as one stage"))));
  const auto* part = find_figure(report.figures, "entered", "", "Q");
  EXPECT_THAT(part->remarks, Contains(says(HasSubstr("recorded as 'Q' since 'X' was split"))));
}

TEST(MapVersions, LeaveTheNewStageUnskippedByWhoPassedItsPlaceBefore) {
  const Report report = measured({{"d1", "A 0, X 10, C 20, won 30", {}}}, {"A", "P<X", "Q<X", "C"});
  EXPECT_EQ(find_figure(report.figures, "deviations", "skips", "C")->value, 0);
}

TEST(MapVersions, AreReadOverEarlierOnes) {
  WorldOptions options;
  options.stages = {"A", "R<P", "Q<X", "C"};
  const SmallHistory history({{"d1", "A 0, X 10, C 20, won 30", {}}, {"d2", "A 3, P 9", {}}},
                             options);
  const std::vector<process::Map> earlier{SmallHistory::map_of({"A", "P<X", "Q<X", "C"})};
  Inputs inputs = history.inputs();
  inputs.earlier = earlier;
  const Report report = measure_all(inputs, request_at(80));
  EXPECT_EQ(find_figure(report.figures, "entered", "", "R+Q")->value, 2);
  EXPECT_EQ(find_figure(report.figures, "entered", "", "R")->value, 1);
}

TEST(MapVersions, LetAFormulaNameAPart) {
  WorldOptions options;
  options.stages = {"A", "P<X", "Q<X", "C"};
  SmallHistory history({{"d1", "A 0, X 10, C 20, won 30", {}}, {"d2", "A 3, P 9", {}}}, options);
  history.map.measures.push_back({.id = "seen",
                                  .name = "Seen",
                                  .kind = process::MeasureKind::count,
                                  .formula = "count(entered(P))"});
  const Report report = measure_all(history.inputs(), request_at(80));
  EXPECT_EQ(find_figure(report.figures, "seen")->value, 2);
}

}  // namespace
}  // namespace stagecraft::measures
