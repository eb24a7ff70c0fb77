#include "store/live_log.h"

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "base/parallel.h"
#include "history/log_builder.h"
#include "history/value_reader.h"
#include "store/events.h"

namespace stagecraft::store {
namespace {

using history::EventKind;
using history::EventLog;
using history::LogBuilder;
using history::Precision;
using history::Ties;

/// Rows that a server sends at once, so that a client never holds millions of them.
constexpr int rows_at_once = 20'000;

constexpr std::string_view events_between =
    "SELECT e.id, e.deal_id, e.kind, e.symbol, e.\"from\", e.\"to\", e.actor_id, e.at, "
    "e.at_precision, e.recorded_at, e.source_seq, e.details "
    "FROM events e LEFT JOIN imports i ON i.id = e.import_id "
    "LEFT JOIN undone_deals u ON u.import_id = e.import_id AND u.deal_id = e.deal_id "
    "AND u.run <= i.undo_count "
    "WHERE e.id > $1 AND e.id <= $2 AND u.deal_id IS NULL ORDER BY e.id LIMIT $3";

using Kinds = std::map<std::string, history::ValueKind>;

/// A value that was stated without saying since when.
struct Undated {
  selling::DealId deal;
  std::string attribute, value;
};

LogBuilder builder_for(const Kinds& kinds) {
  LogBuilder builder(Ties::by_arrival);
  for (const auto& [name, kind] : kinds) builder.declare_attribute(name, kind);
  return builder;
}

/// What one thread has read.
struct Read {
  explicit Read(const Kinds& kinds) : builder(builder_for(kinds)) {}

