#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "process/yaml_node.h"

namespace stagecraft::process {

/// The id that a name gives: lower case, accents dropped, everything else `_`, at most 64. `noun`
/// stands in where nothing is left, and before a digit.
std::string id_from(std::string_view name, std::string_view noun);

/// Writes ids into the elements of a file that have none but a name (or a text), `_2` and so on
/// where the id is taken. Returns the addresses. O(n log n).
std::vector<std::string> add_implicit_ids(Node& root);

}  // namespace stagecraft::process
