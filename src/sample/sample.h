#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "sample/layout.h"
#include "sample/scenario.h"

namespace stagecraft::sample {

/// How much to simulate. Exactly one of `deals` and `events` is set.
struct SampleSize {
  std::optional<std::uint64_t> deals;
  std::optional<std::uint64_t>
      events;  ///< Exactly so many; the last deal is cut off where they are reached.
};

struct SampleCounts {
  std::uint64_t deals = 0, events = 0, bytes = 0;
};

/// Where the text goes, in order; called from one thread.
struct SampleSinks {
  std::function<void(std::string_view)> main;
  std::function<void(std::string_view)> deals;           ///< Rows of the deals CSV; may be empty.
  std::function<void(const SampleCounts&)> on_progress;  ///< After each block; may be empty.
};

/// Writes a simulated history in a layout. The same scenario, size and layout give the same bytes
/// on any number of threads (0: as many as the machine has). Memory does not grow with the size.
SampleCounts write_sample(const Scenario& scenario, const SampleSize& size, Layout layout,
                          const SampleSinks& sinks, unsigned threads = 0);

}  // namespace stagecraft::sample
