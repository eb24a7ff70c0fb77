#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace stagecraft::base::statistics {

/// An age: how long something has lasted, a whole number of any unit (milliseconds in this
/// program).
using Age = std::int64_t;

/// Ages cut into classes: class k holds the ages above the end of class k - 1 (class 0: all below),
/// up to and including its own end. Finds the class of an age in about constant time, by a table of
/// equal strips.
class AgeClasses {
 public:
  AgeClasses() = default;
  /// `ends` not negative, ascending, without repeats.
  explicit AgeClasses(std::vector<Age> ends);

  std::size_t size() const { return ends_.size(); }
  std::span<const Age> ends() const { return ends_; }
  Age end(std::size_t k) const { return ends_[k]; }
  /// size() for an age beyond the last end.
  std::size_t of(Age age) const {
    const std::size_t strip = strip_of(age);
    const Age* end = ends_.data() + first_[strip];
    const Age* const last = ends_.data() + first_[strip + 1];
    if (last - end > few) end = std::lower_bound(end, last, age);
    while (end != last && *end < age) ++end;
    return static_cast<std::size_t>(end - ends_.data());
  }

  /// The equal strips that ages fall into: a coarser, faster partition. The last holds all that is
  /// left.
  std::size_t strip_count() const { return first_.size() - 1; }
  std::size_t strip_of(Age age) const {
    if (age < 0) return 0;
    return std::min(static_cast<std::size_t>(age) >> shift_, strip_count() - 1);
  }

 private:
  static constexpr std::ptrdiff_t few = 8;  ///< Ends in a strip: stepping beats halving.

  std::vector<Age> ends_;
  /// Of each strip: the class of its first age. And one more, size().
  std::vector<std::uint32_t> first_{0, 0};
  unsigned shift_ = 0;
};

}  // namespace stagecraft::base::statistics
