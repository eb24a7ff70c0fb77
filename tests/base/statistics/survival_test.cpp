#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>
#include <algorithm>
#include <cmath>

#include "base/statistics/aalen_johansen.h"
#include "base/statistics/kaplan_meier.h"
#include "base/statistics/life_table.h"
#include "base/statistics/log_log_band.h"
#include "base/statistics/merged_life_table.h"

namespace stagecraft::base::statistics {
namespace {

using testing::ElementsAre;

constexpr Cause hit = 1;
constexpr Cause failure = 2;

struct Observed {
  std::vector<Age> hits, failures, open;
};

LifeTable table_of(const Observed& observed) {
  Stays stays;
  for (const Age age : observed.hits) stays.add(age, hit);
  for (const Age age : observed.failures) stays.add(age, failure);
  for (const Age age : observed.open) stays.add(age, censored);
  return std::move(stays).table(2);
}

/// Visits of stage A of the worked history: any exit ends them.
LifeTable stage_a() {
  return table_of({.hits = {8, 10, 10, 12, 20, 30, 30, 35}, .failures = {}, .open = {30}});
}

TEST(LifeTable, CountsEndingsBeforeCensoringsOfTheSameAge) {
  const auto table = stage_a();
  EXPECT_THAT(table.age, ElementsAre(8, 10, 12, 20, 30, 35));
  EXPECT_THAT(table.at_risk, ElementsAre(9, 8, 6, 5, 4, 1));
  EXPECT_THAT(table.ended, ElementsAre(1, 2, 1, 1, 2, 1));
  EXPECT_EQ(table.censored_count(), 1);
}

TEST(LifeTable, EndsAtTheLastAgeWithFiveAtRisk) {
  EXPECT_EQ(stage_a().h_star, 20);
  EXPECT_EQ(table_of({.hits = {1, 2}, .failures = {}, .open = {}}).h_star, 2)
      << "nobody is censored";
  EXPECT_EQ(table_of({.hits = {1, 2}, .failures = {}, .open = {3}}).h_star, std::nullopt);
  EXPECT_EQ(table_of({.hits = {1}, .failures = {}, .open = {9, 9, 9, 9, 9}}).h_star, 9);
  EXPECT_EQ(Stays().table().h_star, std::nullopt);
}

TEST(LifeTable, HoldsLateEntriesBackUntilTheirAge) {
  Stays stays;
  stays.add(2, hit);
  stays.add_late(5, 2, hit);  // At risk from just after 2.
  stays.add_late(5, 1, hit);
  stays.add_late(4, 4, hit);  // Never at risk.
  const auto table = std::move(stays).table();
  EXPECT_THAT(table.age, ElementsAre(2, 5));
  EXPECT_THAT(table.at_risk, ElementsAre(2, 2));
  EXPECT_EQ(table.n, 3);
}

TEST(LifeTable, CountsDateOnlyEntriesOnTheirDay) {
  constexpr Age day = 86'400'000;
  Stays stays;
  stays.add_late(3 * day, 3 * day - day / 2, hit);
  EXPECT_THAT(std::move(stays).table().at_risk, ElementsAre(1));
}

TEST(KaplanMeier, GivesTheWorkedSurvival) {
  const KaplanMeier curve(stage_a());
  const std::vector<double> expected{8. / 9, 6. / 9, 5. / 9, 4. / 9, 2. / 9, 0};
  ASSERT_EQ(curve.ages().size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(curve.survival(i), expected[i], 1e-12);
}

TEST(KaplanMeier, GivesTheWorkedMedian) {
  const auto median = KaplanMeier(stage_a()).quantile(0.5);
  EXPECT_EQ(median.value, 20);
  EXPECT_EQ(median.low, 8);
  EXPECT_EQ(median.high, 35);
  EXPECT_FALSE(median.value_is_bound);
  EXPECT_EQ(KaplanMeier(stage_a()).quantile(0.9).value, 35);
}

TEST(KaplanMeier, GivesTheUsualMedianWhenNobodyIsCensored) {
  const auto even = table_of({.hits = {8, 10, 10, 12, 20, 30, 30, 35}, .failures = {}, .open = {}});
  EXPECT_EQ(KaplanMeier(even).quantile(0.5).value, 16);
}

TEST(KaplanMeier, SaysAtLeastWhereTheCurveEndsLevelAtTheQuantile) {
  const auto median =
      KaplanMeier(table_of({.hits = {3, 5}, .failures = {}, .open = {7, 7}})).quantile(0.5);
  EXPECT_EQ(median.value, 5);
  EXPECT_TRUE(median.value_is_bound);
  EXPECT_EQ(median.high, std::nullopt);
}

TEST(KaplanMeier, HasNoMedianWhereItIsNotReached) {
  const auto median =
      KaplanMeier(table_of({.hits = {3}, .failures = {}, .open = {7, 7}})).quantile(0.5);
  EXPECT_EQ(median.value, std::nullopt);
}

TEST(KaplanMeier, OfNothingIsOneEverywhere) {
  const KaplanMeier curve(Stays().table());
  EXPECT_EQ(curve.at(100).value, 1);
  EXPECT_EQ(curve.quantile(0.5).value, std::nullopt);
  EXPECT_EQ(curve.restricted_mean(7), 7);
}

TEST(KaplanMeier, ReadsStepsFromTheRight) {
  const KaplanMeier curve(stage_a());
  EXPECT_EQ(curve.at(7).value, 1);
  EXPECT_NEAR(curve.at(8).value, 8. / 9, 1e-12);
  EXPECT_NEAR(curve.at(29).value, 4. / 9, 1e-12);
}

// Little's law of the worked history: 21.1111 up to the end of the curve.
TEST(KaplanMeier, GivesTheWorkedRestrictedMean) {
  EXPECT_NEAR(KaplanMeier(stage_a()).restricted_mean(35), 21.1111, 5e-5);
}

TEST(KaplanMeier, StopsAtItsHorizon) {
  const KaplanMeier curve(stage_a(), 20);
  EXPECT_EQ(curve.ages().back(), 20);
  EXPECT_EQ(curve.quantile(0.9).value, std::nullopt);
}

TEST(AalenJohansen, GivesTheWorkedConversions) {
  const auto reached =
      incidence(table_of({.hits = {10, 10, 12, 20, 30}, .failures = {30, 35}, .open = {30}}), hit);
  ASSERT_TRUE(reached.share);
  EXPECT_NEAR(reached.value, 0.6250, 5e-5);
  EXPECT_NEAR(reached.share->low, 0.3057, 5e-5);
  EXPECT_NEAR(reached.share->high, 0.8632, 5e-5);
  EXPECT_DOUBLE_EQ(reached.lower_bound(), 0.625);
  EXPECT_DOUBLE_EQ(reached.upper_bound(), 0.75);
}

TEST(AalenJohansen, GivesTheWorkedConversionToWon) {
  const auto won =
      incidence(table_of({.hits = {40, 42, 61}, .failures = {30, 35}, .open = {30, 50, 58}}), hit);
  ASSERT_TRUE(won.share);
  EXPECT_NEAR(won.value, 0.7292, 5e-5);
  EXPECT_NEAR(won.share->low, 0.3766, 5e-5);
  EXPECT_NEAR(won.share->high, 0.9231, 5e-5);
  EXPECT_NEAR(won.share->n_eff, 7.2558, 5e-5);
  EXPECT_DOUBLE_EQ(won.lower_bound(), 0.375);
  EXPECT_DOUBLE_EQ(won.upper_bound(), 0.75);
}

TEST(AalenJohansen, GivesTheWorkedCohortCell) {
  const auto table = table_of({.hits = {40, 61, 42}, .failures = {30}, .open = {58}});
  const auto cell = incidence_within(table, hit, 59);
  EXPECT_NEAR(cell.value, 0.4, 1e-12);
  EXPECT_NEAR(cell.share->low, 0.1176, 5e-5);
  EXPECT_NEAR(cell.share->high, 0.7693, 5e-5);
  EXPECT_EQ(cell.share->known, 4);
}

TEST(AalenJohansen, IsUndefinedWhileEverybodyIsOpen) {
  EXPECT_FALSE(incidence(table_of({.hits = {}, .failures = {}, .open = {1, 2, 3}}), hit).share);
  EXPECT_FALSE(incidence(Stays().table(), hit).share);
}

Observed arbitrary_history() {
  const auto ages = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 40), rc::gen::inRange(0, 3)));
  Observed observed;
  for (const auto& [age, kind] : ages)
    (kind == 0 ? observed.open : kind == 1 ? observed.hits : observed.failures).push_back(age);
  return observed;
}

