#include "store/webhooks.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

namespace stagecraft::store {
namespace {

using base::Error;
using base::ErrorKind;
using base::Instant;
using selling::PersonId;

constexpr std::string_view webhook_columns =
    "SELECT id, url, secret, kinds, is_active, created_at, created_by FROM webhooks";
constexpr std::string_view delivery_columns =
    "SELECT y.id, y.webhook_id, y.event_id, y.state, y.attempts, y.next_at, y.last_status, "
    "y.last_answer, "
    "y.created_at, y.ended_at FROM webhook_deliveries y";

std::vector<std::string> split(std::string_view words) {
  std::vector<std::string> parts;
  while (!words.empty()) {
    const auto end = std::min(words.find(' '), words.size());
    parts.emplace_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return parts;
}

Webhook read_webhook(const Row& row) {
  return {.id = row.get<WebhookId>(0),
          .url = row.get<std::string>(1),
          .secret = row.get<std::string>(2),
          .kinds = split(row.get<std::string_view>(3)),
          .is_active = row.get<bool>(4),
          .created_at = row.get<Instant>(5),
          .created_by = row.get<std::optional<PersonId>>(6)};
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

}  // namespace

WebhookId create_webhook(Transaction& transaction, const Webhook& webhook) {
  return transaction.db().get_value<WebhookId>(
      "INSERT INTO webhooks (url, secret, kinds, is_active, created_at, created_by, sent_up_to) "
      "VALUES ($1, $2, $3, $4, $5, $6, (SELECT COALESCE(max(id), 0) FROM events)) RETURNING id",
      webhook.url, webhook.secret, fmt::format("{}", fmt::join(webhook.kinds, " ")),
      webhook.is_active, webhook.created_at, webhook.created_by);
}

std::vector<Webhook> list_webhooks(Connection& db) {
  std::vector<Webhook> webhooks;
  static const auto sql = std::string(webhook_columns) + " ORDER BY id";
  for (const Row& row : db.query(sql)) webhooks.push_back(read_webhook(row));
  return webhooks;
}

std::optional<Webhook> find_webhook(Connection& db, WebhookId id) {
  static const auto sql = std::string(webhook_columns) + " WHERE id = $1";
  for (const Row& row : db.query(sql, id)) return read_webhook(row);
  return std::nullopt;
}

void update_webhook(Transaction& transaction, const Webhook& webhook) {
  const auto changed = transaction.db().run(
      "UPDATE webhooks SET url = $1, kinds = $2, is_active = $3 WHERE id = $4", webhook.url,
      fmt::format("{}", fmt::join(webhook.kinds, " ")), webhook.is_active, webhook.id);
  if (changed == 0)
    throw Error(ErrorKind::not_found, fmt::format("There is no webhook {}.", webhook.id.value));
}

void delete_webhook(Transaction& transaction, WebhookId id) {
  auto& db = transaction.db();
  db.run("DELETE FROM webhook_deliveries WHERE webhook_id = $1", id);
  if (db.run("DELETE FROM webhooks WHERE id = $1", id) == 0)
    throw Error(ErrorKind::not_found, fmt::format("There is no webhook {}.", id.value));
}

int queue_deliveries(Transaction& transaction, Instant now) {
  auto& db = transaction.db();
  const auto made = db.run(
      "INSERT INTO webhook_deliveries (webhook_id, event_id, state, next_at, created_at) "
      "SELECT w.id, e.id, 'waiting', CAST($1 AS BIGINT), CAST($1 AS BIGINT) FROM webhooks w "
      "JOIN events e ON e.id > w.sent_up_to WHERE w.is_active = 1 "
      "AND (w.kinds = '' OR ' ' || w.kinds || ' ' LIKE '% ' || e.kind || ' %')",
      now);
  // An inactive webhook misses what happens meanwhile.
  db.run(
      "UPDATE webhooks SET sent_up_to = (SELECT max(id) FROM events) "
      "WHERE sent_up_to < (SELECT COALESCE(max(id), 0) FROM events)");
  return static_cast<int>(made);
}

std::vector<Delivery> due_deliveries(Connection& db, Instant now, int limit) {
  static const auto sql =
      std::string(delivery_columns) +
      " JOIN webhooks w ON w.id = y.webhook_id WHERE y.state = 'waiting' AND y.next_at <= $1 "
      "AND w.is_active = 1 ORDER BY y.next_at, y.id LIMIT $2";
  std::vector<Delivery> deliveries;
  for (const Row& row : db.query(sql, now, limit)) deliveries.push_back(read_delivery(row));
  return deliveries;
}

void note_attempt(Transaction& transaction, const Delivery& delivery) {
  transaction.db().run(
      "UPDATE webhook_deliveries SET state = $1, attempts = $2, next_at = $3, last_status = $4, "
      "last_answer = $5, "
      "ended_at = $6 WHERE id = $7",
      delivery.state, delivery.attempts, delivery.next_at, delivery.last_status,
      delivery.last_answer, delivery.ended_at, delivery.id);
}

std::vector<Delivery> list_deliveries(Connection& db, WebhookId webhook, int limit) {
  static const auto sql =
      std::string(delivery_columns) + " WHERE y.webhook_id = $1 ORDER BY y.id DESC LIMIT $2";
  std::vector<Delivery> deliveries;
  for (const Row& row : db.query(sql, webhook, limit)) deliveries.push_back(read_delivery(row));
  return deliveries;
}

}  // namespace stagecraft::store
