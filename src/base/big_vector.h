#pragma once

#include <cstddef>
#include <memory>
#include <type_traits>
#include <vector>

namespace stagecraft::base {

/// Memory for a column. Large blocks ask the system for large pages, because getting a page costs
/// more than filling it: ten million visits are 70,000 small pages, but 150 large ones.
void* allocate_column(std::size_t bytes);
/// Gives back what allocate_column(bytes) gave.
void free_column(void* column, std::size_t bytes) noexcept;

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

  T* allocate(std::size_t count) { return static_cast<T*>(allocate_column(count * sizeof(T))); }
  void deallocate(T* column, std::size_t count) noexcept { free_column(column, count * sizeof(T)); }

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
