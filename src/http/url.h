#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/json_reader.h"

namespace stagecraft::http {

/// A request's target, taken apart and decoded.
struct Target {
  std::string path;                   ///< As sent, without the query string.
  std::vector<std::string> segments;  ///< Of the path, decoded; an encoded slash stays inside.
  std::vector<QueryItem> query;       ///< In the order sent.
};

/// Takes `/a/b?x=1` or `http://host/a/b?x=1` apart. Nullopt when an escape is broken, when
/// something decodes to a control character or is not UTF-8, for `.` and `..`, and for more than 64
/// segments or 200 parameters. An empty last segment (`/a/`) is kept.
std::optional<Target> parse_target(std::string_view target);

/// `%41` is A; in query strings `+` is a blank. Nullopt as above.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);

}  // namespace stagecraft::http
