#include "store/page_request.h"

#include "base/error.h"

namespace stagecraft::store {

using base::say;

void require_page_size(int rows) {
  constexpr int most = 500;
  if (rows < 1 || rows > most)
    throw base::Error(base::ErrorKind::invalid,
                      say("A page has 1 to {} rows, not {}.", most, rows));
}

void refuse_cursor() {
  throw base::Error(base::ErrorKind::invalid,
                    "The cursor is not of this list in this order. Begin with the first page.");
}

}  // namespace stagecraft::store
