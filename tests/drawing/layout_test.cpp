#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "tests/drawing/world.h"

namespace stagecraft::drawing {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

constexpr Theme themes[] = {Theme::light, Theme::dark, Theme::print};

std::vector<ViewChoice> views_of(const process::Map& map) {
  std::vector<ViewChoice> views{{View::overview, {}}, {View::lanes, {}}, {View::measured, {}}};
  if (!map.flat)
    for (const auto& goal : map.goals) views.push_back({View::goal, goal.id});
  return views;
}

Scene scene_of(const process::Map& map, const ViewChoice& choice, int width = 0) {
  auto figures = test::figures_for(map);
  figures.before = {"1 Apr 2026 to 30 Jun 2026", figures.stages, figures.goals};
  return lay_out_map(map, {.choice = choice, .width = width, .figures = &figures});
}

void expect_clean(const process::Map& map, int width = 0) {
  for (const auto& view : views_of(map)) {
    const Scene scene = scene_of(map, view, width);
    EXPECT_THAT(test::collisions(scene), IsEmpty()) << map.name << ' ' << scene.title;
    EXPECT_THAT(test::words_on_words(scene), IsEmpty()) << map.name << ' ' << scene.title;
    for (const Theme theme : themes)
      EXPECT_THAT(test::unreadable_words(scene, theme), IsEmpty())
          << map.name << ' ' << scene.title;
  }
}

std::string svg_of(const process::Map& map, const ViewChoice& choice = {}) {
  const auto figures = test::figures_for(map);
  return draw_map(map, {.choice = choice, .figures = &figures}, {});
}

std::set<std::string> ids_of(const Scene& scene) {
  std::set<std::string> ids;
  for (const auto& group : scene.groups)
    if (!group.id.empty()) {
      EXPECT_TRUE(ids.insert(group.id).second) << group.id << " stands twice";
    }
  return ids;
}

TEST(MapLayout, OfEveryExampleOverlapsNothingAndCanBeRead) {
  for (const auto& name : test::example_names()) expect_clean(test::example(name));
}

TEST(MapLayout, StaysCleanInOneColumn) {
  for (const auto& name : test::example_names()) expect_clean(test::example(name), 300);
}

TEST(MapLayout, OfHostileTextOverlapsNothingAndCanBeRead) { expect_clean(test::hostile_map()); }

RC_GTEST_PROP(MapLayout, OfAnyMapOverlapsNothing, ()) {
  const auto goals = *rc::gen::inRange<std::size_t>(1, 11);
  auto sizes = *rc::gen::container<std::vector<int>>(goals, rc::gen::inRange(0, 6));
  sizes.front() = std::max(sizes.front(), 1);
  process::Map map = test::map_of(sizes);
  std::vector<std::string> ids;
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages) ids.push_back(stage.id);
  for (auto& goal : map.goals)
    for (auto& stage : goal.stages) {
      if (*rc::gen::inRange(0, 4) == 0)
        stage.back = *rc::gen::container<std::vector<std::string>>(2, rc::gen::elementOf(ids));
      if (*rc::gen::inRange(0, 4) == 0)
        stage.next = *rc::gen::container<std::vector<std::string>>(2, rc::gen::elementOf(ids));
      if (*rc::gen::inRange(0, 6) == 0) stage.internal = true;
    }
  const int width = *rc::gen::elementOf(std::vector<int>{0, 300, 900});
  for (const auto view : {View::overview, View::lanes, View::measured}) {
    const Scene scene = scene_of(map, {view, {}}, width);
    const auto found = test::collisions(scene);
    if (!found.empty()) RC_FAIL(scene.title + ": " + found.front());
    const auto unreadable = test::unreadable_words(scene, Theme::light);
    if (!unreadable.empty()) RC_FAIL(scene.title + ": " + unreadable.front());
  }
}

TEST(MapLayout, GivesEveryCustomerStageACardWithItsId) {
  const auto map = test::example("four-goals.yaml");
  const auto ids = ids_of(scene_of(map, {}));
  for (const auto& goal : map.goals)
    for (const auto& stage : goal.stages)
      EXPECT_TRUE(ids.contains("stage-" + stage.id)) << stage.id;
  EXPECT_TRUE(ids.contains("goal-prove"));
  EXPECT_TRUE(ids.contains("outcome-won"));
}

TEST(MapLayout, DrawsWonBetweenItsTwoStages) {
  const Scene scene = scene_of(test::example("four-goals.yaml"), {});
  const auto at = [&](std::string_view id) {
    return std::ranges::find(scene.groups, id, &Group::id)->rect;
  };
  EXPECT_GT(at("outcome-won").y, at("stage-agreement").bottom());
  EXPECT_LT(at("outcome-won").x, at("stage-started").x);
}

