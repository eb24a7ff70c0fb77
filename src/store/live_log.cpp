#include "store/live_log.h"

#include <fmt/format.h>

#include <optional>
#include <stdexcept>
#include <vector>

#include "history/log_builder.h"
#include "history/parallel.h"
#include "store/events.h"

namespace stagecraft::store {
namespace {

using history::LogBuilder;
using history::Ties;

/// Rows that a server sends at once, so that a client never holds millions of them.
constexpr int rows_at_once = 20'000;

constexpr std::string_view events_between =
    "SELECT e.id, e.deal_id, e.kind, e.symbol, e.\"from\", e.\"to\", e.actor_id, e.at, "
    "e.at_precision, e.recorded_at, e.source_seq, e.details "
    "FROM events e LEFT JOIN imports i ON i.id = e.import_id "
    "WHERE e.id > $1 AND e.id <= $2 AND i.undone_at IS NULL ORDER BY e.id LIMIT $3";

/// What one thread has read.
struct Read {
  LogBuilder builder{Ties::by_arrival};
  std::int64_t left_out = 0;
};

void give(Read& read, const Row& row) {
  const auto kind = history::find_event_kind(row.get<std::string_view>(2));
  if (!kind) throw std::logic_error("no kind of event: " + row.get<std::string>(2));
  const fmt::format_int deal(row.get<std::int64_t>(1));
  std::optional<fmt::format_int> actor;
  if (!row.is_null(6)) actor.emplace(row.get<std::int64_t>(6));
  history::EventRow event{.deal = {deal.data(), deal.size()}, .kind = *kind};
  event.symbol = row.get<std::string_view>(3);
  event.from = row.get<std::string_view>(4);
  event.to = row.get<std::string_view>(5);
  if (actor) event.actor = {actor->data(), actor->size()};
  event.at = row.get<std::int64_t>(7);
  event.precision = read_precision(row.get<std::string_view>(8));
  event.recorded_at = row.get<std::int64_t>(9);
  event.source_seq = row.get<std::int64_t>(10);
  event.details = row.get<std::string_view>(11);
  if (!read.builder.add(event).empty()) ++read.left_out;
}

/// Events after `after` up to `last`, in order of arrival.
void give_events(Connection& db, EventId after, EventId last, Read& read) {
  for (int count = rows_at_once; count == rows_at_once;) {
    count = 0;
    for (const Row& row : db.query(events_between, after, last, rows_at_once)) {
      after = row.get<EventId>(0);
      give(read, row);
      ++count;
    }
  }
}

}  // namespace

LiveLog::LiveLog(Workspace& workspace, unsigned threads)
    : workspace_(workspace), threads_(history::thread_count(threads)) {}

std::shared_ptr<const LiveHistory> LiveLog::now() {
  return reach(workspace_.read([](Connection& db) { return horizon_of(db); }));
}

std::shared_ptr<const LiveHistory> LiveLog::at_least(EventId event) {
  if (auto history = kept(); history && history->last >= event) return history;
  return now();
}

LiveLog::Horizon LiveLog::horizon_of(Connection& db) {
  return {.last = last_event(db),
          .undone = db.get_value<std::int64_t>(
              "SELECT count(*) FROM imports WHERE undone_at IS NOT NULL")};
}

std::shared_ptr<const LiveHistory> LiveLog::kept() {
  const std::lock_guard lock(mutex_);
  return kept_;
}

std::shared_ptr<const LiveHistory> LiveLog::reach(const Horizon& horizon) {
  const auto holds = [&](const std::shared_ptr<const LiveHistory>& history) {
    return history && history->last >= horizon.last && history->undone >= horizon.undone;
  };
  if (auto history = kept(); holds(history)) return history;
  const std::lock_guard alone(catching_up_);
  auto history = kept();
  if (holds(history)) return history;
  auto fresh = history && history->undone == horizon.undone ? catch_up(*history) : nullptr;
  if (!fresh) fresh = load(horizon);
  const std::lock_guard lock(mutex_);
  return kept_ = std::move(fresh);
}

std::shared_ptr<const LiveHistory> LiveLog::load(Horizon horizon) {
  for (;;) {
    std::vector<Read> reads(threads_);
    const auto border = [&](unsigned part) {
      return EventId{horizon.last.value * part / threads_};
    };
    history::in_parallel(threads_, [&](unsigned part) {
      workspace_.read([&](Connection& db) {
        reads[part] = {};
        give_events(db, border(part), border(part + 1), reads[part]);
      });
    });
    const auto after = workspace_.read([](Connection& db) { return horizon_of(db); });
    if (after.undone != horizon.undone) {  // Some of the threads may have seen the import still.
      horizon = after;
      continue;
    }
    auto fresh = std::make_shared<LiveHistory>();
    for (unsigned part = 1; part < threads_; ++part)
      reads[0].builder.append(std::move(reads[part].builder));
    for (const auto& read : reads) fresh->left_out += read.left_out;
    history::LogFindings findings;
    fresh->log = reads[0].builder.finish(findings, threads_);
    fresh->last = horizon.last;
    fresh->undone = horizon.undone;
    return fresh;
  }
}

/// Null when an import was undone meanwhile.
std::shared_ptr<const LiveHistory> LiveLog::catch_up(const LiveHistory& before) {
  Read read;
  const auto horizon = workspace_.read([&](Connection& db) {
    const auto now = horizon_of(db);
    read = {};
    if (now.undone == before.undone) give_events(db, before.last, now.last, read);
    return now;
  });
  if (horizon.undone != before.undone) return nullptr;
  auto fresh = std::make_shared<LiveHistory>();
  fresh->log = read.builder.finish_after(before.log);
  fresh->last = horizon.last;
  fresh->undone = horizon.undone;
  fresh->left_out = before.left_out + read.left_out;
  return fresh;
}

}  // namespace stagecraft::store
