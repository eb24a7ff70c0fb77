#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "http/app.h"
#include "http/routes.h"

namespace stagecraft::http {

/// The HTTP server: one io_context and one listening socket a thread, a pool of workers for
/// handlers. Slow and silent clients are closed on time and hold nobody up.
class Server {
 public:
  /// Listens and serves from here on. Routes and app have to outlive it. Throws Error{invalid} when
  /// address, certificate or key cannot be used, `conflict` when the port is taken.
  Server(const Routes& routes, App& app);
  /// Stops.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// `https://127.0.0.1:8443`.
  std::string address() const;

  /// Takes no more connections, closes those that wait, gives requests under way stop_seconds to
  /// end. Blocks; safe to call twice, not from a handler.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace stagecraft::http
