#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace stagecraft::http {

/// Where a list goes on, as clients carry it: opaque, URL-safe text over the sort values of the
/// last row sent. Not secret and not signed: whoever makes one up only starts the list elsewhere.
std::string to_cursor(const std::vector<std::string>& values);

/// The inverse. Throws Error{invalid} for what is none, or has another number of values.
std::vector<std::string> from_cursor(std::string_view cursor, std::size_t count);

}  // namespace stagecraft::http
