#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "http/operations.h"
#include "http/server.h"

namespace stagecraft::http {

/// A server on a free port with the routes of a test, and everything that it needs.
class RunningServer {
 public:
  explicit RunningServer(Settings settings = small_settings(), void (*add)(Routes&) = nullptr)
      : settings_(std::move(settings)) {
    add_operations(routes_);
    add_documentation(routes_);
    if (add != nullptr) add(routes_);
    server_ = std::make_unique<Server>(routes_, app_);
  }

  std::uint16_t port() const { return server_->port(); }
  Server& server() { return *server_; }
  App& app() { return app_; }
  Routes& routes() { return routes_; }
  std::vector<std::string> log_lines() const {
    const std::scoped_lock lock(mutex_);
    return lines_;
  }

  static Settings small_settings() {
    Settings settings;
    settings.listen = "127.0.0.1:0";
    settings.threads = 2;
    settings.workers = 4;
    settings.stop_seconds = 5;
    return settings;
  }

 private:
  Settings settings_;
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
  Log log_{[this](const std::string& line) {
             const std::scoped_lock lock(mutex_);
             lines_.push_back(line);
           },
           LogLevel::info};
  Metrics metrics_;
  Routes routes_;
  App app_{.settings = settings_, .log = log_, .metrics = metrics_, .now = system_now};
  std::unique_ptr<Server> server_;
};

}  // namespace stagecraft::http
