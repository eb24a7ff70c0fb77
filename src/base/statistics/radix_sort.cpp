#include "base/statistics/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <memory>
#include <utility>

namespace stagecraft::base::statistics {

namespace {

constexpr unsigned most_digit_bits =
    11;  // 2,048 counters of 8 bytes: they stay in the first-level cache.
constexpr std::size_t small = 256;  // Below, comparing is faster than clearing counters.

/// One stable pass by the digit at `shift`; bare pointers, because every nanosecond is paid ten
/// million times.
void scatter(const std::uint64_t* from, std::uint64_t* to, std::size_t size, unsigned shift,
             std::uint64_t mask) {
  std::array<std::size_t, std::size_t{1} << most_digit_bits> places{};
  std::size_t* const place = places.data();
  for (std::size_t i = 0; i < size; ++i) ++place[from[i] >> shift & mask];
  std::size_t next = 0;
  for (std::size_t& p : places) next += std::exchange(p, next);
  for (std::size_t i = 0; i < size; ++i) to[place[from[i] >> shift & mask]++] = from[i];
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
  const auto other = std::make_unique_for_overwrite<std::uint64_t[]>(keys.size());
  std::uint64_t* from = keys.data();
  std::uint64_t* to = other.get();
  for (unsigned pass = 0; pass < passes; ++pass) {
    const unsigned shift = pass * digit_bits;
    // The last digit must not reach into what is carried along.
    const unsigned here = std::min(digit_bits, bits - shift);
    scatter(from, to, keys.size(), shift, (std::uint64_t{1} << here) - 1);
    std::swap(from, to);
  }
  if (from != keys.data()) std::copy(from, from + keys.size(), keys.data());
}

}  // namespace stagecraft::base::statistics
