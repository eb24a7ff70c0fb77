#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stagecraft::base::statistics {

/// An age: how long something has lasted, a whole number of any unit (milliseconds in this
/// program).
using Age = std::int64_t;

/// Ages cut into classes: class k holds the ages above the end of class k - 1, up to and including
/// its own end. Finds the class of an age in about constant time, by a table of equal strips.
class AgeClasses {
 public:
  AgeClasses() = default;
  /// `ends` not negative, ascending, without repeats.
  explicit AgeClasses(std::vector<Age> ends);

  std::size_t size() const { return ends_.size(); }
  std::span<const Age> ends() const { return ends_; }
  Age end(std::size_t k) const { return ends_[k]; }
  /// size() for an age beyond the last end. REQUIRES age >= 0.
  std::size_t of(Age age) const {
    const std::size_t strip = strip_of(age);
    const Age* const begin = ends_.data() + first_[strip];
    const Age* const end = ends_.data() + std::min<std::size_t>(first_[strip + 1] + 1, size());
    return static_cast<std::size_t>(std::lower_bound(begin, end, age) - ends_.data());
  }

  /// The equal strips that ages fall into: a coarser, faster partition. The last holds all that is
  /// left.
  std::size_t strip_count() const { return first_.size() - 1; }
  std::size_t strip_of(Age age) const {
    assert(age >= 0);
    return std::min(static_cast<std::size_t>(age) >> shift_, strip_count() - 1);
  }

 private:
  std::vector<Age> ends_;
  /// Of each strip: the class of its first age. And one more, size().
  std::vector<std::uint32_t> first_{0, 0};
  unsigned shift_ = 0;
};

}  // namespace stagecraft::base::statistics
