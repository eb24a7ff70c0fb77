#pragma once

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "http/beast.h"
#include "http/client_limits.h"
#include "http/exchange.h"
#include "http/worker_pool.h"

namespace stagecraft::http {

/// What all connections share.
struct Hall {
  const Settings& settings;
  Exchange& exchange;
  Log& log;
  WorkerPool& workers;
  ClientLimits limits;
  std::vector<std::string> trusted_proxies;
  std::unique_ptr<net::ssl::context> tls;  ///< Null: plain HTTP.
  std::atomic<bool> is_stopping{false};

  std::atomic<std::int64_t> open{0}, accepted{0}, turned_away{0};
  std::mutex closing;
  std::condition_variable all_closed;  ///< `open` became 0.
};

/// A connection, as its lane stops it.
class Conversation {
 public:
  virtual ~Conversation() = default;
  /// Ends it now if it waits for a request, else after the answer. On its lane's thread.
  virtual void stop() = 0;
  /// There is news for its live answer. On its lane's thread.
  virtual void wake() = 0;
};

/// One thread with all that runs on it.
struct Lane {
  explicit Lane(Hall& shared) : hall(shared) {}

  Hall& hall;
  std::set<Conversation*> conversations;
  net::io_context io{1};
};

/// Serves a connection until it ends; comes back at once.
void begin_conversation(Lane& lane, Socket socket, std::string peer);

}  // namespace stagecraft::http