RC_GTEST_PROP(AalenJohansen, OfAllCausesAndSurvivalAddUpToOneAtEveryAge, ()) {
  const auto table = table_of(arbitrary_history());
  for (const Age age : {0, 3, 11, 25, 40}) {
    const auto hits = incidence(table, hit, age);
    const auto failures = incidence(table, failure, age);
    RC_ASSERT(std::fabs(hits.value + failures.value + hits.undecided - 1) < 1e-9);
  }
}

RC_GTEST_PROP(AalenJohansen, IsThePlainShareWithWilsonWhenNobodyIsOpen, ()) {
  auto observed = arbitrary_history();
  observed.open.clear();
  observed.failures.push_back(*rc::gen::inRange(0, 40));
  const auto table = table_of(observed);
  const auto estimate = incidence(table, hit);
  const auto plain = share_of(static_cast<std::int64_t>(observed.hits.size()), table.n);
  RC_ASSERT(std::fabs(estimate.value - plain->value) < 1e-9);
  RC_ASSERT(std::fabs(estimate.share->low - plain->low) < 1e-6);
  RC_ASSERT(std::fabs(estimate.share->high - plain->high) < 1e-6);
}

RC_GTEST_PROP(AalenJohansen, DoesNotHeedDealsThatHaveJustBegun, ()) {
  auto observed = arbitrary_history();
  for (auto* ages : {&observed.hits, &observed.failures}) std::erase(*ages, 0);
  const auto before = incidence(table_of(observed), hit);
  observed.open.push_back(0);
  const auto after = incidence(table_of(observed), hit);
  RC_ASSERT(before.value == after.value);
  RC_ASSERT(before.variance == after.variance);
}

