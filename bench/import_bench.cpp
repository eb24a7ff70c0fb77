#include <fmt/format.h>

#include "bench/event_files.h"
#include "history/import.h"

/// Imports an events CSV that it makes itself, and reads the same file in the same run in two plain
/// ways: counting lines as `wc -l` does, and counting commas with memchr. Prints the ratio, bytes
/// an event, peak while importing.
///
///   import_bench [events, default 1000000] [threads, default 2]
namespace {

using namespace stagecraft::bench;

void run(const std::string& path, std::size_t events, unsigned threads) {
  const std::size_t bytes = write_events(path, events);
  fmt::print("{} events, {:.0f} MB, {} threads\n", events, static_cast<double>(bytes) / 1e6,
             threads);
  Reference reference;
  std::vector<double> imports;
  std::size_t log_bytes = 0;
  stagecraft::history::ImportOptions options;
  options.threads = threads;
  const std::size_t before = anonymous_bytes();
  for (int round = 0; round < 5; ++round) {
    reference.read(path, threads);
    imports.push_back(seconds_of([&] {
      const auto imported = stagecraft::history::import_history({path}, options);
      log_bytes = imported.log.memory_bytes();
      if (imported.log.event_count() != events)
        fmt::print("lost events: {}\n", imported.log.event_count());
    }));
  }
  const double n = static_cast<double>(events);
  fmt::print("lines {:.3f} s, commas {:.3f} s, import {:.3f} s: {:.2f} times the two\n",
             median_of(reference.lines), median_of(reference.commas), median_of(imports),
             median_of(imports) / reference.seconds());
  fmt::print(
      "{:.0f} ns an event; {:.1f} bytes an event after, {:.1f} at the peak while importing\n",
      median_of(imports) * 1e9 / n, static_cast<double>(log_bytes) / n,
      static_cast<double>(peak_bytes() - before) / n);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const unsigned threads = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 2;
  const TemporaryFolder folder;
  run(folder / "events.csv", events, threads);
}
