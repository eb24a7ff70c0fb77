#include "store/sql_text.h"

#include "base/text.h"

namespace stagecraft::store {
namespace {

using base::is_digit;

/// One past the end of the string, quoted name or comment that begins at `at`; `at` when none does.
std::size_t end_of_quoted(std::string_view sql, std::size_t at) {
  const auto one_past = [&](std::string_view closing, std::size_t from) {
    const auto found = sql.find(closing, from);
    return found == std::string_view::npos ? sql.size() : found + closing.size();
  };
  const auto rest = sql.substr(at);
  if (rest[0] == '\'' || rest[0] == '"') return one_past(rest.substr(0, 1), at + 1);
  if (rest.starts_with("--")) return one_past("\n", at + 2);
  if (rest.starts_with("/*")) return one_past("*/", at + 2);
  return at;
}

}  // namespace

std::string with_question_marks(std::string_view sql) {
  std::string result;
  result.reserve(sql.size());
  for (std::size_t at = 0; at < sql.size();) {
    if (const auto end = end_of_quoted(sql, at); end != at) {
      result += sql.substr(at, end - at);
      at = end;
      continue;
    }
    const bool is_parameter = sql[at] == '$' && at + 1 < sql.size() && is_digit(sql[at + 1]);
    result += is_parameter ? '?' : sql[at];
    ++at;
  }
  return result;
}

}  // namespace stagecraft::store
