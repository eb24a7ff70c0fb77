#include <fmt/format.h>
#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "store/live_log.h"
#include "store/workspace.h"

/// What following a large workspace costs: 100,000 deals with 2 million events (or as many deals as
/// the first argument says) in SQLite. Reading all when the server starts, beside a plain pass over
/// the same columns; being brought up to date after one commit, in medians; bytes an event.
namespace stagecraft::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t first_day = 19'700 * day_ms;  // In 2023.
constexpr int people = 24;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Told {
  std::string_view kind, symbol, to, details;
};

/// The twenty events of a deal, in the mix that a team leaves behind in a quarter.
std::array<Told, 20> events_of_deal(const std::string& owner, const std::string& amount) {
  constexpr std::string_view call = R"({"contacts": [1], "direction": "out"})";
  return {{{"created", "", "1@1", ""},
           {"attribute_changed", "owner", owner, ""},
           {"attribute_changed", "team", "1", ""},
           {"attribute_changed", "channel", "partner", ""},
           {"touchpoint", "call", "", call},
           {"stage_entered", "needs", "", ""},
           {"attribute_changed", "currency", "EUR", ""},
           {"attribute_changed", "amount", amount, ""},
           {"criterion_met", "told", "", R"({"evidence": "person"})"},
           {"touchpoint", "meeting", "", call},
           {"promise_made", "call", "", R"({"promise": 1, "side": "us"})"},
           {"stage_entered", "trial", "", ""},
           {"promise_kept", "", "", R"({"promise": 1})"},
           {"attribute_changed", "expected_close", "2026-03-01", ""},
           {"touchpoint", "mail", "", call},
           {"criterion_met", "tried", "", R"({"evidence": "document"})"},
           {"stage_entered", "offer", "", ""},
           {"attribute_changed", "expected_close", "2026-04-15", ""},
           {"stage_entered", "signing", "", ""},
           {"won", "ordered", "", ""}}};
}

void fill(Workspace& workspace, int deals) {
  workspace.write([&](Transaction& tx) {
    auto& db = tx.db();
    for (int p = 1; p <= people; ++p)
      db.run(
          "INSERT INTO people (email, email_folded, name, role, created_at) "
          "VALUES ($1, $1, $1, 'rep', 0)",
          std::to_string(p));
    const std::array<std::string, 1> deal_columns{"id"};
    const auto deal_rows = db.bulk_insert("deals", deal_columns);
    for (int d = 1; d <= deals; ++d) deal_rows->add(std::array<Parameter, 1>{Parameter(d)});
    deal_rows->finish();

    const std::array<std::string, 8> columns{"deal_id",  "kind", "symbol",      "to",
                                             "actor_id", "at",   "recorded_at", "details"};
    const auto rows = db.bulk_insert("events", columns);
    for (int d = 1; d <= deals; ++d) {
      const auto owner = std::to_string(d % people + 1);
      const auto amount = std::to_string(1000 + d % 977 * 13);
      std::int64_t at = first_day + d * (900 * day_ms / deals);
      for (const auto& told : events_of_deal(owner, amount)) {
        rows->add(std::array<Parameter, 8>{
            Parameter(d), Parameter(told.kind), Parameter(told.symbol), Parameter(told.to),
            Parameter(d % people + 1), Parameter(at), Parameter(at), Parameter(told.details)});
        at += day_ms + d % 7 * day_ms / 5;
      }
    }
    rows->finish();
  });
}

/// The reference: every column of every event, looked at and forgotten.
double plain_pass(Workspace& workspace) {
  const auto begin = Clock::now();
  std::size_t bytes = 0;
  workspace.read([&](Connection& db) {
    for (const Row& row :
         db.query("SELECT id, deal_id, kind, symbol, \"from\", \"to\", actor_id, at, at_precision, "
                  "recorded_at, source_seq, details FROM events ORDER BY id"))
      for (const int column : {2, 3, 4, 5, 8, 11})
        bytes += row.get<std::string_view>(column).size();
  });
  if (bytes == 0) fmt::print("nothing was read\n");
  return seconds_since(begin);
}

double catch_up_once(Workspace& workspace, LiveLog& live, int deal) {
  workspace.write([&](Transaction& tx) {
    tx.db().run(
        "INSERT INTO events (deal_id, kind, symbol, actor_id, at, recorded_at) "
        "VALUES ($1, 'touchpoint', 'call', 1, $2, $2)",
        deal, first_day + 1000 * day_ms);
  });
  const auto begin = Clock::now();
  live.now();
  return seconds_since(begin);
}

void measure(const std::filesystem::path& folder, int deals) {
  const Location location(folder.string());
  create_workspace(location, "bench");
  Workspace workspace(location, "bench");
  auto begin = Clock::now();
  fill(workspace, deals);
  fmt::print("filled with {} deals in {:.1f} s\n", deals, seconds_since(begin));

  std::vector<double> passes, loads, catch_ups, nothings;
  const double peak_before = peak_megabytes();
  for (int round = 0; round < 3; ++round) {
    passes.push_back(plain_pass(workspace));
    LiveLog live(workspace);
    begin = Clock::now();
    live.now();
    loads.push_back(seconds_since(begin));
  }
  LiveLog live(workspace);
  const auto history = live.now();
  for (int i = 0; i < 25; ++i) {
    catch_ups.push_back(catch_up_once(workspace, live, 1 + i * 37 % deals));
    begin = Clock::now();
    live.now();
    nothings.push_back(seconds_since(begin));
  }
  const auto median = [](std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
  };
  const auto events = static_cast<double>(history->log.event_count());
  fmt::print("events                     {:>10.0f}\n", events);
  fmt::print("plain pass over the rows   {:>10.2f} s\n", median(passes));
  fmt::print("start-up (2 threads)       {:>10.2f} s, {:.2f} of the plain pass\n", median(loads),
             median(loads) / median(passes));
  fmt::print("after one commit           {:>10.1f} ms\n", 1000 * median(catch_ups));
  fmt::print("when nothing has happened  {:>10.3f} ms\n", 1000 * median(nothings));
  fmt::print("memory of the log          {:>10.1f} bytes an event\n",
             static_cast<double>(history->log.memory_bytes()) / events);
  fmt::print("peak of the program        {:>10.0f} MB, {:.0f} before the log\n", peak_megabytes(),
             peak_before);
}

}  // namespace
}  // namespace stagecraft::store

int main(int argc, char** argv) {
  auto folder = (std::filesystem::temp_directory_path() / "live_log_XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return 1;
  stagecraft::store::measure(folder, argc > 1 ? std::stoi(argv[1]) : 100'000);
  std::filesystem::remove_all(folder);
}
