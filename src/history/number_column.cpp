#include "history/number_column.h"

#include <algorithm>
#include <utility>

namespace stagecraft::history {

NumberColumn::NumberColumn(std::vector<std::int64_t> numbers) {
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  std::int64_t most = not_stated;
  for (const std::int64_t number : numbers) {
    if (number == not_stated) continue;
    least = std::min(least, number);
    most = std::max(most, number);
  }
  // Unsigned: the difference of two numbers of 64 bits may need all of them.
  const auto span = static_cast<std::uint64_t>(most) - static_cast<std::uint64_t>(least);
  const bool is_any = most >= least;
  if (is_any && (span >= std::numeric_limits<std::uint32_t>::max() || least - 1 == not_stated)) {
    wide_ = std::move(numbers);
    return;
  }
  least_ = is_any ? least - 1 : 0;
  distances_ = CodeColumn(numbers.size(), is_any ? static_cast<std::uint32_t>(span + 1) : 0);
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (numbers[i] != not_stated)
      distances_.set(i, static_cast<std::uint32_t>(numbers[i] - least_));
}

bool NumberColumn::states_nothing() const {
  for (std::size_t i = 0; i < size(); ++i)
    if ((*this)[i] != not_stated) return false;
  return true;
}

std::vector<std::int64_t> NumberColumn::to_vector() const {
  if (!wide_.empty()) return wide_;
  std::vector<std::int64_t> numbers;
  numbers.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) numbers.push_back((*this)[i]);
  return numbers;
}

}  // namespace stagecraft::history
