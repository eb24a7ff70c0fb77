#include "history/flow.h"

#include <algorithm>

#include "base/parallel.h"
#include "history/replay.h"

namespace stagecraft::history {
namespace {

constexpr std::size_t events_worth_a_shard = 100'000;
/// The system gives one thread its memory faster than another: the faster one takes more shards.
constexpr std::size_t shards_a_thread = 8;

/// Deals that are replayed in one go, and where their visits go.
struct Shard {
  DealIndex begin, end;
  std::size_t room;    ///< At most so many visits.
  std::size_t at = 0;  ///< Index of its first visit.
  FlowCounts counts = {};
  Earliest first_entry = {};
  std::vector<std::pair<DealIndex, EventIndex>> merges = {};
};

std::size_t shard_count(const EventLog& log, unsigned threads) {
  const std::size_t most = threads == 1 ? 1 : threads * shards_a_thread;
  return std::clamp<std::size_t>(log.event_count() / events_worth_a_shard, 1, most);
}

/// Cuts between deals, with about the same number of events in each part.
std::vector<Shard> cut(const EventLog& log, std::size_t parts) {
  const auto begins = log.deal_begin_column();
  std::vector<Shard> shards;
  DealIndex begin = 0;
  for (std::size_t part = 1; part <= parts; ++part) {
    auto end = static_cast<DealIndex>(log.deal_count());
    if (part < parts) {
      const auto border = static_cast<EventIndex>(log.event_count() * part / parts);
      end = static_cast<DealIndex>(std::ranges::lower_bound(begins, border) - begins.begin());
    }
    shards.push_back({.begin = begin, .end = std::max(begin, end), .room = 0});
    begin = shards.back().end;
  }
  return shards;
}

template <typename Work>
void for_each_shard(unsigned threads, std::vector<Shard>& shards, Work work) {
  base::for_each_index(threads, shards.size(), [&](std::size_t s) { work(shards[s]); });
}

/// Only these events begin visits.
std::size_t count_entries(const EventLog& log, const Shard& shard) {
  if (shard.begin == shard.end) return 0;
  const auto kinds = log.kind_column().subspan(log.begin(shard.begin),
                                               log.end(shard.end - 1) - log.begin(shard.begin));
  std::size_t count = 0;
  for (const auto byte : kinds) {
    const auto kind = static_cast<EventKind>(byte & 0x3F);
    count += kind == EventKind::stage_entered || kind == EventKind::reopened;
  }
  return count;
}

/// Visits of a deal stand in the order of time, and so do the days that they begin on.
void add_first_entry(Earliest& first, std::span<const Visit> visits) {
  for (const Visit& visit : visits)
    if (!visit.has(Visit::entry_unknown))
      return first.add(visit.entered, visit.has(Visit::date_only));
}

void replay(const ReplayInput& input, Shard& shard, Flow& flow) {
  Replay replay(input);
  auto* out = flow.visit_room.data() + shard.at;
  Earliest first_entry;
  for (auto d = shard.begin; d < shard.end; ++d) {
    const auto first = static_cast<std::uint32_t>(out - flow.visit_room.data());
    auto* const visits = out;
    out = replay.run(d, out);
    add_first_entry(first_entry, {visits, out});
    auto& state = flow.deals[d];
    state = replay.state();
    state.first_visit = first;
  }
  shard.counts = replay.counts();
  shard.first_entry = first_entry;
  shard.merges = replay.merges();
}

}  // namespace

FlowCounts& FlowCounts::operator+=(const FlowCounts& other) {
  stage_entries += other.stage_entries;
  repeats += other.repeats;
  skips += other.skips;
  backs += other.backs;
  returns += other.returns;
  reopenings += other.reopenings;
  implied_reopenings += other.implied_reopenings;
  outside += other.outside;
  same_instant += other.same_instant;
  contradictory += other.contradictory;
  return *this;
}

Flow flow(const EventLog& log, const process::Automaton& automaton, const Binding& binding,
          const Reading& reading, unsigned asked_threads) {
  const unsigned threads = base::thread_count(asked_threads);
  const ReplayInput input(log, automaton, binding, reading);
  auto shards = cut(log, shard_count(log, threads));
  for_each_shard(threads, shards, [&log](Shard& shard) { shard.room = count_entries(log, shard); });
  std::size_t room = 0;
  for (auto& shard : shards) {
    shard.at = room;
    room += shard.room;
  }
  Flow flow{.visit_room = {}, .deals = {}, .counts = {}, .reading = reading};
  flow.visit_room.resize(room);
  flow.deals.resize(log.deal_count());
  for_each_shard(threads, shards, [&](Shard& shard) { replay(input, shard, flow); });
  std::vector<std::pair<DealIndex, EventIndex>> merges;
  for (const auto& shard : shards) {
    flow.counts += shard.counts;
    flow.first_entry += shard.first_entry;
    merges.insert(merges.end(), shard.merges.begin(), shard.merges.end());
  }
  join_merged(log, merges, flow.deals);
  mark_doubled(log, flow.deals);
  return flow;
}

}  // namespace stagecraft::history
