// Measuring a loaded log of ten million events: a million deals with ten events each, on a map of
// twelve stages in four goals; one deal in five is open.
#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "history/log_builder.h"
#include "measures/closings.h"
#include "measures/conversion.h"
#include "measures/funnel.h"
#include "measures/report.h"
#include "measures/stage_flow.h"
#include "measures/time_in_stage.h"

namespace stagecraft::measures {
namespace {

constexpr int deal_count = 1'000'000;
constexpr std::size_t stage_count = 12;
constexpr std::int64_t hour = 3'600'000;
constexpr std::int64_t begin = 20'000 * day_ms;

process::Map four_goals() {
  process::Map map;
  map.id = "bench";
  for (int g = 0; g < 4; ++g) {
    process::Goal goal;
    goal.id = "g" + std::to_string(g);
    for (int s = g * 3; s < g * 3 + 3; ++s) {
      process::Stage stage;
      stage.id = "s" + std::to_string(s);
      goal.stages.push_back(std::move(stage));
    }
    map.goals.push_back(std::move(goal));
  }
  for (const auto kind : {process::OutcomeKind::won, process::OutcomeKind::lost}) {
    process::Outcome outcome;
    outcome.id = kind == process::OutcomeKind::won ? "won" : "lost";
    outcome.kind = kind;
    map.outcomes.push_back(std::move(outcome));
  }
  return map;
}

history::EventLog ten_million_events() {
  using history::EventKind;
  history::LogBuilder builder;
  std::array<std::string, stage_count> stages;
  for (std::size_t s = 0; s < stages.size(); ++s) stages[s] = "s" + std::to_string(s);
  std::uint64_t random = 1;
  const auto draw = [&random] {
    random = random * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::uint32_t>(random >> 33);
  };
  for (int d = 0; d < deal_count; ++d) {
    const std::string deal = std::to_string(d);
    std::int64_t at = begin + d % 17'000 * hour;
    std::size_t stage = 0;
    const bool stays_open = d % 5 == 0;
    for (int e = 0; e < 10; ++e) {
      const bool closes = e == 9 && !stays_open;
      const bool wins = draw() % 3 == 0;
      const auto kind = e == 0    ? EventKind::created
                        : !closes ? EventKind::stage_entered
                        : wins    ? EventKind::won
                                  : EventKind::lost;
      const std::string_view symbol = e == 0    ? std::string_view()
                                      : !closes ? std::string_view(stages[stage])
                                      : wins    ? "won"
                                                : "lost";
      benchmark::DoNotOptimize(
          builder.add({.deal = deal, .kind = kind, .symbol = symbol, .at = at}));
      if (e > 0) stage = draw() % 16 == 0 ? 0 : std::min(stage + 1, stage_count - 1);
      at += draw() % (400 * hour);
    }
    benchmark::DoNotOptimize(
        builder.set_attribute(deal, "amount", std::to_string(draw() % 10'000)));
  }
  return builder.finish();
}

struct Loaded {
  process::Map map = four_goals();
  process::Automaton automaton{map};
  history::EventLog log = ten_million_events();
  Settings settings;

  Inputs inputs() const { return {map, automaton, log, settings, "bench"}; }
};

const Loaded& loaded() {
  static const Loaded made;
  return made;
}

Request request() {
  Request asked;
  asked.as_of = base::Instant(base::Milliseconds(begin + 800 * day_ms));
  asked.known_at = asked.as_of;
  asked.intervals = Intervals::fast;
  asked.threads = 2;
  return asked;
}

const Study& study() {
  static const Study made(loaded().inputs(), request());
  return made;
}

void replay(benchmark::State& state) {
  for (auto _ : state) {
    const Study made(loaded().inputs(), request());
    benchmark::DoNotOptimize(made.flow().visits.data());
  }
}
BENCHMARK(replay)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

template <typename Work>
void run(benchmark::State& state, Work work) {
  const Study& made = study();
  for (auto _ : state) {
    auto result = work(made, made.stages(), made.slicings().front());
    benchmark::DoNotOptimize(result);
  }
}

void flows(benchmark::State& state) {
  run(state, [](const Study& s, const Tier& t, const Slicing& w) { return stage_flow(s, t, w); });
}
void stays(benchmark::State& state) {
  run(state,
      [](const Study& s, const Tier& t, const Slicing& w) { return collect_stays(s, t, w, {}); });
}
void conversions(benchmark::State& state) {
  run(state, [](const Study& s, const Tier& t, const Slicing& w) {
    return collect_conversions(s, t, w, {});
  });
}
void funnels(benchmark::State& state) {
  run(state, [](const Study& s, const Tier& t, const Slicing& w) { return funnel(s, t, w); });
}
void closed(benchmark::State& state) {
  run(state, [](const Study& s, const Tier&, const Slicing& w) { return closings(s, w); });
}
BENCHMARK(flows)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(stays)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(conversions)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(funnels)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(closed)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

void everything(benchmark::State& state) {
  for (auto _ : state) {
    const Report report = measure_all(loaded().inputs(), request());
    benchmark::DoNotOptimize(report.figures.data());
  }
}
BENCHMARK(everything)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace stagecraft::measures

BENCHMARK_MAIN();