TEST(MapLayout, HasSevenColumnsARowAtMost) {
  const Scene wide = scene_of(test::map_of({1, 1, 1, 1, 1, 1, 1, 1, 1}), {});
  EXPECT_DOUBLE_EQ(wide.width, 7 * 232 + 6 * 24 + 64);
}

TEST(MapLayout, TakesTheColumnsFromTheWidth) {
  const auto map = test::map_of({1, 1, 1, 1});
  const auto width = [&](int wanted) { return scene_of(map, {}, wanted).width; };
  EXPECT_DOUBLE_EQ(width(552), 2 * 232 + 24 + 64);
  EXPECT_DOUBLE_EQ(width(551), 232 + 64);
  EXPECT_DOUBLE_EQ(width(1), 232 + 64);
}

TEST(MapLayout, ConnectsRowsByNumber) {
  const auto svg = draw_map(test::map_of({1, 1}), {.width = 300}, {});
  EXPECT_THAT(svg, HasSubstr("goes on at the same number"));
}

std::vector<std::string> words_of(const Scene& scene) {
  std::vector<std::string> words;
  for (const auto& [group, text] : test::items_of<Words>(scene)) words.push_back(text.text);
  return words;
}

// How many circles of moves carry this number.
long count_circles(const Scene& scene, const std::string& number) {
  return std::ranges::count_if(test::items_of<Words>(scene), [&](const auto& found) {
    return found.group.kind == GroupKind::edge && found.item.text == number;
  });
}

// Lines of moves, by how they are dashed.
long count_lines(const Scene& scene, Dash dash) {
  return std::ranges::count_if(test::items_of<Line>(scene), [&](const auto& found) {
    return found.group.kind == GroupKind::edge && found.item.dash == dash;
  });
}

TEST(GoalView, ConnectsItsRowsByNumber) {
  const auto map = test::map_of({3});
  const Scene scene = scene_of(map, {View::goal, "goal_0"}, 300);
  EXPECT_EQ(count_circles(scene, "1"), 2) << "out of the first row, into the second";
  EXPECT_EQ(count_circles(scene, "2"), 2);
}

TEST(GoalView, DrawsNoWayThatTheMapDoesNotGo) {
  auto map = test::map_of({3});
  map.goals[0].stages[0].next = {"s_0_2"};
  const Scene scene = scene_of(map, {View::goal, "goal_0"});
  EXPECT_EQ(count_lines(scene, Dash::none), 1) << "from the second stage to the third";
  EXPECT_THAT(words_of(scene), testing::Contains("They may go on to"));
}

TEST(Lanes, DrawStatedShortcutsAndReturns) {
  auto map = test::map_of({4});
  EXPECT_EQ(count_lines(scene_of(map, {View::lanes, {}}), Dash::none), 3);
  map.goals[0].stages[0].next = {"s_0_1", "s_0_3"};
  map.goals[0].stages[3].back = {"s_0_0", "s_0_1"};
  const Scene scene = scene_of(map, {View::lanes, {}});
  EXPECT_EQ(count_lines(scene, Dash::none), 4);
  EXPECT_EQ(count_lines(scene, Dash::fine), 2);
  EXPECT_THAT(words_of(scene), testing::IsSupersetOf({"a stated shortcut", "a stated return"}));
}

TEST(Lanes, GoOnInTheNextStripByNumber) {
  const Scene scene = scene_of(test::map_of({4, 4}), {View::lanes, {}});
  EXPECT_EQ(count_circles(scene, "1"), 2);
}

TEST(Lanes, ShowTheBandAndTheBottleneckWhereThereAreFigures) {
  const auto svg = svg_of(test::example("seven-steps.yaml"), {View::lanes, {}});
  EXPECT_THAT(svg, HasSubstr("limits the flow of money"));
  EXPECT_THAT(svg, HasSubstr("First talk is the limit"));
  EXPECT_THAT(svg, HasSubstr("url(#hatch)"));
}

TEST(MapLayout, PutsAFlatMapIntoColumnsOfSevenUnderNoGoals) {
  const Scene scene = scene_of(test::flat_map(20), {});
  std::set<double> columns;
  for (const auto& group : scene.groups)
    if (group.kind == GroupKind::card) columns.insert(group.rect.x);
  EXPECT_EQ(columns.size(), 3u);
  EXPECT_THAT(svg_of(test::flat_map(20)), HasSubstr(">no goals<"));
}