  LogBuilder builder;
  std::vector<Undated> undated;
  std::vector<selling::DealId> left_out;
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
  const auto id = row.get<selling::DealId>(1);
  if (event.kind == EventKind::attribute_changed && event.precision == Precision::unknown)
    read.undated.push_back({id, std::string(event.symbol), std::string(event.to)});
  else if (!read.builder.add(event).empty())
    read.left_out.push_back(id);
}

bool has_dated_change(const EventLog& log, std::string_view deal, std::string_view attribute) {
  const auto d = log.find_deal(deal);
  const auto* known = log.find_attribute(attribute);
  if (!d || known == nullptr || !known->has_history) return false;
  for (auto e = log.begin(*d); e < log.end(*d); ++e)
    if (log.kind(e) == EventKind::attribute_changed && log.symbol(e) == known->symbol) return true;
  return false;
}

/// The log with values of now, for deals whose attribute no dated change tells.
EventLog with_undated(EventLog log, const std::vector<Undated>& undated, const Kinds& kinds,
                      std::vector<selling::DealId>& left_out) {
  if (undated.empty()) return log;
  auto builder = builder_for(kinds);
  for (const auto& [deal, attribute, value] : undated) {
    const auto id = fmt::to_string(deal.value);
    if (has_dated_change(log, id, attribute)) continue;
    if (!builder.set_attribute(id, attribute, value).empty()) left_out.push_back(deal);
  }
  return builder.finish_after(log);
}

template <class T>
void append(std::vector<T>& to, std::vector<T> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
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
    : workspace_(workspace), threads_(base::thread_count(threads)) {}

std::shared_ptr<const LiveHistory> LiveLog::now() {
  return reach(workspace_.read([](Connection& db) { return horizon_of(db); }));
}

std::shared_ptr<const LiveHistory> LiveLog::at_least(EventId event) {
  if (auto history = kept(); history && history->last >= event) return history;
  return now();
}

LiveLog::Horizon LiveLog::horizon_of(Connection& db) {
  return {.last = last_event(db),
          .undone = db.get_value<std::int64_t>("SELECT COALESCE(sum(undo_count), 0) FROM imports"),
          .maps = db.get_value<std::int64_t>("SELECT count(*) FROM map_versions")};
}

LiveLog::Kinds LiveLog::kinds_of(Connection& db) {
  Kinds kinds;
  for (const auto& process : list_processes(db))
    for (int number = 1; number <= process.head; ++number) {
      const auto& map = maps_.get(db, {process.id, number}).map;
      for (const auto& field : map.fields) {
        const auto kind = history::kind_of({field.id, {}, {}}, &map);
        const auto [known, is_new] = kinds.emplace(field.id, kind);
        if (!is_new && known->second != kind) known->second = history::ValueKind::text;
      }
    }
  std::erase_if(kinds, [](const auto& kind) { return kind.second == history::ValueKind::text; });
  return kinds;
}

EventId LiveLog::reached() const {
  const auto history = kept();
  return history ? history->last : EventId{};
}

std::shared_ptr<const LiveHistory> LiveLog::kept() const {
  const std::lock_guard lock(mutex_);
  return kept_;
}

std::shared_ptr<const LiveHistory> LiveLog::reach(const Horizon& horizon) {
  const auto holds = [&](const std::shared_ptr<const LiveHistory>& history) {
    return history && history->last >= horizon.last && history->undone >= horizon.undone &&
           history->maps >= horizon.maps;
  };
  if (auto history = kept(); holds(history)) return history;
  const std::lock_guard alone(catching_up_);
  auto history = kept();
  if (holds(history)) return history;
  auto kinds = history && history->maps == horizon.maps
                   ? kinds_
                   : workspace_.read([this](Connection& db) { return kinds_of(db); });
  const bool can_follow = history && history->undone == horizon.undone && kinds == kinds_;
  auto fresh = can_follow ? catch_up(*history, horizon.maps) : nullptr;
  if (!fresh) fresh = load(horizon, kinds);
  kinds_ = std::move(kinds);
  const std::lock_guard lock(mutex_);
  return kept_ = std::move(fresh);
}

std::shared_ptr<const LiveHistory> LiveLog::load(Horizon horizon, const Kinds& kinds) {
  for (;;) {
    std::vector<Read> reads;
    for (unsigned part = 0; part < threads_; ++part) reads.emplace_back(kinds);
    const auto border = [&](unsigned part) {
      return EventId{horizon.last.value * part / threads_};
    };
    base::on_threads(threads_, [&](unsigned part) {
      workspace_.read([&](Connection& db) {
        reads[part] = Read(kinds);
        give_events(db, border(part), border(part + 1), reads[part]);
      });
    });
    const auto after = workspace_.read([](Connection& db) { return horizon_of(db); });
    if (after.undone != horizon.undone) {  // Some of the threads may have seen the import still.
      horizon = after;
      continue;
    }
    auto fresh = std::make_shared<LiveHistory>();
    auto& all = reads[0];
    for (unsigned part = 1; part < threads_; ++part) {
      all.builder.append(std::move(reads[part].builder));
      append(all.undated, std::move(reads[part].undated));
      append(all.left_out, std::move(reads[part].left_out));
    }
    history::LogFindings findings;
    fresh->log =
        with_undated(all.builder.finish(findings, threads_), all.undated, kinds, all.left_out);
    fresh->last = horizon.last;
    fresh->undone = horizon.undone;
    fresh->maps = horizon.maps;
    fresh->left_out = std::move(all.left_out);
    return fresh;
  }
}

/// Null when an import was undone meanwhile.
std::shared_ptr<const LiveHistory> LiveLog::catch_up(const LiveHistory& before, std::int64_t maps) {
  Read read(kinds_);
  const auto horizon = workspace_.read([&](Connection& db) {
    const auto now = horizon_of(db);
    read = Read(kinds_);
    if (now.undone == before.undone) give_events(db, before.last, now.last, read);
    return now;
  });
  if (horizon.undone != before.undone) return nullptr;
  auto fresh = std::make_shared<LiveHistory>();
  fresh->log =
      with_undated(read.builder.finish_after(before.log), read.undated, kinds_, read.left_out);
  fresh->last = horizon.last;
  fresh->undone = horizon.undone;
  // What was published meanwhile may state other kinds: the next look will see it.
  fresh->maps = maps;
  fresh->left_out = before.left_out;
  append(fresh->left_out, std::move(read.left_out));
  return fresh;
}

}  // namespace stagecraft::store
