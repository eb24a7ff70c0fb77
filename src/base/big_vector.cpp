#include "base/big_vector.h"

#include <sys/mman.h>

#include <new>

namespace stagecraft::base {

namespace {

constexpr std::align_val_t large_page{std::size_t{2} << 20};
constexpr std::size_t worth_large_pages = std::size_t{2} << 20;

}  // namespace

void* allocate_column(std::size_t bytes) {
  if (bytes < worth_large_pages) return ::operator new(bytes);
  void* const column = ::operator new(bytes, large_page);
  madvise(column, bytes, MADV_HUGEPAGE);  // A wish: small pages serve as well.
  return column;
}

void free_column(void* column, std::size_t bytes) noexcept {
  if (bytes < worth_large_pages)
    ::operator delete(column);
  else
    ::operator delete(column, large_page);
}

}  // namespace stagecraft::base
