#include "store/webhooks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string_view>

#include "store/events.h"

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using base::say;
using selling::PersonId;

constexpr std::string_view webhook_columns =
    "SELECT w.id, w.url, w.secret, w.previous_secret, w.previous_until, w.kinds, w.is_active, "
    "w.stopped_because, w.rests_until, w.failing_since, w.created_at, w.created_by, w.revision "
    "FROM webhooks w";
constexpr std::string_view delivery_columns =
    "SELECT y.id, y.webhook_id, y.event_id, y.state, y.attempts, y.next_at, y.last_status, "
    "y.last_answer, y.created_at, y.ended_at FROM webhook_deliveries y";
constexpr std::string_view due =
    " JOIN webhooks w ON w.id = y.webhook_id WHERE y.state = 'waiting' AND y.next_at <= $1 "
    "AND w.is_active = 1 AND (w.rests_until IS NULL OR w.rests_until <= $1)";

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> parts;
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    parts.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return parts;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

Webhook read_webhook(const Row& row) {
  return {.id = row.get<WebhookId>(0),
          .url = row.get<std::string>(1),
          .secret = row.get<std::string>(2),
          .previous_secret = row.get<std::string>(3),
          .previous_until = row.get<std::optional<Instant>>(4),
          .kinds = split(row.get<std::string_view>(5)),
          .is_active = row.get<bool>(6),
          .stopped_because = row.get<std::string>(7),
          .rests_until = row.get<std::optional<Instant>>(8),
          .failing_since = row.get<std::optional<Instant>>(9),
          .created_at = row.get<Instant>(10),
          .created_by = row.get<std::optional<PersonId>>(11),
          .revision = row.get<int>(12)};
}

Delivery read_delivery(const Row& row) {
  return {.id = row.get<DeliveryId>(0),
          .webhook = row.get<WebhookId>(1),
          .event = row.get<EventId>(2),
          .state = row.get<std::string>(3),
          .attempts = row.get<int>(4),
          .next_at = row.get<std::optional<Instant>>(5),
          .last_status = row.get<std::optional<int>>(6),
          .last_answer = row.get<std::string>(7),
          .created_at = row.get<Instant>(8),
          .ended_at = row.get<std::optional<Instant>>(9)};
}

Error no_webhook(WebhookId id) {
  return {ErrorKind::not_found, say("There is no webhook {}.", id.value)};
}

/// `AND e.kind IN (...)`, or nothing for all kinds.
std::string of_kinds(Sql& sql, const std::vector<std::string>& kinds) {
  if (kinds.empty()) return {};
  std::vector<std::string> places;
  for (const auto& kind : kinds) places.push_back(sql.parameter(kind));
  return fmt::format(" AND e.kind IN ({})", fmt::join(places, ", "));
}

}  // namespace

WebhookId create_webhook(Transaction& transaction, const Webhook& webhook) {
  return transaction.db().get_value<WebhookId>(
      "INSERT INTO webhooks (url, secret, kinds, is_active, created_at, created_by, sent_up_to) "
      "VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(max(id), 0) FROM events)) RETURNING id",
      webhook.url, webhook.secret, joined(webhook.kinds), webhook.is_active, webhook.created_at,
      webhook.created_by);
}

std::vector<Webhook> list_webhooks(Connection& db) {
  std::vector<Webhook> webhooks;
  static const auto sql = std::string(webhook_columns) + " ORDER BY w.id";
  for (const Row& row : db.query(sql)) webhooks.push_back(read_webhook(row));
  return webhooks;
}

std::optional<Webhook> find_webhook(Connection& db, WebhookId id) {
  static const auto sql = std::string(webhook_columns) + " WHERE w.id = $1";
  for (const Row& row : db.query(sql, id)) return read_webhook(row);
  return std::nullopt;
}

Webhook get_webhook(Connection& db, WebhookId id) {
  if (auto webhook = find_webhook(db, id)) return *std::move(webhook);
  throw no_webhook(id);
}

void update_webhook(Transaction& transaction, const Webhook& webhook) {
  auto& db = transaction.db();
  if (webhook.is_active)
    db.run(
        "UPDATE webhooks SET sent_up_to = (SELECT COALESCE(max(id), 0) FROM events) "
        "WHERE id = $1 AND is_active = 0",
        webhook.id);
  const auto changed = db.run(
      "UPDATE webhooks SET url = $1, secret = $2, previous_secret = $3, previous_until = $4, "
      "kinds = $5, is_active = $6, stopped_because = $7, rests_until = $8, failing_since = $9, "
      "revision = revision + 1 WHERE id = $10 AND revision = $11",
      webhook.url, webhook.secret, webhook.previous_secret, webhook.previous_until,
      joined(webhook.kinds), webhook.is_active, webhook.stopped_because, webhook.rests_until,
      webhook.failing_since, webhook.id, webhook.revision);
  if (changed > 0) return;
  get_webhook(db, webhook.id);
  throw Error(ErrorKind::conflict, "The webhook has just been changed. Load it again.");
}

