#include <fmt/format.h>

#include "bench/event_files.h"
#include "history/import.h"
#include "measures/report.h"

/// From the file to the figures: imports an events CSV with a full deals file beside it, and
/// measures it (T1 to T3, without bootstrap), against counting the lines and the commas of the
/// events file on as many threads in the same run. Prints both ratios and the memory.
///
///   end_to_end_bench [events, default 1000000] [threads, default 2]
namespace {

using namespace stagecraft;
using namespace stagecraft::bench;

/// A deals file with all attributes of history.md, for the deals that write_events makes.
void write_deals(const std::string& path, std::size_t deals) {
  std::ofstream file(path, std::ios::binary);
  std::string text =
      "deal,name,account,owner,team,channel,offering,campaign,persona,amount,currency,"
      "expected_close,map,map_version\n";
  for (std::size_t d = 0; d < deals; ++d) {
    text += fmt::format(
        "D{:07},Deal {},Account {},Person {},Team {},Channel {},Offering {},Campaign {},Persona "
        "{},{},EUR,2024-{:02}-{:02},bench,\n",
        d, d, d / 3, d % 300, d % 12, d % 5, d % 9, d % 40, d % 7, 1000 + d % 90'000, d % 12 + 1,
        d % 28 + 1);
    if (text.size() < (1u << 20)) continue;
    file << text;
    text.clear();
  }
  file << text;
}

process::Map map_of_stages() {
  process::Map map;
  map.id = "bench";
  for (std::size_t s = 0; s < stages.size(); ++s) {
    if (s % 3 == 0) map.goals.push_back({.id = fmt::format("goal_{}", s / 3)});
    process::Stage stage;
    stage.id = stages[s];
    map.goals.back().stages.push_back(std::move(stage));
  }
  process::Outcome won;
  won.id = "won";
  won.kind = process::OutcomeKind::won;
  map.outcomes.push_back(std::move(won));
  return map;
}

std::size_t count_figures(const history::Imported& imported, unsigned threads) {
  const process::Map map = map_of_stages();
  const process::Automaton automaton(map);
  const measures::Settings settings;
  measures::Request request;
  request.as_of = request.known_at = imported.report.as_of;
  request.intervals = measures::Intervals::fast;
  request.threads = threads;
  const measures::Inputs inputs{map, automaton, imported.log, settings, "bench"};
  return measures::measure_all(inputs, request).figures.size();
}

void run(const TemporaryFolder& folder, std::size_t events, unsigned threads) {
  const std::string path = folder / "events.csv";
  const std::string deals = folder / "events.deals.csv";
  const std::size_t bytes = write_events(path, events);
  write_deals(deals, (events + 9) / 10);
  fmt::print("{} events, {:.0f} MB, {} threads\n", events, static_cast<double>(bytes) / 1e6,
             threads);
  Reference reference;
  std::vector<double> imports, measurings;
  history::ImportOptions options;
  options.threads = threads;
  const auto n = static_cast<double>(events);
  const std::size_t before = anonymous_bytes();
  std::size_t log_bytes = 0, import_peak = 0;
  for (int round = 0; round < 3; ++round) {
    reference.read(path, threads);
    history::Imported imported;
    imports.push_back(seconds_of([&] {
      imported = history::import_history({path, deals}, options);
    }));
    if (round == 0) import_peak = peak_bytes() - before;
    log_bytes = imported.log.memory_bytes();
    measurings.push_back(seconds_of([&] {
      if (count_figures(imported, threads) == 0) fmt::print("nothing was measured\n");
    }));
  }
  const double together = median_of(imports) + median_of(measurings);
  fmt::print("lines and commas {:.3f} s; import {:.3f} s, measuring {:.3f} s: {:.2f} times\n",
             reference.seconds(), median_of(imports), median_of(measurings),
             together / reference.seconds());
  fmt::print(
      "bytes an event, deals file included: {:.1f} after the import, {:.1f} at its peak, "
      "{:.1f} at the peak of measuring\n",
      static_cast<double>(log_bytes) / n, static_cast<double>(import_peak) / n,
      static_cast<double>(peak_bytes() - before) / n);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const unsigned threads = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 2;
  run(TemporaryFolder(), events, threads);
}
