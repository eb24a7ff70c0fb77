#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "history/flow.h"
#include "history/log_builder.h"
#include "history/snapshot.h"

/// Speed of the primitives flow and snapshot on 10 million events of 1.25 million deals, nine of
/// ten stage entries, most of them forward.
namespace stagecraft::history {
namespace {

constexpr int deal_count = 1'250'000;
constexpr int events_of_a_deal = 8;

process::Map chain() {
  process::Map map;
  process::Goal goal;
  for (int s = 0; s < 12; ++s) {
    process::Stage stage;
    stage.id = "s" + std::to_string(s);
    goal.stages.push_back(std::move(stage));
  }
  map.goals.push_back(std::move(goal));
  process::Outcome won;
  won.id = "won";
  map.outcomes.push_back(std::move(won));
  return map;
}

EventLog ten_million_events() {
  LogBuilder builder;
  std::array<std::string, 12> stages;
  for (std::size_t s = 0; s < stages.size(); ++s) stages[s] = "s" + std::to_string(s);
  std::uint32_t random = 1;
  for (int d = 0; d < deal_count; ++d) {
    const auto deal = std::to_string(d);
    std::size_t stage = 0;
    for (int e = 0; e < events_of_a_deal; ++e) {
      random = random * 1664525u + 1013904223u;
      const bool wins = e + 1 == events_of_a_deal && random >> 30 == 0;
      const auto refusal = builder.add({.deal = deal,
                                        .kind = wins ? EventKind::won : EventKind::stage_entered,
                                        .symbol = wins ? std::string_view("won") : stages[stage],
                                        .at = (d + e * 7ll) * 3'600'000});
      benchmark::DoNotOptimize(refusal);
      stage = random >> 28 == 0 ? 0 : (stage + 1) % stages.size();
    }
  }
  return builder.finish();
}

struct World {
  process::Map map = chain();
  process::Automaton automaton{map};
  EventLog log = ten_million_events();
  Binding binding{log, map, automaton};
  Reading reading{
      .as_of = base::Border::just_after(base::Instant::max() - std::chrono::days(9), {}),
      .known_at = base::Border::just_after(base::Instant::max() - std::chrono::days(9), {})};
};

const World& world() {
  static const World made;
  return made;
}

void flow_of_ten_million_events(benchmark::State& state) {
  const auto& w = world();
  for (auto _ : state) {
    const auto result =
        flow(w.log, w.automaton, w.binding, w.reading, static_cast<unsigned>(state.range(0)));
    benchmark::DoNotOptimize(result.visit_room.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(w.log.event_count()));
}
BENCHMARK(flow_of_ten_million_events)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

void snapshot_of_ten_million_events(benchmark::State& state) {
  const auto& w = world();
  for (auto _ : state) {
    const auto result = snapshot(w.log, w.automaton, w.binding, w.reading);
    benchmark::DoNotOptimize(result.deals.data());
  }
}
BENCHMARK(snapshot_of_ten_million_events)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace stagecraft::history

BENCHMARK_MAIN();
