#pragma once

namespace stagecraft::store {

/// Throws Error{invalid} unless a page may have so many rows: 1 to 500.
void require_page_size(int rows);

}  // namespace stagecraft::store
