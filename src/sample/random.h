#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>

namespace stagecraft::sample {

/// A stream of random numbers that depends only on (seed, index): deal 7 of seed 1 is the same
/// whichever thread makes it, and whatever was made before. SplitMix64: Steele, Lea, Flood, "Fast
/// splittable pseudorandom number generators", OOPSLA 2014.
class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t index)
      : state_(mix(seed * golden) ^ mix(index + 0x632BE59BD9B4E019U)) {}

  std::uint64_t next() { return mix(state_ += golden); }
  /// In [0, 1).
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// In [low, high).
  double uniform(double low, double high) { return low + (high - low) * uniform(); }
  bool chance(double probability) { return uniform() < probability; }
  /// In [0, count). REQUIRES count > 0.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(uniform() * static_cast<double>(count));
  }
  /// Standard normal, by Box and Muller.
  double normal() {
    const double radius = std::sqrt(-2 * std::log(1 - uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
  }
  /// Log-normal with this median; sigma is that of the logarithm.
  double log_normal(double median, double sigma) { return median * std::exp(sigma * normal()); }

 private:
  static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15U;

  static std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

}  // namespace stagecraft::sample