/// The ends as the definition reads, row by row, against the search that skips blocks.
RC_GTEST_PROP(KaplanMeier, FindsTheEndsThatASearchOfEveryRowFinds, ()) {
  Stays stays;
  const auto count = *rc::gen::inRange(1, 600);
  for (int i = 0; i < count; ++i)
    stays.add(*rc::gen::inRange(1, 2000), static_cast<Cause>(*rc::gen::inRange(0, 4) != 0));
  const KaplanMeier curve(std::move(stays).table());
  const double q = *rc::gen::element(0.1, 0.25, 0.5, 0.75, 0.9);
  std::optional<double> low, high;
  for (const Age age : curve.ages()) {
    if (!low && curve.at(age).low <= 1 - q) low = static_cast<double>(age);
    if (!high && curve.at(age).high < 1 - q) high = static_cast<double>(age);
  }
  const auto quantile = curve.quantile(q);
  RC_ASSERT(quantile.low == low);
  RC_ASSERT(quantile.high == high);
  if (quantile.value && low) RC_ASSERT(*low <= *quantile.value);
  if (quantile.value && high) RC_ASSERT(*quantile.value <= *high);
}

TEST(AgeClasses, FindTheClassOfEveryAge) {
  const AgeClasses classes({0, 5, 6, 1'000'000});
  EXPECT_EQ(classes.of(0), 0u);
  EXPECT_EQ(classes.of(1), 1u);
  EXPECT_EQ(classes.of(5), 1u);
  EXPECT_EQ(classes.of(6), 2u);
  EXPECT_EQ(classes.of(7), 3u);
  EXPECT_EQ(classes.of(1'000'000), 3u);
  EXPECT_EQ(classes.of(1'000'001), classes.size());
  EXPECT_EQ(classes.of(-3), 0u);
  EXPECT_EQ(AgeClasses({7}).of(0), 0u);
}

