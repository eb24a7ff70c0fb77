#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>

#include "history/import.h"

namespace stagecraft::history {

/// Adds up what several threads have read, and tells it at most ten times a second. `add` may be
/// called by any thread, `tell` by one.
class ProgressMeter {
 public:
  explicit ProgressMeter(const std::function<void(const ImportProgress&)>& on_progress)
      : on_progress_(on_progress) {}

  void expect(std::int64_t bytes) { bytes_total_ += bytes; }
  void add(std::int64_t bytes, std::int64_t rows) {
    bytes_done_ += bytes;
    rows_ += rows;
  }
  void tell() {
    if (!on_progress_) return;
    const auto now = Clock::now();
    if (now - told_ < std::chrono::milliseconds(100)) return;
    told_ = now;
    try {
      on_progress_({bytes_done_, bytes_total_, rows_});
    } catch (...) {
      is_stopped_ = true;
      throw;
    }
  }
  /// Who is told wants no more: other threads need not read on. Any thread may ask.
  bool is_stopped() const { return is_stopped_; }

 private:
  using Clock = std::chrono::steady_clock;

  const std::function<void(const ImportProgress&)>& on_progress_;
  std::atomic<bool> is_stopped_ = false;
  std::atomic<std::int64_t> bytes_done_ = 0, bytes_total_ = 0, rows_ = 0;
  Clock::time_point told_{};
};

}  // namespace stagecraft::history
