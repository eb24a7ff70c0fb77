#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/ids.h"
#include "store/transaction.h"

namespace stagecraft::store {

using WebhookId = base::Id<struct WebhookTag>;
using DeliveryId = base::Id<struct DeliveryTag>;

/// An address that is told of events.
struct Webhook {
  WebhookId id;
  std::string url;
  std::string secret;              ///< For signing: has to be known, so it is stored as it is.
  std::vector<std::string> kinds;  ///< Of events; empty: all.
  bool is_active = true;
  base::Instant created_at{};
  std::optional<selling::PersonId> created_by;
};

/// Tells of events from now on.
WebhookId create_webhook(Transaction& transaction, const Webhook& webhook);
std::vector<Webhook> list_webhooks(Connection& db);
std::optional<Webhook> find_webhook(Connection& db, WebhookId id);
/// Address, kinds, is_active. Throws Error{not_found}.
void update_webhook(Transaction& transaction, const Webhook& webhook);
/// With its log.
void delete_webhook(Transaction& transaction, WebhookId id);

/// One event for one webhook.
struct Delivery {
  DeliveryId id;
  WebhookId webhook;
  EventId event;
  std::string state = "waiting";  ///< `waiting`, `done`, `given_up`.
  int attempts = 0;
  std::optional<base::Instant> next_at;  ///< When to try (again).
  std::optional<int> last_status;        ///< HTTP status; none: nobody answered.
  std::string last_answer;               ///< Its beginning, or why there was none.
  base::Instant created_at{};
  std::optional<base::Instant> ended_at;
};

/// Makes deliveries for the events that came since the last call. Each event is delivered to a
/// webhook once in the log, however often this is called. Gives how many.
int queue_deliveries(Transaction& transaction, base::Instant now);
/// Those to try now, of active webhooks, oldest first.
std::vector<Delivery> due_deliveries(Connection& db, base::Instant now, int limit);
/// What came of an attempt; `next_at`, state and the rest as in `delivery`.
void note_attempt(Transaction& transaction, const Delivery& delivery);
/// Newest first.
std::vector<Delivery> list_deliveries(Connection& db, WebhookId webhook, int limit);

}  // namespace stagecraft::store
