#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "base/big_vector.h"

namespace stagecraft::base::statistics {

/// An age: how long something has lasted, a whole number of any unit (milliseconds in this
/// program).
using Age = std::int64_t;

/// Ages cut into classes: class k holds the ages above the end of class k - 1 (class 0: all below),
/// up to and including its own end. Finds the class of an age in about constant time, however
/// unevenly the ends lie: by equal strips, each cut again into as many cells as ends lie in it.
class AgeClasses {
 public:
  AgeClasses() = default;
  /// `ends` not negative, below 2^48, ascending, without repeats.
  explicit AgeClasses(std::vector<Age> ends);

  std::size_t size() const { return ends_.size(); }
  std::span<const Age> ends() const { return ends_; }
  Age end(std::size_t k) const { return ends_[k]; }
  /// size() for an age beyond the last end.
  std::size_t of(Age age) const {
    if (age > last_) return ends_.size();
    return age < 0 ? 0 : finder().of(age);
  }

  /// The equal strips that ages fall into: a coarser, faster partition. REQUIRES an age that is not
  /// negative nor beyond the last end.
  std::size_t strip_count() const { return strips_.size(); }
  std::size_t strip_of(Age age) const { return static_cast<std::uint64_t>(age) >> strip_shift_; }

 private:
  struct Strip {
    std::uint32_t first_cell;
    std::uint32_t cell_shift;  ///< A cell is so many bits of age wide.
  };

 public:
  /// Finds the classes of many ages: a copy of where the tables are, which a loop keeps in
  /// registers. The classes must outlive it.
  class Finder {
   public:
    /// REQUIRES an age that is not negative nor beyond the last end.
    std::size_t of(Age age) const {
      const auto place = static_cast<std::uint64_t>(age);
      const Strip strip = strips_[place >> strip_shift_];
      std::size_t k = cells_[strip.first_cell + ((place & strip_mask_) >> strip.cell_shift)];
      // Sums and no conditions: whether an age is beyond an end cannot be foreseen, but hardly a
      // cell holds three.
      k += ends_[k] < age ? 1U : 0U;
      k += ends_[k] < age ? 1U : 0U;
      while (ends_[k] < age) ++k;
      return k;
    }

    std::size_t strip_of(Age age) const { return static_cast<std::uint64_t>(age) >> strip_shift_; }

   private:
    friend class AgeClasses;
    explicit Finder(const AgeClasses& classes)
        : ends_(classes.ends_.data()),
          strips_(classes.strips_.data()),
          cells_(classes.cells_.data()),
          strip_shift_(classes.strip_shift_),
          strip_mask_(classes.strip_mask_) {}

    const Age* ends_;
    const Strip* strips_;
    const std::uint32_t* cells_;
    unsigned strip_shift_;
    std::uint64_t strip_mask_;
  };
  Finder finder() const { return Finder(*this); }

 private:
  void cut_strip(std::size_t first, std::size_t end);

  std::vector<Age> ends_;
  Age last_ = -1;
  unsigned strip_shift_ = 0;
  std::uint64_t strip_mask_ = 0;  ///< Bits of an age within its strip.
  std::vector<Strip> strips_;
  BigVector<std::uint32_t> cells_;  ///< Of all strips: the class of its first age.
};

}  // namespace stagecraft::base::statistics
