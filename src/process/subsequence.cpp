#include "process/subsequence.h"

#include <algorithm>
#include <cstdint>

namespace stagecraft::process {

std::vector<std::size_t> longest_increasing(std::span<const std::size_t> numbers) {
  // Patience sorting: tails[k] ends the subsequence of length k + 1 that ends lowest.
  std::vector<std::size_t> tails, before(numbers.size(), SIZE_MAX);
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const auto at =
        std::ranges::lower_bound(tails, numbers[i], {}, [&](std::size_t t) { return numbers[t]; });
    if (at != tails.begin()) before[i] = *(at - 1);
    if (at == tails.end())
      tails.push_back(i);
    else
      *at = i;
  }
  std::vector<std::size_t> picked;
  for (auto i = tails.empty() ? SIZE_MAX : tails.back(); i != SIZE_MAX; i = before[i])
    picked.push_back(i);
  std::ranges::reverse(picked);
  return picked;
}

}  // namespace stagecraft::process
