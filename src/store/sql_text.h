#pragma once

#include <string>
#include <string_view>

namespace stagecraft::store {

/// `$n` as `?n`, outside of strings, quoted names and comments. SQLite takes `$2` for a *name* and
/// numbers names by their first use, so that `SELECT $2, $1` would swap its values.
std::string with_question_marks(std::string_view sql);

}  // namespace stagecraft::store
