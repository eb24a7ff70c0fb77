#include "measures/flow_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace stagecraft::measures {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

/// The worked example of docs/measures/bottleneck.md.
FlowModel example() {
  return {.arrivals = {40, 0, 0},
          .exits = {{.to = {0, .5, .1}, .won = 0, .lost = .4},
                    {.to = {.1, 0, .6}, .won = 0, .lost = .3},
                    {.to = {0, .1, 0}, .won = .5, .lost = .4}},
          .mean_won_amount = 10'000,
          .teams = {},
          .work = {}};
}

/// The same, with C able to serve 15 a month.
FlowModel example_with_capacity() {
  FlowModel model = example();
  model.teams = {{.hours_per_month = 150}};
  model.work = {std::nullopt, std::nullopt, StageWork{.team = 0, .hours_per_visit = 10}};
  return model;
}

TEST(FlowModel, GivesTheWorkedFlow) {
  const auto flow = steady_flow(example());
  ASSERT_TRUE(flow);
  EXPECT_THAT(flow->visits, ElementsAre(DoubleNear(42.2947, 5e-5), DoubleNear(22.9471, 5e-5),
                                        DoubleNear(17.9978, 5e-5)));
  EXPECT_NEAR(flow->won, 8.9989, 5e-5);
  EXPECT_NEAR(flow->money, 89'988.75, 5e-3);
}

TEST(FlowModel, GivesTheWorkedGains) {
  const auto flow = steady_flow(example());
  const auto gains = gains_of(example(), *flow);
  EXPECT_THAT(gains.losses, ElementsAre(DoubleNear(6'367.77, 5e-3), DoubleNear(3'690.71, 5e-3),
                                        DoubleNear(7'199.10, 5e-3)));
  EXPECT_THAT(gains.conversion, ElementsAre(DoubleNear(9'570.02, 5e-3), DoubleNear(6'569.94, 5e-3),
                                            DoubleNear(8'324.29, 5e-3)));
  EXPECT_THAT(gains.time, ElementsAre(DoubleNear(3'974.13, 5e-3), DoubleNear(2'740.44, 5e-3),
                                      DoubleNear(4'395.39, 5e-3)));
}

TEST(FlowModel, GivesTheWorkedGainsWhereACapacityBinds) {
  const auto model = example_with_capacity();
  const auto flow = steady_flow(model);
  ASSERT_TRUE(flow);
  EXPECT_NEAR(flow->money, 75'000, 1e-6);
  EXPECT_TRUE(flow->binds(2));
  EXPECT_NEAR(flow->visits[2] * flow->served[2], 15, 1e-9);
  const auto gains = gains_of(model, *flow);
  EXPECT_THAT(gains.losses,
              ElementsAre(DoubleNear(0, 1e-6), DoubleNear(0, 1e-6), DoubleNear(6'000, 1e-6)));
  EXPECT_THAT(gains.conversion,
              ElementsAre(DoubleNear(0, 1e-6), DoubleNear(0, 1e-6), DoubleNear(7'500, 1e-6)));
  EXPECT_NEAR(gains.time[2], 8'333.33, 5e-3);
}

TEST(FlowModel, FindsTheSameGainsByRankOneUpdateAndBySolvingAnew) {
  FlowModel ample = example_with_capacity();
  ample.teams[0].hours_per_month = 1e6;
  const auto direct = gains_of(ample, *steady_flow(ample));
  const auto updated = gains_of(example(), *steady_flow(example()));
  for (std::size_t s = 0; s < 3; ++s) {
    EXPECT_NEAR(direct.losses[s], updated.losses[s], 1e-6);
    EXPECT_NEAR(direct.conversion[s], updated.conversion[s], 1e-6);
    EXPECT_NEAR(direct.time[s], updated.time[s], 1e-6);
  }
}

TEST(FlowModel, LetsTheStagesOfATeamShareItsHoursInProportion) {
  FlowModel model = example();
  model.teams = {{.hours_per_month = 100}};
  model.work = {StageWork{0, 2}, StageWork{0, 3}, std::nullopt};
  const auto flow = steady_flow(model);
  ASSERT_TRUE(flow);
  EXPECT_DOUBLE_EQ(flow->served[0], flow->served[1]);
  EXPECT_LT(flow->served[0], 1);
  EXPECT_NEAR(flow->served[0] * (2 * flow->visits[0] + 3 * flow->visits[1]), 100, 1e-9);
  EXPECT_NEAR(flow->backlog(0), flow->visits[0] * (1 - flow->served[0]), 1e-9);
}

TEST(FlowModel, ServesNothingWithoutHours) {
  FlowModel model = example_with_capacity();
  model.teams[0].hours_per_month = 0;
  const auto flow = steady_flow(model);
  ASSERT_TRUE(flow);
  EXPECT_EQ(flow->won, 0);
}

// In a plain chain the money is a product of the forward shares: no stage could be named by this
// lever.
TEST(FlowModel, GainsTheSameFromConversionAtEveryStageOfAPlainChain) {
  const FlowModel chain{
      .arrivals = {10, 0},
      .exits = {{.to = {0, .5}, .won = 0, .lost = .5}, {.to = {0, 0}, .won = .2, .lost = .8}},
      .mean_won_amount = 100,
      .teams = {},
      .work = {}};
  const auto gains = gains_of(chain, *steady_flow(chain));
  EXPECT_NEAR(gains.conversion[0], 10, 1e-9);
  EXPECT_NEAR(gains.conversion[1], 10, 1e-9);
}

TEST(FlowModel, DoesNotRaiseConversionAboveOne) {
  const FlowModel model{.arrivals = {10},
                        .exits = {{.to = {0}, .won = .95, .lost = .05}},
                        .mean_won_amount = 100,
                        .teams = {},
                        .work = {}};
  EXPECT_NEAR(gains_of(model, *steady_flow(model)).conversion[0], 10 * .05 * 100, 1e-9);
}

TEST(FlowModel, IsUndefinedWhereDealsCircleForEver) {
  const FlowModel circle{.arrivals = {1, 0},
                         .exits = {{.to = {0, 1}}, {.to = {1, 0}}},
                         .mean_won_amount = 1,
                         .teams = {},
                         .work = {}};
  EXPECT_FALSE(steady_flow(circle));
}

TEST(FlowModel, DoesNotMindACircleThatNobodyEnters) {
  const FlowModel model{
      .arrivals = {1, 0, 0},
      .exits = {{.to = {0, 0, 0}, .won = 1}, {.to = {0, 0, 1}}, {.to = {0, 1, 0}}},
      .mean_won_amount = 5,
      .teams = {},
      .work = {}};
  const auto flow = steady_flow(model);
  ASSERT_TRUE(flow);
  EXPECT_EQ(flow->money, 5);
  EXPECT_EQ(flow->visits[1], 0);
}

}  // namespace
}  // namespace stagecraft::measures
