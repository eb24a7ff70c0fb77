#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "base/time.h"
#include "http/log.h"
#include "http/metrics.h"
#include "http/webhook_caller.h"
#include "store/events.h"
#include "store/webhooks.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Tells webhooks of events, as the Standard Webhooks specification has it, on a thread of its own.
/// What is to be sent stands in the database, so nothing is lost when a server ends; with several
/// servers whoever is first takes a delivery for a while. A delivery may arrive twice, with the
/// same webhook-id, when a server ends between the answer and its note.
class WebhookSender {
 public:
  struct Options {
    WebhookCaller::Options caller;
    std::function<base::Instant()> now;
    std::chrono::milliseconds look_every{250};
  };

  /// REQUIRES that workspace and log outlive it. Throws what WebhookCaller throws.
  WebhookSender(store::Workspace& workspace, Log& log, Options options);
  /// Gives calls under way up; they are made again.
  ~WebhookSender();
  WebhookSender(const WebhookSender&) = delete;
  WebhookSender& operator=(const WebhookSender&) = delete;

  void tell(MetricsPage& page) const;

 private:
  struct Ended {
    store::Delivery delivery;
    WebhookAnswer answer;
  };

  void work();
  void round();
  void queue_news();
  void begin_calls();
  void begin(const store::Delivery& delivery);
  void note_ended();
  void note(const Ended& ended);
  void forget_old();

  store::Workspace& workspace_;
  Log& log_;
  const Options options_;
  WebhookCaller caller_;
  std::vector<Ended> ended_;  ///< Not noted yet.
  std::atomic<bool> is_ending_{false};
  bool has_failed_ = false;
  std::optional<base::Instant> forgotten_at_;
  std::atomic<std::int64_t> done_{0}, failed_{0}, given_up_{0};
  std::thread thread_;
};

/// What a webhook is sent of an event: type, timestamp, data.
std::string webhook_body(const store::StoredEvent& event);

}  // namespace stagecraft::http
