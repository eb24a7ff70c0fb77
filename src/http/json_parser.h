#pragma once

#include <cstddef>
#include <string_view>

namespace boost::json {
class value;
}

namespace stagecraft::http {

/// Nesting that a body may have.
constexpr std::size_t json_depth_limit = 32;

/// JSON as a tree. Throws Refusal{400} when it is none or when a key stands twice in one object,
/// and {413} when it is nested too deep. Numbers are read exactly; Boost.JSON 1.81's own parser is
/// off by one in the last digit now and then. O(text).
boost::json::value parse_json(std::string_view text);

}  // namespace stagecraft::http
