#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "measures/report.h"
#include "tests/measures/small_history.h"

namespace stagecraft::measures {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// Sixty deals; the first `returning` of them come back to A, and stay as long as the first time.
std::vector<DealStory> deals_with(int returning) {
  std::vector<DealStory> deals;
  for (int i = 0; i < 60; ++i) {
    const int stay = 1 + i * 7 % 30;
    std::string story = fmt::format("A 0, B {}", stay);
    if (i < returning) story += fmt::format(", A 50, B {}", 50 + stay);
    deals.push_back({fmt::format("d{:02}", i), story + ", won 90", {}});
  }
  return deals;
}

Figure median_of_a(int returning, Intervals intervals) {
  const SmallHistory history(deals_with(returning));
  Request request = request_at(100);
  request.intervals = intervals;
  const Report report = measure_all(history.inputs(), request);
  return *find_figure(report.figures, "time_in_stage", "median", "A");
}

TEST(TimeInStage, ResamplesDealsWhereMoreThanOneInTwentyComesBack) {
  const Figure few = median_of_a(3, Intervals::full);
  EXPECT_EQ(few.method, Method::brookmeyer_crowley);
  const Figure many = median_of_a(60, Intervals::full);
  EXPECT_EQ(many.method, Method::bootstrap_deals);
  EXPECT_THAT(many.remarks, Contains(says(HasSubstr("resamples of 60 deals"))));
  EXPECT_EQ(many.n, 120);
}

TEST(TimeInStage, IsNotSurerOfDealsThatStayAsLongASecondTime) {
  const Figure once = median_of_a(0, Intervals::full);
  const Figure twice = median_of_a(60, Intervals::full);
  EXPECT_EQ(*once.value, *twice.value);
  EXPECT_NEAR((*twice.high - *twice.low) / (*once.high - *once.low), 1, 0.35);
}

TEST(TimeInStage, SaysThatItsIntervalIsApproximateWhereDealsAreNotResampled) {
  const Figure many = median_of_a(60, Intervals::fast);
  EXPECT_EQ(many.method, Method::brookmeyer_crowley);
  EXPECT_THAT(many.remarks, Contains(says(HasSubstr("not independent"))));
  EXPECT_THAT(median_of_a(3, Intervals::fast).remarks,
              Not(Contains(says(HasSubstr("not independent")))));
}

}  // namespace
}  // namespace stagecraft::measures
