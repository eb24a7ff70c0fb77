#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace stagecraft::http {

/// Does something now and then, on a thread of its own, until it ends: at once, then with a pause
/// after each time.
class Periodic {
 public:
  /// `job` must not throw.
  Periodic(std::chrono::milliseconds pause, std::function<void()> job);
  /// Waits for a job that runs.
  ~Periodic();
  Periodic(const Periodic&) = delete;
  Periodic& operator=(const Periodic&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable ends_;
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace stagecraft::http
