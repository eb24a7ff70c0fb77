#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "history/import.h"

/// Real event logs, against figures that were computed independently (data/README.md). The data are
/// not part of the project; where they are not beside it, nothing is tested.
namespace stagecraft::history {
namespace {

struct Expected {
  std::string file;
  std::size_t cases, events, activities, variants, pairs;
  double median_days, mean_days;
};

struct Counted {
  std::map<std::vector<SymbolIndex>, int> variants;
  std::map<std::pair<SymbolIndex, SymbolIndex>, std::vector<double>>
      pairs;  ///< Hours between the two.
  std::vector<double> days;
  std::size_t without_actor = 0;
};

Counted count(const EventLog& log) {
  Counted counted;
  for (DealIndex d = 0; d < log.deal_count(); ++d) {
    std::vector<SymbolIndex> variant;
    for (EventIndex e = log.begin(d); e < log.end(d); ++e) {
      variant.push_back(log.symbol(e));
      counted.without_actor += log.actor(e) == 0;
      if (e == log.begin(d)) continue;
      const double hours = static_cast<double>((log.at(e) - log.at(e - 1)).count()) / 3'600'000;
      counted.pairs[{log.symbol(e - 1), log.symbol(e)}].push_back(hours);
    }
    ++counted.variants[variant];
    counted.days.push_back(base::to_days(log.at(log.end(d) - 1) - log.at(log.begin(d))));
  }
  return counted;
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::string path_of(const std::string& file) {
  return std::string(STAGECRAFT_SOURCE_DIR "/../shared/data/event-logs/") + file;
}

class EventLogs : public testing::TestWithParam<Expected> {};

TEST_P(EventLogs, HaveTheFiguresThatWereComputedElsewhere) {
  const Expected& expected = GetParam();
  if (!std::filesystem::exists(path_of(expected.file)))
    GTEST_SKIP() << "no data beside the project";
  const auto [log, report] = import_history({path_of(expected.file)}, {});
  const Counted counted = count(log);
  EXPECT_EQ(report.rows_rejected, 0);
  EXPECT_EQ(log.deal_count(), expected.cases);
  EXPECT_EQ(log.event_count(), expected.events);
  EXPECT_EQ(log.symbols().size() - 1, expected.activities);
  EXPECT_EQ(counted.variants.size(), expected.variants);
  EXPECT_EQ(counted.pairs.size(), expected.pairs);
  EXPECT_NEAR(median(counted.days), expected.median_days, 5e-5);
  EXPECT_NEAR(mean(counted.days), expected.mean_days, 5e-5);
}

INSTANTIATE_TEST_SUITE_P(
    RealLogs, EventLogs,
    testing::Values(Expected{"bpic2012.xes.gz", 13'087, 262'200, 24, 4'366, 125, 0.8085, 8.6238},
                    Expected{"receipt.xes.gz", 1'434, 8'577, 27, 116, 99, 0.0332, 5.4081},
                    Expected{"running-example.xes", 6, 42, 8, 6, 16, 9.4438, 11.1909}));

TEST(Bpic2012, HasTheFiguresThatWereComputedElsewhere) {
  if (!std::filesystem::exists(path_of("bpic2012.xes.gz")))
    GTEST_SKIP() << "no data beside the project";
  const auto log = import_history({path_of("bpic2012.xes.gz")}, {}).log;
  Counted counted = count(log);
  const auto symbol = [&](const char* name) {
    return static_cast<SymbolIndex>(log.symbols().find(name).value());
  };
  EXPECT_EQ((counted.pairs[{symbol("O_CREATED"), symbol("O_SENT")}].size()), 7'030u);
  const auto calls = symbol("W_Nabellen offertes");
  const auto& repeats = counted.pairs[{calls, calls}];
  EXPECT_EQ(repeats.size(), 36'084u);
  EXPECT_NEAR(mean(repeats), 37.5988, 5e-5);
  EXPECT_NEAR(median(repeats), 0.0841, 5e-5);
  std::vector<int> sizes;
  for (const auto& [variant, size] : counted.variants) sizes.push_back(size);
  std::ranges::sort(sizes, std::greater());
  EXPECT_EQ(sizes[0], 3'429);
  EXPECT_EQ(sizes[1], 1'872);
  EXPECT_EQ(counted.without_actor, 18'010u);
}

}  // namespace
}  // namespace stagecraft::history
