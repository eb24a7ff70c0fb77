#pragma once

#include <cstdint>
#include <vector>

namespace stagecraft::base::statistics {

/// Sorts `keys` by their low `bits` bits only, stably; what lies above is carried along. O(n) for
/// each eleven bits that the keys really use; as much memory again while it runs.
void radix_sort(std::vector<std::uint64_t>& keys, unsigned bits);

}  // namespace stagecraft::base::statistics
