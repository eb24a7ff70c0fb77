#pragma once

#include <cstdint>
#include <string_view>

namespace stagecraft::base::statistics {

/// A counter-based source of random numbers: number `i` of stream `s` under a seed is a fixed
/// function of the three, so that any thread can produce any stream, and every platform the same
/// one. The mixing is that of SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t stream)
      : state_(mix(seed + odd) ^ mix(mix(stream + odd))) {}

  /// All 64 bits.
  std::uint64_t next() { return mix(state_ += odd); }
  /// In [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  /// In [0, bound), without bias (Lemire 2019). REQUIRES bound > 0.
  std::uint32_t below(std::uint32_t bound) {
    std::uint64_t product = (next() >> 32) * bound;
    if (static_cast<std::uint32_t>(product) < bound) {
      const std::uint32_t threshold = (0U - bound) % bound;
      while (static_cast<std::uint32_t>(product) < threshold) product = (next() >> 32) * bound;
    }
    return static_cast<std::uint32_t>(product >> 32);
  }

 private:
  static constexpr std::uint64_t odd = 0x9E37'79B9'7F4A'7C15;
  static constexpr std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EB;
    return z ^ (z >> 31);
  }

  std::uint64_t state_;
};

/// A seed from a text, such as a figure's definition and slice (64-bit FNV-1a).
constexpr std::uint64_t seed_of(std::string_view text) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3;
  return hash;
}

}  // namespace stagecraft::base::statistics
