#include "sample/sample.h"

#include <gtest/gtest.h>

#include <algorithm>
#include "base/error.h"

namespace stagecraft::sample {
namespace {

process::Map small_map() {
  process::Map map;
  map.id = "small";
  map.currency = "EUR";
  process::Goal goal{.id = "sell", .name = "Sell"};
  for (const char* id : {"meet", "prove", "agree"})
    goal.stages.push_back({.id = id, .name = id, .expected_days = 10, .expected_conversion = 0.7});
  goal.stages[1].optional = true;
  map.goals = {goal};
  map.outcomes = {{.id = "signed", .name = "Signed", .kind = process::OutcomeKind::won},
                  {.id = "gone", .name = "Gone", .kind = process::OutcomeKind::lost},
                  {.id = "asleep", .name = "Asleep", .kind = process::OutcomeKind::no_decision}};
  return map;
}

const base::Instant until{base::Day(std::chrono::year(2026) / 6 / 30)};

struct Written {
  std::string main, deals;
  SampleCounts counts;
};

Written write(const SampleSize& size, Layout layout, unsigned threads, std::uint64_t seed = 1) {
  const auto map = small_map();
  const Scenario scenario(map, seed, until);
  Written written;
  written.counts = write_sample(scenario, size, layout,
                                {.main = [&](std::string_view text) { written.main += text; },
                                 .deals = [&](std::string_view text) { written.deals += text; },
                                 .on_progress = {}},
                                threads);
  return written;
}

std::int64_t lines(const std::string& text) { return std::ranges::count(text, '\n'); }

class EveryLayout : public testing::TestWithParam<Layout> {};

TEST_P(EveryLayout, GivesTheSameBytesOnAnyNumberOfThreads) {
  const auto one = write({.deals = 5000, .events = {}}, GetParam(), 1);
  const auto three = write({.deals = 5000, .events = {}}, GetParam(), 3);
  EXPECT_EQ(one.main, three.main);
  EXPECT_EQ(one.deals, three.deals);
  EXPECT_EQ(one.counts.deals, 5000U);
}

INSTANTIATE_TEST_SUITE_P(Sample, EveryLayout,
                         testing::Values(Layout::events, Layout::maven, Layout::pipedrive,
                                         Layout::xes));

TEST(Sample, DependsOnTheSeed) {
  EXPECT_NE(write({.deals = 50, .events = {}}, Layout::events, 1, 1).main,
            write({.deals = 50, .events = {}}, Layout::events, 1, 2).main);
}

TEST(Sample, WritesExactlyAsManyEventsAsAskedFor) {
  for (const std::uint64_t events : {1U, 777U, 60'000U}) {
    const auto written = write({.deals = {}, .events = events}, Layout::events, 2);
    EXPECT_EQ(written.counts.events, events);
    EXPECT_EQ(lines(written.main), static_cast<std::int64_t>(events) + 1);
    EXPECT_EQ(lines(written.deals), static_cast<std::int64_t>(written.counts.deals) + 1);
  }
}

TEST(Sample, KeepsToTheMapsMovesAndToItsLastDay) {
  const auto map = small_map();
  const Scenario scenario(map, 3, until);
  const auto& automaton = scenario.automaton();
  SimulatedDeal deal;
  int won = 0, lost = 0, open = 0;
  for (std::uint64_t number = 0; number < 2000; ++number) {
    simulate_deal(scenario, number, 2000, deal);
    process::NodeIndex stage = process::no_node;
    bool is_closed = false;
    base::Instant last{};
    for (const auto& event : deal.events) {
      EXPECT_LE(event.at, until);
      EXPECT_GE(event.at, last);
      last = event.at;
      const auto node = automaton.find(event.symbol);
      using history::EventKind;
      if (event.kind == EventKind::reopened) is_closed = false;
      if (event.kind == EventKind::stage_entered) {
        EXPECT_TRUE(stage == process::no_node || automaton.allows(stage, node)) << event.symbol;
        stage = node;
      }
      if (event.kind == EventKind::won || event.kind == EventKind::lost ||
          event.kind == EventKind::no_decision) {
        EXPECT_TRUE(automaton.allows(stage, node));
        is_closed = true;
      }
    }
    const bool is_won = std::ranges::any_of(
        deal.events, [](const auto& event) { return event.kind == history::EventKind::won; });
    (is_won ? won : is_closed ? lost : open) += 1;
  }
  EXPECT_GT(won, 200);
  EXPECT_GT(lost, 200);
  EXPECT_GT(open, 20);
}

TEST(Sample, SaysThatItIsSimulated) {
  EXPECT_NE(write({.deals = 3, .events = {}}, Layout::events, 1).deals.find("simulated"),
            std::string::npos);
  EXPECT_NE(write({.deals = 3, .events = {}}, Layout::xes, 1).main.find("Simulated by stagecraft"),
            std::string::npos);
  EXPECT_NE(write({.deals = 3, .events = {}}, Layout::maven, 1).main.find("simulated"),
            std::string::npos);
  EXPECT_NE(write({.deals = 3, .events = {}}, Layout::pipedrive, 1).main.find("simulated"),
            std::string::npos);
}

TEST(Sample, RefusesAMapWithoutAWayToWin) {
  auto map = small_map();
  map.outcomes.erase(map.outcomes.begin());
  EXPECT_THROW(Scenario(map, 1, until), base::Error);
}

}  // namespace
}  // namespace stagecraft::sample
