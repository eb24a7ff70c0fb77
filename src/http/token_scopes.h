#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "selling/rights.h"

namespace stagecraft::http {

/// A token's scopes are words of rights, separated by blanks; `all` is all that its owner may do.
/// Words that are no rights (of another version) allow nothing. Nullopt: all.
std::optional<std::vector<selling::Right>> rights_of_scopes(std::string_view scopes);

/// Throws Error{invalid} that names every word which is no right, and for an empty list.
std::string to_scopes(const std::vector<std::string>& words);

}  // namespace stagecraft::http
