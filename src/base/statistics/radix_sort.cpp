#include "base/statistics/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace stagecraft::base::statistics {

namespace {

constexpr unsigned most_digit_bits =
    11;  // 2,048 counters of 8 bytes: they stay in the first-level cache.
constexpr std::size_t small = 256;  // Below, comparing is faster than clearing counters.

/// One stable pass by the digit at `shift`.
void scatter(const std::vector<std::uint64_t>& from, std::vector<std::uint64_t>& to, unsigned shift,
             std::uint64_t mask) {
  std::array<std::size_t, std::size_t{1} << most_digit_bits> place{};
  for (const std::uint64_t key : from) ++place[key >> shift & mask];
  std::size_t next = 0;
  for (std::size_t& p : place) next += std::exchange(p, next);
  for (const std::uint64_t key : from) to[place[key >> shift & mask]++] = key;
}

}  // namespace

void radix_sort(std::vector<std::uint64_t>& keys, unsigned bits) {
  const std::uint64_t mask = bits >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits) - 1;
  const auto value = [mask](std::uint64_t key) { return key & mask; };
  if (keys.size() <= small) {
    std::ranges::stable_sort(keys, {}, value);
    return;
  }
  std::uint64_t used = 0;
  for (const std::uint64_t key : keys) used |= value(key);
  const auto width = static_cast<unsigned>(std::bit_width(used));
  if (width == 0) return;

  const unsigned passes = (width + most_digit_bits - 1) / most_digit_bits;
  const unsigned digit_bits = (width + passes - 1) / passes;
  std::vector<std::uint64_t> other(keys.size());
  for (unsigned pass = 0; pass < passes; ++pass) {
    const unsigned shift = pass * digit_bits;
    // The last digit must not reach into what is carried along.
    const unsigned here = std::min(digit_bits, bits - shift);
    scatter(keys, other, shift, (std::uint64_t{1} << here) - 1);
    keys.swap(other);
  }
}

}  // namespace stagecraft::base::statistics
