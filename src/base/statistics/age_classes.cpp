#include "base/statistics/age_classes.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace stagecraft::base::statistics {

namespace {

constexpr std::uint64_t most_strips = 2048;  // They stay in the first-level cache.

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
    cut_strip(first, end);
    first = end;
  }
}

/// `first` and `end`: of the ends that lie in it. Makes one to two cells an end. Without a
/// condition in its loops: which cells hold an end cannot be foreseen.
void AgeClasses::cut_strip(std::size_t first, std::size_t end) {
  const auto wanted =
      static_cast<unsigned>(std::countr_zero(std::bit_ceil(std::max<std::size_t>(end - first, 1))));
  const unsigned shift = strip_shift_ - std::min(wanted, strip_shift_);
  const std::size_t count = std::size_t{1} << (strip_shift_ - shift);
  strips_.push_back({static_cast<std::uint32_t>(cells_.size()), shift});
  cells_.resize(cells_.size() + count, 0U);
  std::uint32_t* const cells = cells_.data() + strips_.back().first_cell;
  for (std::size_t i = first; i < end; ++i)  // First how many ends lie in each cell.
    ++cells[(static_cast<std::uint64_t>(ends_[i]) & strip_mask_) >> shift];
  auto next = static_cast<std::uint32_t>(first);
  for (std::size_t c = 0; c < count; ++c) next += std::exchange(cells[c], next);
}

}  // namespace stagecraft::base::statistics