void delete_webhook(Transaction& transaction, WebhookId id) {
  auto& db = transaction.db();
  db.run("DELETE FROM webhook_deliveries WHERE webhook_id = $1", id);
  if (db.run("DELETE FROM webhooks WHERE id = $1", id) == 0) throw no_webhook(id);
}

std::vector<Webhook> webhooks_behind(Connection& db) {
  static const auto sql = std::string(webhook_columns) +
                          " WHERE w.is_active = 1 AND w.sent_up_to < (SELECT COALESCE(max(id), 0) "
                          "FROM events) ORDER BY w.id";
  std::vector<Webhook> webhooks;
  for (const Row& row : db.query(sql)) webhooks.push_back(read_webhook(row));
  return webhooks;
}

int queue_deliveries(Transaction& transaction, const Webhook& webhook,
                     const std::optional<Viewer>& viewer, Instant now) {
  auto& db = transaction.db();
  const auto begin =
      db.find_value<EventId>("SELECT sent_up_to FROM webhooks WHERE id = $1", webhook.id);
  if (!begin) return 0;
  const EventId end{std::min(begin->value + events_at_a_look, last_event(db).value)};
  std::int64_t made = 0;
  if (viewer) {
    Sql sql("INSERT INTO webhook_deliveries (webhook_id, event_id, state, next_at, created_at) ");
    const auto id = sql.parameter(webhook.id), at = sql.parameter(now);
    sql.add(
        fmt::format("SELECT CAST({0} AS BIGINT), e.id, 'waiting', CAST({1} AS BIGINT), "
                    "CAST({1} AS BIGINT) FROM events e JOIN deals d ON d.id = e.deal_id "
                    "WHERE e.import_id IS NULL",
                    id, at));
    sql.add(" AND e.id > " + sql.parameter(*begin) + " AND e.id <= " + sql.parameter(end));
    sql.add(of_kinds(sql, webhook.kinds)).add(sees_deals(sql, *viewer, "d")).add(" ORDER BY e.id");
    made = sql.run(db);
  }
  db.run("UPDATE webhooks SET sent_up_to = $1 WHERE id = $2", end, webhook.id);
  return static_cast<int>(made);
}

bool has_due_deliveries(Connection& db, Instant now) {
  static const auto sql = "SELECT y.id FROM webhook_deliveries y" + std::string(due) + " LIMIT 1";
  return db.find_value<std::int64_t>(sql, now).has_value();
}

std::vector<Delivery> claim_deliveries(Transaction& transaction, const Claim& claim) {
  auto& db = transaction.db();
  // The longest waiting of each webhook, and of those the longest waiting.
  static const auto sql = fmt::format(
      "{0} JOIN (SELECT id, place FROM (SELECT y.id, row_number() OVER (PARTITION BY "
      "y.webhook_id ORDER BY y.next_at, y.id) AS place FROM webhook_deliveries y{1}) "
      "ranked WHERE place <= $2) chosen ON chosen.id = y.id "
      "ORDER BY y.next_at, y.id LIMIT $3",
      delivery_columns, due);
  std::vector<Delivery> deliveries;
  for (const Row& row : db.query(sql, claim.now, claim.most_of_one, claim.limit))
    deliveries.push_back(read_delivery(row));
  for (auto& delivery : deliveries) {
    ++delivery.attempts;
    delivery.next_at = claim.until;
    note_attempt(transaction, delivery);
  }
  return deliveries;
}

void note_attempt(Transaction& transaction, const Delivery& delivery) {
  transaction.db().run(
      "UPDATE webhook_deliveries SET state = $1, attempts = $2, next_at = $3, last_status = $4, "
      "last_answer = $5, ended_at = $6 WHERE id = $7",
      delivery.state, delivery.attempts, delivery.next_at, delivery.last_status,
      delivery.last_answer, delivery.ended_at, delivery.id);
}

Delivery send_again(Transaction& transaction, WebhookId webhook, DeliveryId id, Instant now) {
  static const auto sql = std::string(delivery_columns) + " WHERE y.webhook_id = $1 AND y.id = $2";
  for (const Row& row : transaction.db().query(sql, webhook, id)) {
    auto delivery = read_delivery(row);
    delivery.state = "waiting";
    delivery.attempts = 0;
    delivery.next_at = now;
    delivery.ended_at.reset();
    note_attempt(transaction, delivery);
    return delivery;
  }
  throw Error(ErrorKind::not_found, say("This webhook has no delivery {}.", id.value));
}

std::vector<Delivery> list_deliveries(Connection& db, WebhookId webhook, int limit,
                                      std::optional<DeliveryId> before) {
  Sql sql(delivery_columns);
  sql.add(" WHERE y.webhook_id = " + sql.parameter(webhook));
  if (before) sql.add(" AND y.id < " + sql.parameter(*before));
  sql.add(" ORDER BY y.id DESC LIMIT " + sql.parameter(limit));
  std::vector<Delivery> deliveries;
  for (const Row& row : sql.query(db)) deliveries.push_back(read_delivery(row));
  return deliveries;
}

void forget_deliveries(Transaction& transaction, Instant before) {
  transaction.db().run("DELETE FROM webhook_deliveries WHERE ended_at < $1", before);
}

}  // namespace stagecraft::store
