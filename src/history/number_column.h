#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "history/code_column.h"

namespace stagecraft::history {

/// Numbers, some of them not stated: as distances from the least of them, in as few bytes each as
/// the largest distance needs (1, 2, 4, else 8). Made once, then read.
class NumberColumn {
 public:
  static constexpr std::int64_t not_stated = std::numeric_limits<std::int64_t>::min();

  NumberColumn() = default;
  explicit NumberColumn(std::vector<std::int64_t> numbers);

  std::size_t size() const { return wide_.empty() ? distances_.size() : wide_.size(); }
  bool empty() const { return size() == 0; }
  std::int64_t operator[](std::size_t i) const {
    if (!wide_.empty()) return wide_[i];
    const std::uint32_t distance = distances_[i];
    return distance == 0 ? not_stated : least_ + distance;
  }
  bool states_nothing() const;  ///< O(numbers).
  std::vector<std::int64_t> to_vector() const;
  std::size_t memory_bytes() const {
    return distances_.memory_bytes() + wide_.capacity() * sizeof(std::int64_t);
  }

  bool operator==(const NumberColumn&) const = default;

 private:
  std::int64_t least_ = 0;          ///< One less than the least number.
  CodeColumn distances_;            ///< From `least_`; 0: not stated.
  std::vector<std::int64_t> wide_;  ///< The numbers themselves, where distances are too long.
};

}  // namespace stagecraft::history
