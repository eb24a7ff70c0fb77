#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace stagecraft::process {

/// Which of `numbers` make up a longest strictly increasing subsequence: indices, in order. O(n log
/// n).
std::vector<std::size_t> longest_increasing(std::span<const std::size_t> numbers);

}  // namespace stagecraft::process
