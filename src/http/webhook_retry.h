#pragma once

#include "base/time.h"
#include "http/webhook_caller.h"
#include "store/webhooks.h"

/// What becomes of a delivery and of its webhook after an attempt.
namespace stagecraft::http {

/// An attempt as it ended.
struct WebhookAttempt {
  WebhookAnswer answer;
  base::Instant at{};
  double chance = 0.5;  ///< From 0 to 1: spreads the next attempts of many.
};

/// 2xx: done. 410: given up, and the webhook is stopped. Anything else: waits for the next attempt,
/// 5 s after the first one, then 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h, each up to a fifth
/// sooner or later; after the tenth attempt it is given up. While it waits the webhook rests, so
/// that an address that does not answer holds nobody up; one that has failed for five days is
/// stopped.
void settle(store::Delivery& delivery, store::Webhook& webhook, const WebhookAttempt& attempt);

}  // namespace stagecraft::http
