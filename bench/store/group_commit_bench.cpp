#include <fmt/format.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "process/reader.h"
#include "store/deals.h"
#include "store/processes.h"
#include "store/workspace.h"

/// What sharing a commit is worth: durable single-row commits of plain SQLite against stage entries
/// of deals (load, check the revision, event, copies) from 64 clients through the writer; in turns,
/// on the same disk, medians of five rounds.
namespace stagecraft::store {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int rounds = 5;
constexpr int plain_commits = 2000;
constexpr int clients = 64;
constexpr int writes_of_a_client = 150;

double rate(int count, Clock::time_point since) {
  return count / std::chrono::duration<double>(Clock::now() - since).count();
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

double plain_sqlite(Connection& db) {
  const auto begin = Clock::now();
  for (int i = 0; i < plain_commits; ++i)
    db.run("INSERT INTO rows_of_bench (text) VALUES ('a row of some length')");
  return rate(plain_commits, begin);
}

selling::Event entry(const std::string& stage, int n) {
  selling::Event event;
  event.kind = history::EventKind::stage_entered;
  event.symbol = stage;
  event.at = event.recorded_at = base::Instant(std::chrono::seconds(1'767'225'600 + n));
  return event;
}

class DealWrites {
 public:
  explicit DealWrites(Workspace& workspace) : workspace_(workspace) {
    constexpr std::string_view text =
        "stagecraft: 1\nid: direct\nname: Direct\nstages:\n  - {id: a, name: A}\n  - {id: b, name: "
        "B}\n"
        "outcomes:\n  - {id: won, name: Won, kind: won, on_leaving: b}\n";
    workspace.write([&](Transaction& tx) {
      const auto person = tx.db().get_value<selling::PersonId>(
          "INSERT INTO people (email, email_folded, name, role, created_at) VALUES ('a', 'a', 'a', "
          "'rep', 0) "
          "RETURNING id");
      const auto process = create_process(tx, {.map_id = "direct", .name = "Direct", .by = person});
      version_ = publish(tx, {.process = process,
                              .own_text = "",
                              .map = process::read_map(text, "map").map,
                              .by = person});
    });
    for (int i = 0; i < clients; ++i) deals_.push_back(make_deal());
  }

  double run() {
    const auto begin = Clock::now();
    std::vector<std::thread> threads;
    for (int c = 0; c < clients; ++c)
      threads.emplace_back([this, c] {
        for (int i = 0; i < writes_of_a_client; ++i) write_one(deals_[static_cast<std::size_t>(c)]);
      });
    for (auto& thread : threads) thread.join();
    // A new deal a client and round, so that folding costs the same in each.
    const auto result = rate(clients * writes_of_a_client, begin);
    deals_.clear();
    for (int i = 0; i < clients; ++i) deals_.push_back(make_deal());
    return result;
  }

 private:
  selling::Deal make_deal() {
    return workspace_.write([&](Transaction& tx) {
      selling::Event created = entry("", 0);
      created.kind = history::EventKind::created;
      created.note = "A deal";
      created.to = selling::to_text(version_);
      return create_deal(tx, {created}, StoredMaps(tx.db(), maps_, {}));
    });
  }

  void write_one(selling::Deal& deal) {
    const auto change = entry(deal.event_count % 2 == 0 ? "a" : "b", deal.event_count);
    deal = workspace_.write([&](Transaction& tx) {
      return append(tx, deal, {change}, StoredMaps(tx.db(), maps_, {}));
    });
  }

  Workspace& workspace_;
  MapCache maps_;
  selling::MapVersion version_;
  std::vector<selling::Deal> deals_;
};

void run(const std::filesystem::path& folder) {
  const Location location(folder.string());
  create_workspace(location, "bench");
  Workspace workspace(location, "bench");
  const auto plain = open_sqlite({.file = folder / "plain.db", .access = Access::create});
  plain->run_script("CREATE TABLE rows_of_bench (id INTEGER PRIMARY KEY, text TEXT)");
  DealWrites deals(workspace);
  std::vector<double> alone, shared, ratios;
  for (int round = 0; round < rounds; ++round) {
    alone.push_back(plain_sqlite(*plain));
    shared.push_back(deals.run());
    ratios.push_back(shared.back() / alone.back());
  }
  fmt::print("plain SQLite, one row a commit:      {:8.0f} commits/s\n", median(alone));
  fmt::print("stage entries from {} clients:       {:8.0f} writes/s\n", clients, median(shared));
  fmt::print("ratio, median of {} rounds:           {:8.2f}\n", rounds, median(ratios));
}

}  // namespace
}  // namespace stagecraft::store

/// In the folder that is given, so that its disk is measured; else in the temporary one.
int main(int count, char** words) {
  auto pattern = (std::filesystem::path(
                      count > 1 ? words[1] : std::filesystem::temp_directory_path().string()) /
                  "stagecraft-bench-XXXXXX")
                     .string();
  if (mkdtemp(pattern.data()) == nullptr) return 1;
  stagecraft::store::run(pattern);
  std::filesystem::remove_all(pattern);
  return 0;
}
