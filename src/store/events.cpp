#include "store/events.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ranges>
#include <stdexcept>
#include <string>
#include <utility>

#include "history/event_kind.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

using selling::DealId;
using selling::Details;
using selling::Event;
using selling::NoteId;
using selling::PersonId;
using selling::Precision;

constexpr std::array<std::string_view, 3> precision_words{"time", "date", "unknown"};

std::string_view to_word(Precision precision) {
  return precision_words[static_cast<std::size_t>(precision)];
}

history::EventKind read_kind(std::string_view word) {
  if (const auto kind = history::find_event_kind(word)) return *kind;
  throw std::logic_error("no kind of event: " + std::string(word));
}

/// Of a deal; one with more makes room for them.
constexpr std::size_t usual_events = 64;

std::string select_events() {
  return fmt::format(
      "SELECT e.id, e.deal_id, e.kind, e.symbol, e.\"from\", e.\"to\", e.actor_id, e.at, "
      "e.at_precision, e.recorded_at, e.source_seq, e.details, e.note_id, n.text, e.import_id "
      "FROM events e LEFT JOIN notes n ON n.id = e.note_id {}WHERE masked.deal_id IS NULL",
      join_masked);
}

/// `event` is new: an event is large, and histories are read by the thousand, so it is filled where
/// it stands.
void read_event(const Row& row, Event& event) {
  event.kind = read_kind(row.get<std::string_view>(2));
  event.symbol = row.get<std::string>(3);
  event.from = row.get<std::string>(4);
  event.to = row.get<std::string>(5);
  event.actor = row.get<std::optional<PersonId>>(6);
  event.at = row.get<base::Instant>(7);
  event.precision = read_precision(row.get<std::string_view>(8));
  event.recorded_at = row.get<base::Instant>(9);
  event.source_seq = row.get<std::int64_t>(10);
  if (const auto details = row.get<std::string_view>(11); !details.empty())
    event.details = selling::read_details(details);
  event.details.note = row.get<std::optional<NoteId>>(12);
  event.note = row.get_or<std::string>(13, "");
}

StoredEvent read_stored(const Row& row) {
  StoredEvent stored{.id = row.get<EventId>(0),
                     .deal = row.get<DealId>(1),
                     .import = row.get<std::optional<ImportId>>(14),
                     .event = {}};
  read_event(row, stored.event);
  return stored;
}

void add_sight(Sql& sql, const Viewer& viewer) {
  if (const auto seen = sees_deals(sql, viewer, "d"); !seen.empty())
    sql.add(" AND EXISTS (SELECT 1 FROM deals d WHERE d.id = e.deal_id" + seen + ")");
}

NoteId insert_note(Transaction& transaction, DealId deal, const Event& event) {
  const auto id = transaction.db().get_value<NoteId>(
      "INSERT INTO notes (deal_id, text, by, at) VALUES ($1, $2, $3, $4) RETURNING id", deal,
      event.note, event.actor, event.at);
  // The note of `created` is the deal's name, which is found as such.
  if (event.kind != history::EventKind::created)
    index_words(transaction.db(), SearchKind::note, id.value, event.note);
  return id;
}

/// Ids of the notes, in the order of the events that have one.
std::vector<NoteId> insert_many_notes(Transaction& transaction, std::span<const NewEvents> deals) {
  std::int64_t count = 0;
  for (const auto& deal : deals)
    count += std::ranges::count_if(deal.events, [](const Event& e) { return !e.note.empty(); });
  auto& db = transaction.db();
  std::vector<NoteId> ids;
  if (count == 0) return ids;
  auto id = NoteId{reserve_ids(db, "notes", count)};
  static const std::vector<std::string> names{"id", "deal_id", "text", "by", "at"};
  const auto rows = db.bulk_insert("notes", names);
  for (const auto& deal : deals)
    for (const auto& event : deal.events) {
      if (event.note.empty()) continue;
      rows->add(std::array<Parameter, 5>{id, deal.deal, event.note, event.actor, event.at});
      ids.push_back(id);
      ++id.value;
    }
  rows->finish();
  return ids;
}

}  // namespace

