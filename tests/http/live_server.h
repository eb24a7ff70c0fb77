#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "http/event_streams.h"
#include "http/gatekeeper.h"
#include "http/resources.h"
#include "http/server.h"
#include "http/webhook_sender.h"
#include "store/live_log.h"
#include "store/location.h"
#include "store/processes.h"
#include "store/workspace.h"

namespace stagecraft::http {

/// Everything that `serve` puts together, on a free port, over a workspace that may outlive it and
/// may have other servers.
class LiveServer {
 public:
  LiveServer(const store::Location& location, const std::string& workspace,
             Settings settings = small_settings(),
             std::chrono::milliseconds streams_look_every = std::chrono::milliseconds(250));

  store::Workspace& workspace() { return *workspace_; }
  std::uint16_t port() const { return server_->port(); }
  /// The whole answer.
  std::string ask(std::string_view method, std::string_view path, std::string_view body = "",
                  std::string_view headers = "") const;
  std::vector<std::string> log_lines() const;
  /// Puts the clock of webhooks forward.
  void pass(std::chrono::milliseconds span) { ahead_ms_ += span.count(); }
  /// The secret of the link for the first administrator.
  std::string offer_setup() { return gatekeeper_.offer_setup(system_now()).value(); }

  static Settings small_settings();

 private:
  Settings settings_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  Log log_{[this](const std::string& line) {
             const std::scoped_lock lock(mutex_);
             lines_.push_back(line);
           },
           LogLevel::debug};
  Metrics metrics_;
  std::unique_ptr<store::Workspace> workspace_;
  Gatekeeper gatekeeper_{*workspace_};
  EventStreams streams_;
  std::atomic<std::int64_t> ahead_ms_{0};
  std::unique_ptr<WebhookSender> webhooks_;
  store::MapCache maps_;
  store::LiveLog live_log_{*workspace_};
  App app_{.settings = settings_, .log = log_, .metrics = metrics_, .now = system_now};
  Routes routes_;
  std::unique_ptr<Server> server_;
};

/// False when it has not come true within half a minute.
bool wait_until(const std::function<bool()>& claim);

/// Adds a person; gives the header line by which a program is them.
std::string add_member(store::Workspace& workspace, std::string_view name, std::string_view role);

/// Publishes a small map as the only process.
void publish_small_map(LiveServer& server, std::string_view administrator);

/// Creates a lead of whoever asks; its number.
std::int64_t create_lead(LiveServer& server, std::string_view who, std::string_view name);

}  // namespace stagecraft::http
