#include "base/statistics/age_classes.h"

#include <algorithm>
#include <bit>
#include <limits>

namespace stagecraft::base::statistics {

namespace {

constexpr std::uint64_t most_strips = 2048;  // They stay in the first-level cache.
constexpr unsigned widest_cell = 32;         // Bits; a place within a cell is kept in so many.
constexpr std::uint32_t no_end = std::numeric_limits<std::uint32_t>::max();

}  // namespace

AgeClasses::AgeClasses(std::vector<Age> ends) : ends_(std::move(ends)) {
  if (ends_.empty()) return;
  last_ = ends_.back();
  const auto last = static_cast<std::uint64_t>(last_);
  while (last >> strip_shift_ >= most_strips) ++strip_shift_;
  strip_mask_ = (std::uint64_t{1} << strip_shift_) - 1;
  const std::size_t strips = (last >> strip_shift_) + 1;
  strips_.reserve(strips);
  cells_.reserve(2 * (ends_.size() + strips));
  std::size_t first = 0;
  for (std::size_t strip = 0; strip < strips; ++strip) {
    std::size_t end = first;
    while (end < ends_.size() && strip_of(ends_[end]) == strip) ++end;
    cut_strip(strip, first, end);
    first = end;
  }
  cells_.push_back({static_cast<std::uint32_t>(ends_.size()), no_end});
}

/// `first` and `end`: of the ends that lie in it. Makes one to two cells an end.
void AgeClasses::cut_strip(std::size_t strip, std::size_t first, std::size_t end) {
  const auto wanted =
      static_cast<unsigned>(std::countr_zero(std::bit_ceil(std::max<std::size_t>(end - first, 1))));
  const unsigned bits =
      std::clamp(wanted, strip_shift_ > widest_cell ? strip_shift_ - widest_cell : 0, strip_shift_);
  const unsigned shift = strip_shift_ - bits;
  strips_.push_back({static_cast<std::uint32_t>(cells_.size()), shift});
  const std::uint64_t begin = static_cast<std::uint64_t>(strip) << strip_shift_;
  cells_.resize(cells_.size() + (std::size_t{1} << bits));
  Cell* const cells = cells_.data() + strips_.back().first_cell;
  for (std::uint64_t cell = 0; cell < std::uint64_t{1} << bits; ++cell) {
    const auto class_of_first = static_cast<std::uint32_t>(first);
    const std::uint64_t cell_begin = begin + (cell << shift);
    const std::uint64_t cell_end = cell_begin + (std::uint64_t{1} << shift);
    std::uint32_t end_in_cell = no_end;
    if (first < end && static_cast<std::uint64_t>(ends_[first]) < cell_end)
      end_in_cell =
          static_cast<std::uint32_t>(static_cast<std::uint64_t>(ends_[first]) - cell_begin);
    while (first < end && static_cast<std::uint64_t>(ends_[first]) < cell_end) ++first;
    cells[cell] = {class_of_first, end_in_cell};
  }
}

}  // namespace stagecraft::base::statistics
