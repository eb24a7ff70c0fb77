#pragma once

#include <map>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "selling/event.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/ids.h"
#include "store/transaction.h"
#include "store/viewer.h"

/// The history: added to, never changed. Events of an import that was undone are masked: they stay,
/// and no reader gives them.
namespace stagecraft::store {

/// Stands between `FROM events e ...` and its WHERE, which then asks for `masked.deal_id IS NULL`.
inline constexpr std::string_view join_masked =
    " LEFT JOIN undone_deals masked ON masked.import_id = e.import_id AND masked.deal_id = "
    "e.deal_id ";

struct StoredEvent {
  EventId id;
  selling::DealId deal;
  std::optional<ImportId> import;
  selling::Event event;
};

/// A deal's events by time, then arrival, as `selling::fold` takes them, with the texts of notes.
std::vector<selling::Event> events_of(Connection& db, selling::DealId deal);
/// The same of each of many, asked for at once.
std::map<selling::DealId, std::vector<selling::Event>> events_of(
    Connection& db, std::span<const selling::DealId> deals);

/// The same for pages, with ids, newest last. Empty when the viewer does not see the deal.
std::vector<StoredEvent> history_of(Connection& db, const Viewer& viewer, selling::DealId deal);

/// Nullopt: there is none, its import was undone, or the viewer does not see the deal.
std::optional<StoredEvent> find_event(Connection& db, const Viewer& viewer, EventId id);

/// A part of what was committed after an event, in the order of commits.
struct EventPage {
  std::vector<StoredEvent> events;  ///< Those of deals that the viewer sees now.
  EventId up_to;  ///< Of all events up to this one, none that the viewer sees is left out.
};

/// What follows an event, for those who follow the history (streams, webhooks). `limit` events at
/// most; O(events_at_a_look), so a viewer who sees few of many gets them in several pages.
EventPage events_after(Connection& db, const Viewer& viewer, EventId after, int limit);
inline constexpr std::int64_t events_at_a_look = 10'000;

/// What happened to a deal, as a list of news tells it.
struct RecentEvent {
  EventId id;
  selling::DealId deal;
  std::string deal_name, account_name;
  selling::EventKind kind = selling::EventKind::created;
  std::string symbol, from, to;
  std::optional<selling::PersonId> actor;
  std::string actor_name;
  base::Instant at{}, recorded_at{};
};

struct RecentQuestion {
  std::optional<base::Instant> since = {};  ///< Noted after it.
  std::vector<selling::EventKind> kinds;    ///< At least one.
  std::optional<selling::PersonId> owner = {};
  std::optional<selling::TeamId> team = {};
  int limit = 50;
};

/// The newest first, of the last `events_looked_back` alone, so that it costs the same in a large
/// workspace; without what imports brought.
std::vector<RecentEvent> recent_events(Connection& db, const Viewer& viewer,
                                       const RecentQuestion& question);
inline constexpr std::int64_t events_looked_back = 20'000;

/// Of the last event that was committed; 0: none.
EventId last_event(Connection& db);

/// As the table writes it.
selling::Precision read_precision(std::string_view word);

/// Adds events to a deal's history, and their notes; tells the transaction. Low-level: keeps no
/// copies current (deals.h does).
void insert_events(Transaction& transaction, selling::DealId deal,
                   std::span<const selling::Event> events, std::optional<ImportId> import = {});

/// Events of one deal that is new. A view: they have to outlive it.
struct NewEvents {
  selling::DealId deal;
  std::span<const selling::Event> events;
};
/// The same for many deals of an import, much faster. Their notes are names, which are found as
/// such, and not indexed.
void insert_many_events(Transaction& transaction, std::span<const NewEvents> deals,
                        ImportId import);

/// Takes so many numbers that follow one another for rows of a table with an id; the first of them.
/// REQUIRES that all are used in this transaction.
std::int64_t reserve_ids(Connection& db, std::string_view table, std::int64_t count);
/// The last number that was given, though its row may be gone; 0: none was.
std::int64_t last_id(Connection& db, std::string_view table);
/// Numbers after it are given from now on; 0 leaves them as they are.
void set_last_id(Connection& db, std::string_view table, std::int64_t id);

}  // namespace stagecraft::store
