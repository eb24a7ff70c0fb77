#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace stagecraft::base {

/// The number of a row, which cannot be mistaken for that of another noun: `Id<struct DealTag>`.
/// 0 is no row.
template <class Tag>
struct Id {
  std::int64_t value = 0;

  explicit operator bool() const { return value != 0; }
  auto operator<=>(const Id&) const = default;
};

}  // namespace stagecraft::base

template <class Tag>
struct std::hash<stagecraft::base::Id<Tag>> {
  std::size_t operator()(stagecraft::base::Id<Tag> id) const noexcept {
    return std::hash<std::int64_t>()(id.value);
  }
};
