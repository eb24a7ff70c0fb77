#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace stagecraft::process {

/// Offset of the bracket that opens more than `limit` lists and mappings in brackets inside one
/// another; nullopt: no text does. To be asked before the YAML parser, which keeps a few hundred
/// bytes for each bracket until it knows whether a key begins there: 1 GB for 4 MiB of `[`.
/// Brackets in quotes, comments, block scalars and plain texts do not count. REQUIRES line ends LF.
/// O(size).
std::optional<std::size_t> find_deep_flow(std::string_view text, int limit);

}  // namespace stagecraft::process
