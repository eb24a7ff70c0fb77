#include "cli/progress.h"

#include <fmt/format.h>

#include <cmath>
#include <ostream>

namespace stagecraft::cli {
namespace {

std::string clock_time(double seconds) {
  const auto whole = std::llround(seconds);
  return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

/// 1234567 -> "1.2 M".
std::string short_count(double count) {
  if (count >= 1e6) return fmt::format("{:.1f} M", count / 1e6);
  if (count >= 1e4) return fmt::format("{:.0f} k", count / 1e3);
  return fmt::format("{:.0f}", count);
}

}  // namespace

Progress::Progress(Context& context, std::string what, std::string unit)
    : context_(context), what_(std::move(what)), unit_(std::move(unit)) {}

Progress::~Progress() {
  if (is_drawn_) context_.err << "\r\x1B[K" << std::flush;
}

void Progress::update(std::int64_t done, std::int64_t total, std::int64_t count) {
  if (!context_.is_terminal) return;
  const auto now = Clock::now();
  const double elapsed = std::chrono::duration<double>(now - begun_).count();
  if (elapsed < 1 || now - drawn_ < std::chrono::milliseconds(100)) return;
  drawn_ = now;
  is_drawn_ = true;
  const auto number = static_cast<double>(count);
  std::string line = fmt::format("\r\x1B[K{}: {} {}, {} {}/s", what_, short_count(number), unit_,
                                 short_count(number / elapsed), unit_);
  if (total > 0 && done > 0) {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    line += fmt::format(", {:.0f} %, {} left", 100 * share, clock_time(elapsed / share - elapsed));
  }
  context_.err << line << std::flush;
}

}  // namespace stagecraft::cli
