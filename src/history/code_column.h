#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

namespace stagecraft::history {

/// A column of dictionary codes in as few bytes each as the largest needs (1, 2 or 4). Made once,
/// then read.
class CodeColumn {
 public:
  CodeColumn() = default;
  /// `size` zeros, for codes up to `largest`.
  CodeColumn(std::size_t size, std::uint32_t largest)
      : width_(largest < 0x100      ? 1
               : largest < 0x1'0000 ? 2
                                    : 4),
        bytes_(size * width_) {}

  std::size_t size() const { return bytes_.size() / width_; }
  bool empty() const { return bytes_.empty(); }
  std::size_t memory_bytes() const { return bytes_.capacity(); }

  std::uint32_t operator[](std::size_t i) const {
    if (width_ == 1) return bytes_[i];
    if (width_ == 2) return load<std::uint16_t>(i);
    return load<std::uint32_t>(i);
  }
  /// REQUIRES code <= the largest that the column was made for.
  void set(std::size_t i, std::uint32_t code) {
    if (width_ == 1) {
      bytes_[i] = static_cast<std::uint8_t>(code);
    } else if (width_ == 2) {
      store(i, static_cast<std::uint16_t>(code));
    } else {
      store(i, code);
    }
  }

  bool operator==(const CodeColumn&) const = default;

 private:
  template <typename T>
  T load(std::size_t i) const {
    T code;
    std::memcpy(&code, bytes_.data() + i * sizeof(T), sizeof(T));
    return code;
  }
  template <typename T>
  void store(std::size_t i, T code) {
    std::memcpy(bytes_.data() + i * sizeof(T), &code, sizeof(T));
  }

  std::size_t width_ = 1;
  std::vector<std::uint8_t> bytes_;
};

}  // namespace stagecraft::history
