#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/problem.h"
#include "http/webhook_url.h"

namespace stagecraft::http {

struct WebhookCall {
  WebAddress address;
  std::vector<Header> headers;
  std::string body;
};

/// What came of a call.
struct WebhookAnswer {
  std::optional<int> status;  ///< None: there was no answer.
  std::string text;           ///< The beginning of its body, printable; or why there was none.
};

/// Sends requests to addresses that somebody typed, several at once, on the thread that runs it.
/// Never into our own network: a host is looked up once, and the address that was looked at is the
/// one that is called. Redirects are not followed. TLS is verified; without TLS it calls nobody but
/// the networks that were allowed.
class WebhookCaller {
 public:
  struct Options {
    /// Networks that may be called though they are not public, and without TLS (Networks).
    std::string networks;
    std::string certificates;  ///< PEM file of what is trusted beside the system's; empty: none.
    std::chrono::seconds time_limit{15};  ///< From the beginning to the answer.
  };
  using Done = std::function<void(WebhookAnswer)>;

  /// Throws Error{invalid} for networks and certificates that cannot be read.
  explicit WebhookCaller(const Options& options);
  /// Calls that are under way are given up, without word.
  ~WebhookCaller();
  WebhookCaller(const WebhookCaller&) = delete;
  WebhookCaller& operator=(const WebhookCaller&) = delete;

  /// Begins a call. `done` comes during run_for; it must not throw.
  void start(WebhookCall call, Done done);
  std::size_t under_way() const;
  /// Goes on with the calls; until the span is over, or interrupt().
  void run_for(std::chrono::milliseconds span);
  /// From any thread.
  void interrupt();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stagecraft::http
