// Kaplan-Meier, Aalen-Johansen and the bootstrap at the size of a large log: ten million stays, a
// million deals. And a loaded log of up to ten million events, measured as a whole.
#include <benchmark/benchmark.h>

#include <cmath>
#include <string>
#include <vector>

#include "base/statistics/aalen_johansen.h"
#include "base/statistics/kaplan_meier.h"
#include "base/statistics/life_table.h"
#include "base/statistics/random.h"
#include "history/log_builder.h"
#include "measures/bootstrap.h"
#include "measures/bottleneck.h"
#include "measures/report.h"

namespace {

using namespace stagecraft::base::statistics;
using namespace stagecraft::measures;

constexpr Age day = 86'400'000;

/// Exponential ages with a mean of 20 days in whole `unit`s; one in twenty is censored, the others
/// end by three causes.
Stays stays_of(std::size_t count, Age unit) {
  Random random(1, count);
  Stays stays;
  stays.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto length =
        static_cast<Age>(-std::log1p(-random.uniform()) * 20 * static_cast<double>(day));
    const std::uint32_t fate = random.below(20);
    stays.add(length / unit * unit, fate == 0 ? censored : static_cast<Cause>(1 + fate % 3));
  }
  return stays;
}

void life_table(benchmark::State& state) {
  const Stays stays = stays_of(static_cast<std::size_t>(state.range(0)), state.range(1));
  for (auto _ : state) {
    Stays copy = stays;
    benchmark::DoNotOptimize(std::move(copy).table(3));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(life_table)
    ->Args({1'000'000, day})
    ->Args({1'000'000, 1000})
    ->Args({1'000'000, 1})
    ->Args({10'000'000, day})
    ->Args({10'000'000, 1})
    ->Unit(benchmark::kMillisecond);

/// The reference of the table: one comparison sort of the same ages.
void comparison_sort(benchmark::State& state) {
  Random random(1, 7);
  std::vector<std::int64_t> ages(static_cast<std::size_t>(state.range(0)));
  for (auto& age : ages)
    age = static_cast<Age>(-std::log1p(-random.uniform()) * 20 * static_cast<double>(day));
  for (auto _ : state) {
    auto copy = ages;
    std::ranges::sort(copy);
    benchmark::DoNotOptimize(copy.data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(comparison_sort)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

void time_in_stage(benchmark::State& state) {
  const LifeTable table =
      stays_of(static_cast<std::size_t>(state.range(0)), state.range(1)).table(3);
  for (auto _ : state) {
    const KaplanMeier curve(table, table.h_star);
    for (const double q : {0.25, 0.5, 0.75, 0.9}) benchmark::DoNotOptimize(curve.quantile(q));
    benchmark::DoNotOptimize(curve.restricted_mean(*table.h_star));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(time_in_stage)
    ->Args({1'000'000, day})
    ->Args({1'000'000, 1})
    ->Unit(benchmark::kMillisecond);

void conversion(benchmark::State& state) {
  const LifeTable table =
      stays_of(static_cast<std::size_t>(state.range(0)), state.range(1)).table(3);
  for (auto _ : state) benchmark::DoNotOptimize(incidence(table, 1, table.h_star));
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(conversion)->Args({1'000'000, day})->Args({1'000'000, 1})->Unit(benchmark::kMillisecond);

void bootstrap_of_mean(benchmark::State& state) {
  const auto deals = static_cast<std::size_t>(state.range(0));
  Random random(3, 1);
  std::vector<double> amounts(deals);
  for (double& amount : amounts) amount = -std::log1p(-random.uniform()) * 1e4;
  for (auto _ : state) {
    const Units units = units_of(deals);
    UnitSums sums(units.count, 2);
    for (std::size_t deal = 0; deal < deals; ++deal) {
      sums.add(units.of_deal[deal], 0, amounts[deal]);
      sums.add(units.of_deal[deal], 1, 1);
    }
    const auto mean = [](std::span<const double> total, std::span<double> out) {
      out[0] = total[0] / total[1];
    };
    benchmark::DoNotOptimize(
        percentile_interval(replicate(sums, {.figure = "mean@1"}, 1, mean)[0]));
  }
}
BENCHMARK(bootstrap_of_mean)->Arg(1'000)->Arg(1'000'000)->Unit(benchmark::kMillisecond);

/// Seven stages in a row; each goes on with 0.7, is lost with 0.2, stays open with 0.1.
FlowSample flow_sample_of(std::uint32_t deals) {
  constexpr std::size_t stages = 7;
  Random random(5, 1);
  FlowSample sample{.stages = stages, .days = 365, .visits = decltype(FlowSample::visits)(stages)};
  for (std::uint32_t deal = 0; deal < deals; ++deal) {
    sample.arrivals.push_back({deal, 0});
    for (std::size_t stage = 0; stage < stages; ++stage) {
      const auto length =
          static_cast<Age>(-std::log1p(-random.uniform()) * 20 * static_cast<double>(day));
      const std::uint32_t fate = random.below(10);
      const Cause cause = fate == 0  ? censored
                          : fate < 3 ? VisitEnd::lost(stages)
                                     : VisitEnd::to_stage(stage + 1);
      sample.visits[stage].push_back({.unit = deal, .cause = cause, .length = length});
      if (fate < 3) break;
      if (stage + 1 == stages) sample.wins.push_back({deal, 1000.0 + deal % 977});
    }
  }
  return sample;
}

void bottleneck_of(benchmark::State& state) {
  const FlowSample sample = flow_sample_of(static_cast<std::uint32_t>(state.range(0)));
  for (auto _ : state)
    benchmark::DoNotOptimize(bottleneck(sample, {.resamples = static_cast<int>(state.range(1))}));
}
BENCHMARK(bottleneck_of)
    ->Args({10'000, 0})
    ->Args({10'000, 1000})
    ->Args({1'000'000, 0})
    ->Args({1'000'000, 1000})
    ->Unit(benchmark::kMillisecond);

/// Seven stages in a row, in a year of instants to the millisecond.
struct LoadedLog {
  stagecraft::process::Map map;
  stagecraft::process::Automaton automaton;
  stagecraft::history::EventLog log;
  Settings settings;

  explicit LoadedLog(std::size_t events) : map(chain()), automaton(map), log(random_log(events)) {}

  static stagecraft::process::Map chain() {
    stagecraft::process::Map map;
    map.id = "chain";
    stagecraft::process::Goal goal;
    for (int s = 0; s < 7; ++s) {
      stagecraft::process::Stage stage;
      stage.id = stage.name = "s" + std::to_string(s);
      goal.stages.push_back(stage);
    }
    map.goals = {goal};
    map.flat = true;
    stagecraft::process::Outcome won, lost;
    won.id = "signed";
    lost.id = "gone";
    lost.kind = stagecraft::process::OutcomeKind::lost;
    map.outcomes = {won, lost};
    return map;
  }

  static stagecraft::history::EventLog random_log(std::size_t events) {
    using stagecraft::history::EventKind;
    Random random(11, 1);
    stagecraft::history::LogBuilder builder;
    const auto add = [&](const std::string& deal, EventKind kind, const std::string& symbol,
                         double at) {
      const auto refusal = builder.add({.deal = deal,
                                        .kind = kind,
                                        .symbol = symbol,
                                        .at = 1'700'000'000'000 + static_cast<Age>(at)});
      benchmark::DoNotOptimize(refusal);
    };
    for (std::uint32_t d = 0; builder.event_count() < events; ++d) {
      const std::string deal = std::to_string(d);
      double at = random.uniform() * 365 * static_cast<double>(day);
      add(deal, EventKind::created, "", at);
      for (int s = 0; s <= 7 && at < 365 * static_cast<double>(day); ++s) {
        const bool lost = s > 0 && random.below(20) == 0;
        if (lost || s == 7) {
          add(deal, lost ? EventKind::lost : EventKind::won, lost ? "gone" : "signed", at);
          break;
        }
        add(deal, EventKind::stage_entered, "s" + std::to_string(s), at);
        at += -std::log1p(-random.uniform()) * 10 * static_cast<double>(day);
      }
    }
    return builder.finish();
  }
};

void measure_loaded_log(benchmark::State& state) {
  const LoadedLog loaded(static_cast<std::size_t>(state.range(0)));
  Request request;
  request.as_of = request.known_at =
      stagecraft::base::Instant(stagecraft::base::Milliseconds(1'700'000'000'000 + 365 * day));
  request.intervals = state.range(1) != 0 ? Intervals::full : Intervals::fast;
  const Inputs inputs{loaded.map, loaded.automaton, loaded.log, loaded.settings, "chain"};
  for (auto _ : state) benchmark::DoNotOptimize(measure_all(inputs, request));
  state.counters["events"] = static_cast<double>(loaded.log.event_count());
}
BENCHMARK(measure_loaded_log)
    ->Args({1'000'000, 0})
    ->Args({1'000'000, 1})
    ->Args({10'000'000, 0})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace

BENCHMARK_MAIN();
