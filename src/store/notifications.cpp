#include "store/notifications.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "selling/event.h"
#include "store/events.h"
#include "store/sql.h"

namespace stagecraft::store {
namespace {

using base::Instant;
using selling::DealId;
using selling::PersonId;

/// Of events; the columns that each of the queries has, in the order of read_row.
constexpr std::string_view of_event =
    "SELECT e.kind, e.recorded_at AS at, e.id, e.deal_id, d.name, a.name, 0, '', '', e.actor_id, "
    "p.name, e.details FROM events e JOIN deals d ON d.id = e.deal_id LEFT JOIN accounts a ON a.id "
    "= d.account_id LEFT JOIN people p ON p.id = e.actor_id WHERE e.import_id IS NULL AND d.status "
    "NOT IN ('merged', 'deleted')";
constexpr std::string_view of_promise =
    "SELECT 'promise_overdue', (q.due + 1) * 86400000 AS at, 0, q.deal_id, d.name, a.name, "
    "q.number, q.side, q.text, NULL, NULL, '' FROM promises q JOIN deals d ON d.id = q.deal_id "
    "LEFT JOIN accounts a ON a.id = d.account_id WHERE q.state = 'open' AND d.status IN ('lead', "
    "'open', 'won')";
constexpr std::string_view of_job =
    "SELECT 'job_' || j.state, j.ended_at AS at, j.id, NULL, '', NULL, 0, '', j.kind, NULL, NULL, "
    "'' FROM jobs j WHERE j.state IN ('done', 'failed')";

NotificationKind kind_of(std::string_view word) {
  using enum NotificationKind;
  if (word == "handed_over") return handed_over;
  if (word == "promise_kept") return promise_kept;
  if (word == "promise_overdue") return promise_overdue;
  if (word == "quote_made") return approval_asked;
  if (word == "quote_approved") return quote_approved;
  if (word == "quote_refused") return quote_refused;
  if (word == "job_done") return job_done;
  return word == "job_failed" ? job_failed : assigned;
}

Notification read_row(const Row& row) {
  Notification one{.kind = kind_of(row.get<std::string_view>(0)),
                   .at = row.get<Instant>(1),
                   .source = row.get<std::int64_t>(2),
                   .deal = row.get<std::optional<DealId>>(3),
                   .deal_name = row.get<std::string>(4),
                   .account_name = row.get_or<std::string>(5, ""),
                   .number = row.get<int>(6),
                   .side = row.get<std::string>(7),
                   .text = row.get<std::string>(8),
                   .actor = row.get<std::optional<PersonId>>(9),
                   .actor_name = row.get_or<std::string>(10, "")};
  const auto details = selling::read_details(row.get<std::string_view>(11));
  if (one.kind == NotificationKind::approval_asked) one.asked = details.person;
  if (one.number == 0) one.number = details.promise.value_or(details.quote.value_or(0));
  return one;
}

/// Events of others, of late. Gives the place of the one who asks.
std::string add_others_events(Sql& sql, Connection& db, const NotificationQuestion& asked) {
  auto me = sql.parameter(asked.person);
  sql.add(" AND e.id > " + sql.parameter(last_event(db).value - events_looked_back));
  sql.add(" AND e.recorded_at > " + sql.parameter(asked.since));
  sql.add(fmt::format(" AND (e.actor_id IS NULL OR e.actor_id <> {})", me));
  return me;
}

/// What somebody else did: the new owner, the one handed over to, and the owner of the deal.
Sql events_for(Connection& db, const Viewer& viewer, const NotificationQuestion& asked) {
  selling::Details to_them;
  to_them.person = asked.person;
  Sql sql(of_event);
  const auto me = add_others_events(sql, db, asked);
  sql.add(" AND ((e.kind = 'attribute_changed' AND e.symbol = 'owner' AND e.\"to\" = " +
          sql.parameter(std::to_string(asked.person.value)));
  // The details of a hand-over hold nothing but the person, so they can be looked up as a text.
  sql.add(") OR (e.kind = 'handed_over' AND e.details = " +
          sql.parameter(selling::to_json(to_them)));
  sql.add(
      fmt::format(") OR (e.kind IN ('promise_kept', 'quote_approved', 'quote_refused') AND "
                  "d.owner_id = {}))",
                  me));
  sql.add(sees_deals(sql, viewer, "d"));
  return sql;
}

/// Whose approval it takes, the price rules say, which the map holds.
Sql approvals_for(Connection& db, const Viewer& viewer, const NotificationQuestion& asked) {
  Sql sql(of_event);
  add_others_events(sql, db, asked);
  sql.add(
      " AND e.kind = 'quote_made' AND e.\"to\" = 'waits_for_approval' AND d.status IN ('lead', "
      "'open')");
  sql.add(sees_deals(sql, viewer, "d"));
  return sql;
}

Sql promises_for(const Viewer& viewer, const NotificationQuestion& asked) {
  Sql sql(of_promise);
  const auto from = sql.parameter(asked.zone.day_of(asked.since));
  const auto to = sql.parameter(asked.today);
  sql.add(fmt::format(" AND q.due >= {} AND q.due < {} AND COALESCE(q.person_id, d.owner_id) = {}",
                      from, to, sql.parameter(asked.person)));
  sql.add(sees_deals(sql, viewer, "d"));
  return sql;
}

Sql jobs_of(const NotificationQuestion& asked) {
  Sql sql(of_job);
  const auto me = sql.parameter(asked.person);
  sql.add(fmt::format(" AND j.by = {} AND j.ended_at > {}", me, sql.parameter(asked.since)));
  return sql;
}

void add_newest(std::vector<Notification>& found, Sql sql, Connection& db, int limit) {
  sql.add(" ORDER BY at DESC LIMIT " + sql.parameter(limit));
  for (const Row& row : sql.query(db)) found.push_back(read_row(row));
}

/// An event of a promise names it by number alone.
void tell_promise(Connection& db, Notification& one) {
  for (const Row& row :
       db.query("SELECT side, text FROM promises WHERE deal_id = $1 AND number = $2",
                one.deal.value(), one.number)) {
    one.side = row.get<std::string>(0);
    one.text = row.get<std::string>(1);
  }
}

}  // namespace

std::vector<Notification> list_notifications(Connection& db, const Viewer& viewer,
                                             const NotificationQuestion& asked) {
  std::vector<Notification> found;
  add_newest(found, events_for(db, viewer, asked), db, asked.limit);
  if (asked.approves) add_newest(found, approvals_for(db, viewer, asked), db, asked.limit);
  add_newest(found, promises_for(viewer, asked), db, asked.limit);
  add_newest(found, jobs_of(asked), db, asked.limit);
  for (auto& one : found) {
    if (one.kind == NotificationKind::promise_kept) tell_promise(db, one);
    if (one.kind == NotificationKind::promise_overdue) {
      const base::Day missed(std::chrono::floor<std::chrono::days>(one.at.time_since_epoch()));
      one.at = asked.zone.start_of(missed);
    }
  }
  std::ranges::sort(found, [](const Notification& a, const Notification& b) {
    return std::tuple(b.at, a.kind, a.source, a.deal, a.number) <
           std::tuple(a.at, b.kind, b.source, b.deal, b.number);
  });
  return found;
}

std::optional<Instant> seen_up_to(Connection& db, PersonId person) {
  return db.find_value<Instant>("SELECT seen_up_to FROM notification_marks WHERE person_id = $1",
                                person);
}

void note_seen(Transaction& transaction, PersonId person, Instant up_to) {
  transaction.db().run(
      "INSERT INTO notification_marks (person_id, seen_up_to) VALUES ($1, $2) ON CONFLICT "
      "(person_id) DO UPDATE SET seen_up_to = excluded.seen_up_to WHERE excluded.seen_up_to > "
      "notification_marks.seen_up_to",
      person, up_to);
}

}  // namespace stagecraft::store
