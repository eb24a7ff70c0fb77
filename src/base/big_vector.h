#pragma once

#include <memory>
#include <type_traits>
#include <vector>

namespace stagecraft::base {

/// Allocates without touching the memory: `resize` leaves new elements as they come, to be assigned
/// by whoever fills them. For columns of many megabytes that several threads fill at once, where
/// zeroing them first on one thread would cost as much as the work itself.
template <typename T>
struct Untouched : std::allocator<T> {
  static_assert(std::is_trivially_copyable_v<T>);

  template <typename U>
  struct rebind {  // NOLINT(readability-identifier-naming): the standard's name
    using other = Untouched<U>;
  };

  template <typename U>
  void construct(U*) noexcept {}
  template <typename U, typename... Args>
    requires(sizeof...(Args) > 0)
  void construct(U* at, Args&&... args) {
    std::construct_at(at, std::forward<Args>(args)...);
  }
};

/// A vector whose `resize` does not initialise.
template <typename T>
using BigVector = std::vector<T, Untouched<T>>;

}  // namespace stagecraft::base
