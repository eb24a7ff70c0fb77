// Measuring a loaded log of ten million events: a million deals with ten events each, on a map of
// twelve stages in four goals; one deal in five is open.
#include <benchmark/benchmark.h>

#include <array>
#include <string>

#include "base/parallel.h"
#include "history/log_builder.h"
#include "measures/booked_amount.h"
#include "measures/closings.h"
#include "measures/gathered.h"
#include "measures/report.h"
#include "measures/sales_velocity.h"
#include "measures/side_by_side.h"
#include "measures/touches_a_deal.h"

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
    benchmark::DoNotOptimize(made.flow().visit_room.data());
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
    return collect_conversions(s, t, w, ConversionTarget{});
  });
}
void funnels(benchmark::State& state) {
  run(state, [](const Study& s, const Tier& t, const Slicing& w) {
    std::vector<std::vector<FunnelBar>> bars;
    pass_deals(s, t, gather_funnel(s, t, w, bars));
    return bars;
  });
}
void closed(benchmark::State& state) {
  run(state, [](const Study& s, const Tier&, const Slicing& w) { return closings(s, w); });
}
BENCHMARK(flows)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(stays)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(conversions)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(funnels)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();
BENCHMARK(closed)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// T1 and T2 of the whole population, from the log to figures with their intervals, without
/// bootstrap: prospects in each stage, entered and left, by week; time in stage; conversion to the
/// next stage and to won; money in the pipeline and expected from it (T1). Win rate, cycle time,
/// velocity, average size, touches a deal, orders and revenue by week, cohorts of entry (T2).
std::size_t five_figures_and_money(const Inputs& inputs, const Request& asked) {
  const Study made(inputs, asked);
  const Tier& tier = made.stages();
  const Slicing& whole = made.slicings().front();
  const CalendarGrid weeks(CalendarGrid::Unit::week, made.period().days, asked.zone);
  Gathered gathered;
  Gatherers gatherers = gather_conversions(made, tier, whole, gathered.conversions);
  gatherers.push_back(gather_stage_flow(made, tier, whole, &weeks, gathered.flow));
  gatherers.push_back(gather_stays(made, tier, whole, {}, gathered.stays));
  gatherers.push_back(gather_cycles(made, whole, gathered.cycles));
  gatherers.push_back(std::move(gather_cohorts(made, {}, gathered.cohorts).front()));
  pass_deals(made, tier, std::move(gatherers));

  const Closings closed = closings(made, whole);
  const ConversionFigures conversions = conversion(made, tier, whole, gathered.conversions);
  return conversions.figures.size() +
         make_side_by_side(
             made.threads(),
             {[&] { return stage_flow_figures(made, tier, whole, gathered.flow, &weeks); },
              [&] { return time_in_stage(made, tier, whole, gathered.stays); },
              [&] { return pipeline(made, whole, conversions.shares_to_won); },
              [&] { return win_rate(made, whole, closed); },
              [&] { return sales_cycle(made, whole, std::move(gathered.cycles)); },
              [&] { return sales_velocity(made, whole, closed); },
              [&] { return booked_amount(made, whole, closed); },
              [&] { return touches_a_deal(made, whole, closed); },
              [&] {
                return order_figures(made, weeks, orders_by_week(made, weeks, closed.of_slice[0]));
              },
              [&] { return cohort_figures(made, gathered.cohorts); }})
             .size();
}

void t1_and_t2(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(five_figures_and_money(loaded().inputs(), request()));
}
BENCHMARK(t1_and_t2)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// What the memory allows: one pass over the columns of the log, on as many threads.
void one_pass_over_the_columns(benchmark::State& state) {
  const history::EventLog& log = loaded().log;
  for (auto _ : state) {
    std::array<std::int64_t, 2> sums{};
    base::in_parts(2, log.event_count(), [&](unsigned part, std::size_t first, std::size_t end) {
      std::int64_t sum = 0;
      for (std::size_t e = first; e < end; ++e)
        sum += log.at_column()[e] + log.kind_column()[e] + log.symbol_column()[e];
      sums[part] = sum;
    });
    benchmark::DoNotOptimize(sums);
  }
}
BENCHMARK(one_pass_over_the_columns)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

/// T1 to T3 and all that a report shows beside them: goals, funnel, transitions, stale deals.
void everything(benchmark::State& state) {
  for (auto _ : state) {
    const Report report = measure_all(loaded().inputs(), request());
    benchmark::DoNotOptimize(report.figures.data());
  }
}
BENCHMARK(everything)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

}  // namespace
}  // namespace stagecraft::measures

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  stagecraft::measures::loaded();  // Not within the first figure.
  benchmark::RunSpecifiedBenchmarks();
}
