#pragma once

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "base/time.h"
#include "history/byte_source.h"

/// Files of events for benchmarks, and the two plain ways to read them that the product is compared
/// with: counting lines as `wc -l` does, and counting commas with memchr.
namespace stagecraft::bench {

inline constexpr std::array<const char*, 9> stages = {
    "lead",          "contacted",   "qualified",     "needs_agreed", "demo_held",
    "proposal_sent", "negotiating", "contract_sent", "signed"};

inline double seconds_of(const std::function<void()>& work) {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  work();
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Ten events a deal, nine stages, three hundred people: the layout of history.md 2.
inline std::size_t write_events(const std::string& path, std::size_t events) {
  std::ofstream file(path, std::ios::binary);
  std::string text =
      "deal,kind,symbol,from,to,actor,at,at_precision,recorded_at,source_seq,details\n";
  std::uint64_t random = 42;
  const auto next = [&](std::uint64_t below) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    return (random >> 33) % below;
  };
  std::int64_t at = 1'577'836'800'000;
  for (std::size_t i = 0; i < events; ++i) {
    const std::size_t step = i % 10;
    at = step == 0 ? 1'577'836'800'000 + static_cast<std::int64_t>(next(150'000'000)) * 1000
                   : at + static_cast<std::int64_t>(next(1'000'000'000));
    const std::string when = base::to_iso(base::Instant(std::chrono::milliseconds(at)));
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
inline std::size_t scan(const std::string& path, unsigned threads,
                        std::size_t (*count)(const char*, std::size_t)) {
  const auto size = history::splittable_size(path);
  std::vector<std::size_t> counts(threads);
  base::on_threads(threads, [&](unsigned i) {
    const auto source = history::open_range(path, size * i / threads, size * (i + 1) / threads);
    std::vector<char> block(std::size_t{1} << 18);
    while (const std::size_t got = source->read(block.data(), block.size()))
      counts[i] += count(block.data(), got);
  });
  std::size_t sum = 0;
  for (const std::size_t part : counts) sum += part;
  return sum;
}

inline std::size_t count_byte(const char* text, std::size_t size, char byte) {
  std::size_t count = 0;
  for (const char* end = text + size; (text = static_cast<const char*>(std::memchr(
                                           text, byte, static_cast<std::size_t>(end - text))));
       ++text)
    ++count;
  return count;
}

/// Resident bytes that are no file's.
inline std::size_t anonymous_bytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("RssAnon:")) return std::strtoull(line.c_str() + 8, nullptr, 10) * 1024;
  return 0;
}

inline std::size_t peak_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::size_t>(usage.ru_maxrss) * 1024;
}

inline double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

/// Counts of both ways on one file, and how long they took together: medians over the rounds.
struct Reference {
  std::vector<double> lines, commas;
  std::size_t seen = 0;

  void read(const std::string& path, unsigned threads) {
    lines.push_back(seconds_of([&] {
      seen += scan(path, threads,
                   [](const char* text, std::size_t size) { return count_byte(text, size, '\n'); });
    }));
    commas.push_back(seconds_of([&] {
      seen += scan(path, threads,
                   [](const char* text, std::size_t size) { return count_byte(text, size, ','); });
    }));
  }
  double seconds() const { return median_of(lines) + median_of(commas); }
};

/// A new folder below the system's for temporary files; it goes with its owner.
class TemporaryFolder {
 public:
  TemporaryFolder()
      : path_((std::filesystem::temp_directory_path() / "stagecraft-bench-XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace stagecraft::bench
