#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "drawing/charts/axis.h"
#include "drawing/charts/chart.h"
#include "tests/drawing/world.h"

namespace stagecraft::drawing {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const ChartLabel limit{"3.2", "Proof on own data", true};
const ChartLabel plain{"3.3", "Security and legal review of a long name that cannot fit", false};

std::vector<FunnelRow> funnel() {
  return {
      {{"3.1", "Solution sketched"}, 132, 5, 19, chart_value(test::share(0.85, 0.77, 0.9, 127))},
      {limit, 108, 9, 41, chart_value(test::share(0.586, 0.487, 0.678, 99))},
      {plain, 160, 3, 7, {}}};
}

std::vector<BoxRow> boxes() {
  return {{limit, 6, 19, 33, 51, 83, 14, "median 33 d, expected 14"},
          {plain, {}, 11, 16, 22, {}, {}, "median 16 d, n 7", true}};
}

CohortTable cohorts() {
  return {{"+0 mo", "+1 mo"},
          {{"May 2026", "96", {{1, "100"}, {0.71, "71"}}},
           {"Jun 2026", "104", {{0.4, "40", false}, {{}, ""}}}}};
}

Trend trend(bool is_bars) {
  Trend trend{.is_bars = is_bars, .unit = "€ k", .scale = 0.001, .target = 70'000};
  for (int i = 0; i < 24; ++i)
    trend.points.push_back({"W" + std::to_string(i + 1),
                            ChartValue{.value = 30'000 + 900.0 * i, .text = "30"}, i < 23});
  trend.points[4].value.reset();
  return trend;
}

std::vector<LeverRow> levers() {
  auto gain = *chart_value(test::euros(140'000));
  gain.low = -10'000;
  gain.high = 300'000;
  return {{limit, gain, "94 %"}, {plain, {}, "<1 %"}};
}

std::vector<Scene> all_charts(double width) {
  const std::vector<ShareRow> shares{
      {limit, chart_value(test::share(0.29, 0.22, 0.385, 112)), "n 112"}, {plain, {}, "n 0"}};
  return {funnel_chart("Funnel", funnel(), width),
          box_chart("Days", boxes(), width),
          share_chart("Shares", shares, width),
          cohort_chart("Cohorts", cohorts(), width),
          trend_chart("Orders", trend(true), width),
          trend_chart("Time", trend(false), width),
          lever_chart("Levers", {"A tenth fewer losses at", "brings a month", "is the limit in"},
                      levers(), width)};
}

std::vector<Box> boxes_of(const Scene& scene) {
  std::vector<Box> found;
  for (const auto& [group, box] : test::items_of<Box>(scene)) found.push_back(box);
  return found;
}

TEST(Charts, CanBeReadInEveryThemeAndWidth) {
  for (const double width : {420.0, 560.0, 900.0})
    for (const auto& scene : all_charts(width))
      for (const Theme theme : {Theme::light, Theme::dark, Theme::print})
        EXPECT_THAT(test::unreadable_words(scene, theme), IsEmpty()) << scene.title << ' ' << width;
}

TEST(Charts, SetNoTextOnAnother) {
  for (const double width : {420.0, 560.0, 900.0})
    for (const auto& scene : all_charts(width))
      EXPECT_THAT(test::words_on_words(scene), IsEmpty()) << scene.title << ' ' << width;
}

TEST(Charts, TellTheSameInWords) {
  for (const auto& scene : all_charts(560)) {
    EXPECT_FALSE(scene.title.empty());
    EXPECT_FALSE(scene.description.empty()) << scene.title;
  }
  EXPECT_THAT(funnel_chart("Funnel", funnel(), 560).description,
              HasSubstr("3.2 Proof on own data: 108 in, 41 left, 9 inside, 59 % go on."));
}

TEST(Charts, AreWellFormedAndTheSameEveryTime) {
  for (const auto& scene : all_charts(560)) {
    const auto svg = to_svg(scene, {.palette = Palette::css_variables(), .id_prefix = "a-"});
    EXPECT_THAT(test::xml_error(svg), IsEmpty());
    EXPECT_EQ(svg, to_svg(scene, {.palette = Palette::css_variables(), .id_prefix = "a-"}));
  }
}

TEST(Charts, DrawNothingFromNothing) {
  EXPECT_THAT(boxes_of(funnel_chart("Funnel", {}, 560)), IsEmpty());
  EXPECT_THAT(boxes_of(cohort_chart("Cohorts", {}, 560)), IsEmpty());
  EXPECT_THAT(boxes_of(trend_chart("Trend", {}, 560)), IsEmpty());
  EXPECT_GT(box_chart("Days", {}, 560).height, 0);
  EXPECT_GT(share_chart("Shares", {}, 560).height, 0);
}

TEST(FunnelChart, NeverLetsABarRise) {
  const auto found = boxes_of(funnel_chart("Funnel", funnel(), 560));
  double widest = 1e9;
  double row = -1, end = 0;
  for (const auto& box : found) {
    if (box.rect.y > row + 5) {
      if (row >= 0) {
        EXPECT_LE(end, widest + 0.01);
        widest = end;
      }
      row = box.rect.y;
    }
    end = box.rect.right();
  }
  EXPECT_LE(end, widest + 0.51);
}

TEST(FunnelChart, HatchesWhatIsLostAtTheBottleneckOnly) {
  int hatched = 0;
  for (const auto& box : boxes_of(funnel_chart("Funnel", funnel(), 560)))
    hatched += box.hatch == Hatch::limit;
  EXPECT_EQ(hatched, 1);
}

TEST(CohortChart, HatchesWhatIsNotComplete) {
  const auto found = boxes_of(cohort_chart("Cohorts", cohorts(), 560));
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].hatch, Hatch::none);
  EXPECT_EQ(found[2].hatch, Hatch::quiet);
}

TEST(TrendChart, LeavesTheUnfinishedPeriodHollow) {
  const auto found = boxes_of(trend_chart("Orders", trend(true), 640));
  ASSERT_EQ(found.size(), 23u);
  EXPECT_EQ(found.front().fill, Token::c_now);
  EXPECT_EQ(found.back().fill, Token::paper);
}

TEST(Ticks, AreRoundNumbersAroundTheValues) {
  EXPECT_THAT(ticks(0, 83, 4), ElementsAre(0, 25, 50, 75, 100));
  EXPECT_THAT(ticks(-10, 300, 3), ElementsAre(-200, 0, 200, 400));
  EXPECT_GE(ticks(0, 0, 4).size(), 2u);
  EXPECT_EQ(tick_text(1500, 500), "1,500");
  EXPECT_EQ(tick_text(0.25, 0.25), "0.25");
  EXPECT_EQ(tick_text(2.5, 2.5), "2.5");
  EXPECT_EQ(tick_text(-200, 200), "\u2212200");
}

}  // namespace
}  // namespace stagecraft::drawing