Precision read_precision(std::string_view word) {
  for (std::size_t i = 0; i < precision_words.size(); ++i)
    if (precision_words[i] == word) return static_cast<Precision>(i);
  throw std::logic_error("no precision of an event: " + std::string(word));
}

std::vector<Event> events_of(Connection& db, DealId deal) {
  return std::move(events_of(db, std::span(&deal, 1))[deal]);
}

std::map<DealId, std::vector<Event>> events_of(Connection& db, std::span<const DealId> deals) {
  std::map<DealId, std::vector<Event>> histories;
  if (deals.empty()) return histories;
  Sql sql(select_events());
  sql.add(
      fmt::format(" AND e.deal_id IN ({}) ORDER BY e.deal_id, e.at, e.id", sql.parameters(deals)));
  for (const Row& row : sql.query(db)) {
    auto& events = histories[row.get<DealId>(1)];
    if (events.empty()) events.reserve(usual_events);
    read_event(row, events.emplace_back());
  }
  return histories;
}

std::vector<StoredEvent> history_of(Connection& db, const Viewer& viewer, DealId deal) {
  Sql sql(select_events());
  sql.add(" AND e.deal_id = " + sql.parameter(deal));
  add_sight(sql, viewer);
  sql.add(" ORDER BY e.at, e.id");
  std::vector<StoredEvent> events;
  for (const Row& row : sql.query(db)) events.push_back(read_stored(row));
  return events;
}

std::vector<RecentEvent> recent_events(Connection& db, const Viewer& viewer,
                                       const RecentQuestion& question) {
  Sql sql(
      "SELECT e.id, e.deal_id, d.name, a.name, e.kind, e.symbol, e.\"from\", e.\"to\", e.actor_id, "
      "p.name, e.at, e.recorded_at FROM events e JOIN deals d ON d.id = e.deal_id "
      "LEFT JOIN accounts a ON a.id = d.account_id LEFT JOIN people p ON p.id = e.actor_id "
      "WHERE e.import_id IS NULL AND d.status NOT IN ('merged', 'deleted') AND e.id > ");
  sql.add(sql.parameter(last_event(db).value - events_looked_back));
  if (question.since) sql.add(" AND e.recorded_at > " + sql.parameter(*question.since));
  const auto word = [](history::EventKind kind) { return history::to_word(kind); };
  sql.add(fmt::format(" AND e.kind IN ({})",
                      sql.parameters(question.kinds | std::views::transform(word))));
  if (question.owner) sql.add(" AND d.owner_id = " + sql.parameter(*question.owner));
  if (question.team) sql.add(" AND d.team_id = " + sql.parameter(*question.team));
  sql.add(sees_deals(sql, viewer, "d"));
  sql.add(" ORDER BY e.id DESC LIMIT " + sql.parameter(question.limit));
  std::vector<RecentEvent> events;
  for (const Row& row : sql.query(db))
    events.push_back({.id = row.get<EventId>(0),
                      .deal = row.get<DealId>(1),
                      .deal_name = row.get<std::string>(2),
                      .account_name = row.get_or<std::string>(3, ""),
                      .kind = read_kind(row.get<std::string_view>(4)),
                      .symbol = row.get<std::string>(5),
                      .from = row.get<std::string>(6),
                      .to = row.get<std::string>(7),
                      .actor = row.get<std::optional<PersonId>>(8),
                      .actor_name = row.get_or<std::string>(9, ""),
                      .at = row.get<base::Instant>(10),
                      .recorded_at = row.get<base::Instant>(11)});
  return events;
}

std::optional<StoredEvent> find_event(Connection& db, const Viewer& viewer, EventId id) {
  Sql sql(select_events());
  sql.add(" AND e.id = " + sql.parameter(id));
  add_sight(sql, viewer);
  for (const Row& row : sql.query(db)) return read_stored(row);
  return std::nullopt;
}

