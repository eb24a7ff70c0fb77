#include "base/statistics/age_classes.h"

#include <bit>

namespace stagecraft::base::statistics {

namespace {

constexpr std::size_t most_strips = std::size_t{1} << 18;

}  // namespace

AgeClasses::AgeClasses(std::vector<Age> ends) : ends_(std::move(ends)) {
  if (ends_.empty()) return;
  const std::size_t wanted = std::min(std::bit_ceil(4 * ends_.size()), most_strips);
  const auto last = static_cast<std::uint64_t>(ends_.back());
  while (last >> shift_ >= wanted) ++shift_;
  const std::size_t strips = (last >> shift_) + 1;
  first_.assign(strips + 1, static_cast<std::uint32_t>(ends_.size()));
  std::uint32_t k = 0;
  for (std::size_t strip = 0; strip < strips; ++strip) {
    while (k < ends_.size() && static_cast<std::uint64_t>(ends_[k]) < strip << shift_) ++k;
    first_[strip] = k;
  }
}

}  // namespace stagecraft::base::statistics
