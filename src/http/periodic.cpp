#include "http/periodic.h"

#include <utility>

namespace stagecraft::http {

Periodic::Periodic(std::chrono::milliseconds pause, std::function<void()> job)
    : thread_([this, pause, job = std::move(job)] {
        std::unique_lock lock(mutex_);
        while (!is_ending_) {
          lock.unlock();
          job();
          lock.lock();
          ends_.wait_for(lock, pause, [this] { return is_ending_; });
        }
      }) {}

Periodic::~Periodic() {
  {
    const std::lock_guard lock(mutex_);
    is_ending_ = true;
  }
  ends_.notify_one();
  thread_.join();
}

}  // namespace stagecraft::http
