#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "cli/context.h"

namespace stagecraft::cli {

/// One line on the terminal for work that takes over a second: share done, speed, time left. Prints
/// nothing when `context.err` is no terminal. Redraws at most ten times a second; cleared when
/// destroyed.
class Progress {
 public:
  /// `what` begins the line; `unit` names what is counted ("rows", "events").
  Progress(Context& context, std::string what, std::string unit);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `total` 0: not known, then no share and no time left. `done` and `total` measure the work,
  /// `count` is what is shown with its speed.
  void update(std::int64_t done, std::int64_t total, std::int64_t count);

 private:
  using Clock = std::chrono::steady_clock;

  Context& context_;
  std::string what_, unit_;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point drawn_ = begun_;
  bool is_drawn_ = false;
};

}  // namespace stagecraft::cli
