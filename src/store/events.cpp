#include "store/events.h"

#include <array>
#include <stdexcept>
#include <string>

#include "history/event_kind.h"
#include "store/search.h"

namespace stagecraft::store {
namespace {

using selling::DealId;
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

constexpr std::string_view columns =
    "SELECT e.id, e.deal_id, e.kind, e.symbol, e.\"from\", e.\"to\", e.actor_id, e.at, "
    "e.at_precision, e.recorded_at, e.source_seq, e.details, e.note_id, n.text, e.import_id "
    "FROM events e LEFT JOIN notes n ON n.id = e.note_id "
    "LEFT JOIN imports i ON i.id = e.import_id WHERE i.undone_at IS NULL";

StoredEvent read_event(const Row& row) {
  StoredEvent stored{.id = row.get<EventId>(0),
                     .deal = row.get<DealId>(1),
                     .import = row.get<std::optional<ImportId>>(14),
                     .event = {}};
  auto& event = stored.event;
  event.kind = read_kind(row.get<std::string_view>(2));
  event.symbol = row.get<std::string>(3);
  event.from = row.get<std::string>(4);
  event.to = row.get<std::string>(5);
  event.actor = row.get<std::optional<PersonId>>(6);
  event.at = row.get<base::Instant>(7);
  event.precision = read_precision(row.get<std::string_view>(8));
  event.recorded_at = row.get<base::Instant>(9);
  event.source_seq = row.get<std::int64_t>(10);
  event.details = selling::read_details(row.get<std::string_view>(11));
  event.details.note = row.get<std::optional<NoteId>>(12);
  event.note = row.get_or<std::string>(13, "");
  return stored;
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

}  // namespace

Precision read_precision(std::string_view word) {
  for (std::size_t i = 0; i < precision_words.size(); ++i)
    if (precision_words[i] == word) return static_cast<Precision>(i);
  throw std::logic_error("no precision of an event: " + std::string(word));
}

std::vector<Event> events_of(Connection& db, DealId deal) {
  static const auto sql = std::string(columns) + " AND e.deal_id = $1 ORDER BY e.at, e.id";
  std::vector<Event> events;
  for (const Row& row : db.query(sql, deal)) events.push_back(read_event(row).event);
  return events;
}

std::vector<StoredEvent> history_of(Connection& db, const Viewer& viewer, DealId deal) {
  Sql sql(columns);
  sql.add(" AND e.deal_id = " + sql.parameter(deal));
  if (const auto seen = sees_deals(sql, viewer, "d"); !seen.empty())
    sql.add(" AND EXISTS (SELECT 1 FROM deals d WHERE d.id = e.deal_id" + seen + ")");
  sql.add(" ORDER BY e.at, e.id");
  std::vector<StoredEvent> events;
  for (const Row& row : sql.query(db)) events.push_back(read_event(row));
  return events;
}

std::vector<StoredEvent> events_after(Connection& db, EventId after, int limit) {
  static const auto sql = std::string(columns) + " AND e.id > $1 ORDER BY e.id LIMIT $2";
  std::vector<StoredEvent> events;
  for (const Row& row : db.query(sql, after, limit)) events.push_back(read_event(row));
  return events;
}

EventId last_event(Connection& db) {
  return db.get_value<EventId>("SELECT COALESCE(max(id), 0) FROM events");
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