EventPage events_after(Connection& db, const Viewer& viewer, EventId after, int limit) {
  const EventId end{std::min(after.value + events_at_a_look, last_event(db).value)};
  EventPage page{.events = {}, .up_to = std::max(after, end)};
  Sql sql(select_events());
  sql.add(" AND e.id > " + sql.parameter(after) + " AND e.id <= " + sql.parameter(end));
  add_sight(sql, viewer);
  sql.add(" ORDER BY e.id LIMIT " + sql.parameter(limit));
  for (const Row& row : sql.query(db)) page.events.push_back(read_stored(row));
  if (std::ssize(page.events) == limit) page.up_to = page.events.back().id;
  return page;
}

EventId last_event(Connection& db) {
  return db.get_value<EventId>("SELECT COALESCE(max(id), 0) FROM events");
}

void insert_many_events(Transaction& transaction, std::span<const NewEvents> deals,
                        ImportId import) {
  const auto notes = insert_many_notes(transaction, deals);
  std::int64_t count = 0;
  for (const auto& deal : deals) count += std::ssize(deal.events);
  auto& db = transaction.db();
  auto id = EventId{reserve_ids(db, "events", count)};
  static const std::vector<std::string> names{
      "id", "deal_id",      "kind",        "symbol",     "from",    "to",      "actor_id",
      "at", "at_precision", "recorded_at", "source_seq", "details", "note_id", "import_id"};
  const auto rows = db.bulk_insert("events", names);
  auto note = notes.begin();
  for (const auto& deal : deals)
    for (const auto& event : deal.events) {
      const auto details = event.details == Details() ? std::string() : to_json(event.details);
      std::optional<NoteId> note_id;
      if (!event.note.empty()) note_id = *note++;
      rows->add(std::array<Parameter, 14>{id, deal.deal, history::to_word(event.kind), event.symbol,
                                          event.from, event.to, event.actor, event.at,
                                          to_word(event.precision), event.recorded_at,
                                          event.source_seq, details, note_id, import});
      transaction.note_event(id);
      ++id.value;
    }
  rows->finish();
}

std::int64_t last_id(Connection& db, std::string_view table) {
  if (db.engine() == Engine::sqlite)
    return db.find_value<std::int64_t>("SELECT seq FROM sqlite_sequence WHERE name = $1", table)
        .value_or(0);
  return db.get_value<std::int64_t>(
      fmt::format("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {}_id_seq", table));
}

std::int64_t reserve_ids(Connection& db, std::string_view table, std::int64_t count) {
  if (db.engine() == Engine::postgresql)
    return db.get_value<std::int64_t>(
               "SELECT setval(s.name, nextval(s.name) + $2 - 1) FROM (SELECT "
               "pg_get_serial_sequence($1, 'id')::regclass AS name) s",
               table, count) -
           count + 1;
  // Rows that state their id move the number of the table themselves.
  return last_id(db, table) + 1;
}

void set_last_id(Connection& db, std::string_view table, std::int64_t id) {
  if (id == 0) return;
  if (db.engine() == Engine::postgresql) {
    db.find_value<std::int64_t>("SELECT setval(CAST($1 AS regclass), $2)",
                                fmt::format("{}_id_seq", table), id);
    return;
  }
  db.run("DELETE FROM sqlite_sequence WHERE name = $1", table);
  db.run("INSERT INTO sqlite_sequence (name, seq) VALUES ($1, $2)", table, id);
}

void insert_events(Transaction& transaction, DealId deal, std::span<const Event> events,
                   std::optional<ImportId> import) {
  for (const auto& event : events) {
    std::optional<NoteId> note;
    if (!event.note.empty()) note = insert_note(transaction, deal, event);
    auto details = event.details;
    details.note.reset();  // Has a column of its own.
    transaction.note_event(transaction.db().get_value<EventId>(
        "INSERT INTO events (deal_id, kind, symbol, \"from\", \"to\", actor_id, at, at_precision, "
        "recorded_at, source_seq, details, note_id, import_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING id",
        deal, history::to_word(event.kind), event.symbol, event.from, event.to, event.actor,
        event.at, to_word(event.precision), event.recorded_at, event.source_seq, to_json(details),
        note, import));
  }
}

}  // namespace stagecraft::store
