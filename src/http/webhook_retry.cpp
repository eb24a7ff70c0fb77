#include "http/webhook_retry.h"

#include <array>

namespace stagecraft::http {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<seconds, 9> pauses{seconds(5), minutes(5), minutes(30), hours(2), hours(5),
                                        hours(10),  hours(14),  hours(20),   hours(24)};
constexpr hours failing_limit{24 * 5};
constexpr int gone = 410;

base::Milliseconds pause_after(int attempts, double chance) {
  const auto pause = pauses[static_cast<std::size_t>(attempts - 1)];
  return std::chrono::duration_cast<base::Milliseconds>(pause * (0.8 + 0.4 * chance));
}

void end(store::Delivery& delivery, std::string_view state, base::Instant at) {
  delivery.state = state;
  delivery.next_at.reset();
  delivery.ended_at = at;
}

void stop(store::Webhook& webhook, std::string_view why) {
  webhook.is_active = false;
  webhook.stopped_because = why;
}

}  // namespace

void settle(store::Delivery& delivery, store::Webhook& webhook, const WebhookAttempt& attempt) {
  const int status = attempt.answer.status.value_or(0);
  delivery.last_status = attempt.answer.status;
  delivery.last_answer = attempt.answer.text;
  if (status >= 200 && status < 300) {
    end(delivery, "done", attempt.at);
    webhook.failing_since.reset();
    webhook.rests_until.reset();
    return;
  }
  if (!webhook.failing_since) webhook.failing_since = attempt.at;
  if (delivery.attempts <= std::ssize(pauses)) {
    delivery.next_at = attempt.at + pause_after(delivery.attempts, attempt.chance);
    webhook.rests_until = delivery.next_at;
  } else {
    end(delivery, "given_up", attempt.at);
  }
  if (status == gone) {
    end(delivery, "given_up", attempt.at);
    stop(webhook, "It answered 410 Gone.");
  } else if (attempt.at - *webhook.failing_since >= failing_limit) {
    stop(webhook, "Every attempt has failed for five days.");
  }
}

}  // namespace stagecraft::http
