#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "selling/ids.h"
#include "store/connection.h"
#include "store/ids.h"
#include "store/transaction.h"
#include "store/viewer.h"

/// Addresses that are told of events, and what became of telling them. Deliveries are rows, so that
/// none is lost when a server ends, and any server of the database can make them.
namespace stagecraft::store {

using WebhookId = base::Id<struct WebhookTag>;
using DeliveryId = base::Id<struct DeliveryTag>;

struct Webhook {
  WebhookId id;
  std::string url;
  std::string secret;           ///< For signing: has to be known, so it is stored as it is.
  std::string previous_secret;  ///< Signs too until `previous_until`; empty: there is none.
  std::optional<base::Instant> previous_until;
  std::vector<std::string> kinds;  ///< Of events; empty: all.
  bool is_active = true;
  std::string stopped_because;               ///< Why it is not active, where nobody asked for that.
  std::optional<base::Instant> rests_until;  ///< After a failure: nothing is sent before.
  std::optional<base::Instant> failing_since;  ///< Every attempt has failed since.
  base::Instant created_at{};
  std::optional<selling::PersonId> created_by;  ///< It is told what this person may see.
  int revision = 1;                             ///< Rises with every change.
};

/// Tells of events from now on.
WebhookId create_webhook(Transaction& transaction, const Webhook& webhook);
std::vector<Webhook> list_webhooks(Connection& db);
std::optional<Webhook> find_webhook(Connection& db, WebhookId id);
/// Throws Error{not_found}.
Webhook get_webhook(Connection& db, WebhookId id);
/// All but who made it and when. One that becomes active again is told of events from now on.
/// Throws Error{conflict} unless the stored revision is that of `webhook`.
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

/// Active webhooks that have not looked at all events yet.
std::vector<Webhook> webhooks_behind(Connection& db);
/// Makes deliveries for events that the webhook has not looked at yet, events_at_a_look at most:
/// those of its kinds that the viewer sees; no viewer: none. What an import told is old and not
/// delivered. Each event is delivered to a webhook once in the log, however often this is called.
/// Gives how many were made.
int queue_deliveries(Transaction& transaction, const Webhook& webhook,
                     const std::optional<Viewer>& viewer, base::Instant now);

/// Whether claim_deliveries would find any.
bool has_due_deliveries(Connection& db, base::Instant now);
struct Claim {
  base::Instant now{};
  base::Instant
      until{};  ///< Until then nobody else takes them; later, if nothing was noted, anybody.
  int limit = 1;
  int most_of_one = 1;  ///< Of one webhook.
};
/// Takes deliveries that are due, of active webhooks that do not rest, the longest waiting first,
/// and counts the attempt.
std::vector<Delivery> claim_deliveries(Transaction& transaction, const Claim& claim);
/// What came of an attempt; `next_at`, state and the rest as in `delivery`.
void note_attempt(Transaction& transaction, const Delivery& delivery);
/// Makes it due now, whatever became of it. Throws Error{not_found}.
Delivery send_again(Transaction& transaction, WebhookId webhook, DeliveryId id, base::Instant now);
/// Newest first, those before `before`.
std::vector<Delivery> list_deliveries(Connection& db, WebhookId webhook, int limit,
                                      std::optional<DeliveryId> before = {});
/// Removes from the log what ended before.
void forget_deliveries(Transaction& transaction, base::Instant before);

}  // namespace stagecraft::store
