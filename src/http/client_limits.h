#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace stagecraft::http {

/// How many connections and requests one client may have. A client is an IPv4 address or the first
/// 64 bits of an IPv6 address. Requests are a token bucket: `burst` at once, `per_second` after.
/// Thread-safe.
class ClientLimits {
 public:
  using Time = std::chrono::steady_clock::time_point;

  struct Limits {
    std::int64_t connections = 0;  ///< 0: no limit.
    std::int64_t per_second = 0;   ///< 0: no limit.
    std::int64_t burst = 1;
  };

  explicit ClientLimits(Limits limits) : limits_(limits) {}

  /// False: it has as many connections as it may. Each true needs one close().
  bool open(const std::string& client);
  void close(const std::string& client);

  /// Nullopt: the request may go on; else the seconds until the next one may, at least 1.
  std::optional<std::int64_t> take_request(const std::string& client, Time now);

  /// Clients that are remembered: those with connections or an unfilled bucket, and some more.
  std::size_t known();

 private:
  struct Client {
    std::int64_t connections = 0;
    double tokens = 0;
    Time filled{};
  };
  Client& client(const std::string& name, Time now);
  double filled(const Client& client, Time now) const;
  void forget_idle(Time now);

  const Limits limits_;
  std::mutex mutex_;
  std::unordered_map<std::string, Client> clients_;
  std::size_t forget_at_ = 1024;
};

/// The key of an address: `10.0.0.1`, `2001:db8:0:1::/64`.
std::string client_key(std::string_view address);

}  // namespace stagecraft::http
