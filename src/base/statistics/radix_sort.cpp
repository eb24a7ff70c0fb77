#include "base/statistics/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <utility>

#include "base/big_vector.h"

namespace stagecraft::base::statistics {

namespace {

constexpr unsigned first_digit_bits =
    11;                                // 2,048 buckets: as many pages as the processor remembers.
constexpr unsigned digit_bits = 8;     // Within a bucket, which stays in the first-level cache.
constexpr std::size_t insertion = 48;  // Below, comparing is faster than counting.
constexpr std::size_t few_a_range = 8;
constexpr std::size_t one_bucket = 4096;

/// A run of keys and as much room beside it; bare pointers, because every nanosecond is paid ten
/// million times.
struct Run {
  std::uint64_t* keys;
  std::uint64_t* room;
  std::size_t size;
};

/// Which bits of a key a pass goes by.
struct Digit {
  unsigned shift;
  std::uint64_t mask;
};

/// One stable pass by a digit; leaves in `places` where each digit's keys end.
template <std::size_t values>
void scatter(const std::uint64_t* from, std::uint64_t* to, std::size_t size, Digit digit,
             std::array<std::size_t, values>& places) {
  const auto [shift, mask] = digit;
  std::size_t* const place = places.data();
  places.fill(0);
  for (std::size_t i = 0; i < size; ++i) ++place[from[i] >> shift & mask];
  std::size_t next = 0;
  for (std::size_t& p : places) next += std::exchange(p, next);
  for (std::size_t i = 0; i < size; ++i) to[place[from[i] >> shift & mask]++] = from[i];
}

void insertion_sort(std::uint64_t* keys, std::size_t size, std::uint64_t mask) {
  for (std::size_t i = 1; i < size; ++i) {
    const std::uint64_t key = keys[i];
    std::size_t hole = i;
    for (; hole > 0 && (keys[hole - 1] & mask) > (key & mask); --hole) keys[hole] = keys[hole - 1];
    keys[hole] = key;
  }
}

/// Sorts a run of some hundred keys by about as many ranges of their low `width` bits, and then by
/// comparing neighbours; false, and nothing done, where too many of them lie in one range.
bool sort_by_ranges(Run run, unsigned width) {
  const unsigned bits =
      std::min({static_cast<unsigned>(std::bit_width(run.size)), digit_bits, width});
  const unsigned shift = width - bits;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  std::array<std::uint32_t, std::size_t{1} << digit_bits> places;
  std::fill_n(places.begin(), std::size_t{1} << bits, 0U);
  std::uint32_t* const place = places.data();
  for (std::size_t i = 0; i < run.size; ++i) ++place[run.keys[i] >> shift & mask];
  std::uint32_t next = 0, most = 0;
  for (std::uint64_t value = 0; value <= mask; ++value) {
    most = std::max(most, place[value]);
    next += std::exchange(place[value], next);
  }
  if (most > insertion) return false;
  for (std::size_t i = 0; i < run.size; ++i)
    run.room[place[run.keys[i] >> shift & mask]++] = run.keys[i];
  insertion_sort(run.room, run.size, (std::uint64_t{1} << width) - 1);
  return true;
}

/// Sorts a run by its low `width` bits, which are all of its keys' that differ; the result is in
/// run.keys, or in run.room when that comes back.
std::uint64_t* sort_run(Run run, unsigned width) {
  if (run.size <= insertion) {
    insertion_sort(run.keys, run.size, (std::uint64_t{1} << width) - 1);
    return run.keys;
  }
  if (run.size <= few_a_range << digit_bits && sort_by_ranges(run, width)) return run.room;
  std::array<std::size_t, std::size_t{1} << digit_bits> places;
  for (unsigned shift = 0; shift < width; shift += digit_bits) {
    const unsigned here = std::min(digit_bits, width - shift);
    scatter(run.keys, run.room, run.size, {shift, (std::uint64_t{1} << here) - 1}, places);
    std::swap(run.keys, run.room);
  }
  return run.keys;
}

}  // namespace

void radix_sort(std::span<std::uint64_t> keys, unsigned bits) {
  assert(bits < 64);
  std::uint64_t used = 0;
  for (const std::uint64_t key : keys) used |= key;
  const auto width = static_cast<unsigned>(std::bit_width(used & ((std::uint64_t{1} << bits) - 1)));
  BigVector<std::uint64_t> room(keys.size());
  const Run all{keys.data(), room.data(), keys.size()};
  const auto settle = [](const std::uint64_t* sorted, Run run, std::uint64_t* target) {
    if (sorted != target) std::copy(sorted, sorted + run.size, target);
  };
  if (keys.size() <= one_bucket || width <= digit_bits) {
    settle(sort_run(all, width), all, all.keys);
    return;
  }
  const unsigned first = std::min(first_digit_bits, width);
  std::array<std::size_t, std::size_t{1} << first_digit_bits> ends;
  scatter(all.keys, all.room, all.size, {width - first, (std::uint64_t{1} << first) - 1}, ends);
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    const Run bucket{all.room + begin, all.keys + begin, end - begin};
    settle(sort_run(bucket, width - first), bucket, all.keys + begin);
    begin = end;
  }
}

}  // namespace stagecraft::base::statistics
