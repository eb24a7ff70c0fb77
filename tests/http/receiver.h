#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace stagecraft::http {

/// Somebody who is told: takes one request a connection on a free port of this machine, keeps it,
/// and answers what the test says.
class Receiver {
 public:
  /// Gives the whole answer to a whole request; empty: closes without one.
  using Answer = std::function<std::string(const std::string& request)>;

  Receiver();  ///< Answers 204.
  explicit Receiver(Answer answer);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  std::string url() const;
  /// The first `count` requests, waited for up to 30 s.
  std::vector<std::string> wait_for(std::size_t count);
  std::size_t count() const;

  static std::string status(int code, std::string_view headers = "");

 private:
  void work();
  std::string read_request(int client) const;

  Answer answer_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  mutable std::mutex mutex_;
  std::condition_variable came_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

}  // namespace stagecraft::http
