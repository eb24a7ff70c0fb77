#pragma once

#include <cstdint>
#include <span>

namespace stagecraft::base::statistics {

/// Sorts `keys` by their low `bits` bits only, stably; what lies above is carried along. O(n) for
/// each eight bits that the keys really use: one pass into buckets by the highest, the rest within
/// them, in cache. As much memory again while it runs. REQUIRES bits < 64.
void radix_sort(std::span<std::uint64_t> keys, unsigned bits);

}  // namespace stagecraft::base::statistics
