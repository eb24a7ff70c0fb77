#include "store/page_size.h"

#include <fmt/format.h>

#include "base/error.h"

namespace stagecraft::store {

void require_page_size(int rows) {
  constexpr int most = 500;
  if (rows < 1 || rows > most)
    throw base::Error(base::ErrorKind::invalid,
                      fmt::format("A page has 1 to {} rows, not {}.", most, rows));
}

}  // namespace stagecraft::store