RC_GTEST_PROP(AgeClasses, FindTheClassOfEveryAgeHoweverUnevenTheirEnds, ()) {
  const auto spread = *rc::gen::element<Age>(3, 5'000, Age{1} << 40, (Age{1} << 48) - 1);
  auto ends = *rc::gen::container<std::vector<Age>>(rc::gen::inRange<Age>(0, spread));
  for (Age crowd = 0; crowd < 40; ++crowd) ends.push_back(crowd * crowd);
  std::ranges::sort(ends);
  ends.erase(std::ranges::unique(ends).begin(), ends.end());
  const AgeClasses classes(ends);
  for (const Age end : ends)
    for (const Age age : {end - 1, end, end + 1, end / 2})
      RC_ASSERT(classes.of(age) ==
                static_cast<std::size_t>(std::ranges::lower_bound(ends, age) - ends.begin()));
}

/// Thousands of stays, so that rows are merged; some censored, many of equal age.
StayColumns many_stays(Cause causes) {
  StayColumns stays;
  const auto count = *rc::gen::inRange(1, 20'000);
  const auto longest = *rc::gen::element(0, 40, 3'000, 40'000'000);
  const auto one_censored_in = *rc::gen::element(2, 50, 1'000, 100'000);
  std::uint64_t random = *rc::gen::arbitrary<std::uint32_t>();
  const auto draw = [&random](int below) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return static_cast<Age>((random >> 33) % static_cast<std::uint64_t>(below));
  };
  for (int i = 0; i < count; ++i) {
    const Age age = draw(longest + 1) * draw(longest + 1) / (longest + 1);
    stays.longest = std::max(stays.longest, age);
    if (draw(one_censored_in) == 0)
      stays.censored.push_back(static_cast<std::uint64_t>(age));
    else
      stays.ended.back().push_back(static_cast<std::uint64_t>(draw(causes) + 1)
                                       << StayColumns::age_bits |
                                   static_cast<std::uint64_t>(age));
  }
  return stays;
}

LifeTable single_ages(const StayColumns& columns, Cause causes) {
  Stays stays;
  for (const std::uint64_t ending : columns.ended.back())
    stays.add(StayColumns::age_of(ending), StayColumns::cause_of(ending));
  for (const std::uint64_t age : columns.censored) stays.add(static_cast<Age>(age), censored);
  return std::move(stays).table(causes);
}

bool is_near(double a, double b) { return std::fabs(a - b) <= 1e-9 * std::max(1.0, std::fabs(a)); }

TEST(LogLogBand, HasNoLowerBoundWhereTheCurveBegins) {
  EXPECT_TRUE(
      low_may_reach(0.9, {.survival = 1, .greenwood = 0}, {.survival = 0.8, .greenwood = 0.01}));
}

Age longest_of(const LifeTable& table) {
  Age longest = table.age.empty() ? 0 : table.age.back();
  if (!table.censored_at.empty()) longest = std::max(longest, table.censored_at.back());
  return longest;
}

RC_GTEST_PROP(MergedLifeTable, GivesTheSharesOfSingleAges, ()) {
  StayColumns stays = many_stays(2);
  const Age asked = *rc::gen::inRange(0, 4'000);
  const auto single = single_ages(stays, 2);
  const auto merged = merged_life_table(std::move(stays), 2, {.ages = {asked}, .quantiles = {}});
  RC_ASSERT(merged.n == single.n);
  RC_ASSERT(merged.h_star == single.h_star);
  RC_ASSERT(merged.censored_at == single.censored_at);
  for (const auto horizon : {std::optional<Age>(asked), single.h_star}) {
    RC_ASSERT(merged.ended_count(hit, horizon.value_or(0)) ==
              single.ended_count(hit, horizon.value_or(0)));
    const auto a = incidence(merged, hit, horizon);
    const auto b = incidence(single, hit, horizon);
    RC_ASSERT(is_near(a.value, b.value));
    RC_ASSERT(is_near(a.variance, b.variance));
    RC_ASSERT(is_near(a.undecided, b.undecided));
    RC_ASSERT(a.hits == b.hits && a.failures == b.failures && a.open == b.open);
    RC_ASSERT(a.share.has_value() == b.share.has_value());
  }
}

RC_GTEST_PROP(MergedLifeTable, GivesTheQuantilesOfSingleAges, ()) {
  StayColumns stays = many_stays(1);
  const double q = *rc::gen::element(0.1, 0.25, 0.5, 0.75, 0.9);
  const Age asked = *rc::gen::inRange(0, 4'000);
  const auto single = single_ages(stays, 1);
  const auto merged = merged_life_table(std::move(stays), 1, {.ages = {asked}, .quantiles = {q}});
  for (const auto horizon : {std::optional<Age>(), single.h_star}) {
    const KaplanMeier exact(single, horizon);
    const KaplanMeier curve(merged, horizon);
    const auto a = curve.quantile(q);
    const auto b = exact.quantile(q);
    RC_ASSERT(a.value == b.value && a.value_is_bound == b.value_is_bound);
    RC_ASSERT(a.low == b.low && a.high == b.high);
    RC_ASSERT(is_near(curve.at(asked).value, exact.at(asked).value));
    RC_ASSERT(is_near(curve.at(asked).low, exact.at(asked).low));
    // Curves are read at readings, at h_star, and where all have ended or been censored.
    const Age until = horizon.value_or(longest_of(single));
    RC_ASSERT(is_near(curve.restricted_mean(until), exact.restricted_mean(until)));
  }
}

RC_GTEST_PROP(MergedLifeTable, HoldsLateEntriesBackAsSingleAgesDo, ()) {
  Stays stays;
  StayColumns columns;
  std::uint64_t random = *rc::gen::arbitrary<std::uint32_t>();
  for (int i = 0; i < 8'000; ++i) {
    random = random * 6364136223846793005u + 1442695040888963407u;
    const auto age = static_cast<Age>((random >> 33) % 5'000'000);
    const Age entry = i % 40 == 0 ? age / 2 : age / 2 - 2'500'000;
    const Cause cause = i % 60 == 0 ? censored : hit;
    if (entry >= age) continue;
    if (entry >= 0)
      stays.add_late(age, entry, cause);
    else
      stays.add(age, cause);
    if (entry >= 0) columns.entries.push_back(entry);
    columns.longest = std::max(columns.longest, age);
    if (cause == censored)
      columns.censored.push_back(static_cast<std::uint64_t>(age));
    else
      columns.ended.back().push_back(std::uint64_t{cause} << StayColumns::age_bits |
                                     static_cast<std::uint64_t>(age));
  }
  const auto single = std::move(stays).table();
  const auto merged = merged_life_table(std::move(columns), 1, {.ages = {}, .quantiles = {0.5}});
  RC_ASSERT(merged.h_star == single.h_star);
  const KaplanMeier exact(single, single.h_star);
  const KaplanMeier curve(merged, single.h_star);
  RC_ASSERT(curve.quantile(0.5).value == exact.quantile(0.5).value);
  RC_ASSERT(curve.quantile(0.5).low == exact.quantile(0.5).low);
  RC_ASSERT(curve.quantile(0.5).high == exact.quantile(0.5).high);
  RC_ASSERT(is_near(curve.restricted_mean(*single.h_star), exact.restricted_mean(*single.h_star)));
}

}  // namespace
}  // namespace stagecraft::base::statistics
