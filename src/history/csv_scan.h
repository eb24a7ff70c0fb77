#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace stagecraft::history {

/// Where in 64 bytes something is: bit i for byte i.
struct BlockMask {
  std::uint64_t special = 0;  ///< Delimiter, line end, quote or NUL.
  bool has_high = false;      ///< A byte of 0x80 or more.
};

/// Finds the bytes that give a CSV its structure, 64 at a time: most bytes are looked at only here.
class CsvScan {
 public:
  static constexpr std::size_t block_size = 64;

  CsvScan() = default;
  CsvScan(char delimiter, char newline) : delimiter_(delimiter), newline_(newline) {}

  /// REQUIRES 64 readable bytes.
  BlockMask look(const char* bytes) const;

 private:
  char delimiter_ = ',';
  char newline_ = '\n';
};

#ifdef __SSE2__
inline BlockMask CsvScan::look(const char* bytes) const {
  const __m128i delimiter = _mm_set1_epi8(delimiter_);
  const __m128i newline = _mm_set1_epi8(newline_);
  const __m128i quote = _mm_set1_epi8('"');
  const __m128i nul = _mm_setzero_si128();
  BlockMask mask;
  __m128i all = nul;
  for (unsigned i = 0; i < 4; ++i) {
    const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes + 16 * i));
    const __m128i ends =
        _mm_or_si128(_mm_cmpeq_epi8(part, delimiter), _mm_cmpeq_epi8(part, newline));
    const __m128i rare = _mm_or_si128(_mm_cmpeq_epi8(part, quote), _mm_cmpeq_epi8(part, nul));
    const auto bits = static_cast<unsigned>(_mm_movemask_epi8(_mm_or_si128(ends, rare)));
    mask.special |= std::uint64_t{bits} << (16 * i);
    all = _mm_or_si128(all, part);
  }
  mask.has_high = _mm_movemask_epi8(all) != 0;
  return mask;
}
#else
inline BlockMask CsvScan::look(const char* bytes) const {
  BlockMask mask;
  for (unsigned i = 0; i < block_size; ++i) {
    const char c = bytes[i];
    const bool is_special = c == delimiter_ || c == newline_ || c == '"' || c == '\0';
    mask.special |= std::uint64_t{is_special} << i;
    mask.has_high = mask.has_high || (c & 0x80) != 0;
  }
  return mask;
}
#endif

}  // namespace stagecraft::history