TEST(MapLayout, SaysNamesOnlyAboveSixtyStages) {
  EXPECT_THAT(svg_of(test::map_of({30, 30})), HasSubstr("Shows us what"));
  EXPECT_THAT(svg_of(test::map_of({30, 31})), testing::Not(HasSubstr("Shows us what")));
}

TEST(MapLayout, SaysCountsOnlyAboveFiveHundredElements) {
  const auto map = test::map_of(std::vector<int>(50, 10));
  EXPECT_THAT(svg_of(map), HasSubstr(">10 stages<"));
  const Scene scene = scene_of(map, {});
  EXPECT_LE(std::max(scene.width, scene.height), 20'000);
}

TEST(MapLayout, RefusesAPictureThatIsTooLarge) {
  process::Map map = test::map_of({500});
  map.goals.front().stages.front().exit.assign(20, {.id = "a", .text = std::string(2000, 'x')});
  EXPECT_THROW(scene_of(map, {View::goal, "goal_0"}, 300), base::Error);
}

TEST(MapLayout, NamesTheGoalsThatThereAre) {
  try {
    scene_of(test::example("four-goals.yaml"), {View::goal, "nothing"});
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::not_found);
    EXPECT_THAT(error.what(), HasSubstr("attract, understand, prove, deliver"));
  }
}

TEST(MapLayout, NeedsFiguresForTheMeasuredView) {
  EXPECT_THROW(lay_out_map(test::map_of({2}), {.choice = {View::measured, {}}}), base::Error);
}

TEST(MeasuredMap, RingsTheBottleneckAndSaysSo) {
  const auto svg = svg_of(test::example("seven-steps.yaml"), {View::measured, {}});
  EXPECT_THAT(svg, HasSubstr("limits the flow of money"));
  EXPECT_THAT(svg, HasSubstr("First talk is the limit"));
  EXPECT_THAT(svg, HasSubstr("url(#hatch)"));
}

TEST(MeasuredMap, NamesNoStageWhenThatCannotBeTold) {
  const auto map = test::example("four-goals.yaml");
  auto figures = test::figures_for(map);
  figures.limit = {"", "Which stage limits the flow of money can't be told yet: Trial, Agreement."};
  const auto svg = draw_map(map, {.choice = {View::measured, {}}, .figures = &figures}, {});
  EXPECT_THAT(svg, HasSubstr("told yet: Trial, Agreement."));
  EXPECT_THAT(svg, testing::Not(HasSubstr("limits the flow of money<")));
  EXPECT_THAT(svg, testing::Not(HasSubstr("url(#hatch)")));
}

TEST(MeasuredMap, MakesGoalsAsWideAsTheyHaveStages) {
  const Scene scene = scene_of(test::map_of({3, 4, 6}), {View::measured, {}});
  std::set<double> widths;
  for (const auto& group : scene.groups)
    if (group.kind == GroupKind::card && group.items.size() > 1 && group.rect.width < 400)
      widths.insert(group.rect.width);
  EXPECT_TRUE(widths.contains(192));
  EXPECT_TRUE(widths.contains(256));
  EXPECT_TRUE(widths.contains(384));
}

TEST(MeasuredMap, DrawsThePeriodBeforeAsADashedLine) {
  const auto map = test::map_of({3, 2});
  auto figures = test::figures_for(map);
  const auto dashed = [&] {
    const Scene scene = lay_out_map(map, {.choice = {View::measured, {}}, .figures = &figures});
    return std::ranges::count_if(test::items_of<Line>(scene), [](const auto& found) {
      return found.item.dash == Dash::wide && found.item.points.size() > 2;
    });
  };
  EXPECT_EQ(dashed(), 0);
  figures.before.label = "1 Apr 2026 to 30 Jun 2026";
  figures.before.stages = figures.stages;
  figures.before.goals = figures.goals;
  EXPECT_EQ(dashed(), 2) << "one a goal";
  const auto svg = draw_map(map, {.choice = {View::measured, {}}, .figures = &figures}, {});
  EXPECT_THAT(svg, HasSubstr(">1 Apr 2026 to 30 Jun 2026<"));
}

TEST(MeasuredMap, ShowsAThinFigureWithItsNumberOfDeals) {
  const auto map = test::map_of({2});
  auto figures = test::figures_for(map);
  figures.stages["s_0_0"].conversion = test::share(0.5, 0.1, 0.9, 6);
  figures.stages["s_0_0"].conversion->state = measures::FigureState::too_thin;
  const auto svg = draw_map(map, {.choice = {View::measured, {}}, .figures = &figures}, {});
  EXPECT_THAT(svg, HasSubstr("too few deals to judge: n 6"));
}

}  // namespace
}  // namespace stagecraft::drawing
