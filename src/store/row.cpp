#include "store/row.h"

#include <fmt/format.h>

#include <cassert>
#include <stdexcept>

namespace stagecraft::store {

void Row::require_value(int column) const {
  assert(column < column_count());
  if (is_null(column))
    throw std::logic_error(
        fmt::format("column '{}' is null where a value was certain", column_name(column)));
}

}  // namespace stagecraft::store
