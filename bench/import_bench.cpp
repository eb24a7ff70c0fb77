#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/time.h"
#include "history/byte_source.h"
#include "history/import.h"
#include "history/parallel.h"

/// Imports an events CSV that it makes itself, and reads the same file in the same run in two plain
/// ways: counting lines as `wc -l` does, and counting commas with memchr. Prints the ratio, bytes
/// an event, peak while importing.
///
///   import_bench [events, default 1000000] [threads, default 2]
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::string_literals;

double seconds_of(const std::function<void()>& work) {
  const auto begun = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Ten events a deal, nine stages, three hundred people: the layout of history.md 2.
std::size_t write_events(const std::string& path, std::size_t events) {
  std::ofstream file(path, std::ios::binary);
  std::string text =
      "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n";
  std::uint64_t random = 42;
  const auto next = [&](std::uint64_t below) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return (random >> 33) % below;
  };
  constexpr std::array<const char*, 9> stages = {"lead",         "contacted",     "qualified",
                                                 "needs_agreed", "demo_held",     "proposal_sent",
                                                 "negotiating",  "contract_sent", "signed"};
  std::int64_t at = 1'577'836'800'000;
  for (std::size_t i = 0; i < events; ++i) {
    const std::size_t step = i % 10;
    at = step == 0 ? 1'577'836'800'000 + static_cast<std::int64_t>(next(150'000'000)) * 1000
                   : at + static_cast<std::int64_t>(next(1'000'000'000));
    const std::string when =
        stagecraft::base::to_iso(stagecraft::base::Instant(std::chrono::milliseconds(at)));
    const std::string_view kind = step == 0 ? "created" : step == 9 ? "won" : "stage_entered";
    const std::string_view symbol = step == 0 ? "" : step == 9 ? "won" : stages[step - 1];
    text +=
        fmt::format("D{:07},{},{},,,Person {},{},time,,,\n", i / 10, kind, symbol, next(300), when);
    if (text.size() < (1u << 20)) continue;
    file << text;
    text.clear();
  }
  file << text;
  return static_cast<std::size_t>(file.tellp());
}

/// One pass over the file on `threads` threads, each in blocks that fit the cache.
std::size_t scan(const std::string& path, unsigned threads,
                 std::size_t (*count)(const char*, std::size_t)) {
  const auto size = stagecraft::history::splittable_size(path);
  std::vector<std::size_t> counts(threads);
  stagecraft::history::in_parallel(threads, [&](unsigned i) {
    const auto source =
        stagecraft::history::open_range(path, size * i / threads, size * (i + 1) / threads);
    std::vector<char> block(std::size_t{1} << 18);
    while (const std::size_t got = source->read(block.data(), block.size()))
      counts[i] += count(block.data(), got);
  });
  std::size_t sum = 0;
  for (const std::size_t part : counts) sum += part;
  return sum;
}

std::size_t count_byte(const char* text, std::size_t size, char byte) {
  std::size_t count = 0;
  for (const char* end = text + size; (text = static_cast<const char*>(std::memchr(
                                           text, byte, static_cast<std::size_t>(end - text))));
       ++text)
    ++count;
  return count;
}

/// Resident bytes that are no file's.
std::size_t anonymous_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::strtoull(line.c_str() + 8, nullptr, 10) * 1024;
  return 0;
}

std::size_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

void run(const std::string& path, std::size_t events, unsigned threads) {
  const std::size_t bytes = write_events(path, events);
  fmt::print("{} events, {:.0f} MB, {} threads\n", events, static_cast<double>(bytes) / 1e6,
             threads);
  std::vector<double> lines, commas, imports;
  std::size_t log_bytes = 0;
  stagecraft::history::ImportOptions options;
  options.threads = threads;
  const std::size_t before = anonymous_bytes();
  for (int round = 0; round < 5; ++round) {
    std::size_t seen = 0;
    lines.push_back(seconds_of([&] {
      seen += scan(path, threads,
                   [](const char* text, std::size_t size) { return count_byte(text, size, '\n'); });
    }));
    commas.push_back(seconds_of([&] {
      seen += scan(path, threads,
                   [](const char* text, std::size_t size) { return count_byte(text, size, ','); });
    }));
    if (seen != events + 1 + 10 * (events + 1)) fmt::print("counted {} lines and commas\n", seen);
    imports.push_back(seconds_of([&] {
      const auto imported = stagecraft::history::import_history({path}, options);
      log_bytes = imported.log.memory_bytes();
      if (imported.log.event_count() != events)
        fmt::print("lost events: {}\n", imported.log.event_count());
    }));
  }
  const double reference = median_of(lines) + median_of(commas);
  const double n = static_cast<double>(events);
  fmt::print("lines {:.3f} s, commas {:.3f} s, import {:.3f} s: {:.2f} times the two\n",
             median_of(lines), median_of(commas), median_of(imports),
             median_of(imports) / reference);
  fmt::print(
      "{:.0f} ns an event; {:.1f} bytes an event after, {:.1f} at the peak while importing\n",
      median_of(imports) * 1e9 / n, static_cast<double>(log_bytes) / n,
      static_cast<double>(peak_bytes() - before) / n);
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t events = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const unsigned threads = argc > 2 ? static_cast<unsigned>(std::strtoul(argv[2], nullptr, 10)) : 2;
  std::string folder =
      (std::filesystem::temp_directory_path() / "stagecraft-bench-XXXXXX").string();
  if (!mkdtemp(folder.data())) return 1;
  run(folder + "/events.csv", events, threads);
  std::filesystem::remove_all(folder);
}
