#pragma once

/// What every list refuses of the page that it is asked for.
namespace stagecraft::store {

/// Throws Error{invalid} unless a page may have so many rows: 1 to 500.
void require_page_size(int rows);

/// Throws Error{invalid}: the cursor is another list's, or nobody's.
[[noreturn]] void refuse_cursor();

}  // namespace stagecraft::store
